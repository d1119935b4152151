"""A text in three parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnncourse.datasets.worlds import LanguageWorld


@dataclass(frozen=True)
class TextCorpus:
    """A text for language models, real or generated, in three parts.

    Sentences are words separated by single spaces, without an end mark: the end of
    a sentence becomes a token (`<eos>`) only where words become ids.

    Attributes:
        name: of the corpus.
        train: sentences to learn from.
        valid: sentences to choose settings by.
        test: sentences to report on, once.
        generated: whether a program wrote the text.
        description: one line for a notebook's first output.
        world: the world that generated the text, which knows its true entropy; None
            for real text.

    Example:
        >>> TextCorpus("tiny", ("the cat ran",), ("it ran",), ("the cat",), False, "")
        TextCorpus('tiny', train: 1, valid: 1, test: 1 sentences)
    """

    name: str
    train: tuple[str, ...] = field(repr=False)
    valid: tuple[str, ...] = field(repr=False)
    test: tuple[str, ...] = field(repr=False)
    generated: bool
    description: str
    world: LanguageWorld | None = None

    def __repr__(self) -> str:
        # Forty thousand sentences in an output cell would help nobody.
        counts = f"train: {len(self.train)}, valid: {len(self.valid)}"
        return f"TextCorpus({self.name!r}, {counts}, test: {len(self.test)} sentences)"
