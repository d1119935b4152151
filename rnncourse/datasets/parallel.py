"""Parallel text: sentences beside their translations."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import read_lines


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence and its translation.

    Args:
        source: The sentence, as it stands in the corpus.
        target: What it means in the other language.

    Example:
        >>> SentencePair("wo ist der Hund ?", "where is the dog ?").target
        'where is the dog ?'
    """

    source: str
    target: str


@dataclass(frozen=True)
class ParallelCorpus:
    """Sentence pairs in three parts, real or generated.

    Attributes:
        name: of the corpus.
        train: pairs to learn from.
        valid: pairs to choose settings by.
        test: pairs to report on, once.
        generated: whether a program wrote the text.
        description: one line for a notebook's first output.
        world: the world that generated the text, which knows the one right translation
            of every sentence; None for real text.

    Example:
        >>> pair = SentencePair("guten Tag", "good day")
        >>> ParallelCorpus("tiny", (pair, pair), (pair,), (pair,), False, "")
        ParallelCorpus('tiny', train: 2, valid: 1, test: 1 pairs)
    """

    name: str
    train: tuple[SentencePair, ...] = field(repr=False)
    valid: tuple[SentencePair, ...] = field(repr=False)
    test: tuple[SentencePair, ...] = field(repr=False)
    generated: bool
    description: str
    world: Any = None

    def __repr__(self) -> str:
        counts = f"train: {len(self.train)}, valid: {len(self.valid)}"
        return f"ParallelCorpus({self.name!r}, {counts}, test: {len(self.test)} pairs)"


def read_parallel(
    source_path: str | Path,
    target_path: str | Path,
    *,
    advice: str = "Give two files in which line n is the same sentence.",
) -> tuple[SentencePair, ...]:
    r"""Read two files, of which line $n$ of one is the translation of line $n$.

    A pair of which one line or both are empty is left out, on both sides, so that all
    other pairs stay together: there is nothing to learn from it, and no score of an
    empty reference.

    Args:
        source_path: a file, plain or gzip, UTF-8, one sentence a line.
        target_path: a file with as many lines.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The pairs, without white space at their ends.

    Raises:
        BadFile: if a file cannot be read, one has more lines than the other, or no
            pair is left.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     de, en = Path(folder, "mine.de"), Path(folder, "mine.en")
        ...     _ = de.write_text("ein Hund\n\neine Katze\n")
        ...     _ = en.write_text("a dog\n\na cat\n")
        ...     read_parallel(de, en)[1]
        SentencePair(source='eine Katze', target='a cat')
    """
    source = read_lines(source_path, advice=advice)
    target = read_lines(target_path, advice=advice)
    if len(source) != len(target):
        raise BadFile(
            f"{source_path} has {len(source):,} lines and {target_path} has "
            f"{len(target):,}: from some line on they are not translations of each "
            f"other. {advice}"
        )
    pairs = tuple(
        SentencePair(one.strip(), other.strip())
        for one, other in zip(source, target, strict=True)
        if one.strip() and other.strip()
    )
    if not pairs:
        raise BadFile(
            f"{source_path} and {target_path} have no pair of lines that both hold "
            f"text. {advice}"
        )
    return pairs
