"""The words of the tagging world: those of the language world, and treacherous ones."""

from collections.abc import Mapping

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import Category
from rnncourse.datasets.worlds.grammars.tagged_automaton import tagged_category
from rnncourse.datasets.worlds.language.lexicon import Lexicon, Size
from rnncourse.datasets.worlds.language.morphology import plural, verb_forms
from rnncourse.datasets.worlds.tagging.suffixes import known_and_all, made_up_stems

# Nouns that are verbs as well: without an object, with one.
_ACTS = "walk sleep/slept run/ran dance rest swim/swam work talk travel smile"
_DEEDS = "guard cook paint water train ship farm doctor nurse phone plant chair"
# Adjectives that are nouns ("the old man the boats"), verbs, adverbs as well; and what
# things are made of, of which nobody can say what it is before another noun.
_PEOPLE = ("old", "young", "poor", "rich", "wise", "sick", "brave")
_CARE = ("clean", "open", "empty", "warm", "cool", "dry", "free")
_MANNER = ("fast", "early", "late", "hard", "straight")
_MATTER = ("silver", "gold", "paper", "iron", "glass", "cotton", "stone", "copper")

# Endings of made-up words and the categories that they may stand in.
_ENDINGS = {
    "ness": ("noun:sg",),
    "er": ("noun:sg",),
    "ers": ("noun:pl",),
    "ments": ("noun:pl",),
    "wick": ("name",),
    "ous": ("adj",),
    "al": ("adj", "noun:sg"),
    "ly": ("adv", "adj"),
    "en": ("adj", "deed:pl"),
    "ize": ("deed:pl",),
    "izes": ("deed:sg",),
    "ized": ("deed:past", "participle"),
}
_TWICE = (
    ("adj", "participle"),
    *((f"act:{form}", f"deed:{form}") for form in ("sg", "pl", "past")),
)
_TREACHEROUS, _MADE_UP = 0.35, 0.3  # shares of a category
_HELD_OUT = 0.4
_STEMS = {"small": 25, "full": 150}
_TAGS = {
    **{"noun": "NOUN", "old": "NOUN", "name": "PROPN", "adj": "ADJ"},
    **{"participle": "ADJ", "adv": "ADV", "act": "VERB", "deed": "VERB"},
}


class TaggingWords:
    """Categories of words with tags, as the tagging grammar uses them.

    The ordinary words of a category are those of the language world, whatever they
    mean. The treacherous ones stand in two categories with different tags.

    Args:
        size: `"small"` or `"full"`, as in the language world.
        seed: Decides frequencies, names and made-up words.

    Attributes:
        known: categories of the words that a learner may see, by name.
        all: the same with the words that only the test shows.
        held_out: those words.

    Example:
        >>> words = TaggingWords("small", 0)
        >>> [pair for pair in words.all["noun:pl"].words if pair.startswith("cook")]
        ['cooks/NOUN']
        >>> [pair for pair in words.all["deed:sg"].words if pair.startswith("cook")]
        ['cooks/VERB']
        >>> len(words.known["adj"].words) < len(words.all["adj"].words)
        True
    """

    def __init__(self, size: Size, seed: int) -> None:
        ordinary = _ordinary(Lexicon(size, seed))
        treacherous = _treacherous()
        rng = np.random.default_rng([seed, 1])
        real = {
            w for part in (ordinary, treacherous) for ws in part.values() for w in ws
        }
        known, all_ = {}, {}
        for ending in _ENDINGS:
            stems = made_up_stems(_STEMS[size], rng)
            made_up = [w for stem in stems if (w := stem + ending) not in real]
            known[ending], all_[ending] = known_and_all(made_up, _HELD_OUT)
        self.known = _categories(ordinary, treacherous, known)
        self.all = _categories(ordinary, treacherous, all_)
        self.held_out = frozenset(
            word for e in _ENDINGS for word in set(all_[e]) - set(known[e])
        )


def _ordinary(lexicon: Lexicon) -> dict[str, dict[str, float]]:
    """The words of the language world by category, without what they mean."""
    result: dict[str, dict[str, float]] = {}
    for name, category in lexicon.categories.items():
        place = _place(name, lexicon)
        words = result.setdefault(place, {}) if place else {}
        for word, share in zip(category.words, category.probabilities, strict=True):
            words[word] = words.get(word, 0.0) + share
    result["participle"] = dict(result["deed:past"])
    return result


def _place(name: str, lexicon: Lexicon) -> str | None:
    match name.split(":"):
        case ["noun", _, "sg" | "pl" as number]:
            return f"noun:{number}"
        case ["name", _]:
            return "name"
        case ["adj", _] | ["pred", _]:
            return "adj"
        case ["adv", "speed" | "calm" | "sound" | "time"]:
            return "adv"
        case ["verb", group, form]:
            (found,) = [g for g in lexicon.groups if g.name == group]
            if not found.preposition:
                return f"{'deed' if found.objects else 'act'}:{form}"
    return None


def _treacherous() -> dict[str, tuple[str, ...]]:
    acts = [verb_forms(entry) for entry in _ACTS.split()]
    deeds = [
        *(verb_forms(entry) for entry in _DEEDS.split()),
        ("mans", "man", "manned"),
    ]
    care = [verb_forms(entry) for entry in _CARE]
    nouns = [form for _, form, _ in (*acts, *deeds)]
    return {
        "noun:sg": (*nouns, *_MATTER, "can", "will"),
        "noun:pl": tuple(plural(noun)[1] for noun in nouns if noun != "man"),
        "old": _PEOPLE,
        "adj": (*_PEOPLE, *_CARE, *_MANNER, *_MATTER),
        "adv": _MANNER,
        **{
            f"{name}:{form}": tuple(verb[place] for verb in verbs)
            for name, verbs in (("act", acts), ("deed", [*deeds, *care]))
            for place, form in enumerate(("sg", "pl", "past"))
        },
        "participle": tuple(past for _, _, past in (*deeds, *care)),
    }


def _categories(
    ordinary: Mapping[str, Mapping[str, float]],
    treacherous: Mapping[str, tuple[str, ...]],
    made_up: Mapping[str, tuple[str, ...]],
) -> dict[str, Category]:
    result: dict[str, dict[str, float]] = {}
    for name in sorted({*ordinary, *treacherous}):
        endings = [e for e, places in _ENDINGS.items() if name in places]
        groups = [
            (1 - _TREACHEROUS - _MADE_UP, ordinary.get(name, {})),
            (_TREACHEROUS, dict.fromkeys(treacherous.get(name, ()), 1.0)),
            *(
                (_MADE_UP / len(endings), dict.fromkeys(made_up[e], 1.0))
                for e in endings
            ),
        ]
        weights = result[name] = {}
        for share, words in groups:
            total = sum(words.values())
            for word, weight in words.items():
                weights[word] = weights.get(word, 0.0) + share * weight / total

    # "borrowed" is an adjective and a participle, "hums" takes an object or none: with
    # one tag for both the sentence would not show the walk.
    for one, other in _TWICE:
        for word in result[one].keys() & result[other].keys():
            del result[one][word]
    return {
        name: tagged_category(name, _TAGS[name.partition(":")[0]], weights)
        for name, weights in result.items()
    }
