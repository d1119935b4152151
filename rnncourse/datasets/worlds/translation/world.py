r"""Two small languages, and the one right translation from one into the other."""

import random
from functools import cached_property, lru_cache

from rnncourse.datasets.parallel import ParallelCorpus, SentencePair
from rnncourse.datasets.worlds.grammars.synchronous import Spelled, SynchronousGrammar
from rnncourse.datasets.worlds.translation.translation_grammar import (
    START,
    TranslationGrammar,
)
from rnncourse.datasets.worlds.translation.translation_words import TranslationLexicon

_SIZES = {  # nouns of each kind; pairs of train, valid and test
    "small": (6, (6_000, 400, 400)),
    "full": (99, (30_000, 1_000, 1_000)),
}
_LENGTHS = range(3, 26)


class TranslationWorld:
    r"""An invented language and English, side by side.

    Sentences are drawn from a grammar that writes both languages at once. Each sentence
    of the invented one has exactly one reading, so that its translation is no matter of
    taste: a system can be right about every word, and 100 % is within reach. What makes
    it hard is in the grammar: verbs wait for the end of their clause, adjectives stand
    behind their nouns, words agree, one word becomes two, and some words have two
    translations between which only the words around decide.

    Get one from `translation_world`.

    Args:
        size: ``"small"`` or ``"full"``.
        seed: Decides the invented words and how frequent all words are; the grammar is
            the same.

    Example:
        >>> world = translation_world("small", seed=0)
        >>> pair = world.corpus(seed=0).train[0]
        >>> world.translate(pair.source) == pair.target
        True
    """

    def __init__(self, size: str, seed: int) -> None:
        self.size, self.seed = size, seed
        per_kind, self._counts = _SIZES[size]
        lexicon = TranslationLexicon(per_kind, seed)
        self._grammar = SynchronousGrammar(TranslationGrammar(lexicon))

    def __repr__(self) -> str:
        return f"TranslationWorld(size={self.size!r}, seed={self.seed})"

    def translate(self, source: str) -> str:
        """Translate a sentence of the invented language into English.

        Args:
            source: Words separated by spaces.

        Returns:
            The translation, words separated by spaces.

        Raises:
            ValueError: If it is no sentence of the language.

        Example:
            >>> translation_world().translate("ul ul")
            Traceback (most recent call last):
            ValueError: 'ul ul' is no sentence of this world; draw some with `sample`.
        """
        return " ".join(self._read(source).target)

    def align(self, source: str) -> frozenset[tuple[int, int]]:
        """Say which words of a sentence and of its translation belong together.

        Args:
            source: Words separated by spaces.

        Returns:
            Links (i, j): word `i` of the source and word `j` of the translation, both
            counted from 0.

        Raises:
            ValueError: If it is no sentence of the language.

        Example:
            >>> world = translation_world()
            >>> pair = world.corpus(seed=0).train[0]
            >>> links = world.align(pair.source)
            >>> {i for i, _ in links} == set(range(len(pair.source.split())))
            True
        """
        return self._read(source).links

    def senses(self, word: str) -> tuple[str, ...]:
        """All translations that a word of the invented language has, by itself.

        Example:
            >>> translation_world().senses("nu")
            ('do not', 'does not')
        """
        return self._senses.get(word, ())

    def sample(self, sentences: int, *, seed: int) -> tuple[SentencePair, ...]:
        """Draw sentences of 3 to 25 words, with their translations.

        Args:
            sentences: How many. None comes twice.
            seed: Decides which.

        Returns:
            The pairs.

        Raises:
            ValueError: If the number is negative.

        Example:
            >>> translation_world().sample(6, seed=0)[5]
            SentencePair(source='nadia supanat su ul gumo',
                target='Nadia dances on the chair')
        """
        if sentences < 0:
            raise ValueError(
                f"The number of sentences must not be negative: {sentences}."
            )
        rng = random.Random(seed)
        drawn: dict[str, str] = {}
        while len(drawn) < sentences:
            spelled = self._grammar.sample(START, rng)
            if len(spelled.source) in _LENGTHS:
                drawn.setdefault(" ".join(spelled.source), " ".join(spelled.target))
        return tuple(SentencePair(*pair) for pair in drawn.items())

    def corpus(self, seed: int = 0) -> ParallelCorpus:
        """Draw pairs to learn from, to choose by and to report; none is in two parts.

        Args:
            seed: Decides which.

        Returns:
            The corpus: 6,000 / 400 / 400 pairs in the small world, 30,000 / 1,000 /
            1,000 in the full one.

        Example:
            >>> translation_world().corpus()
            ParallelCorpus('world translation', train: 6000, valid: 400, test: 400
                pairs)
        """
        pairs = self.sample(sum(self._counts), seed=seed)
        train, valid, _ = self._counts
        counts = " / ".join(f"{count:,}" for count in self._counts)
        return ParallelCorpus(
            name="world translation",
            train=pairs[:train],
            valid=pairs[train : train + valid],
            test=pairs[train + valid :],
            generated=True,
            description=(
                f"generated world 'translation' ({self.size}, seed {self.seed}), an "
                f"invented language to English: {counts} pairs (train / valid / test); "
                "every sentence has one right translation"
            ),
            world=self,
        )

    def _read(self, source: str) -> Spelled:
        readings = self._grammar.parse(START, source.split())
        if len(set(readings)) != 1:
            raise ValueError(
                f"{source!r} is no sentence of this world; draw some with `sample`."
            )
        return readings[0]

    @cached_property
    def _senses(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for way in self._grammar.words(START):
            found.setdefault(" ".join(way.source), set()).add(" ".join(way.target))
        return {word: tuple(sorted(senses)) for word, senses in found.items()}


@lru_cache(maxsize=4)
def _build(size: str, seed: int) -> TranslationWorld:
    return TranslationWorld(size, seed)


def translation_world(size: str = "small", *, seed: int = 0) -> TranslationWorld:
    """The translation world of a size and seed, built once.

    Args:
        size: ``"small"`` or ``"full"`` (more nouns and longer texts).
        seed: Decides the invented words and how frequent all words are.

    Raises:
        ValueError: If there is no such size.

    Example:
        >>> translation_world("small", seed=3)
        TranslationWorld(size='small', seed=3)
    """
    if size not in _SIZES:
        raise ValueError(f"size is {size!r}; choose 'small' or 'full'.")
    return _build(size, seed)
