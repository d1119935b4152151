"""Reader of surnames in 18 languages, the first task of a model of characters."""

from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.labelled import LabelledCorpus
from rnncourse.datasets.labelled_files import read_label_files
from rnncourse.datasets.published import Place
from rnncourse.datasets.splits import split_by_text


def load(folder: str | Path | None = None, *, seed: int = 0) -> LabelledCorpus:
    r"""Read the surnames, or files of your own laid out like them.

    There is no official split. Four fifths of the distinct names are to learn from, a
    tenth each to choose by and to report on; a name that occurs several times, even
    in several languages, is in one part only. See `split_by_text`. The languages
    are very unequal: almost half of the names are Russian.

    Reference: Robertson (2017), Classifying Names with a Character-Level RNN.

    Args:
        folder: a folder with a file for each language, `Arabic.txt`, …, a name a line,
            UTF-8. By default the catalogued corpus, which is downloaded if it is not
            on this machine.
        seed: of the split.

    Returns:
        The corpus; the labels are the names of the files.

    Raises:
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if there are no files, one is empty or not UTF-8, or the catalogued
            corpus has another number of names than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for language in ("Elvish", "Dwarvish"):
        ...         text = "".join(f"{language} {n}\n" for n in range(20))
        ...         _ = Path(mine, f"{language}.txt").write_text(text)
        ...     corpus = load(mine)
        >>> corpus
        LabelledCorpus(..., train: 32, valid: 4, test: 4 texts)
        >>> corpus.labels
        ('Dwarvish', 'Elvish')
    """
    place = Place.of("names", folder)
    files = {path.stem: path for path in sorted(place.folder.glob("*.txt"))}
    if not files:
        raise BadFile(f"{place.folder} has no file *.txt, one for each language.")
    texts = read_label_files(files, advice=place.advice)
    place.check({"languages": len(files), "names": len(texts)})
    parts = split_by_text(texts, seed=seed)
    return LabelledCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=f"{place.describe(parts, 'names')}, {len(files)} languages",
    )
