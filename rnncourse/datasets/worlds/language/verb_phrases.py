"""Verb phrases of the generated language: the main verb and what follows it.

The *core* (kind of subject, its number, tense) decides every form.
"""

from collections.abc import Callable

from rnncourse.datasets.worlds.grammars.grammar import Productions, Symbol, Terminal
from rnncourse.datasets.worlds.language.kinds import predicates_of, pronouns_of
from rnncourse.datasets.worlds.language.semantics import Semantics

TENSES = {"present": 0.75, "past": 0.25}
# Weight of a conjunction, and how often a state follows it rather than an action.
CONJUNCTIONS = {
    "because": (0.35, 0.6),
    "when": (0.3, 0.2),
    "while": (0.2, 0.0),
    "although": (0.15, 0.6),
}


def tenses_left(tense: str) -> dict[str, float]:
    """The tenses still possible, with probabilities.

    Example:
        >>> tenses_left("free"), tenses_left("past")
        ({'present': 0.75, 'past': 0.25}, {'past': 1.0})
    """
    return TENSES if tense == "free" else {tense: 1.0}


def verb_category(group: str, number: str, tense: str) -> str:
    """The category of a verb form; the past has one form for both numbers.

    Example:
        >>> verb_category("bark", "sg", "present"), verb_category("bark", "sg", "past")
        ('verb:bark:sg', 'verb:bark:past')
    """
    return f"verb:{group}:{number if tense == 'present' else 'past'}"


class VerbPhrases:
    """The productions of verb phrases.

    Args:
        semantics: Who does what to whom.

    Example:
        >>> from rnncourse.datasets.worlds.language.lexicon import Lexicon
        >>> phrases = VerbPhrases(Semantics(Lexicon("small", 0)))
        >>> phrases.home("horse")
        [(1.0, ('noun:farm:sg',))]
    """

    def __init__(self, semantics: Semantics) -> None:
        self.semantics = semantics
        self.rules: dict[str, Callable[..., Productions]] = {
            "MAIN": self.main,
            "ACTIVE": self.active,
            "NEGATED": self.negated,
            "COMPLEMENT": self.complement,
            "RECEIVER": self.receiver,
            "TAIL": self.tail,
            "WHERE": self.where,
            "HOME": self.home,
            "HOME_OR_TIME": self.home_or_time,
            "TIME": self.time,
            "LAST": self.last,
            "CLAUSE": self.clause,
            "PRONOUN": self.pronoun,
            "SECOND": self.second,
        }

    def main(self, kind: str, number: str, tense: str) -> Productions:
        """The verb of the sentence and what follows it."""
        core = (kind, number, tense)
        options = [
            (0.56, (("ACTIVE", *core),)),
            (0.10, ("adv:frequency", ("ACTIVE", *core))),
        ]
        for now, share in tenses_left(tense).items():
            being = Terminal(f"be:{now}:{number}", "verb")
            state = f"pred:{predicates_of(kind)}"
            tail = ("TAIL", kind, number, now, "be")
            options.append((0.26 * share, (being, state, tail)))
            doing = Terminal(f"do:{now}:{number}", "verb")
            negated = ("NEGATED", kind, number, now)
            options.append((0.08 * share, (doing, "not", negated)))
        return options

    def active(self, kind: str, number: str, tense: str) -> Productions:
        """A verb that agrees with the subject, and all that follows it."""
        return [
            (share * weight, (*body, ("TAIL", kind, number, now, group)))
            for now, share in tenses_left(tense).items()
            for weight, group, body in self.verbs(kind, number, now, role="verb")
        ]

    def negated(self, kind: str, number: str, tense: str) -> Productions:
        """After "does not": the verb without an ending."""
        return [
            (weight, (*body, ("TAIL", kind, number, tense, group)))
            for weight, group, body in self.verbs(kind, "pl", "present")
        ]

    def verbs(
        self, kind: str, number: str, tense: str, *, role: str = "", owner: str = ""
    ) -> list[tuple[float, str, tuple[Symbol, ...]]]:
        """A verb and its complement: (probability, group, body) of every group."""
        pronouns = pronouns_of(kind, number)
        if len(pronouns) == 1:
            owner = pronouns[0][1]
        return [
            (
                weight,
                group.name,
                (
                    Terminal(verb_category(group.name, number, tense), role),
                    ("COMPLEMENT", group.name, kind, owner),
                ),
            )
            for weight, group in self.semantics.groups_of(kind)
        ]

    def complement(self, name: str, kind: str, owner: str) -> Productions:
        """What a verb takes: an object, perhaps a receiver; or perhaps an adverb."""
        group = self.semantics.groups[name]
        if not group.objects:
            return [(0.65, ()), (0.35, (f"adv:{group.adverb}",))]
        if group.preposition or "man" in group.objects:
            owner = ""  # "her woman" would be strange
        thing = (*group.preposition.split(), ("NP", "object", name, kind, owner))
        return [(1.0, (*thing, *([("RECEIVER",)] if group.receiver else [])))]

    def receiver(self) -> Productions:
        """Perhaps somebody to whom a thing is given."""
        return [(0.6, ()), (0.4, ("to", ("NP", "receiver")))]

    def tail(self, *core: str) -> Productions:
        """After the verb: a place, a time, a second clause, or the end.

        The core is followed by the group of the verb, which is not repeated.
        """
        return [
            (0.40, ()),
            (0.16, ("in", ("WHERE", *core))),
            (0.08, (("TIME",), ("LAST", *core))),
            (0.12, ("and", ("SECOND", *core, "", "and"))),
            (0.24, (("CLAUSE", *core),)),
        ]

    def where(self, kind: str, *rest: str) -> Productions:
        """After "in": a place, a town, a time of day."""
        last = ("LAST", kind, *rest)
        return [
            (0.85, ("the", ("HOME_OR_TIME", kind), last)),
            (0.15, ("name:town", last)),
        ]

    def home(self, kind: str) -> Productions:
        """A place where a kind of noun is at home."""
        return [(1.0, (f"noun:{home}:sg",)) for home in self.semantics.homes[kind]]

    def home_or_time(self, kind: str) -> Productions:
        """After "in the": a place or a time of day."""
        times = [(0.12, ("morning",)), (0.08, ("afternoon",)), (0.1, ("evening",))]
        return [*times, (0.7, (("HOME", kind),))]

    def time(self) -> Productions:
        """A time of day."""
        return [
            (0.3, ("at", "night")),
            (0.4, ("before", "time:meal")),
            (0.3, ("after", "time:meal")),
        ]

    def last(self, *core: str) -> Productions:
        """Perhaps a clause after a place or a time."""
        return [(0.8, ()), (0.2, (("CLAUSE", *core),))]

    def clause(self, *core: str) -> Productions:
        """A clause about the same subject: pronoun and verb agree with it."""
        return [
            (weight, (word, ("PRONOUN", *core, word)))
            for word, (weight, _) in CONJUNCTIONS.items()
        ]

    def pronoun(
        self, kind: str, number: str, tense: str, group: str, conjunction: str
    ) -> Productions:
        """One of the pronouns that a subject may have."""
        core = (kind, number, tense, group)
        return [
            (1.0, (pronoun, ("SECOND", *core, owner, conjunction)))
            for pronoun, owner in pronouns_of(kind, number)
        ]

    def second(
        self, kind: str, number: str, tense: str, group: str, owner: str, after: str
    ) -> Productions:
        """A second verb that agrees with the subject, and the end."""
        states = 0.0 if group == "be" else CONJUNCTIONS.get(after, (0, 0))[1]
        verbs = [
            ((1 - states) * weight, body)
            for weight, name, body in self.verbs(kind, number, tense, owner=owner)
            if name != group
        ]
        being = (f"be:{tense}:{number}", f"pred:{predicates_of(kind)}")
        return [*verbs, (states or (not verbs), being)]
