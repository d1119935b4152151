"""The world of drawn scenes: what they mean, and what is said and asked of them."""

import random
from collections.abc import Iterator
from functools import cached_property, lru_cache

import numpy as np

from rnncourse.datasets.picture_corpora import (
    CaptionCorpus,
    CaptionedPicture,
    PictureQuestion,
    QuestionCorpus,
)
from rnncourse.datasets.worlds.scenes.blind import answer_priors, blind_accuracies
from rnncourse.datasets.worlds.scenes.caption_words import VOCABULARY
from rnncourse.datasets.worlds.scenes.caption_writer import write_captions
from rnncourse.datasets.worlds.scenes.drawing import DrawnPicture
from rnncourse.datasets.worlds.scenes.questions import questions_about
from rnncourse.datasets.worlds.scenes.scene_draws import SceneDraws

_PARTS = ("train", "valid", "test", "unseen")
_SIZES = {"small": (1_500, 200, 300, 200), "default": (6_000, 500, 1_000, 500)}


class SceneWorld:
    r"""Pictures of a few things, five captions of each, and questions about it.

    A picture has one to four things in nine places, on a white, grey or black ground.
    Its `scene` is the whole truth about it. So it is known what the best model does:

    - All its captions are true, which `caption_truth` computes. They may tell
      everything, and should not tell less than those that people would write: the
      captions of a corpus tell 86 % of the details on average (every colour and shape,
      three sizes in four, every second ground), and one relation where two things
      differ, two where three do.
    - All its answers are right. A model that does not see the picture is right as often
      as `blind_accuracy` says, and not more often.

    Each shape has a favourite colour, and one that it never has in train, valid and
    test. In a fourth part, `unseen`, every picture has a thing of such a combination.

    Get one from `scene_world`.

    Args:
        size: ``"default"`` or ``"small"``: how many pictures there are.
        seed: Decides which colours a shape likes and lacks, and all that is drawn.

    Example:
        >>> world = scene_world("small", seed=0)
        >>> item = world.captions().test[2]
        >>> print(*item.captions[:3], sep="\n")
        a large purple triangle is below a small green cross on a white background
        a green cross above a purple triangle
        under a little green cross there is a large purple triangle
        >>> item.picture.pixels().shape
        (48, 48, 3)
    """

    vocabulary = VOCABULARY

    def __init__(self, size: str, seed: int) -> None:
        self.size, self.seed = size, seed
        self._draws = SceneDraws(seed)

    def __repr__(self) -> str:
        return f"SceneWorld(size={self.size!r}, seed={self.seed})"

    @property
    def favourites(self) -> tuple[tuple[str, str], ...]:
        """The colour that each shape has in half of all cases, and the shape."""
        return self._draws.favourites

    @property
    def unseen_combinations(self) -> tuple[tuple[str, str], ...]:
        """Pairs of colour and shape that stand in the part `unseen` only."""
        return self._draws.unseen

    def sample(
        self, count: int, *, seed: int, unseen: bool = False
    ) -> tuple[DrawnPicture, ...]:
        """Draw scenes.

        Args:
            count: How many.
            seed: Decides which.
            unseen: Whether each has a combination of colour and shape that is held out.

        Raises:
            ValueError: If the number is negative.

        Example:
            >>> (picture,) = scene_world("small").sample(1, seed=11)
            >>> picture.scene.things
            (Thing(row=1, column=2, size='small', colour='green', shape='square'),)
        """
        if count < 0:
            raise ValueError(f"The number of scenes must not be negative: {count}.")
        rng = np.random.default_rng([self.seed, seed, len(_PARTS)])
        return tuple(self._pictures("scene", count, rng, unseen=unseen))

    def captions(self, seed: int = 0) -> CaptionCorpus:
        """Pictures with five captions each.

        Scenes are drawn independently. One with a single thing is likely to mean the
        same as another in another part, though their pixels differ.

        Args:
            seed: Decides which. The same pictures belong to the questions of this seed.

        Returns:
            The corpus: 1,500 / 200 / 300 pictures in the small world, 6,000 / 500 /
            1,000 in the default one.

        Example:
            >>> scene_world("small").captions()
            CaptionCorpus('world scenes', train: 1500, valid: 200, test: 300 pictures)
        """
        parts = {part: self._captioned(part, seed) for part in _PARTS[:3]}
        return CaptionCorpus(
            name="world scenes",
            **parts,
            generated=True,
            description=self._describe(parts, "pictures with five captions each")
            + "; whether a caption is true can be computed",
            world=self,
        )

    def unseen_captions(self, seed: int = 0) -> tuple[CaptionedPicture, ...]:
        """The part `unseen`: in each picture is a combination that is held out.

        Args:
            seed: Decides which.

        Returns:
            200 pictures in the small world, 500 in the default one.

        Example:
            >>> world = scene_world("small")
            >>> world.unseen_combinations[-1]
            ('blue', 'cross')
            >>> world.unseen_captions()[0].captions[0]
            'a picture of three small blue crosses on a black ground'
        """
        return self._captioned("unseen", seed)

    def questions(self, seed: int = 0) -> QuestionCorpus:
        """Questions about the same pictures, one of each kind that can be asked.

        The kinds are colour, shape, size, background, count, existence and relation,
        see `question_kind`.

        Args:
            seed: Decides which.

        Example:
            >>> corpus = scene_world("small").questions()
            >>> corpus
            QuestionCorpus('world scenes', train: 9353, valid: 1258, test: 1876
                questions)
            >>> [(item.question, item.answer) for item in corpus.test[4:6]]
            [('how many yellow things are there?', 'one'),
             ('is there a purple cross?', 'no')]
        """
        parts = {part: self._asked(part, seed) for part in _PARTS[:3]}
        return QuestionCorpus(
            name="world scenes",
            **parts,
            generated=True,
            description=self._describe(parts, "questions about drawn pictures")
            + "; how many a blind model can answer is known",
            world=self,
        )

    def unseen_questions(self, seed: int = 0) -> tuple[PictureQuestion, ...]:
        """Questions about the pictures of the part `unseen`.

        Args:
            seed: Decides which.

        Example:
            >>> len(scene_world("small").unseen_questions())
            1229
        """
        return self._asked("unseen", seed)

    def answer_prior(self, question: str) -> dict[str, float]:
        """How likely every answer to a question is, for one who does not see.

        Args:
            question: A question of train, valid or test.

        Returns:
            Probabilities, the likeliest answer first.

        Raises:
            ValueError: If it is not asked there.

        Example:
            >>> scene_world("small").answer_prior("what colour is the background?")
            {'white': 0.6, 'grey': 0.25, 'black': 0.15}
        """
        if question not in self._priors:
            raise ValueError(f"The question {question!r} is not asked in this world.")
        answers = self._priors[question]
        total = sum(answers.values())
        ranked = sorted(answers, key=lambda a: (-round(answers[a], 12), a))
        return {answer: answers[answer] / total for answer in ranked}

    @cached_property
    def blind_accuracy(self) -> dict[str, float]:
        """The expected accuracy of the best blind answers, by kind and over all.

        It is exact for the world; a part of a corpus strays from it by chance. The seed
        of the world does not matter.

        Example:
            >>> for kind, accuracy in scene_world("small").blind_accuracy.items():
            ...     print(f"{kind:10} {accuracy:.4f}")
            colour     0.5104
            shape      0.5488
            size       0.5000
            background 0.6000
            count      0.6281
            existence  0.6638
            relation   0.5000
            all        0.5716
        """
        return blind_accuracies(self._priors)

    @cached_property
    def _priors(self) -> dict[str, dict[str, float]]:
        return answer_priors(self._draws)

    def _pictures(
        self, name: str, count: int, rng: np.random.Generator, *, unseen: bool
    ) -> Iterator[DrawnPicture]:
        for number in range(count):
            scene = self._draws.draw(rng, unseen=unseen)
            yield DrawnPicture(f"{name}/{number}", scene, int(rng.integers(2**31)))

    def _part(self, part: str, seed: int) -> Iterator[DrawnPicture]:
        index = _PARTS.index(part)
        rng = np.random.default_rng([self.seed, seed, index])
        count = _SIZES[self.size][index]
        return self._pictures(part, count, rng, unseen=part == "unseen")

    def _captioned(self, part: str, seed: int) -> tuple[CaptionedPicture, ...]:
        return tuple(
            CaptionedPicture(picture, write_captions(picture.scene, seed=picture.seed))
            for picture in self._part(part, seed)
        )

    def _asked(self, part: str, seed: int) -> tuple[PictureQuestion, ...]:
        known = set(self._draws.seen)
        known.update(self.unseen_combinations if part == "unseen" else ())
        found = []
        for picture in self._part(part, seed):
            rng = random.Random(picture.seed)
            for asked in questions_about(picture.scene, frozenset(known)).values():
                (one,) = rng.choices(asked, [a.probability for a in asked])
                found.append(PictureQuestion(picture, one.question, one.answer))
        return tuple(found)

    def _describe(self, parts: dict, what: str) -> str:
        counts = " / ".join(f"{len(items):,}" for items in parts.values())
        return (
            f"generated world 'scenes' ({self.size}, seed {self.seed}): {counts} "
            f"{what} (train / valid / test)"
        )


def scene_world(size: str = "default", *, seed: int = 0) -> SceneWorld:
    """The world of drawn scenes of a size and seed, built once.

    Args:
        size: ``"default"`` (6,000 pictures to learn from) or ``"small"`` (1,500).
        seed: Decides which colours a shape likes and lacks, and all that is drawn.

    Raises:
        ValueError: If there is no such size.

    Example:
        >>> scene_world("small", seed=3)
        SceneWorld(size='small', seed=3)
    """
    if size not in _SIZES:
        raise ValueError(f"size is {size!r}; choose 'default' or 'small'.")
    return _build(size, seed)


@lru_cache(maxsize=4)
def _build(size: str, seed: int) -> SceneWorld:
    return SceneWorld(size, seed)
