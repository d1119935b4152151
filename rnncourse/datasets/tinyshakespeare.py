"""Reader of Tiny Shakespeare, the usual first text of a model of characters."""

from pathlib import Path

from rnncourse.datasets import store
from rnncourse.datasets.catalog import load_catalog
from rnncourse.datasets.corpora import CharacterCorpus
from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import read_lines
from rnncourse.datasets.places import present

_NAME = "tinyshakespeare"


def load(file: str | Path | None = None) -> CharacterCorpus:
    r"""Read Tiny Shakespeare, or one text file of your own, in three parts.

    The file has no official split. The text is cut by position, at 90 % and at 95 %
    of its characters: a random choice of lines would put neighbours of every scene on
    both sides. Whoever compares with a validation part of 10 % wants
    `corpus.valid + corpus.test`.

    Reference: Karpathy (2015), The Unreasonable Effectiveness of Recurrent Neural
    Networks.

    Args:
        file: a text file, plain or gzip, UTF-8. By default the catalogued corpus,
            which is downloaded if it is not on this machine.

    Returns:
        The corpus; its three parts in a row are the text, every line ended by `\n`.

    Raises:
        CorpusNotFound: if no file is given and the corpus cannot be had.
        BadFile: if the file is missing, cut off, damaged, empty, not UTF-8 or too
            short to be cut in three, or has another number of characters than was
            published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     mine = Path(folder, "mine.txt")
        ...     _ = mine.write_text("to be or not to be\n" * 100)
        ...     corpus = load(mine)
        >>> len(corpus.train), len(corpus.valid), corpus.test[-6:]
        (1710, 95, 'to be\n')
    """
    catalogued = file is None
    advice = "Copy the file again."
    if catalogued:
        _, path = present(load_catalog()[_NAME].files[0], store.fetch(_NAME))
        advice = f"Delete it and run `rnncourse data fetch {_NAME}`."
    else:
        path = Path(file)
    text = "".join(line + "\n" for line in read_lines(path, advice=advice))
    if catalogued:
        _check_count(text, path, advice)
    first, second = len(text) * 90 // 100, len(text) * 95 // 100
    parts = {"train": text[:first], "valid": text[first:second], "test": text[second:]}
    if not all(parts.values()):
        raise BadFile(f"{path} has {len(text)} characters: too few for three parts.")
    counts = " / ".join(f"{len(part):,}" for part in parts.values())
    title = "Tiny Shakespeare" if catalogued else f"text from {path.name!r}"
    return CharacterCorpus(
        name=_NAME if catalogued else path.name.partition(".")[0],
        **parts,
        generated=False,
        description=f"{title}: {counts} characters (train / valid / test)",
    )


def _check_count(text: str, path: Path, advice: str) -> None:
    published = load_catalog()[_NAME].counts["characters"]
    if len(text) != published:
        raise BadFile(
            f"{path} has {len(text):,} characters where {published:,} were published: "
            f"it is another text or a part of it. {advice}"
        )
