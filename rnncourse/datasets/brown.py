"""Reader of the Brown Corpus, the first tagged million words."""

from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import lines_of
from rnncourse.datasets.labelled import TaggedCorpus, TaggedSentence
from rnncourse.datasets.packed import read_members
from rnncourse.datasets.published import Place


def load(folder: str | Path | None = None) -> TaggedCorpus:
    r"""Read the Brown Corpus, or documents of your own laid out like it.

    There is no official split. Documents stay whole, so that no document is on two
    sides, and are taken in the order of their names, which is that of their genres
    (`ca01` to `ca44` are press reportage, `cb01` … editorials): of every ten in a row
    the ninth goes to `valid` and the tenth to `test`. So all of the 15 genres are in
    all parts, with 400, 50 and 50 documents.

    Reference: Francis & Kučera (1964), Manual of Information to accompany A Standard
    Corpus of Present-Day Edited American English.

    Args:
        folder: a folder with `brown.zip`, or with documents named `ca01` and the
            like, at least ten. By default the catalogued corpus, which is downloaded
            if it is not on this machine.

    Returns:
        The corpus; tags such as `nn-tl` or `ppss+md` as they stand in the files.

    Raises:
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if the archive is damaged, a token has no tag, there are fewer than
            ten documents, or the catalogued corpus has other counts than were
            published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for number in range(10):
        ...         _ = Path(mine, f"ca0{number}").write_text("\n\tBread/nn ./.\n")
        ...     corpus = load(mine)
        >>> corpus, corpus.test[0].tags
        (TaggedCorpus(..., train: 8, valid: 1, test: 1 sentences), ('nn', '.'))
    """
    place = Place.of("brown", folder)
    packed = place.folder / "brown.zip"
    source = packed if packed.is_file() else place.folder
    documents = {
        match[1]: _sentences(content, f"{source}: {match[1]}", place.advice)
        for match, content in read_members(source, r"(c[a-r]\d\d)", advice=place.advice)
    }
    documents = [documents[name] for name in sorted(documents)]
    if len(documents) < 10:
        raise BadFile(
            f"{source} has {len(documents)} documents; ten are needed to put one "
            "into each of valid and test."
        )
    sentences = [sentence for document in documents for sentence in document]
    place.check(
        {
            "documents": len(documents),
            "sentences": len(sentences),
            "tokens": sum(len(sentence.words) for sentence in sentences),
            "tags": len({tag for sentence in sentences for tag in sentence.tags}),
        }
    )
    parts = {"train": [], "valid": [], "test": []}
    for number, document in enumerate(documents):
        parts[{8: "valid", 9: "test"}.get(number % 10, "train")].extend(document)
    parts = {part: tuple(sentences) for part, sentences in parts.items()}
    return TaggedCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=place.describe(parts, "sentences"),
    )


def _sentences(content: bytes, name: str, advice: str) -> list[TaggedSentence]:
    found = []
    for number, line in enumerate(lines_of(content, name, advice=advice), 1):
        # A slash may also stand inside a word: the tag is behind the last one.
        tokens = [token.rpartition("/") for token in line.split()]
        for word, slash, tag in tokens:
            if not (word and tag):
                raise BadFile(
                    f"{name}, line {number}: {word + slash + tag!r} is not written "
                    f"word/tag. {advice}"
                )
        if tokens:
            words, _, tags = zip(*tokens, strict=True)
            found.append(TaggedSentence(words, tags))
    return found
