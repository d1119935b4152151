"""Pictures that people described, or asked about, in three parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rnncourse.datasets.pictures import Picture


@dataclass(frozen=True, slots=True)
class CaptionedPicture:
    """A picture and what people say it shows.

    Args:
        picture: The picture, which is decoded by `picture.pixels(size)`.
        captions: One or more.

    Raises:
        ValueError: If there are no captions, or they are one string.

    Example:
        >>> from pathlib import Path
        >>> from rnncourse.datasets.pictures import StoredPicture
        >>> from rnncourse.datasets.stored import StoredFile
        >>> dog = StoredPicture("dog.jpg", StoredFile(Path("mine", "dog.jpg")))
        >>> CaptionedPicture(dog, ("A dog .", "A wet dog .")).captions
        ('A dog .', 'A wet dog .')
    """

    picture: Picture
    captions: tuple[str, ...]

    def __post_init__(self) -> None:
        if isinstance(self.captions, str) or not self.captions:
            raise ValueError(
                f"The picture {self.picture.name!r} came with the captions "
                f"{self.captions!r}; give a list of one or more."
            )
        object.__setattr__(self, "captions", tuple(self.captions))


@dataclass(frozen=True)
class CaptionCorpus:
    """Captioned pictures in three parts, real or generated.

    Attributes:
        name: of the corpus.
        train: pictures to learn from.
        valid: pictures to choose settings by.
        test: pictures to report on, once.
        generated: whether a program drew the pictures.
        description: one line for a notebook's first output.
        world: the world that drew the pictures, which knows what they show; None for
            real pictures.

    Example:
        >>> CaptionCorpus("tiny", (), (), (), False, "")
        CaptionCorpus('tiny', train: 0, valid: 0, test: 0 pictures)
    """

    name: str
    train: tuple[CaptionedPicture, ...] = field(repr=False)
    valid: tuple[CaptionedPicture, ...] = field(repr=False)
    test: tuple[CaptionedPicture, ...] = field(repr=False)
    generated: bool
    description: str
    world: Any = None

    def __repr__(self) -> str:
        return f"CaptionCorpus({self.name!r}, {_counts(self)} pictures)"


@dataclass(frozen=True, slots=True)
class PictureQuestion:
    """A question about a picture, and its answer.

    Args:
        picture: The picture; several questions may be about one.
        question: The question.
        answer: Its answer, a label.

    Raises:
        ValueError: If the question or the answer is empty.

    Example:
        >>> from pathlib import Path
        >>> from rnncourse.datasets.pictures import StoredPicture
        >>> from rnncourse.datasets.stored import StoredFile
        >>> ball = StoredPicture("ball", StoredFile(Path("mine", "ball.png")))
        >>> PictureQuestion(ball, "what colour is the ball?", "red").answer
        'red'
    """

    picture: Picture
    question: str
    answer: str

    def __post_init__(self) -> None:
        for what in ("question", "answer"):
            if not getattr(self, what).strip():
                raise ValueError(
                    f"The picture {self.picture.name!r} came with an empty {what}; "
                    "give one, or leave the pair out."
                )


@dataclass(frozen=True)
class QuestionCorpus:
    """Questions about pictures in three parts, real or generated.

    No picture is in two parts.

    Attributes:
        name: of the corpus.
        train: questions to learn from.
        valid: questions to choose settings by.
        test: questions to report on, once.
        generated: whether a program drew the pictures.
        description: one line for a notebook's first output.
        world: the world that drew the pictures, which knows what a model can answer
            that does not see them; None for a corpus that was read.

    Example:
        >>> corpus = QuestionCorpus("tiny", (), (), (), False, "")
        >>> corpus, corpus.answers
        (QuestionCorpus('tiny', train: 0, valid: 0, test: 0 questions), ())
    """

    name: str
    train: tuple[PictureQuestion, ...] = field(repr=False)
    valid: tuple[PictureQuestion, ...] = field(repr=False)
    test: tuple[PictureQuestion, ...] = field(repr=False)
    generated: bool
    description: str
    world: Any = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers of the training part, in alphabetical order."""
        return tuple(sorted({asked.answer for asked in self.train}))

    def __repr__(self) -> str:
        return f"QuestionCorpus({self.name!r}, {_counts(self)} questions)"


def _counts(corpus: CaptionCorpus | QuestionCorpus) -> str:
    sizes = (len(corpus.train), len(corpus.valid), len(corpus.test))
    return "train: {}, valid: {}, test: {}".format(*sizes)
