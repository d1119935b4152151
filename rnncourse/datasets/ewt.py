"""Reader of the English Web Treebank, on which taggers are compared."""

from pathlib import Path

from rnncourse.datasets.conllu import read_conllu
from rnncourse.datasets.labelled import TaggedCorpus
from rnncourse.datasets.published import Place


def load(folder: str | Path | None = None, *, tag: str = "upos") -> TaggedCorpus:
    r"""Read the English Web Treebank, or any treebank of Universal Dependencies.

    The split is the official one. Words are syntactic words; see `read_conllu`.

    Reference: Silveira et al. (2014), A Gold Standard Dependency Corpus for English.

    Args:
        folder: a folder with three files whose names end in `train.conllu`,
            `dev.conllu` and `test.conllu` (each may be `.gz`). By default the
            catalogued corpus, release 2.16, which is downloaded if it is not here.
        tag: the column of the tags, `"upos"` or `"xpos"` or another.

    Returns:
        The corpus; its `valid` is what the treebank calls dev.

    Raises:
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if a file is missing, cut off or not in the format, or the catalogued
            corpus has another number of sentences or words than was published.

    Example:
        >>> import tempfile
        >>> line = "1\tHello\thello\tINTJ" + "\t_" * 6
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for part in ("train", "dev", "test"):
        ...         _ = Path(mine, f"xx-ud-{part}.conllu").write_text(line)
        ...     corpus = load(mine)
        >>> corpus.valid
        (TaggedSentence(words=('Hello',), tags=('INTJ',)),)
    """
    place = Place.of("ud-english-ewt", folder)
    parts = {
        name: read_conllu(place.file(f"*{part}.conllu"), tag=tag, advice=place.advice)
        for name, part in (("train", "train"), ("valid", "dev"), ("test", "test"))
    }
    for name, part in (("train", "train"), ("valid", "dev"), ("test", "test")):
        words = sum(len(sentence.words) for sentence in parts[name])
        place.check({f"{part}_sentences": len(parts[name]), f"{part}_words": words})
    return TaggedCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=f"{place.describe(parts, 'sentences')}, tags {tag}",
    )
