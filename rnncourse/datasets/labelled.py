"""Labelled text: a tag for every word, or a label for every text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with a tag for every word.

    Args:
        words: The words, as they stand in the corpus.
        tags: As many tags.

    Raises:
        ValueError: If there are more words than tags or the reverse.

    Example:
        >>> TaggedSentence(("dogs", "bark"), ("NOUN", "VERB")).tags
        ('NOUN', 'VERB')
        >>> TaggedSentence(("dogs", "bark"), ("NOUN",))
        Traceback (most recent call last):
        ValueError: 2 words came with 1 tags; every word needs one tag: dogs bark
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(self.words))
        object.__setattr__(self, "tags", tuple(self.tags))
        if len(self.words) != len(self.tags):
            start = " ".join(self.words[:8])
            raise ValueError(
                f"{len(self.words)} words came with {len(self.tags)} tags; every word "
                f"needs one tag: {start}"
            )


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with one label.

    Args:
        text: The text.
        label: Its label.

    Example:
        >>> LabelledText("not bad at all", "positive").label
        'positive'
    """

    text: str
    label: str


@dataclass(frozen=True)
class TaggedCorpus:
    """Tagged sentences in three parts, real or generated.

    Attributes:
        name: of the corpus.
        train: sentences to learn from.
        valid: sentences to choose settings by.
        test: sentences to report on, once.
        generated: whether a program wrote the text.
        description: one line for a notebook's first output.
        scheme: how chunks are written in the tags, `"IOB1"`, `"IOB2"` or `"IOBES"`;
            None where a tag stands for its word alone.
        world: the world that generated the text, which knows the best accuracy that
            can be reached; None for real text.

    Example:
        >>> dogs = TaggedSentence(("dogs", "bark"), ("NOUN", "VERB"))
        >>> corpus = TaggedCorpus("tiny", (dogs,), (dogs,), (dogs,), False, "")
        >>> corpus, corpus.tags
        (TaggedCorpus('tiny', train: 1, valid: 1, test: 1 sentences), ('NOUN', 'VERB'))
    """

    name: str
    train: tuple[TaggedSentence, ...] = field(repr=False)
    valid: tuple[TaggedSentence, ...] = field(repr=False)
    test: tuple[TaggedSentence, ...] = field(repr=False)
    generated: bool
    description: str
    scheme: str | None = None
    world: Any = None

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the training part, in alphabetical order."""
        return tuple(sorted({tag for s in self.train for tag in s.tags}))

    def __repr__(self) -> str:
        return f"TaggedCorpus({self.name!r}, {_counts(self)} sentences)"


@dataclass(frozen=True)
class LabelledCorpus:
    """Labelled texts in three parts, real or generated.

    Attributes:
        name: of the corpus.
        train: texts to learn from.
        valid: texts to choose settings by; may be empty where there is no such part.
        test: texts to report on, once.
        generated: whether a program wrote the text.
        description: one line for a notebook's first output.
        world: the world that generated the text, which knows the best accuracy that
            can be reached; None for real text.

    Example:
        >>> good = LabelledText("a joy", "positive")
        >>> corpus = LabelledCorpus("tiny", (good,), (), (good,), False, "")
        >>> corpus, corpus.labels
        (LabelledCorpus('tiny', train: 1, valid: 0, test: 1 texts), ('positive',))
    """

    name: str
    train: tuple[LabelledText, ...] = field(repr=False)
    valid: tuple[LabelledText, ...] = field(repr=False)
    test: tuple[LabelledText, ...] = field(repr=False)
    generated: bool
    description: str
    world: Any = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the training part, in alphabetical order."""
        return tuple(sorted({text.label for text in self.train}))

    def __repr__(self) -> str:
        return f"LabelledCorpus({self.name!r}, {_counts(self)} texts)"


def _counts(corpus: TaggedCorpus | LabelledCorpus) -> str:
    sizes = (len(corpus.train), len(corpus.valid), len(corpus.test))
    return "train: {}, valid: {}, test: {}".format(*sizes)
