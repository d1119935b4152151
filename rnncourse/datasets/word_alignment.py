"""Reader of sentence pairs whose words were linked by people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from rnncourse.datasets import store
from rnncourse.datasets.catalog import load_catalog
from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import read_lines

_NAME = "word-alignment-en-cs"
_FILES = {"train": "en-cs.all", "valid": "en-cs-wa.dev", "test": "en-cs-wa.test"}
_COUNTS = {"train": "pairs", "valid": "dev_pairs", "test": "test_pairs"}
_LINK = re.compile(r"(\d+)-(\d+)-([SP])")


@dataclass(frozen=True, slots=True)
class AlignedPair:
    r"""Two tokenised sentences, and which of their words belong together.

    Args:
        source: The words of one language.
        target: The words of the other.
        sure: Links $(i, j)$ between word $i$ of the source and word $j$ of the target,
            both counted from 0, that every annotator makes.
        possible: Links that may be made. Sure ones are possible: $S \subseteq P$.

    Raises:
        ValueError: If a link leads to a word that is not there.

    Example:
        >>> pair = AlignedPair(("the", "goat", "sleeps"), ("koza", "spí"),
        ...                    sure={(1, 0), (2, 1)}, possible={(0, 0)})
        >>> sorted(pair.possible)
        [(0, 0), (1, 0), (2, 1)]
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    sure: frozenset[tuple[int, int]] = frozenset()
    possible: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        for name, kind in [
            ("source", tuple),
            ("target", tuple),
            ("sure", frozenset),
            ("possible", frozenset),
        ]:
            object.__setattr__(self, name, kind(getattr(self, name)))
        object.__setattr__(self, "possible", self.possible | self.sure)
        for i, j in sorted(self.possible):
            if not (0 <= i < len(self.source) and 0 <= j < len(self.target)):
                raise ValueError(
                    f"The link {i}-{j} leads out of {len(self.source)} and "
                    f"{len(self.target)} words, which are counted from 0."
                )


@dataclass(frozen=True)
class AlignedCorpus:
    """Pairs to learn an alignment from, and pairs with links to score it on.

    Attributes:
        name: of the corpus.
        train: pairs without links.
        valid: pairs with links to choose settings by.
        test: pairs with links to report on, once.
        description: one line for a notebook's first output.

    Example:
        >>> pair = AlignedPair(("goat",), ("koza",))
        >>> AlignedCorpus("tiny", (pair,), (pair,), (pair,), "")
        AlignedCorpus('tiny', train: 1, valid: 1, test: 1 pairs)
    """

    name: str
    train: tuple[AlignedPair, ...] = field(repr=False)
    valid: tuple[AlignedPair, ...] = field(repr=False)
    test: tuple[AlignedPair, ...] = field(repr=False)
    description: str

    def __repr__(self) -> str:
        counts = f"train: {len(self.train)}, valid: {len(self.valid)}"
        return f"AlignedCorpus({self.name!r}, {counts}, test: {len(self.test)} pairs)"


def read_alignments(
    path: str | Path, *, links: bool = True, advice: str = "Correct the file."
) -> tuple[AlignedPair, ...]:
    r"""Read a pair a line: source, a tab, target, and perhaps a tab and links.

    Words are separated by spaces. A link is `i-j-S` (sure) or `i-j-P` (possible), with
    both words counted from 0. Blank lines are left out.

    Args:
        path: a file, plain or gzip, UTF-8.
        links: whether each line must have links. If not, there must be none.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The pairs.

    Raises:
        BadFile: if the file cannot be read, or a line has other columns, a side without
            words, or a link that is malformed or leads to no word; the message names
            the line.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     mine = Path(folder, "mine.txt")
        ...     _ = mine.write_text("the goat\tkoza\t1-0-S 0-0-P\n")
        ...     read_alignments(mine)[0].sure
        frozenset({(1, 0)})
    """
    pairs = []
    for number, line in enumerate(read_lines(path, advice=advice), 1):
        if not line.strip():
            continue
        columns = line.split("\t")
        # Only the space separates: a word may hold a no-break space.
        sides = [tuple(filter(None, side.split(" "))) for side in columns[:2]]
        if len(columns) != 2 + links or not all(sides):
            raise BadFile(
                f"{path}, line {number}: {line[:60]!r}, where words, a tab and words"
                f"{', a tab and links' if links else ''} were expected. {advice}"
            )
        found = {"S": set(), "P": set()}
        for link in columns[2].split() if links else ():
            if not (match := _LINK.fullmatch(link)):
                raise BadFile(
                    f"{path}, line {number}: {link!r} is no link such as 0-1-S or "
                    f"0-1-P. {advice}"
                )
            found[match[3]].add((int(match[1]), int(match[2])))
        try:
            pairs.append(AlignedPair(*sides, found["S"], found["P"]))
        except ValueError as error:
            raise BadFile(f"{path}, line {number}: {error} {advice}") from error
    return tuple(pairs)


def load(folder: str | Path | None = None) -> AlignedCorpus:
    r"""Read the Czech-English manual word alignment, or files laid out like it.

    The pairs with links are part of those to learn from, which is usual and fair: what
    is learned from are pairs of sentences, never a link.

    Reference: Mareček (2008), Automatic Alignment of Tectogrammatical Trees from
    Czech-English Parallel Corpus.

    Args:
        folder: a folder with `en-cs.all`, `en-cs-wa.dev` and `en-cs-wa.test`, each
            plain or `.gz`. By default the catalogued corpus, which is downloaded if it
            is not on this machine.

    Returns:
        The corpus; English is the source.

    Raises:
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: as for `read_alignments`, or if a file is missing or the catalogued
            corpus has another number of pairs than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for name in ("en-cs-wa.dev", "en-cs-wa.test"):
        ...         _ = Path(mine, name).write_text("a goat\tkoza\t1-0-S\n")
        ...     _ = Path(mine, "en-cs.all").write_text("a goat\tkoza\n")
        ...     load(mine)
        AlignedCorpus('...', train: 1, valid: 1, test: 1 pairs)
    """
    catalogued = folder is None
    folder = store.fetch(_NAME) if catalogued else Path(folder)
    advice = "Copy the file again."
    if catalogued:
        advice = f"Delete it and run `rnncourse data fetch {_NAME}`."
    parts = {}
    for part, name in _FILES.items():
        packed = folder / f"{name}.gz"
        path = packed if packed.is_file() else folder / name
        parts[part] = read_alignments(path, links=part != "train", advice=advice)
        published = load_catalog()[_NAME].counts[_COUNTS[part]]
        if catalogued and len(parts[part]) != published:
            raise BadFile(
                f"{path} has {len(parts[part]):,} pairs where {published:,} were "
                f"published: it is another text or a part of it. {advice}"
            )
    counts = " / ".join(f"{len(pairs):,}" for pairs in parts.values())
    title = (
        "Czech-English word alignment" if catalogued else f"text from {folder.name!r}"
    )
    return AlignedCorpus(
        name=_NAME if catalogued else folder.name,
        **parts,
        description=f"{title}: {counts} pairs (train / valid / test)",
    )
