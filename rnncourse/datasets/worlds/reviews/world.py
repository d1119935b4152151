"""The world of reviews: praise, blame, and the order of the words."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from rnncourse.datasets.labelled import LabelledCorpus, LabelledText
from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
from rnncourse.datasets.worlds.grammars.tagged_automaton import TaggedAutomaton
from rnncourse.datasets.worlds.reviews.order_blind import bag_log_prob
from rnncourse.datasets.worlds.reviews.review_grammar import (
    BAD,
    GOOD,
    categories,
    productions,
)

_SIZES = {"small": (2_000, 300, 500), "full": (12_000, 1_500, 2_000)}


class MinimalPair(NamedTuple):
    """Two reviews that differ little and mean the opposite.

    Args:
        phenomenon: What makes the difference.
        negative: The review that blames.
        positive: The review that praises.

    Example:
        >>> MinimalPair("negation", "the plot is not good .", "the plot is good .")[0]
        'negation'
    """

    phenomenon: str
    negative: str
    positive: str


class ReviewWorld:
    r"""Short reviews without end, half of them negative, and the truth about them.

    Each label has a grammar of its own, whose automaton gives the probability of
    every beginning of a review. What the first $t$ words say about the label is

    $$ s_t = \ln \frac{P(+ \mid w_{1:t})}{P(- \mid w_{1:t})}
           = \ln \frac{P(w_{1:t} \mid +)}{P(w_{1:t} \mid -)} $$

    because both labels are equally frequent. With $s$ after the last word, no
    classifier can expect to be right on a review more often than
    $1 / (1 + e^{-|s|})$.

    Get one from `review_world`.

    Args:
        size: `"small"` or `"full"`: how many reviews a corpus has.
        seed: Of the world.

    Example:
        >>> world = review_world()
        >>> world.score("the plot is not dull .").round(1).tolist()
        [0.0, 0.0, 0.0, 0.0, 1.1, 3.5]
    """

    labels = (BAD, GOOD)

    def __init__(self, size: str, seed: int) -> None:
        self.size = size
        self.seed = seed
        self._languages = {
            label: TaggedAutomaton(
                compile_grammar(("REVIEW", label), productions, categories())
            )
            for label in self.labels
        }

    def __repr__(self) -> str:
        return f"ReviewWorld(size={self.size!r}, seed={self.seed})"

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """All words in alphabetical order."""
        return self._languages[GOOD].vocabulary

    def sample(self, count: int, *, seed: int) -> tuple[LabelledText, ...]:
        """Draw reviews.

        Args:
            count: How many.
            seed: Decides which.

        Raises:
            ValueError: If the number is negative.

        Example:
            >>> review_world().sample(1, seed=1)[0].text
            'the film is not good , but the film is really strange .'
        """
        if count < 0:
            raise ValueError(f"The number of reviews must not be negative: {count}.")
        return self._draw(count, np.random.default_rng([self.seed, seed]))

    def _draw(self, count: int, rng: np.random.Generator) -> tuple[LabelledText, ...]:
        labels = [self.labels[i] for i in rng.integers(2, size=count)]
        reviews = {
            label: iter(language.sample(labels.count(label), rng))
            for label, language in self._languages.items()
        }
        return tuple(
            LabelledText(" ".join(next(reviews[label])[0]), label) for label in labels
        )

    def corpus(self, *, seed: int = 0) -> LabelledCorpus:
        """Draw a corpus of reviews.

        The parts are drawn independently: a short review may stand in two of them.

        Args:
            seed: Decides which reviews.

        Example:
            >>> review_world().corpus()
            LabelledCorpus('world reviews', train: 2000, valid: 300, test: 500 texts)
        """
        rng = np.random.default_rng([self.seed, seed])
        train, valid, test = (self._draw(count, rng) for count in _SIZES[self.size])
        return LabelledCorpus(
            "world reviews",
            train,
            valid,
            test,
            generated=True,
            description=(
                f"generated world 'reviews' ({self.size}, seed {self.seed}): "
                f"{len(train):,} / {len(valid):,} / {len(test):,} reviews (train / "
                "valid / test); the best reachable accuracy is known"
            ),
            world=self,
        )

    def score(self, text: str) -> np.ndarray:
        """The true log-odds of "positive" after every word.

        Args:
            text: A review or the beginning of one, words separated by spaces.

        Returns:
            One number a word, the last for the text as a whole, ``(words,)``.

        Raises:
            ValueError: If no review of this world begins like this, or it is empty.

        Example:
            >>> world = review_world()
            >>> scores = world.score("the plot is dull , but i loved the cast .")
            >>> scores.round(1)[[3, -1]]
            array([-1.1,  3.5])
        """
        words = text.split()
        if not words:
            raise ValueError("An empty text has no score; give at least one word.")
        good, bad = (self._languages[label].log_probs(words) for label in (GOOD, BAD))
        possible = np.isfinite(good[:-1])
        if not possible.all():
            wrong = int(possible.argmin())
            raise ValueError(
                f"No review of this world begins with {' '.join(words[: wrong + 1])!r}."
            )
        return np.cumsum(good[:-1] - bad[:-1])

    def best_accuracy(self, texts: Iterable[LabelledText]) -> float:
        """The expected accuracy of the best classifier on these reviews.

        It is exact for these texts; their labels are not looked at.

        Args:
            texts: Reviews of this world.

        Raises:
            ValueError: If there are none, or one of another world.

        Example:
            >>> world = review_world()
            >>> 0.92 < world.best_accuracy(world.corpus().test) < 0.96
            True
        """
        return _expected([self.score(text.text)[-1] for text in texts])

    def order_blind_accuracy(self, texts: Iterable[LabelledText]) -> float:
        """The same for the best classifier that knows how often each word occurs.

        No bag of words does better, however it combines its words: all orders of
        the same words are added up. This takes a few hundredths of a second a review.

        Args:
            texts: Reviews of this world.

        Raises:
            ValueError: If there are none, or one of another world.

        Example:
            >>> world = review_world()
            >>> blame = LabelledText("the plot is dull , but the cast is good .", "")
            >>> round(world.order_blind_accuracy([blame]), 2)
            0.5
        """
        scores = []
        for text in texts:
            good, bad = (
                bag_log_prob(self._languages[label], text.text.split())
                for label in (GOOD, BAD)
            )
            if np.isinf(good):
                raise ValueError(
                    f"No order of {text.text!r} is a review of this world."
                )
            scores.append(good - bad)
        return _expected(scores)

    def minimal_pairs(self) -> tuple[MinimalPair, ...]:
        """Reviews that turn over by one word or by their order.

        Example:
            >>> for pair in review_world().minimal_pairs()[:2]:
            ...     print(*pair, sep=" | ")
            negation | the plot is not good . | the plot is good .
            negation | the plot is bad . | the plot is not bad .
        """
        bad, good = "the plot is bad", "the cast is good"
        return (
            MinimalPair("negation", "the plot is not good .", "the plot is good ."),
            MinimalPair("negation", f"{bad} .", "the plot is not bad ."),
            MinimalPair("negation", "i did not love the plot .", "i loved the plot ."),
            MinimalPair(
                "degree", "the plot is not very good .", "the plot is very good ."
            ),
            MinimalPair(
                "anything but", "the plot is anything but good .", "the plot is good ."
            ),
            MinimalPair("anything but", f"{bad} .", "the plot is anything but bad ."),
            MinimalPair("contrast", f"{good} , but {bad} .", f"{bad} , but {good} ."),
            MinimalPair(
                "concession", f"although {good} , {bad} .", f"although {bad} , {good} ."
            ),
            MinimalPair(
                "concession", f"{bad} , although {good} .", f"{good} , although {bad} ."
            ),
        )


def _expected(scores: list[float]) -> float:
    if not scores:
        raise ValueError("There is no accuracy without texts; got none.")
    return float(np.mean(1 / (1 + np.exp(-np.abs(scores)))))


def review_world(size: str = "small", *, seed: int = 0) -> ReviewWorld:
    """Short reviews with negation, contrast and concession, built once.

    Args:
        size: `"small"` (2,000 reviews to learn from) or `"full"` (12,000).
        seed: Decides which reviews a corpus has.

    Raises:
        ValueError: If there is no such size.

    Example:
        >>> review_world(seed=3)
        ReviewWorld(size='small', seed=3)
    """
    if size not in _SIZES:
        raise ValueError(f"size is {size!r}; choose 'small' or 'full'.")
    return _build(size, seed)


@lru_cache(maxsize=4)
def _build(size: str, seed: int) -> ReviewWorld:
    return ReviewWorld(size, seed)
