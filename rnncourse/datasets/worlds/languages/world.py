"""The world of languages: several that nobody speaks, some of them close relatives."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from rnncourse.datasets.labelled import LabelledCorpus, LabelledText
from rnncourse.datasets.worlds.grammars.tagged_automaton import TaggedAutomaton
from rnncourse.datasets.worlds.languages.word_shapes import Sounds

_NAMES = ("Arveni", "Arvalo", "Bolmic", "Bolter", "Keshi", "Keshar", "Dunai", "Duneri")
_SHORT, _LONG = 2, 16  # words of a text
_COMMON, _LOANED = 0.3, 0.04  # shares of the commonest words and of foreign ones
_COMMON_WORDS, _OWN_COMMON_WORDS = 10, 4
_DISTANCE = 0.25
_SIZES = (300, 50, 100)  # texts of each language in train, valid and test


class LanguagesWorld:
    r"""Texts in several languages with one alphabet, and the truth about them.

    Two and two languages are relatives: their sounds are about equally frequent and
    they share most of their commonest words, but in one of them the vowels of a word
    agree (all of e, i, y or all of a, o, u) and in the other they need not. All borrow
    words from each other. A text is some words, whose number tells nothing, drawn
    independently:

    $$ P(\text{text} \mid \ell) \propto \prod_i \Bigl( (1 - \epsilon) p_\ell(w_i)
       + \frac{\epsilon}{L - 1} \sum_{m \neq \ell} p_m(w_i) \Bigr) $$

    with $L$ languages and $\epsilon$ = 0.04; $p_\ell$ is a mixture of the commonest
    words and of the model of syllables. As all languages are equally frequent, Bayes'
    rule turns this into $P(\ell \mid \text{text})$, and no classifier can expect to be
    right more often than its maximum says.

    Get one from `languages_world`.

    Args:
        languages: How many.
        seed: Decides what they are like.

    Example:
        >>> world = languages_world(6)
        >>> world.labels
        ('Arveni', 'Arvalo', 'Bolmic', 'Bolter', 'Keshi', 'Keshar')
    """

    def __init__(self, languages: int, seed: int) -> None:
        self.labels = _NAMES[:languages]
        self.seed = seed
        rng = np.random.default_rng([seed, 3])
        self._models: list[TaggedAutomaton] = []
        self._common: list[dict[str, float]] = []
        sounds = Sounds.random(rng, harmony=True)
        for number in range(languages):
            related = number % 2 == 1
            if related:
                sounds = sounds.cousin(rng, _DISTANCE)
            elif number:
                sounds = Sounds.random(rng, harmony=number % 4 == 0)
            shared = list(self._common[-1])[_OWN_COMMON_WORDS:] if related else []
            self._models.append(sounds.automaton())
            self._common.append(_common_words(self._models[-1], shared, rng))
        self._known: dict[str, np.ndarray] = {}

    def __repr__(self) -> str:
        return f"LanguagesWorld(languages={len(self.labels)}, seed={self.seed})"

    def sample(self, count: int, *, seed: int) -> tuple[LabelledText, ...]:
        """Draw texts, as many of each language.

        Args:
            count: How many of each language.
            seed: Decides which.

        Raises:
            ValueError: If the number is negative.

        Example:
            >>> texts = languages_world(2).sample(2, seed=0)
            >>> sorted(text.label for text in texts)
            ['Arvalo', 'Arvalo', 'Arveni', 'Arveni']
        """
        if count < 0:
            raise ValueError(f"The number of texts must not be negative: {count}.")
        return self._draw(count, np.random.default_rng([self.seed, seed]))

    def _draw(self, count: int, rng: np.random.Generator) -> tuple[LabelledText, ...]:
        labels = rng.permutation(np.repeat(np.arange(len(self.labels)), count))
        lengths = rng.integers(_SHORT, _LONG + 1, len(labels))
        source = np.repeat(labels, lengths)
        loaned = rng.random(len(source)) < _LOANED
        source += loaned * rng.integers(1, len(self.labels), len(source))
        source %= len(self.labels)

        words = np.zeros(len(source), dtype=object)
        for number in range(len(self.labels)):
            places = np.flatnonzero(source == number)
            words[places] = self._words(number, len(places), rng)
        ends = np.cumsum(lengths)
        return tuple(
            LabelledText(" ".join(words[end - length : end]), self.labels[label])
            for label, length, end in zip(labels, lengths, ends, strict=True)
        )

    def _words(self, number: int, count: int, rng: np.random.Generator) -> list[str]:
        common = self._common[number]
        usual = rng.choice(list(common), size=count, p=list(common.values()))
        other = self._models[number].sample(count, rng)
        return [
            str(one) if rng.random() < _COMMON else "".join(letters)
            for one, (letters, _) in zip(usual, other, strict=True)
        ]

    def corpus(self, *, seed: int = 0) -> LabelledCorpus:
        """Draw a corpus, the same number of texts of each language in every part.

        Args:
            seed: Decides which texts.

        Example:
            >>> languages_world(6).corpus()
            LabelledCorpus('world languages', train: 1800, valid: 300, test: 600 texts)
        """
        rng = np.random.default_rng([self.seed, seed])
        train, valid, test = (self._draw(count, rng) for count in _SIZES)
        return LabelledCorpus(
            "world languages",
            train,
            valid,
            test,
            generated=True,
            description=(
                f"generated world 'languages' ({len(self.labels)} languages, seed "
                f"{self.seed}): {len(train):,} / {len(valid):,} / {len(test):,} texts "
                "(train / valid / test); the best reachable accuracy is known"
            ),
            world=self,
        )

    def posterior(self, text: str) -> np.ndarray:
        """How probable each language is, given a text.

        Args:
            text: Words separated by spaces.

        Returns:
            One probability a label, in the order of `labels`, ``(languages,)``.

        Raises:
            ValueError: If the text is empty or has a word of no language.

        Example:
            >>> world = languages_world(6)
            >>> text = world.sample(1, seed=0)[1]
            >>> world.labels[world.posterior(text.text).argmax()] == text.label
            True
        """
        words = text.split()
        if not words:
            raise ValueError("An empty text is in no language; give at least one word.")
        scores = np.sum([self._word(word) for word in words], axis=0)
        weights = np.exp(scores - scores.max())
        return weights / weights.sum()

    def _word(self, word: str) -> np.ndarray:
        """Log-probability of a word in each language, ``(languages,)``."""
        if word not in self._known:
            own = np.array(
                [
                    _COMMON * common.get(word, 0.0)
                    + (1 - _COMMON) * _probability(model, word)
                    for common, model in zip(self._common, self._models, strict=True)
                ]
            )
            if not own.any():
                raise ValueError(f"{word!r} is not a word of any of these languages.")
            others = (own.sum() - own) / (len(own) - 1)
            self._known[word] = np.log((1 - _LOANED) * own + _LOANED * others)
        return self._known[word]

    def best_accuracy(self, texts: Iterable[LabelledText]) -> float:
        """The expected accuracy of the best classifier on these texts.

        It is exact for these texts; their labels are not looked at.

        Args:
            texts: Texts of this world.

        Raises:
            ValueError: If there are none.

        Example:
            >>> world = languages_world(6)
            >>> texts = world.sample(20, seed=0)
            >>> short = [text for text in texts if len(text.text) < 30]
            >>> 0.5 < world.best_accuracy(short) < world.best_accuracy(texts) < 1
            True
        """
        best = [self.posterior(text.text).max() for text in texts]
        if not best:
            raise ValueError("There is no accuracy without texts; got none.")
        return float(np.mean(best))


def _common_words(
    model: TaggedAutomaton, shared: list[str], rng: np.random.Generator
) -> dict[str, float]:
    """The commonest words of a language with probabilities, in no order."""
    words = dict.fromkeys(shared)
    while len(words) < _COMMON_WORDS:
        words["".join(model.sample(1, rng)[0][0])] = None
    weights = rng.permutation(1 / np.arange(2, _COMMON_WORDS + 2))
    return dict(zip(words, (weights / weights.sum()).tolist(), strict=True))


def _probability(model: TaggedAutomaton, word: str) -> float:
    if not set(word) <= set(model.vocabulary):
        return 0.0
    return float(np.exp(model.log_probs(tuple(word)).sum()))


def languages_world(languages: int = 8, *, seed: int = 0) -> LanguagesWorld:
    """Made-up languages with one alphabet, two and two of them related, built once.

    Args:
        languages: How many, from 2 to 8.
        seed: Decides what they are like.

    Raises:
        ValueError: If there are to be fewer or more.

    Example:
        >>> languages_world(4, seed=1)
        LanguagesWorld(languages=4, seed=1)
    """
    if not 2 <= languages <= len(_NAMES):
        raise ValueError(
            f"languages is {languages}; choose a number from 2 to {len(_NAMES)}."
        )
    return _build(languages, seed)


@lru_cache(maxsize=4)
def _build(languages: int, seed: int) -> LanguagesWorld:
    return LanguagesWorld(languages, seed)
