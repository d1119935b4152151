r"""The grammar of the translation world: an invented language beside English.

How the invented language differs:

- a main clause has the order of English, but a verb goes to the end of a subordinate
  clause, and before the subject of a main clause that does not begin with it;
- adjectives follow their noun, and articles and adjectives agree with its gender and
  number;
- "often" follows the verb; "does not", "do not" are one word, and so is a compound such
  as "garden gate"; some verbs are two words;
- some words mean two things: what one plays is a drum, what one bakes a pear.
"""

from collections.abc import Sequence

from rnncourse.datasets.worlds.grammars.synchronous import Rule, Symbol, Words
from rnncourse.datasets.worlds.translation import translation_words as words

START = ("SENTENCE",)
_NUMBERS = ("sg", "pl")
_SUBJECTS = (("person", 3.0), ("animal", 2.0))
_COMPOUND_HEADS = "thing"


class TranslationGrammar:
    """What every symbol may become, given the words.

    Args:
        lexicon: The words.

    Example:
        >>> lexicon = words.TranslationLexicon(5, seed=0)
        >>> TranslationGrammar(lexicon)(("SMALL", "that"))
        [Words(weight=1.0, source=('dan',), target=('that',))]
    """

    def __init__(self, lexicon: words.TranslationLexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, symbol: Symbol) -> Sequence[Rule | Words]:
        """The ways to go on from a symbol, a tuple of its name and features."""
        name, *features = symbol  # type: ignore[misc]
        return getattr(self, f"_{name.lower()}")(*features)

    # Sentences and clauses

    def _sentence(self):
        main, final = ("CLAUSE", "main", "any"), ("CLAUSE", "final", "any")
        inverted = ("CLAUSE", "inverted", "any")
        return [
            _row(4.0, main),
            *(
                _row(0.8, ("ADVERB", tense), ("CLAUSE", "inverted", tense))
                for tense in ("past", "present")
            ),
            _row(2.0, ("CONJUNCTION",), final, inverted),
            _row(1.0, main, ("CONJUNCTION",), final),
            _row(1.0, main, ("SMALL", "and"), main),
            *(
                _row(
                    w, _np("person", n, "simple"), ("SAY", n), ("SMALL", "that"), final
                )
                for n, w in (("sg", 1.0), ("pl", 0.5))
            ),
        ]

    def _clause(self, order, tense):
        found = []
        for kind, weight in _SUBJECTS:
            for number in _NUMBERS:
                subject = _np(kind, number, "full")
                if order != "inverted":
                    predicate = ("PREDICATE", order, kind, number, tense, True)
                    found.append(_row(weight, subject, predicate))
                    continue
                for goal, share in _goals(kind):
                    verb = ("VERB", kind, goal, number, tense)
                    rest = ("REST", "main", goal, True)
                    found.append(Rule(weight * share, (verb, subject, rest), (1, 0, 2)))
        return found

    def _predicate(self, order, kind, number, tense, place):
        found = []
        for goal, share in _goals(kind):
            verb, rest = (
                ("VERB", kind, goal, number, tense),
                ("REST", order, goal, place),
            )
            if order == "main":
                found.append(_row(share, verb, rest))
            else:
                found.append(Rule(share, (rest, verb), (1, 0)))
        return found

    def _rest(self, order, goal, place):
        thing = () if goal == "-" else (("OBJECT", goal),)
        found = [_row(2.0, *thing)]
        if place and order == "main":
            found.append(_row(1.0, *thing, ("WHERE",)))
        elif place:
            found.append(Rule(1.0, (("WHERE",), *thing), (1, 0) if thing else (0,)))
        return found

    def _where(self):
        return [
            _row(w, ("PREPOSITION", kind), _np(kind, "sg", "bare"))
            for kind, w in (("place", 2.0), ("seat", 1.0))
        ]

    # Noun phrases

    def _object(self, kind):
        # What is not in the list has no relative clause of its own.
        size = "full" if kind in ("person", "animal") else "simple"
        both = [
            _row(
                0.3, _np(kind, a, "simple"), ("SMALL", "np_and"), _np(kind, b, "simple")
            )
            for a in _NUMBERS
            for b in _NUMBERS
        ]
        return [
            _row(3.0, _np(kind, "sg", size)),
            _row(2.0, _np(kind, "pl", size)),
            *both,
        ]

    def _np(self, kind, number, size):
        found = []
        for gender in "mf":
            nouns = ("NOUN", kind, number, gender)
            if not self(nouns):
                continue
            article = ("DETERMINER", number, gender)
            relative = ("RELATIVE", kind, number)
            if size == "bare":
                found.append(_row(1.0, ("THE", number, gender), nouns))
                continue
            adjective = ("ADJECTIVE", kind, number, gender)
            found += [
                _row(3.0, article, nouns),
                Rule(2.0, (article, nouns, adjective), (0, 2, 1)),
            ]
            if size == "full":
                found += [
                    _row(0.6, article, nouns, relative),
                    Rule(0.4, (article, nouns, adjective, relative), (0, 2, 1, 3)),
                ]
        if kind == "person" and number == "sg" and size != "bare":
            found += [Words(0.3, (name.lower(),), (name,)) for name in words.NAMES]
        return found

    def _relative(self, kind, number):
        predicate = ("PREDICATE", "relative", kind, number, "any", False)
        return [_row(1.0, ("SMALL", "rel"), predicate)]

    def _noun(self, kind, number, gender):
        found = []
        for entry, weight in self.lexicon.nouns[kind]:
            if self.lexicon.gender[entry] != gender:
                continue
            source, target = self.lexicon.noun(entry, number)
            found.append(Words(weight, (source,), (target,)))
            if kind != _COMPOUND_HEADS:
                continue
            for place, share in self.lexicon.nouns["place"]:
                compound = self.lexicon.stem(place) + words.LINKER + source
                found.append(Words(weight * share / 2, (compound,), (place, target)))
        return found

    def _adjective(self, kind, number, gender):
        ending = words.ENDINGS[gender][number]
        return [
            Words(weight, (self.lexicon.stem(word) + ending,), (word,))
            for word, weight in self.lexicon.adjectives[kind]
        ]

    def _determiner(self, number, gender):
        weights = {"the": 4.0, "a": 2.0, "some": 1.0}
        return [
            Words(weights.get(english, 0.5), (forms["mf".index(gender)],), (english,))
            for english, forms in words.DETERMINERS[number].items()
        ]

    def _the(self, number, gender):
        return self._determiner(number, gender)[:1]

    # Verbs

    def _verb(self, kind, goal, number, tense):
        found = []
        for time, weight in (("present", 3.0), ("past", 2.0)):
            if tense not in ("any", time):
                continue
            form = ("FORM", kind, goal, number, time)
            infinitive = ("FORM", kind, goal, number, "infinitive")
            found += [
                _row(5 * weight, form),
                Rule(weight, (form, ("OFTEN",)), (1, 0)),
                _row(weight, ("NOT", number, time), infinitive),
            ]
        return found

    def _form(self, kind, goal, number, tense):
        return [
            Words(weight, *self.lexicon.verb(entry, number, tense))
            for entry, weight in self.lexicon.verbs[kind, goal]
        ]

    def _say(self, number):
        return [
            Words(weight, *self.lexicon.verb(entry, number, tense))
            for entry, weight in self.lexicon.saying
            for tense in ("present", "past")
        ]

    def _not(self, number, tense):
        do = "did" if tense == "past" else {"sg": "does", "pl": "do"}[number]
        return [Words(1.0, (words.NOT[tense],), (do, "not"))]

    # Small words

    def _small(self, name):
        english = {"rel": "that", "np_and": "and"}.get(name, name)
        return [Words(1.0, (words.SMALL[name],), (english,))]

    def _often(self):
        return _fixed(words.OFTEN)

    def _adverb(self, tense):
        return _fixed(words.ADVERBS[tense])

    def _conjunction(self):
        return _fixed(words.CONJUNCTIONS)

    def _preposition(self, kind):
        return _fixed(words.PREPOSITIONS[kind])


def _goals(kind):
    """What the verbs of a subject may have for an object, with weights."""
    goals = [goal for subject, goal in words.VERBS if subject == kind]
    return [(goal, 2.0 if goal == "-" else 1.0) for goal in goals]


def _np(kind, number, size):
    return ("NP", kind, number, size)


def _row(weight, *children):
    """A rule that has the same order in both languages."""
    return Rule(weight, children, tuple(range(len(children))))


def _fixed(table):
    return [Words(1.0, (source,), (target,)) for target, source in table.items()]
