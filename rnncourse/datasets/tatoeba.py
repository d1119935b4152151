"""Reader of the sentence pairs of Tatoeba: short, everyday, and many alike."""

from pathlib import Path

import numpy as np

from rnncourse.datasets import store
from rnncourse.datasets.catalog import load_catalog
from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import lines_of, read_lines
from rnncourse.datasets.packed import read_members
from rnncourse.datasets.parallel import ParallelCorpus, SentencePair
from rnncourse.datasets.places import present

_NAME = "tatoeba-fra-eng"
_HELD_OUT = 2_000  # English sentences in each of valid and test


def load(
    file: str | Path | None = None,
    *,
    source: str = "en",
    target: str = "fr",
    held_out: int = _HELD_OUT,
    seed: int = 0,
) -> ParallelCorpus:
    r"""Read English-French pairs of Tatoeba, or a file of your own like it.

    A line holds an English sentence, a tab and its translation; a third column, the
    authors, is left out. There is no official split, and an English sentence comes once
    for each of its translations. So English sentences are drawn, and each goes to one
    part with **all** its translations: the different ones are sorted, a generator
    `numpy.random.default_rng(seed)` permutes them, the first `held_out` are the valid
    part, the next as many the test part. Whoever splits lines instead tests on
    sentences that were learned. What remains: sentences that differ by a full stop, or
    two English sentences with one translation, may be on two sides.

    The pairs of a part keep the order of the file, which is by length: shuffle before
    you train. Narrow no-break spaces (U+202F) before French punctuation stay.

    Args:
        file: a text file, plain or gzip, or a zip with a member such as `fra.txt`. By
            default the catalogued corpus, which is downloaded if it is not on this
            machine.
        source: the language to translate from, `"en"` or the other one.
        target: the language to translate into.
        held_out: how many English sentences the valid and the test part have each.
        seed: decides which.

    Returns:
        The corpus.

    Raises:
        ValueError: if not exactly one of the languages is English, or nothing would
            be left to learn from.
        CorpusNotFound: if no file is given and the corpus cannot be had.
        BadFile: if the file cannot be read, a line has no tab or an empty side, or the
            catalogued corpus has another number of pairs than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     mine = Path(folder, "fra.txt")
        ...     _ = mine.write_text("Eat!\tMange !\nEat!\tMangez !\nGo!\tVa !\n"
        ...                         "Sit!\tAssis !\n")
        ...     corpus = load(mine, held_out=1)
        >>> [len({pair.source for pair in part})
        ...  for part in (corpus.train, corpus.valid, corpus.test)]
        [1, 1, 1]
    """
    catalogued = file is None
    if (source == "en") == (target == "en") or (
        catalogued and {source, target} != {"en", "fr"}
    ):
        raise ValueError(
            f"Pairs were asked for from {source!r} to {target!r}; one of the languages "
            "is 'en' (and the other 'fr' in the catalogued corpus)."
        )
    advice = "Correct the file."
    if catalogued:
        _, path = present(load_catalog()[_NAME].files[0], store.fetch(_NAME))
        advice = f"Delete it and run `rnncourse data fetch {_NAME}`."
    else:
        path = Path(file)
    pairs = [_pair(line, path, n, advice) for n, line in _lines(path, advice)]
    published = load_catalog()[_NAME].counts["pairs"]
    if catalogued and len(pairs) != published:
        raise BadFile(
            f"{path} has {len(pairs):,} pairs where {published:,} were published: it "
            f"is another release or a part of one. {advice}"
        )
    sides = _sides([pair.source for pair in pairs], held_out, seed, path)
    if source != "en":
        pairs = [SentencePair(pair.target, pair.source) for pair in pairs]
    parts = tuple(
        tuple(pair for pair, side in zip(pairs, sides, strict=True) if side == part)
        for part in (0, 1, 2)
    )
    counts = " / ".join(f"{len(part):,}" for part in parts)
    title = "Tatoeba" if catalogued else f"text from {path.name!r}"
    return ParallelCorpus(
        _NAME if catalogued else path.name.partition(".")[0],
        *parts,
        generated=False,
        description=(
            f"{title}, {source} to {target}: {counts} pairs (train / valid / test), "
            "split by English sentence"
        ),
    )


def _lines(path: Path, advice: str):
    if path.suffix == ".zip":
        # Nothing but the pairs: `_about.txt` has a longer name.
        members = list(read_members(path, r"[a-z]{3}\.txt", advice=advice))
        lines = lines_of(members[0][1], f"{path}: {members[0][0][0]}", advice=advice)
    else:
        lines = read_lines(path, advice=advice)
    return [(n, line) for n, line in enumerate(lines, 1) if line.strip()]


def _pair(line: str, path: Path, number: int, advice: str) -> SentencePair:
    english, other, *_ = [*map(str.strip, line.split("\t")), "", ""]
    if not english or not other:
        raise BadFile(
            f"{path}, line {number}: {line[:60]!r}, where an English sentence, a tab "
            f"and its translation were expected. {advice}"
        )
    return SentencePair(english, other)


def _sides(english: list[str], held_out: int, seed: int, path: Path) -> list[int]:
    """The part of every pair: 0 to learn from, 1 to choose by, 2 to report."""
    different = sorted(set(english))
    if held_out < 1 or 2 * held_out >= len(different):
        raise ValueError(
            f"{path.name} has {len(different):,} different English sentences, too few "
            f"for two parts of {held_out:,} beside one to learn from; set `held_out` "
            "to 1 or more, and to less than half of them."
        )
    order = np.random.default_rng(seed).permutation(len(different)).tolist()
    side = {different[place]: 1 + (n >= held_out)
            for n, place in enumerate(order[: 2 * held_out])}  # fmt: skip
    return [side.get(sentence, 0) for sentence in english]
