"""Sentences of the generated language: openings, subjects, relative clauses.

A nonterminal is a tuple: a name, then what it must know. Everything that a later word
depends on (kind and number of the subject, tense) travels in these tuples; it is what
a recurrent model has to keep in its state.
"""

from collections.abc import Callable

from rnncourse.datasets.worlds.grammars.grammar import Productions, Symbol
from rnncourse.datasets.worlds.language.kinds import PEOPLE
from rnncourse.datasets.worlds.language.lexicon import Lexicon
from rnncourse.datasets.worlds.language.noun_phrases import PLURAL, NounPhrases
from rnncourse.datasets.worlds.language.semantics import Semantics
from rnncourse.datasets.worlds.language.verb_phrases import (
    TENSES,
    VerbPhrases,
    tenses_left,
    verb_category,
)

START = ("SENTENCE",)


class English:
    """The productions of the language over the words of a lexicon.

    Args:
        lexicon: The words.

    Example:
        >>> english = English(Lexicon("small", 0))
        >>> english.productions(("NEARBY", "dog"))
        [(0.75, ('prep:near', ('NP', 'landmark', 'dog'))),
         (0.25, ('in', 'the', ('HOME', 'dog')))]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.semantics = Semantics(lexicon)
        self._verb_phrases = VerbPhrases(self.semantics)
        self._rules: dict[str, Callable[..., Productions]] = {
            **NounPhrases(self.semantics).rules,
            **self._verb_phrases.rules,
            "SENTENCE": self._sentence,
            "PHRASE": self._phrase,
            "INSIDE": self._inside,
            "SETTING": self._setting,
            "EXISTENCE": self._existence,
            "MODIFIED": self._modified,
            "NAMED": self._named,
            "LOCATED": self._located,
            "NEARBY": self._nearby,
            "RELATIVE": self._relative,
            "EITHER": self._either,
            "ACTING": self._acting,
            "CLOSING": self._closing,
            "INNER": self._inner,
            "ACT": self._act,
        }

    def productions(self, symbol: Symbol) -> Productions:
        """The weighted productions of a nonterminal."""
        name, *features = symbol  # type: ignore[misc]
        return self._rules[name](*features)

    def _sentence(self) -> Productions:
        """What stands before the subject, if anything: it may fix the tense."""
        openings = [
            (1.0, (("PHRASE", self.lexicon.phrases(t)), ("NP", "subject", t, "")))
            for t in TENSES
        ]
        return [
            (5.0, (("NP", "subject", "free", ""),)),
            (0.5, ("there", ("EXISTENCE",))),
            (2.0, ("in", ("INSIDE",))),
            *openings,
        ]

    def _phrase(self, phrases: tuple[tuple[str, ...], ...]) -> Productions:
        """One of several fixed phrases; they may share their first words."""
        rests: dict[str, list[tuple[str, ...]]] = {}
        for first, *rest in phrases:
            rests.setdefault(first, []).append(tuple(rest))
        return [
            (float(len(some)), (first, *([("PHRASE", tuple(some))] if some[0] else [])))
            for first, some in rests.items()
        ]

    def _inside(self) -> Productions:
        """The scene after "in": it says who is likely to turn up."""
        return [
            (6.0, ("the", ("SETTING",))),
            (1.0, ("name:town", ("NP", "subject", "free", ""))),
            (0.5, ("those", "days", ("NP", "subject", "past", ""))),
        ]

    def _setting(self) -> Productions:
        """A place, and a subject that is likely there."""
        return [
            (1.0, (f"noun:{place}:sg", ("NP", "subject", "free", place)))
            for place in self.lexicon.places
        ]

    def _existence(self) -> Productions:
        """After "there": the verb agrees with a noun that comes later."""
        return [
            (
                share * part,
                (f"be:{tense}:{number}", ("NP", "existence", number)),
            )
            for tense, share in TENSES.items()
            for number, part in (("sg", 1 - PLURAL), ("pl", PLURAL))
        ]

    def _modified(self, *core: str) -> Productions:
        """The subject was read: its modifiers, then the verb that agrees with it."""
        return [
            (0.55, (("MAIN", *core),)),
            (0.27, (("NEARBY", core[0]), ("LOCATED", *core))),
            (0.18, (("RELATIVE", *core),)),
        ]

    def _named(self, *core: str) -> Productions:
        """The subject was a name, which takes no relative clause."""
        return [
            (0.8, (("MAIN", *core),)),
            (0.2, (("NEARBY", core[0]), ("MAIN", *core))),
        ]

    def _located(self, *core: str) -> Productions:
        """After a prepositional phrase: perhaps a relative clause as well."""
        return [(0.75, (("MAIN", *core),)), (0.25, (("RELATIVE", *core),))]

    def _nearby(self, kind: str) -> Productions:
        """A prepositional phrase: its noun may attract the verb to its number."""
        return [
            (0.75, ("prep:near", ("NP", "landmark", kind))),
            (0.25, ("in", "the", ("HOME", kind))),
        ]

    def _relative(self, *core: str) -> Productions:
        """A relative clause: the subject acts in it, or is acted upon."""
        if core[0] in PEOPLE:
            acted_upon = ("NP", "inner", *core)
            return [(0.5, ("who", ("ACTING", *core))), (0.5, ("that", acted_upon))]
        return [(1.0, ("that", ("EITHER", *core)))]

    def _either(self, *core: str) -> Productions:
        """After "that": a verb, or a subject of its own."""
        acting = (0.5, (("ACTING", *core),))
        if not self.semantics.doers(core[0]):
            return [acting]
        return [acting, (0.5, (("NP", "inner", *core),))]

    def _acting(self, kind: str, number: str, tense: str) -> Productions:
        """The relative clause whose subject is the noun itself."""
        return [
            (share * weight, (*body, ("CLOSING", kind, number, now)))
            for now, share in tenses_left(tense).items()
            for weight, _, body in self._verb_phrases.verbs(kind, number, now)
        ]

    def _closing(self, *core: str) -> Productions:
        """The end of a relative clause, and back to the verb of the sentence."""
        main = ("MAIN", *core)
        return [(0.75, (main,)), (0.25, ("in", "the", ("HOME", core[0]), main))]

    def _inner(self, kind: str, number: str, *outer: str) -> Productions:
        """The subject of a relative clause was read; it may be modified, too."""
        act = ("ACT", kind, number, *outer)
        return [(0.65, (act,)), (0.35, (("NEARBY", kind), act))]

    def _act(
        self, kind: str, number: str, outer: str, outer_number: str, tense: str
    ) -> Productions:
        """The verb of the inner subject; then the outer one gets its own."""
        return [
            (
                share * weight,
                (
                    verb_category(group.name, number, now),
                    *group.preposition.split(),
                    ("MAIN", outer, outer_number, now),
                ),
            )
            for now, share in tenses_left(tense).items()
            for weight, group in self.semantics.done_to(kind, outer)
        ]
