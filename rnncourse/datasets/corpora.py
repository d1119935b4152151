"""A text in three parts, and the one that the language-model notebooks stand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rnncourse.datasets import store

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


def load_language_corpus(seed: int = 0, *, size: str = "small") -> TextCorpus:
    """The Penn Treebank if it is on this machine, else a generated world.

    Nothing is downloaded: a notebook runs at once on whatever is there, and its
    first output, `description`, says what that is.

    Args:
        seed: of the generated world and of what is drawn from it.
        size: of the generated world, `"small"` or `"full"`.

    Returns:
        The corpus.

    Raises:
        ValueError: if the size is another word.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     corpus = load_language_corpus()
        >>> corpus.generated, len(corpus.train)
        (True, 12000)
    """
    if store.find("ptb"):
        from rnncourse.datasets import ptb  # it stands on this module

        return ptb.load()
    from rnncourse.datasets.worlds import language_world  # slow to build: only if used

    world = language_world(size, seed=seed)
    parts = world.corpus(seed=seed)
    counts = " / ".join(f"{len(sentences):,}" for sentences in parts)
    return TextCorpus(
        name="world language",
        **parts._asdict(),
        generated=True,
        description=(
            f"generated world 'language' ({size}, seed {seed}): {counts} sentences "
            "(train / valid / test); its true entropy is known"
        ),
        world=world,
    )
