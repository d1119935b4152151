"""Reader of sentences in 17 languages."""

from pathlib import Path

from rnncourse.datasets.labelled import LabelledCorpus
from rnncourse.datasets.labelled_files import read_csv
from rnncourse.datasets.published import Place
from rnncourse.datasets.splits import split_by_text


def load(folder: str | Path | None = None, *, seed: int = 0) -> LabelledCorpus:
    r"""Read sentences with their language, or a table of your own laid out like them.

    There is no official split. Four fifths of the distinct texts are to learn from, a
    tenth each to choose by and to report on; a text that occurs several times is in
    one part only. See `split_by_text`. A few texts have two languages, both right.

    Reference: the Kaggle data set basilb2s/language-detection.

    Args:
        folder: a folder with `Language Detection.csv` (or `.gz`), a table with the
            columns `Text` and `Language`. By default the catalogued corpus; Kaggle asks
            for an account, and the error message says how to get the file.
        seed: of the split.

    Returns:
        The corpus; labels as spelled in the source, `Portugeese` and `Sweedish` too.

    Raises:
        CorpusNotFound: if no folder is given and the corpus is not on this machine.
        BadFile: if the file is missing, cut off or no such table, or the catalogued
            corpus has other counts than were published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     rows = "".join(f'"Yes, {n}",English\n' for n in range(10))
        ...     file = Path(mine, "Language Detection.csv")
        ...     _ = file.write_text("Text,Language\n" + rows)
        ...     load(mine)
        LabelledCorpus(..., train: 8, valid: 1, test: 1 texts)
    """
    place = Place.of("language-detection", folder)
    texts = read_csv(
        place.file("Language Detection.csv"),
        text="Text",
        label="Language",
        advice=place.advice,
    )
    languages = len({text.label for text in texts})
    distinct = len({text.text for text in texts})
    place.check(
        {"rows": len(texts), "languages": languages, "distinct_texts": distinct}
    )
    parts = split_by_text(texts, seed=seed)
    return LabelledCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=f"{place.describe(parts, 'texts')}, {languages} languages",
    )
