"""A text or a collection of music in three parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rnncourse.datasets.worlds import LanguageWorld, MusicWorld


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


@dataclass(frozen=True)
class CharacterCorpus:
    r"""A text for models of characters in three parts, each one string.

    Attributes:
        name: of the corpus.
        train: text to learn from.
        valid: text to choose settings by.
        test: text to report on, once.
        generated: whether a program wrote the text.
        description: one line for a notebook's first output.

    Example:
        >>> CharacterCorpus("tiny", "to be\n", "or\n", "not\n", False, "")
        CharacterCorpus('tiny', train: 6, valid: 3, test: 4 characters)
    """

    name: str
    train: str = field(repr=False)
    valid: str = field(repr=False)
    test: str = field(repr=False)
    generated: bool
    description: str

    def __repr__(self) -> str:
        counts = f"train: {len(self.train)}, valid: {len(self.valid)}"
        return (
            f"CharacterCorpus({self.name!r}, {counts}, test: {len(self.test)} "
            "characters)"
        )


@dataclass(frozen=True, eq=False)
class MusicCorpus:
    """Music for models of frames, real or generated, in three parts.

    A piece is a matrix of 0 and 1, `(frames, 88)` uint8: which keys of a piano sound
    in each frame.

    Attributes:
        name: of the corpus.
        train: pieces to learn from.
        valid: pieces to choose settings by.
        test: pieces to report on, once.
        generated: whether a program wrote the music.
        description: one line for a notebook's first output.
        world: the world that generated the music, which knows how well it can be
            predicted; None for real music.

    Example:
        >>> piece = np.eye(4, 88, dtype=np.uint8)
        >>> MusicCorpus("tiny", (piece, piece), (piece,), (piece,), False, "")
        MusicCorpus('tiny', train: 2, valid: 1, test: 1 pieces)
    """

    name: str
    train: tuple[np.ndarray, ...] = field(repr=False)
    valid: tuple[np.ndarray, ...] = field(repr=False)
    test: tuple[np.ndarray, ...] = field(repr=False)
    generated: bool
    description: str
    world: MusicWorld | None = None

    def __repr__(self) -> str:
        counts = f"train: {len(self.train)}, valid: {len(self.valid)}"
        return f"MusicCorpus({self.name!r}, {counts}, test: {len(self.test)} pieces)"
