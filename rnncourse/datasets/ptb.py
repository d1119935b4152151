"""Reader of the Penn Treebank in the form that language models are compared on."""

from pathlib import Path

from rnncourse.datasets import store
from rnncourse.datasets.catalog import load_catalog
from rnncourse.datasets.corpora import TextCorpus
from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import read_lines

_PARTS = ("train", "valid", "test")


def load(folder: str | Path | None = None) -> TextCorpus:
    r"""Read the Penn Treebank, or three files of your own laid out like it.

    One sentence a line, words separated by spaces; empty lines are left out. The
    catalogued corpus must have the published numbers of lines (42,068 / 3,370 /
    3,761), so that no perplexity is ever computed on half of it.

    Reference: Mikolov et al. (2011), Empirical Evaluation and Combination of
    Advanced Language Modeling Techniques, section 3.

    Args:
        folder: a folder with `ptb.train.txt`, `ptb.valid.txt` and `ptb.test.txt`
            (or `train.txt`, …; each may be `.gz`). By default the catalogued
            corpus, which is downloaded if it is not on this machine.

    Returns:
        The corpus; its sentences keep `<unk>` and `N` as they stand in the files.

    Raises:
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if a file is missing, cut off, damaged, empty or not UTF-8, or has
            another number of lines than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for part in ("train", "valid", "test"):
        ...         text = " the <unk> ran N miles \n it slept \n"
        ...         _ = Path(mine, f"{part}.txt").write_text(text)
        ...     corpus = load(mine)
        >>> corpus.train
        ('the <unk> ran N miles', 'it slept')
    """
    catalogued = folder is None
    folder = store.fetch("ptb") if catalogued else Path(folder)
    advice = "Copy the file again."
    if catalogued:
        advice = "Delete it and run `rnncourse data fetch ptb`."
    paths = {part: _path(folder, part) for part in _PARTS}
    texts = {part: _sentences(path, advice) for part, path in paths.items()}
    if catalogued:
        _check_counts(texts, paths, advice)
    counts = " / ".join(f"{len(text):,}" for text in texts.values())
    name = "ptb" if catalogued else folder.name
    title = "Penn Treebank" if catalogued else f"text from {folder.name!r}"
    return TextCorpus(
        name=name,
        **texts,
        generated=False,
        description=f"{title}: {counts} sentences (train / valid / test)",
    )


def _path(folder: Path, part: str) -> Path:
    names = [f"{stem}{part}.txt{end}" for stem in ("ptb.", "") for end in ("", ".gz")]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise BadFile(
        f"The {part} part is missing: {folder} has none of {', '.join(names)}. "
        "Put one of them there."
    )


def _sentences(path: Path, advice: str) -> tuple[str, ...]:
    stripped = (line.strip() for line in read_lines(path, advice=advice))
    return tuple(sentence for sentence in stripped if sentence)


def _check_counts(texts: dict, paths: dict, advice: str) -> None:
    published = load_catalog()["ptb"].counts
    for part, text in texts.items():
        if len(text) != published[f"{part}_lines"]:
            raise BadFile(
                f"{paths[part]} has {len(text):,} sentences where "
                f"{published[f'{part}_lines']:,} were published: it is another text "
                f"or a part of it. {advice}"
            )
