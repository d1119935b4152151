r"""A small English-like language whose true entropy is known."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import END, EOS, Automaton
from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
from rnncourse.datasets.worlds.grammars.walks import Walker
from rnncourse.datasets.worlds.language.english import START, English
from rnncourse.datasets.worlds.language.lexicon import Lexicon, Size
from rnncourse.datasets.worlds.language.probes import DISTANCES, Probe, draw_probes

# Sentences of train, valid and test.
_SIZES = {"small": (12_000, 1_200, 1_200), "full": (60_000, 5_000, 5_000)}


class Split(NamedTuple):
    """Three texts from one language, each a tuple of sentences.

    Args:
        train: To learn from.
        valid: To choose by.
        test: To report.

    Example:
        >>> Split(("dogs bark",), (), ()).train
        ('dogs bark',)
    """

    train: tuple[str, ...]
    valid: tuple[str, ...]
    test: tuple[str, ...]


class LanguageWorld:
    r"""A generated language: text without end, and the truth about it.

    Sentences are drawn independently from a weighted grammar. With the words
    $w_1 \dots w_n$ of a sentence, $w_{n+1}$ the end mark, the entropy per token is the
    expected surprisal of a sentence by its expected length, end mark counted:

    $$ H = \frac{\mathbb{E}\left[-\sum_{t=1}^{n+1} \ln P(w_t \mid w_{<t})\right]}
                {\mathbb{E}[n + 1]}
         = \frac{\sum_s v(s)\, h(s)}{\sum_s v(s)} $$

    The sums on the right run over the states of the compiled grammar, $v(s)$ being
    the expected number of visits of a sentence and $h(s)$ the entropy of the next
    word. By the law of large numbers this is the limit of the mean log-loss of the
    true model over a long text, and no model can come below it in the long run: its
    perplexity is at least $e^H$. A finite text may lie a little above or below;
    `log_probs` gives its own floor.

    Get one from `language_world`.

    Args:
        size: ``"small"`` or ``"full"``.
        seed: Decides how frequent the words are and what the people are called.

    Example:
        >>> world = language_world("small")
        >>> text = world.sample(1000, seed=0)
        >>> bool(abs(-world.log_probs(text).mean() - world.entropy) < 0.1)
        True
    """

    def __init__(self, size: Size, seed: int) -> None:
        self.size: Size = size
        self.seed = seed
        lexicon = Lexicon(size, seed)
        self.automaton: Automaton = compile_grammar(
            START, English(lexicon).productions, lexicon.categories
        )
        self._walker = Walker(self.automaton)

    def __repr__(self) -> str:
        return f"LanguageWorld(size={self.size!r}, seed={self.seed})"

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """All words that occur in some sentence, in alphabetical order, no end mark."""
        return tuple(word for word in self.automaton.words if word != EOS)

    @property
    def entropy(self) -> float:
        """The true entropy in nats per token, ``<eos>`` counted."""
        return self.automaton.entropy

    @property
    def perplexity_floor(self) -> float:
        """The perplexity of the true model, which no other can beat in the long run."""
        return float(np.exp(self.entropy))

    def next_word_distribution(self, prefix: Sequence[str]) -> dict[str, float]:
        """The true distribution over the next word.

        Args:
            prefix: The words of the sentence so far, a sequence of words.

        Returns:
            Probabilities of all words that can follow, ``<eos>`` perhaps among
            them, likely ones first.

        Raises:
            ValueError: If no sentence of the language begins with the prefix.

        Example:
            >>> world = language_world("small")
            >>> there_is = world.next_word_distribution(["there"])
            >>> sorted(there_is), round(sum(there_is.values()), 9)
            (['are', 'is', 'was', 'were'], 1.0)
        """
        return self.automaton.next_words(_tokens(prefix))

    def log_probs(self, sentences: Iterable[str]) -> np.ndarray:
        """Natural log-probability of every token under the true model.

        Args:
            sentences: Words separated by spaces, without end mark.

        Returns:
            One float64 a token, the ``<eos>`` of every sentence included, in the
            order of the text, ``(tokens,)``. From the first word on that the
            grammar does not allow, a sentence has minus infinity.

        Raises:
            ValueError: If a word does not belong to the language.

        Example:
            >>> world = language_world("small")
            >>> world.log_probs(["the dog barks"]) > -10
            array([ True,  True,  True,  True])
            >>> world.log_probs(["the dog bark"]) > -10
            array([ True,  True, False, False])
        """
        rows = [[*self.automaton.ids(sentence.split()), 0] for sentence in sentences]
        if not rows:
            return np.zeros(0)
        words = np.full((len(rows), max(map(len, rows))), END)
        for row, ids in zip(words, rows, strict=True):
            row[: len(ids)] = ids
        return self.automaton.log_probs(words)[words != END]

    def sample(self, sentences: int, *, seed: int) -> tuple[str, ...]:
        """Draw sentences.

        Args:
            sentences: How many.
            seed: Decides which.

        Returns:
            Words separated by spaces, without end mark.

        Raises:
            ValueError: If the number is negative.

        Example:
            >>> language_world("small").sample(2, seed=5)
            ('today the queens are happy in the afternoon',
             'today the train stops and is slow')
        """
        if sentences < 0:
            raise ValueError(
                f"The number of sentences must not be negative: {sentences}."
            )
        if not sentences:
            return ()
        walk = self._walker.walk(sentences, np.random.default_rng(seed))
        lengths = (walk.words > 0).sum(axis=1)
        words = self.automaton.words
        return tuple(
            " ".join([words[i] for i in row[:length]])
            for row, length in zip(walk.words.tolist(), lengths.tolist(), strict=True)
        )

    def corpus(
        self,
        *,
        train: int | None = None,
        valid: int | None = None,
        test: int | None = None,
        seed: int = 0,
    ) -> Split:
        """Draw a text to learn from, one to choose by and one to report.

        Args:
            train: Sentences to learn from; 12,000 in the small world, 60,000 in the
                full one.
            valid: Sentences to choose by; 1,200 or 5,000.
            test: Sentences to report; 1,200 or 5,000.
            seed: Decides which.

        Raises:
            ValueError: If a number is negative.

        Example:
            >>> [len(part) for part in language_world("small").corpus(train=20)]
            [20, 1200, 1200]
        """
        sizes = [
            default if given is None else given
            for given, default in zip(
                (train, valid, test), _SIZES[self.size], strict=True
            )
        ]
        if min(sizes) < 0:
            raise ValueError(f"Numbers of sentences must not be negative: {sizes}.")
        text = self.sample(sum(sizes), seed=seed)
        first, second = sizes[0], sizes[0] + sizes[1]
        return Split(text[:first], text[first:second], text[second:])

    def agreement_probes(
        self, *, count: int, seed: int, distances: Sequence[int] = DISTANCES
    ) -> tuple[Probe, ...]:
        """Draw beginnings of sentences that end where the main verb must come.

        Args:
            count: How many, spread evenly over the distances.
            seed: Decides which.
            distances: Numbers of words between subject and verb.

        Returns:
            Probes in the order of the distances.

        Raises:
            ValueError: If the language has no sentence with such a distance.

        Example:
            >>> probe = language_world("small").agreement_probes(count=9, seed=0)[-1]
            >>> probe.distance, probe.right != probe.wrong
            (8, True)
        """
        rng = np.random.default_rng(seed)
        return draw_probes(self.automaton, count, rng, distances)


def _tokens(prefix: Sequence[str]) -> Sequence[str]:
    if isinstance(prefix, str):
        raise ValueError(
            f"A prefix is a sequence of words, not one string: use {prefix!r}.split()."
        )
    return prefix


@lru_cache(maxsize=4)
def _build(size: Size, seed: int) -> LanguageWorld:
    return LanguageWorld(size, seed)


def language_world(size: Size = "small", *, seed: int = 0) -> LanguageWorld:
    """The generated language of a size and seed, built once.

    Args:
        size: ``"small"`` (hundreds of word types) or ``"full"`` (thousands).
        seed: Decides how frequent the words are and what the people are called; the
            grammar is the same.

    Raises:
        ValueError: If there is no such size.

    Example:
        >>> language_world("small", seed=3)
        LanguageWorld(size='small', seed=3)
    """
    if size not in _SIZES:
        raise ValueError(f"size is {size!r}; choose 'small' or 'full'.")
    return _build(size, seed)
