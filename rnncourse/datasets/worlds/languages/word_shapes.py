"""How the words of a made-up language are built: syllables, and vowels that agree."""

from dataclasses import dataclass

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import Category
from rnncourse.datasets.worlds.grammars.grammar import (
    Productions,
    Symbol,
    compile_grammar,
)
from rnncourse.datasets.worlds.grammars.tagged_automaton import (
    TaggedAutomaton,
    tagged_category,
)

_CONSONANTS = tuple("ptkbdgmnslrvjhz")
_VOWELS = {"front": "eiy", "back": "aou", "any": "eiyaou"}
_SYLLABLES = 3  # of a word, at most
_BEGUN = 0.85  # share of the words that begin with a consonant


@dataclass(frozen=True)
class Sounds:
    """The frequencies of the sounds of a language, and where they may stand.

    Args:
        onset: Weights of the consonants before a vowel, `(15,)`.
        coda: Weights of the consonants after one, `(15,)`.
        vowel: Weights of the vowels e, i, y, a, o, u, `(6,)`.
        closed: How often a syllable ends in a consonant.
        longer: How often a further syllable follows.
        harmony: Whether all vowels of a word are front vowels or all back vowels.

    Example:
        >>> sounds = Sounds.random(np.random.default_rng(0), harmony=True)
        >>> cousin = sounds.cousin(np.random.default_rng(1), 0.1)
        >>> sounds.harmony, cousin.harmony
        (True, False)
    """

    onset: np.ndarray
    coda: np.ndarray
    vowel: np.ndarray
    closed: float
    longer: float
    harmony: bool

    @classmethod
    def random(cls, rng: np.random.Generator, *, harmony: bool) -> "Sounds":
        """Draw the sounds of a language without relatives."""
        return cls(
            rng.dirichlet(np.full(len(_CONSONANTS), 1.0)),
            rng.dirichlet(np.full(len(_CONSONANTS), 0.5)),
            rng.dirichlet(np.full(6, 3.0)),
            float(rng.uniform(0.1, 0.6)),
            float(rng.uniform(0.4, 0.75)),
            harmony,
        )

    def cousin(self, rng: np.random.Generator, distance: float) -> "Sounds":
        """Draw a close relative: much the same sounds, the other kind of vowels.

        Args:
            rng: Source of randomness.
            distance: Standard deviation of the logarithms of the ratios of weights.
        """

        def drift(weights: np.ndarray) -> np.ndarray:
            new = weights * np.exp(rng.normal(0.0, distance, len(weights)))
            return new / new.sum()

        return Sounds(
            drift(self.onset),
            drift(self.coda),
            drift(self.vowel),
            self.closed,
            self.longer,
            not self.harmony,
        )

    def automaton(self) -> TaggedAutomaton:
        """The exact model of the words: a sentence of it is a word, letter by letter.

        Example:
            >>> sounds = Sounds.random(np.random.default_rng(0), harmony=True)
            >>> words = sounds.automaton().sample(3, np.random.default_rng(0))
            >>> ["".join(letters) for letters, _ in words]
            ['pug', 'ry', 'jel']
        """
        start = ("WORD",)
        grammar = compile_grammar(start, self._productions, self._categories())
        return TaggedAutomaton(grammar)

    def _kinds(self) -> dict[str, float]:
        """The kinds of words with probabilities: what vowels they have."""
        front = float(self.vowel[:3].sum() / self.vowel.sum())
        return {"front": front, "back": 1 - front} if self.harmony else {"any": 1.0}

    def _categories(self) -> dict[str, Category]:
        vowels = dict(zip(_VOWELS["any"], self.vowel.tolist(), strict=True))
        result = {}
        for kind in self._kinds():
            for name, tag, letters in (
                (
                    "onset",
                    kind,
                    dict(zip(_CONSONANTS, self.onset.tolist(), strict=True)),
                ),
                ("vowel", kind, {v: vowels[v] for v in _VOWELS[kind]}),
                (
                    "coda",
                    "coda",
                    dict(zip(_CONSONANTS, self.coda.tolist(), strict=True)),
                ),
            ):
                name = f"{name}:{kind}"
                result[name] = tagged_category(name, tag, letters)
        return result

    def _productions(self, symbol: Symbol) -> Productions:
        """The grammar: the vowels of a word are of one kind, its syllables counted."""
        name, *features = symbol  # type: ignore[misc]
        if name == "WORD":
            rhymes = [
                (p, kind, ("RHYME", kind, 1)) for kind, p in self._kinds().items()
            ]
            return [
                *((_BEGUN * p, (f"onset:{kind}", rhyme)) for p, kind, rhyme in rhymes),
                *(((1 - _BEGUN) * p, (rhyme,)) for p, _, rhyme in rhymes),
            ]
        kind, syllable = features
        rest = ("REST", kind, syllable)
        if name == "RHYME":
            return [(1.0, (f"vowel:{kind}", ("CODA", kind, syllable)))]
        if name == "CODA":
            return [(self.closed, (f"coda:{kind}", rest)), (1 - self.closed, (rest,))]
        if syllable == _SYLLABLES:
            return [(1.0, ())]
        another = (f"onset:{kind}", ("RHYME", kind, syllable + 1))
        return [(self.longer, another), (1 - self.longer, ())]
