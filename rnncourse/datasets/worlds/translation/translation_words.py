"""The words of the translation world: English ones, and invented ones for them.

Stems of the invented language are drawn, its endings and small words are fixed. Some
stems serve two English words, and only the words around tell which is meant.
"""

import random

from rnncourse.datasets.worlds.language.morphology import plural, verb_forms

# None begins with a vowel: "a" never becomes "an". Those that share a stem come first.
NOUNS = {
    "person": "farmer teacher sailor king baker girl doctor boy woman/women man/men "
    "guard neighbour queen child/children nurse",
    "animal": "dog cat horse goat bird fox wolf/wolves donkey cow mouse/mice rabbit",
    "food": "pear cake plum loaf/loaves cabbage pie soup carrot cherry",
    "instrument": "drum flute harp violin guitar trumpet",
    "text": "poem book letter novel song paper story",
    "thing": "gate wall table door bridge lamp wagon fence window",
    "place": "bank garden kitchen village school forest market castle harbour",
    "seat": "bench chair rock boat roof stone",
}
NAMES = ["Mira", "Tobin", "Sela", "Karel", "Nadia", "Ruben"]

# Who does it, to what (nothing for a dash): verbs, each with its past if irregular.
VERBS = {
    ("person", "-"): "laugh sleep/slept hurry sing/sang dance wait",
    ("animal", "-"): "sleep/slept run/ran wait jump",
    ("person", "food"): "bake cook peel buy/bought",
    ("person", "instrument"): "play tune borrow",
    ("person", "text"): "read/read write/wrote copy",
    ("person", "thing"): "paint repair build/built",
    ("person", "person"): "teach/taught look~for greet meet/met",
    ("person", "animal"): "ride/rode feed/fed brush",
    ("animal", "food"): "steal/stole smell",
    ("animal", "animal"): "chase follow",
    ("animal", "person"): "follow bite/bit",
}
SAYING = "say/said know/knew think/thought hope"
REFLEXIVE = ("laugh", "hurry", "meet")  # two words in the invented language

ADJECTIVES = {
    "person": "tired proud young tall",
    "animal": "tired young wild white",
    "food": "stale fresh sweet cheap",
    "instrument": "loud broken cheap",
    "text": "long boring short",
    "thing": "heavy broken white new",
}
SHARED = {
    "pear": "drum",
    "poem": "flute",
    "bench": "bank",
    "bake": "read",
    "ride": "teach",
    "stale": "tired",
}

# The small words, with their genders and numbers.
DETERMINERS = {
    "sg": {"the": ("ul", "ala"), "a": ("ken", "kena"), "every": ("ogno", "ogna")},
    "pl": {"the": ("uli", "ale"), "some": ("toki", "toke"), "two": ("dui", "dui")},
}
PREPOSITIONS = {
    "place": {"in": "en", "near": "apre", "behind": "tras"},
    "seat": {"on": "su", "under": "sot"},
}
CONJUNCTIONS = {"when": "kan", "because": "perk", "if": "sel", "although": "malg"}
ADVERBS = {"past": {"yesterday": "ired"}, "present": {"today": "ondi", "now": "nok"}}
OFTEN = {"often": "sovan", "always": "tuten", "never": "jamin"}
SMALL = {"rel": "ke", "that": "dan", "np_and": "ed", "and": "mo", "self": "se"}
NOT = {"present": "nu", "past": "nuk"}
ENDINGS = {"m": {"sg": "o", "pl": "i"}, "f": {"sg": "a", "pl": "e"}}
VERB_ENDINGS = {"present": {"sg": "at", "pl": "an"}, "past": {"sg": "et", "pl": "en"}}
INFINITIVE = "ir"
LINKER = "es"  # between the parts of a compound

_TABLES = (*PREPOSITIONS.values(), CONJUNCTIONS, *ADVERBS.values(), OFTEN, SMALL, NOT)
_FIXED = {
    *(word for table in _TABLES for word in table.values()),
    *(
        word
        for table in DETERMINERS.values()
        for forms in table.values()
        for word in forms
    ),
    *map(str.lower, NAMES),
}

_ONSETS = [*"bdfgklmnprstvz", "br", "dr", "gr", "kl", "pl", "st", "tr"]
_CODAS = ["l", "m", "n", "r", "s", "t", "v", "lt", "nd", "rk", "st"]


class TranslationLexicon:
    """Stems, genders and frequencies of all words, drawn by a seed.

    Args:
        per_kind: How many nouns of each kind there are.
        seed: Decides the rest.

    Example:
        >>> lexicon = TranslationLexicon(5, seed=0)
        >>> lexicon.noun("dog", "pl")
        ('...', 'dogs')
        >>> lexicon.stem("pear") == lexicon.stem("drum")
        True
    """

    def __init__(self, per_kind: int, seed: int) -> None:
        self._rng = random.Random(f"translation world {seed}")
        self._stems: dict[str, str] = {}
        self.nouns = {k: self._ranked(v.split()[:per_kind]) for k, v in NOUNS.items()}
        self.verbs = {k: self._ranked(v.split()) for k, v in VERBS.items()}
        self.saying = self._ranked(SAYING.split())
        self.adjectives = {k: self._ranked(v.split()) for k, v in ADJECTIVES.items()}
        self.gender = {
            word: self._rng.choice("mf")
            for entries in self.nouns.values()
            for word, _ in sorted(entries)
        }
        for word, other in SHARED.items():
            if word in self.gender:
                self.gender[word] = self.gender[other]

    def _ranked(self, entries):
        """Words and weights: the first of a shuffled list is the most frequent."""
        entries = self._rng.sample(entries, len(entries))
        for entry in sorted(entries):
            self.stem(_base(entry))
        return [(entry, 1 / (rank + 2)) for rank, entry in enumerate(entries)]

    def stem(self, word: str) -> str:
        """The stem for an English word; a new one where it has none yet."""
        word = SHARED.get(word, word)
        while word not in self._stems:
            syllables = self._rng.choice((1, 2, 2))
            stem = "".join(
                self._rng.choice(_ONSETS) + self._rng.choice("aeiou")
                for _ in range(syllables)
            ) + self._rng.choice(_CODAS)
            taken = stem in self._stems.values()
            if not taken and not any(fixed.startswith(stem) for fixed in _FIXED):
                self._stems[word] = stem
        return self._stems[word]

    def noun(self, entry: str, number: str) -> tuple[str, str]:
        """A noun in both languages.

        Example:
            >>> TranslationLexicon(5, 0).noun("loaf/loaves", "pl")[1]
            'loaves'
        """
        forms = dict(zip(("sg", "pl"), plural(entry), strict=True))
        ending = ENDINGS[self.gender[entry]][number]
        return self.stem(_base(entry)) + ending, forms[number]

    def verb(self, entry: str, number: str, tense: str) -> tuple[tuple, tuple]:
        """A verb in both languages, words and words; the tense may be "infinitive".

        Example:
            >>> TranslationLexicon(5, 0).verb("look~for", "sg", "past")[1]
            ('looked', 'for')
        """
        first, _, rest = entry.partition("~")
        singular, base, past = verb_forms(first)
        if tense == "infinitive":
            form, ending = base, INFINITIVE
        else:
            present = singular if number == "sg" else base
            form = past if tense == "past" else present
            ending = VERB_ENDINGS[tense][number]
        reflexive = (SMALL["self"],) if _base(entry) in REFLEXIVE else ()
        source = (*reflexive, self.stem(_base(entry)) + ending)
        return source, (form, rest) if rest else (form,)


def _base(entry: str) -> str:
    return entry.partition("/")[0]
