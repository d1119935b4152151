"""Reader of Multi30k: what photographs show, in English, German and French."""

from pathlib import Path

from rnncourse.datasets import store
from rnncourse.datasets.catalog import load_catalog
from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.parallel import ParallelCorpus, read_parallel

_PARTS = {"train": "train", "valid": "val", "test": "test_2016_flickr"}
_LANGUAGES = ("de", "en", "fr")


def load(
    folder: str | Path | None = None, *, source: str = "de", target: str = "en"
) -> ParallelCorpus:
    r"""Read Multi30k, or files of your own laid out like it, in one direction.

    The text is raw, with capitals and punctuation attached. Papers differ in what they
    score, raw or lower-cased and tokenised text, and such scores must not be compared.

    Reference: Elliott et al. (2016), Multi30K: Multilingual English-German Image
    Descriptions; Elliott et al. (2017) for French and the test part.

    Args:
        folder: a folder with `train.<language>`, `val.<language>` and
            `test_2016_flickr.<language>` (or `test.<language>`; each may be `.gz`).
            By default the catalogued corpus, which is downloaded if it is not on this
            machine.
        source: the language to translate from: `"de"`, `"en"` or `"fr"`, or whatever
            your own files end in.
        target: the language to translate into.

    Returns:
        The corpus.

    Raises:
        ValueError: if both languages are the same, or the catalogued corpus does not
            have one of them.
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if a file is missing or damaged, two files have different numbers of
            lines, or the catalogued corpus has another number than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for part in ("train", "val", "test"):
        ...         _ = Path(mine, f"{part}.de").write_text("Ein Hund schläft.\n")
        ...         _ = Path(mine, f"{part}.en").write_text("A dog sleeps.\n")
        ...     corpus = load(mine, source="en", target="de")
        >>> corpus.train
        (SentencePair(source='A dog sleeps.', target='Ein Hund schläft.'),)
    """
    catalogued = folder is None
    if source == target:
        raise ValueError(
            f"Source and target are both {source!r}; choose two languages."
        )
    if catalogued and not {source, target} <= set(_LANGUAGES):
        raise ValueError(
            f"Multi30k was asked for in {source!r} and {target!r}; it has "
            f"{', '.join(_LANGUAGES)}."
        )
    folder = store.fetch("multi30k") if catalogued else Path(folder)
    advice = "Copy the files again."
    if catalogued:
        advice = "Delete them and run `rnncourse data fetch multi30k`."
    parts = {}
    for part, stem in _PARTS.items():
        paths = [_path(folder, stem, language) for language in (source, target)]
        parts[part] = read_parallel(*paths, advice=advice)
        published = load_catalog()["multi30k"].counts[f"{stem}_sentences"]
        if catalogued and len(parts[part]) != published:
            raise BadFile(
                f"{paths[0]} and {paths[1]} have {len(parts[part]):,} pairs where "
                f"{published:,} were published: it is another text or a part of it. "
                f"{advice}"
            )
    counts = " / ".join(f"{len(pairs):,}" for pairs in parts.values())
    title = "Multi30k" if catalogued else f"text from {folder.name!r}"
    return ParallelCorpus(
        name="multi30k" if catalogued else folder.name,
        **parts,
        generated=False,
        description=(
            f"{title}, {source} to {target}: {counts} pairs (train / valid / test)"
        ),
    )


def _path(folder: Path, stem: str, language: str) -> Path:
    stems = (stem, stem.partition("_")[0])
    names = [
        f"{s}.{language}{end}" for s in dict.fromkeys(stems) for end in ("", ".gz")
    ]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise BadFile(f"{folder} has none of {', '.join(names)}. Put one of them there.")
