"""The lexicon of one world: word categories with frequencies, verb groups, names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import Category
from rnncourse.datasets.worlds.language import (
    lexicon_nouns,
    lexicon_other,
    lexicon_verbs,
)
from rnncourse.datasets.worlds.language.kinds import PEOPLE
from rnncourse.datasets.worlds.language.morphology import plural, takes_an, verb_forms

Size = Literal["small", "full"]

_ONSETS = (
    "b",
    "d",
    "f",
    "g",
    "k",
    "l",
    "m",
    "n",
    "r",
    "s",
    "t",
    "v",
    "br",
    "dr",
    "gr",
    "kl",
    "pl",
    "st",
    "tr",
    "fl",
)
_VOWELS = ("a", "e", "i", "o", "u")
_FEMALE = ("la", "ra", "na", "lia", "mira", "sa")
_MALE = ("ren", "dor", "mund", "lin", "kan", "bert")
_TOWNS = ("mere", "ford", "holm", "wick", "sted", "burg")


@dataclass(frozen=True)
class VerbGroup:
    """Verbs that go with the same subjects and objects.

    Args:
        name: Name of the group; its categories are ``verb:<name>:sg``, ``:pl`` and
            ``:past``.
        subjects: Kinds of nouns that do it, with weights.
        objects: Kinds of nouns it is done to, with weights; empty if intransitive.
        preposition: Stands before the object, or empty.
        receiver: Whether "to somebody" may follow.
        adverb: Category of the adverbs that go with it, or empty.

    Example:
        >>> VerbGroup("bark", {"dog": 3.0}, {}, "", False, "sound").subjects
        {'dog': 3.0}
    """

    name: str
    subjects: dict[str, float]
    objects: dict[str, float]
    preposition: str
    receiver: bool
    adverb: str


class Lexicon:
    """Every word of a world, by category.

    Frequencies within a category fall like $1 / (r + 1)$ with the rank $r$ (Zipf's law
    with a flattened head), multiplied by a random factor that the seed decides. All
    forms of a word share its rank and factor.

    Args:
        size: ``"small"`` or ``"full"``.
        seed: Decides frequencies and made-up names.

    Example:
        >>> lexicon = Lexicon("small", 0)
        >>> lexicon.categories["noun:dog:pl"].words
        ('dogs', 'hounds', 'puppies')
    """

    def __init__(self, size: Size, seed: int) -> None:
        self.size = size
        self._rng = np.random.default_rng(seed)
        self.categories: dict[str, Category] = {}
        self.adjectives = tuple(lexicon_other.ADJECTIVES)
        self.nouns: list[str] = []
        self.places: list[str] = []
        self.groups: list[VerbGroup] = []
        self._add_nouns()
        self._add_verbs()
        self._add_others()
        self._add_names()

    def _take(self, line: str) -> list[str]:
        count, *words = line.split()
        return words[: int(count)] if self.size == "small" else words

    def _weights(self, count: int) -> np.ndarray:
        jitter = np.exp(self._rng.normal(0.0, 0.3, count))
        return jitter / (np.arange(count) + 2.0)

    def _add(self, name: str, words: Iterable[str], weights: np.ndarray) -> None:
        words = tuple(words)
        if words:
            probabilities = weights / weights.sum()
            self.categories[name] = Category(
                name, words, tuple(map(float, probabilities))
            )

    def _add_by_onset(self, name: str, words: list[str], weights: np.ndarray) -> None:
        """The category, and its words after "a" (``:a``) and after "an" (``:an``)."""
        self._add(name, words, weights)
        vowel = np.array([takes_an(word) for word in words], dtype=bool)
        for onset, chosen in (("a", ~vowel), ("an", vowel)):
            self._add(
                f"{name}:{onset}", np.array(words)[chosen].tolist(), weights[chosen]
            )

    def _add_nouns(self) -> None:
        for kind, line in (lexicon_nouns.NOUNS | lexicon_nouns.PLACES).items():
            entries = self._take(line)
            if not entries:
                continue
            if kind in lexicon_nouns.PLACES:
                self.places.append(kind)
            else:
                self.nouns.append(kind)
            singulars, plurals = zip(*map(plural, entries), strict=True)
            weights = self._weights(len(entries))
            if kind == "drink":  # "two milks" would be strange
                self._add(f"noun:{kind}:sg", singulars, weights)
                continue
            self._add_by_onset(f"noun:{kind}:sg", list(singulars), weights)
            self._add(f"noun:{kind}:pl", plurals, weights)

    def _add_verbs(self) -> None:
        for name, line in lexicon_verbs.VERBS.items():
            subjects, objects, adverb, verbs = line.split(";")
            entries = self._take(verbs)
            if not entries:
                continue
            objects, _, receiver = objects.partition("+")
            preposition, _, objects = objects.rpartition(">")
            group = VerbGroup(
                name,
                self._weighted(subjects),
                self._weighted(objects),
                preposition.strip(),
                bool(receiver),
                adverb.strip(" -"),
            )
            transitive = objects.strip() != "-"
            if not group.subjects or (transitive and not group.objects):
                continue  # all its kinds belong to the full world
            self.groups.append(group)
            weights = self._weights(len(entries))
            forms = zip(*map(verb_forms, entries), strict=True)
            for form, words in zip(("sg", "pl", "past"), forms, strict=True):
                self._add(f"verb:{name}:{form}", words, weights)

    def _weighted(self, text: str) -> dict[str, float]:
        known = {*self.nouns, "place"}
        weights: dict[str, float] = {}
        for item in text.replace("-", "").split():
            kind, _, weight = item.partition(":")
            for member in PEOPLE if kind == "people" else (kind,):
                if member in known:
                    weights[member] = float(weight or 1)
        return weights

    def _add_others(self) -> None:
        for kind, line in lexicon_other.ADJECTIVES.items():
            words = self._take(line)
            self._add_by_onset(f"adj:{kind}", words, self._weights(len(words)))
        for kind, line in lexicon_other.PREDICATES.items():
            words = self._take(line)
            self._add(f"pred:{kind}", words, self._weights(len(words)))
        for kind, line in lexicon_other.ADVERBS.items():
            words = self._take(line)
            self._add(f"adv:{kind}", words, self._weights(len(words)))
        for verb, forms in (
            ("be", {"present": ("is", "are"), "past": ("was", "were")}),
            ("do", {"present": ("does", "do"), "past": ("did", "did")}),
        ):
            for tense, (singular, several) in forms.items():
                self._add(f"{verb}:{tense}:sg", (singular,), np.ones(1))
                self._add(f"{verb}:{tense}:pl", (several,), np.ones(1))
        for name, line in (
            ("time:meal", lexicon_other.MEALS),
            ("prep:near", lexicon_other.PREPOSITIONS),
        ):
            words = self._take(line)
            self._add(name, words, self._weights(len(words)))

    def phrases(self, kind: str) -> tuple[tuple[str, ...], ...]:
        """The opening phrases of a tense, each a tuple of words."""
        entries = self._take(lexicon_other.OPENINGS[kind])
        return tuple(tuple(entry.split("_")) for entry in entries)

    def _add_names(self) -> None:
        taken = {word for c in self.categories.values() for word in c.words}
        count = 6 if self.size == "small" else 100
        for name, endings in (
            ("name:woman", _FEMALE),
            ("name:man", _MALE),
            ("name:town", _TOWNS),
        ):
            words: list[str] = []
            while len(words) < count:
                pieces = [
                    str(self._rng.choice(part)) for part in (_ONSETS, _VOWELS, endings)
                ]
                word = "".join(pieces)
                if word not in taken:
                    taken.add(word)
                    words.append(word)
            self._add(name, words, self._weights(count))
