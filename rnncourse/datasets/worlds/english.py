"""Clauses and sentences of the generated language.

A nonterminal is a tuple: a name, then what it must know. Everything that a later word
depends on (kind and number of the subject, tense) travels in these tuples; it is what
a recurrent model has to keep in its state. The method of the same name, in small
letters, gives the productions.
"""

from rnncourse.datasets.worlds.grammar import Productions, Symbol, Terminal
from rnncourse.datasets.worlds.kinds import PEOPLE, predicates_of, pronouns_of
from rnncourse.datasets.worlds.lexicon import Lexicon, VerbGroup
from rnncourse.datasets.worlds.noun_phrases import NounPhrases

START = ("SENTENCE",)
TENSES = {"present": 0.6, "past": 0.4}
CONJUNCTIONS = {"because": 0.35, "when": 0.3, "while": 0.2, "although": 0.15}


def _tenses(tense: str) -> dict[str, float]:
    """The tenses still possible."""
    return TENSES if tense == "free" else {tense: 1.0}


def _form(number: str, tense: str) -> str:
    return number if tense == "present" else "past"


class English(NounPhrases):
    """The productions of the language over the words of a lexicon.

    Args:
        lexicon: The words.

    Example:
        >>> english = English(Lexicon("small", 0))
        >>> english.productions(("BEING", "dog", "pl", "past"))
        [(1.0, ('be:past:pl', 'pred:animal'))]
    """

    def productions(self, symbol: Symbol) -> Productions:
        """The weighted productions of a nonterminal."""
        name, *features = symbol  # type: ignore[misc]
        return getattr(self, name.lower())(*features)

    def sentence(self) -> Productions:
        """What stands before the subject, if anything: it may fix the tense."""
        subject = ("NP", "subject", "free", "")
        options = [(5.0, (subject,)), (0.5, ("there", ("EXISTENCE",)))]
        for tense in ("past", "present"):
            phrases = ("PHRASE", self.lexicon.phrases(tense))
            options.append((1.0, (phrases, ("NP", "subject", tense, ""))))
        options.append((2.0, ("in", ("INSIDE",))))
        return options

    def phrase(self, phrases: tuple[tuple[str, ...], ...]) -> Productions:
        """One of several fixed phrases; they may share their first words."""
        rests: dict[str, list[tuple[str, ...]]] = {}
        for first, *rest in phrases:
            rests.setdefault(first, []).append(tuple(rest))
        return [
            (float(len(some)), (first, *([("PHRASE", tuple(some))] if some[0] else [])))
            for first, some in rests.items()
        ]

    def inside(self) -> Productions:
        """The scene after "in": it says who is likely to turn up."""
        return [
            (6.0, ("the", ("SETTING",))),
            (1.0, ("town", ("NP", "subject", "free", ""))),
            (0.5, ("those", "days", ("NP", "subject", "past", ""))),
        ]

    def setting(self) -> Productions:
        """A place, and a subject that is likely there."""
        return [
            (1.0, (f"noun:{place}:sg", ("NP", "subject", "free", place)))
            for place in self.lexicon.places
        ]

    def existence(self) -> Productions:
        """After "there": the verb agrees with a noun that comes later."""
        return [
            (
                share * part,
                (f"be:{tense}:{number}", ("NP", "existence", number)),
            )
            for tense, share in TENSES.items()
            for number, part in (("sg", 0.55), ("pl", 0.45))
        ]

    def home(self, kind: str) -> Productions:
        """A place where a kind of noun is at home."""
        return [(1.0, (f"noun:{home}:sg",)) for home in self.homes[kind]]

    def modified(self, kind: str, number: str, tense: str) -> Productions:
        """The subject was read: its modifiers, then the verb that agrees with it."""
        core = (kind, number, tense)
        return [
            (0.55, (("MAIN", *core),)),
            (0.27, (("NEARBY", kind), ("LOCATED", *core))),
            (0.18, (("RELATIVE", *core),)),
        ]

    def located(self, *core: str) -> Productions:
        """After a prepositional phrase: perhaps a relative clause as well."""
        return [(0.75, (("MAIN", *core),)), (0.25, (("RELATIVE", *core),))]

    def nearby(self, kind: str) -> Productions:
        """A prepositional phrase: its noun may attract the verb to its number."""
        return [
            (0.75, ("prepositions", ("NP", "landmark", kind))),
            (0.25, ("in", "the", ("HOME", kind))),
        ]

    def relative(self, kind: str, number: str, tense: str) -> Productions:
        """A relative clause: the subject acts in it, or is acted upon."""
        core = (kind, number, tense)
        doing = ("ACTING", *core)
        if not self.doers(kind):
            return [(1.0, ("that", doing))]
        suffering = ("NP", "inner", *core)
        if kind in PEOPLE:
            return [(0.5, ("who", doing)), (0.5, ("that", suffering))]
        return [(1.0, ("that", ("EITHER", *core)))]

    def either(self, *core: str) -> Productions:
        """After "that": a verb, or a subject of its own."""
        return [(0.5, (("ACTING", *core),)), (0.5, (("NP", "inner", *core),))]

    def acting(self, kind: str, number: str, tense: str) -> Productions:
        """The relative clause whose subject is the noun itself."""
        return [
            (share * weight, (*body, ("CLOSING", kind, number, now)))
            for now, share in _tenses(tense).items()
            for weight, body in self._verbs(kind, number, now, "")
        ]

    def closing(self, kind: str, number: str, tense: str) -> Productions:
        """The end of a relative clause, and back to the verb of the sentence."""
        main = ("MAIN", kind, number, tense)
        return [(0.75, (main,)), (0.25, ("in", "the", ("HOME", kind), main))]

    def inner(self, kind: str, number: str, *outer: str) -> Productions:
        """The subject of a relative clause was read; it may be modified, too."""
        act = ("ACT", kind, number, *outer)
        return [(0.65, (act,)), (0.35, (("NEARBY", kind), act))]

    def act(
        self, kind: str, number: str, outer: str, outer_number: str, tense: str
    ) -> Productions:
        """The verb of the inner subject, then that of the outer one."""
        return [
            (
                share * weight * group.objects[outer] / sum(group.objects.values()),
                (
                    f"verb:{group.name}:{_form(number, now)}",
                    *group.preposition.split(),
                    ("MAIN", outer, outer_number, now),
                ),
            )
            for now, share in _tenses(tense).items()
            for weight, group in self._groups(kind)
            if outer in group.objects
        ]

    def main(self, kind: str, number: str, tense: str) -> Productions:
        """The verb of the sentence and what follows it."""
        options: list[tuple[float, tuple[Symbol, ...]]] = []
        for now, share in _tenses(tense).items():
            tail = ("TAIL", kind, number, now)
            being = Terminal(f"be:{now}:{number}", "verb")
            state = f"pred:{predicates_of(kind)}"
            options.append((0.18 * share, (being, state, tail)))
            doing = Terminal(f"do:{now}:{number}", "verb")
            options.append((0.08 * share, (doing, "not", ("NEGATED", kind), tail)))
            verbs = self._verbs(kind, number, now, "verb")
            options += [(0.64 * share * w, (*body, tail)) for w, body in verbs]
        return [*options, (0.1, ("adv:frequency", ("ACTIVE", kind, number, tense)))]

    def active(self, kind: str, number: str, tense: str) -> Productions:
        """The verb of the sentence after "never" or "always"."""
        return [
            (share * weight, (*body, ("TAIL", kind, number, now)))
            for now, share in _tenses(tense).items()
            for weight, body in self._verbs(kind, number, now, "verb")
        ]

    def negated(self, kind: str) -> Productions:
        """After "does not": the verb without an ending."""
        return self._verbs(kind, "pl", "present", "")

    def _groups(self, kind: str) -> list[tuple[float, VerbGroup]]:
        groups = [g for g in self.groups.values() if kind in g.subjects]
        total = sum(group.subjects[kind] for group in groups)
        return [(group.subjects[kind] / total, group) for group in groups]

    def _verbs(self, kind: str, number: str, tense: str, role: str) -> Productions:
        owners = "/".join(own for _, own in pronouns_of(kind, number))
        return [
            (
                weight,
                (
                    Terminal(f"verb:{group.name}:{_form(number, tense)}", role),
                    ("COMPLEMENT", group.name, kind, owners),
                ),
            )
            for weight, group in self._groups(kind)
        ]

    def complement(self, name: str, kind: str, owners: str) -> Productions:
        """What a verb takes: nothing, an object, a receiver, an adverb."""
        group = self.groups[name]
        adverb = (f"adv:{group.adverb}",) if group.adverb else ()
        if not group.objects:
            return [(0.65, ()), (0.35, adverb)]
        if "place" in group.objects or group.preposition:
            owners = ""
        thing = (*group.preposition.split(), ("NP", "object", name, kind, owners))
        receiver = (("RECEIVER",),) if group.receiver else ()
        return [(1.0, thing + receiver)]

    def receiver(self) -> Productions:
        """Perhaps somebody to whom a thing is given."""
        return [(0.6, ()), (0.4, ("to", ("NP", "receiver")))]

    def tail(self, *core: str) -> Productions:
        """After the verb: a place, a time, a second clause, or the end."""
        return [
            (0.40, ()),
            (0.16, ("in", ("WHERE", *core))),
            (0.08, (("TIME",), ("LAST", *core))),
            (0.12, ("and", ("SECOND", *core))),
            (0.24, (("CLAUSE", *core),)),
        ]

    def where(self, kind: str, number: str, tense: str) -> Productions:
        """After "in": a place, a town, a time of day."""
        last = ("LAST", kind, number, tense)
        return [(0.85, ("the", ("HOME_OR_TIME", kind), last)), (0.15, ("town", last))]

    def home_or_time(self, kind: str) -> Productions:
        """After "in the": a place or a time of day."""
        times = [(0.12, ("morning",)), (0.08, ("afternoon",)), (0.1, ("evening",))]
        return [*times, (0.7, (("HOME", kind),))]

    def time(self) -> Productions:
        """A time of day."""
        return [
            (0.3, ("at", "night")),
            (0.4, ("before", "meals")),
            (0.3, ("after", "meals")),
        ]

    def last(self, *core: str) -> Productions:
        """Perhaps a clause after a place or a time."""
        return [(0.8, ()), (0.2, (("CLAUSE", *core),))]

    def clause(self, kind: str, number: str, tense: str) -> Productions:
        """A clause about the same subject: pronoun and verb agree with it."""
        pronouns = "/".join(pronoun for pronoun, _ in pronouns_of(kind, number))
        verb = ("SECOND", kind, number, tense)
        return [
            (weight, (word, ("PRONOUN", pronouns), verb))
            for word, weight in CONJUNCTIONS.items()
        ]

    def pronoun(self, pronouns: str) -> Productions:
        """One of the pronouns that a subject may have."""
        return [(1.0, (word,)) for word in pronouns.split("/")]

    def second(self, kind: str, number: str, tense: str) -> Productions:
        """A second verb that agrees with the subject, and the end."""
        verbs = self._verbs(kind, number, tense, "")
        being = (0.3, (("BEING", kind, number, tense),))
        return [being, *((0.7 * weight, body) for weight, body in verbs)]

    def being(self, kind: str, number: str, tense: str) -> Productions:
        """A state of the subject."""
        return [(1.0, (f"be:{tense}:{number}", f"pred:{predicates_of(kind)}"))]
