"""The entries of the catalogue: a corpus, its files, their forms and addresses."""

from dataclasses import dataclass

from rnncourse.datasets.errors import DatasetError


@dataclass(frozen=True)
class Source:
    """One address to download from, and the member if it is an archive.

    Example:
        >>> Source.parse("https://example.org/data.tgz#data/train.txt")
        Source(url='https://example.org/data.tgz', member='data/train.txt')
    """

    url: str
    member: str | None = None

    @classmethod
    def parse(cls, address: str) -> "Source":
        """Split `address#member`; without a `#` the address is the file itself.

        Args:
            address: as it stands in the catalogue.

        Returns:
            The address and the member.

        Example:
            >>> Source.parse("https://example.org/train.txt").member is None
            True
        """
        url, _, member = address.partition("#")
        return cls(url, member or None)

    def __str__(self) -> str:
        return f"{self.url}#{self.member}" if self.member else self.url


@dataclass(frozen=True)
class Form:
    """One form of a file: packed, plain, or as a mirror distributes it.

    Attributes:
        name: the file's name in the folder of the corpus.
        size: bytes.
        sha256: of exactly these bytes.
        sources: where this form can be downloaded, in order of preference.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> file = load_catalog()["ptb"].file("ptb.test.txt.gz")
        >>> [(form.name, form.size) for form in file.forms]
        [('ptb.test.txt.gz', 149201), ('ptb.test.txt', 449945)]
    """

    name: str
    size: int
    sha256: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class CorpusFile:
    """A file of a corpus in all its forms; any one of them will do.

    Attributes:
        forms: the packed form first, then the others.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> load_catalog()["ptb"].file("ptb.test.txt").name
        'ptb.test.txt.gz'
    """

    forms: tuple[Form, ...]

    @property
    def name(self) -> str:
        """The name of the first form, by which the file is called."""
        return self.forms[0].name

    @property
    def sources(self) -> tuple[tuple[Form, Source], ...]:
        """Every form with every address it can be had from, in order."""
        return tuple((form, source) for form in self.forms for source in form.sources)


@dataclass(frozen=True)
class Corpus:
    """What the catalogue knows of one corpus.

    Attributes:
        name: the short name, which is also the name of its folder.
        title: what it is called.
        task: what it is for.
        licence: the licence in a few words.
        redistribution: whether the licence lets you pass the files on.
        licence_note: what the licence allows, in a sentence.
        homepage: where it is at home.
        citation: the papers to cite.
        counts: what was counted in exactly these files.
        files: its files.
        manual: what to do by hand where a download cannot; mostly empty.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> ptb = load_catalog()["ptb"]
        >>> ptb.title, ptb.counts["train_lines"]
        ('Penn Treebank, prepared for language modelling', 42068)
    """

    name: str
    title: str
    task: str
    licence: str
    redistribution: bool
    licence_note: str
    homepage: str
    citation: tuple[str, ...]
    counts: dict[str, int]
    files: tuple[CorpusFile, ...]
    manual: str = ""

    @property
    def size(self) -> int:
        """Bytes of all files in their packed form."""
        return sum(file.forms[0].size for file in self.files)

    def file(self, name: str) -> CorpusFile:
        """Find a file by the name of any of its forms.

        Args:
            name: a file name, packed or plain.

        Returns:
            The file.

        Raises:
            DatasetError: if the corpus has no such file.

        Example:
            >>> from rnncourse.datasets import load_catalog
            >>> load_catalog()["ptb"].file("ptb.dev.txt")
            Traceback (most recent call last):
            ...
            rnncourse.datasets.errors.DatasetError: The corpus 'ptb' has no file
            'ptb.dev.txt'. Its files: ptb.test.txt.gz, ...
        """
        for file in self.files:
            if name in (form.name for form in file.forms):
                return file
        known = ", ".join(file.name for file in self.files)
        raise DatasetError(
            f"The corpus {self.name!r} has no file {name!r}. Its files: {known}"
        )
