"""Reader of the film review snippets (MR), scored by cross-validation."""

import random
from pathlib import Path

from rnncourse.datasets.labelled import LabelledCorpus
from rnncourse.datasets.labelled_files import read_label_files
from rnncourse.datasets.published import Place


def load(
    folder: str | Path | None = None, *, fold: int = 0, folds: int = 10, seed: int = 0
) -> LabelledCorpus:
    r"""Read one fold of the film review snippets, or of two files laid out like them.

    There is no official split; results are means over ten folds. The snippets of each
    label are shuffled and dealt out like cards: fold $k$ takes those at the positions
    $k$, $k$ + 10, $k$ + 20, … The chosen fold is `test`, every tenth of the others is
    `valid`. So both labels are in the same proportion everywhere, the three parts are
    disjoint and together the whole, and each snippet is in one test part only. The
    seed decides the shuffling: keep it the same over the folds of one measurement.

    Reference: Pang & Lee (2005), Seeing Stars; ten folds as in Kim (2014),
    Convolutional Neural Networks for Sentence Classification, section 3.1.

    Args:
        folder: a folder with `rt-polarity.neg` and `rt-polarity.pos` (each may be
            `.gz`), a snippet a line. By default the catalogued corpus, which is
            downloaded if it is not on this machine.
        fold: which fold is the test part, from 0 on.
        folds: the number of folds.
        seed: of the shuffling.

    Returns:
        The corpus; labels `neg` and `pos`, as the files are called.

    Raises:
        ValueError: if there is no such fold.
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if a file is missing, cut off, empty or not UTF-8, or the catalogued
            corpus has another number of snippets than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for label in ("neg", "pos"):
        ...         text = "".join(f"{label} number {n}\n" for n in range(100))
        ...         _ = Path(mine, f"rt-polarity.{label}").write_text(text)
        ...     load(mine, fold=3)
        LabelledCorpus(..., train: 162, valid: 18, test: 20 texts)
    """
    if not 0 <= fold < folds or folds < 2:
        raise ValueError(
            f"There is no fold {fold} of {folds}: fold counts from 0 to folds - 1, and "
            "there are at least two."
        )
    place = Place.of("rt-polarity", folder)
    files = {label: place.file(f"rt-polarity.{label}") for label in ("neg", "pos")}
    texts = read_label_files(files, advice=place.advice)
    by_label = {label: [t for t in texts if t.label == label] for label in files}
    place.check({"negative": len(by_label["neg"]), "positive": len(by_label["pos"])})
    rng = random.Random(seed)
    parts = {"train": (), "valid": (), "test": ()}
    for shuffled in by_label.values():
        rng.shuffle(shuffled)
        parts["test"] += tuple(shuffled[fold::folds])
        rest = [t for n, t in enumerate(shuffled) if n % folds != fold]
        parts["valid"] += tuple(rest[::10])
        parts["train"] += tuple(t for n, t in enumerate(rest) if n % 10)
    return LabelledCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=f"{place.describe(parts, 'snippets')}, fold {fold} of {folds}",
    )
