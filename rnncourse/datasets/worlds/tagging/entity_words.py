"""The names of the entity world: made up, some telling, some shared, some unseen."""

from collections.abc import Mapping

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import Category
from rnncourse.datasets.worlds.grammars.tagged_automaton import tagged_category
from rnncourse.datasets.worlds.language.lexicon import Size
from rnncourse.datasets.worlds.tagging.suffixes import known_and_all, made_up_stems

# Endings of names and what they may name, with weights. A bare stem may be anything.
_ENDINGS = {
    "a": {"first": 2},
    "io": {"first": 2},
    "sen": {"last": 4, "org": 1},
    "wick": {"town": 3, "org": 1},
    "ia": {"town": 3, "org": 1},
    "ron": {"org": 4},
    "ton": {"last": 1, "town": 2, "org": 1},
    "er": {"last": 2, "org": 1},
    "": {"last": 2, "town": 2, "org": 2},
    "ish": {"nation": 1},
    "ese": {"nation": 1},
}
# As what part of which entity these are used: kind, tag.
_USES = {
    "first": ("first", "B-PER"),
    "last": ("last", "B-PER"),
    "last:in": ("last", "I-PER"),
    "town": ("town", "B-LOC"),
    "town:in": ("town", "I-LOC"),
    "org": ("org", "B-ORG"),
    "org:in": ("town", "I-ORG"),
    "cup": ("town", "B-MISC"),
    "nation": ("nation", "B-MISC"),
}
_STEMS = {"small": 20, "full": 150}
_HELD_OUT = 0.4
_WORDS = {
    "title": ("O", "Minister President Doctor Captain Judge"),
    "job": ("O", "striker painter spokesman banker singer driver"),
    "said": ("O", "resigned smiled retired slept married"),
    "won": ("O", "won lost apologised vanished"),
    "moved": ("O", "rose fell closed opened"),
    "beat": ("O", "beat met thanked praised sued"),
    "day": ("O", "Monday Tuesday Friday Sunday"),
    "at": ("O", "in near from outside"),
    "group": ("I-ORG", "Brothers Bank Motors Airlines Press"),
    "side": ("I-ORG", "United City Rovers Athletic"),
    "event": ("I-MISC", "Open Cup Festival Prize"),
    "people": ("O", "police officials troops farmers"),
    "number": ("O", "one two three seven twenty"),
}


class EntityWords:
    """Categories of words with tags, as the entity grammar uses them.

    Args:
        size: `"small"` or `"full"`: how many names there are.
        seed: Decides the names.

    Attributes:
        known: categories of the words that a learner may see, by name.
        all: the same with the names that only the test shows.
        held_out: those names.

    Example:
        >>> words = EntityWords("small", 0)
        >>> last = {pair.split("/")[0] for pair in words.all["last"].words}
        >>> town = {pair.split("/")[0] for pair in words.all["town"].words}
        >>> 0 < len(last & town) < len(last)
        True
        >>> len(words.known["last"].words) < len(last)
        True
    """

    def __init__(self, size: Size, seed: int) -> None:
        rng = np.random.default_rng([seed, 2])
        stems: tuple[str, ...] = ()
        known, all_ = {}, {}
        for ending in _ENDINGS:
            new = made_up_stems(_STEMS[size], rng, taken=stems)
            stems += new
            names = [(stem + ending).capitalize() for stem in new]
            known[ending], all_[ending] = known_and_all(names, _HELD_OUT)
        self.known = _categories(known)
        self.all = _categories(all_)
        self.held_out = frozenset(
            name for e in _ENDINGS for name in set(all_[e]) - set(known[e])
        )


def _categories(names: Mapping[str, tuple[str, ...]]) -> dict[str, Category]:
    result = {
        f"word:{name}": tagged_category(
            f"word:{name}", tag, dict.fromkeys(words.split(), 1.0)
        )
        for name, (tag, words) in _WORDS.items()
    }
    for use, (kind, tag) in _USES.items():
        weights = {
            name: kinds[kind] / len(names[ending])
            for ending, kinds in _ENDINGS.items()
            if kind in kinds
            for name in names[ending]
        }
        result[use] = tagged_category(use, tag, weights)
    return result
