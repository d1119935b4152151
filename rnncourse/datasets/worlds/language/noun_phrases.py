"""Noun phrases of the generated language, each for a purpose.

A *purpose* is a tuple that says which kinds of nouns may stand here and what follows
once the noun has shown its kind and number. The kind stays open until then: after
"the small" a dog, a mouse or a boat may come, and the number too unless the determiner
decides it.
"""

from collections.abc import Callable

from rnncourse.datasets.worlds.grammars.grammar import Productions, Symbol, Terminal
from rnncourse.datasets.worlds.language.kinds import adjectives_of
from rnncourse.datasets.worlds.language.semantics import Semantics

Purpose = tuple[str, ...]

# The numbers of the nouns after a determiner, and how common it is. "mass" is the
# number of milk and tea.
DETERMINERS = {
    "the": (("sg", "pl", "mass"), 10.0),
    "a": (("sg",), 3.0),
    "an": (("sg",), 0.5),
    "every": (("sg",), 0.4),
    "some": (("pl", "mass"), 0.8),
    "two": (("pl",), 0.7),
    "many": (("pl",), 0.4),
    "these": (("pl",), 0.4),
    "": (("pl", "mass"), 1.0),
}
NEW = ("a", "an", "some", "two", "many")  # those that "there is" takes
ADJECTIVE = 0.3
OWNER = 4.0
NAME = 4.0
PLURAL, PLURAL_PLACE = 0.45, 0.15
RECEIVERS = ("man", "woman", "scholar", "musician", "doctor")


class NounPhrases:
    """The productions of noun phrases.

    Args:
        semantics: Who does what to whom.

    Example:
        >>> from rnncourse.datasets.worlds.language.lexicon import Lexicon
        >>> phrases = NounPhrases(Semantics(Lexicon("small", 0)))
        >>> phrases.head(("sg",), "text", "object", "write", "woman", "her")
        [(0.275, (Terminal(category='noun:text:sg', role=''),))]
    """

    def __init__(self, semantics: Semantics) -> None:
        self.semantics = semantics
        self.lexicon = semantics.lexicon
        self.rules: dict[str, Callable[..., Productions]] = {
            "NP": self.noun_phrase,
            "NBAR": self.noun_bar,
            "HEAD": self.head,
        }

    def kinds(self, purpose: Purpose) -> dict[str, float]:
        """The kinds of nouns that serve a purpose, with weights."""
        match purpose:
            case ("subject", _, scene):
                return self.semantics.likely_in(scene)
            case ("inner", kind, *_):
                return self.semantics.doers(kind)
            case ("object", group, subject, _):
                return self.semantics.objects(group, subject)
            case ("landmark", subject):
                return self.semantics.landmarks(subject)
        everyone = self.semantics.subjects.items()
        if purpose == ("receiver",):
            return {kind: weight for kind, weight in everyone if kind in RECEIVERS}
        return {kind: weight for kind, weight in everyone if kind != "weather"}

    def noun_phrase(self, *purpose: str) -> Productions:
        """A determiner and a noun, "his" or "their" and a noun, or a name."""
        options: list[tuple[float, tuple[Symbol, ...]]] = []
        for word, (numbers, weight) in DETERMINERS.items():
            if purpose[0] == "existence":
                if word not in NEW or purpose[1] not in numbers:
                    continue
                numbers = (purpose[1],)
            article = word if word in ("a", "an") else ""
            if self._heads(purpose, numbers, article, ""):
                bar = ("NBAR", numbers, article, *purpose)
                options.append((weight, (word, bar) if word else (bar,)))
        if purpose[0] == "object" and purpose[3]:
            bar = ("NBAR", ("sg", "pl", "mass"), "", *purpose)
            options.append((OWNER, (purpose[3], bar)))
        return options + self._names(purpose)

    def _names(self, purpose: Purpose) -> list[tuple[float, tuple[Symbol, ...]]]:
        if purpose[0] == "existence":
            return []
        kinds = self.kinds(purpose)
        total = sum(kinds.values())
        role = purpose[0] if purpose[0] == "subject" else ""
        options: list[tuple[float, tuple[Symbol, ...]]] = []
        for sex in ("man", "woman"):
            if sex in kinds:
                after = self._after(purpose, sex, "sg")
                if purpose[0] == "subject":
                    after = (("NAMED", sex, "sg", purpose[1]),)
                body = (Terminal(f"name:{sex}", role), *after)
                options.append((NAME * kinds[sex] / total, body))
        return options

    def noun_bar(
        self, numbers: tuple[str, ...], article: str, *purpose: str
    ) -> Productions:
        """A noun, or an adjective and a noun."""
        bare = self._heads(purpose, numbers, article, "")
        total = sum(weight for weight, _ in bare)
        options: list[tuple[float, tuple[Symbol, ...]]] = [
            (weight / total * (1 - ADJECTIVE), body) for weight, body in bare
        ]
        for kind in self.lexicon.adjectives:
            category = f"adj:{kind}" + (f":{article}" if article else "")
            heads = self._heads(purpose, numbers, "", kind)
            if heads and category in self.lexicon.categories:
                weight = ADJECTIVE * sum(weight for weight, _ in heads) / total
                options.append((weight, (category, ("HEAD", numbers, kind, *purpose))))
        return options

    def head(
        self, numbers: tuple[str, ...], adjective: str, *purpose: str
    ) -> Productions:
        """The noun after an adjective."""
        return self._heads(purpose, numbers, "", adjective)

    def _heads(
        self, purpose: Purpose, numbers: tuple[str, ...], article: str, adjective: str
    ) -> list[tuple[float, tuple[Symbol, ...]]]:
        options: list[tuple[float, tuple[Symbol, ...]]] = []
        role = purpose[0] if purpose[0] == "subject" else ""
        for kind, weight in self.kinds(purpose).items():
            fitting = adjectives_of("place" if kind in self.lexicon.places else kind)
            if adjective and adjective not in fitting:
                continue
            for number in numbers:
                form = "sg" if number == "mass" else number
                category = f"noun:{kind}:{form}" + (f":{article}" if article else "")
                share = self._share(kind, number) / (len(fitting) if adjective else 1)
                if share and category in self.lexicon.categories:
                    body = (Terminal(category, role), *self._after(purpose, kind, form))
                    options.append((weight * share, body))
        return options

    def _share(self, kind: str, number: str) -> float:
        if kind == "drink":
            return 1.0 if number == "mass" else 0.0
        plural = PLURAL_PLACE if kind in self.lexicon.places else PLURAL
        return {"sg": 1.0 - plural, "pl": plural, "mass": 0.0}[number]

    def _after(self, purpose: Purpose, kind: str, number: str) -> tuple[Symbol, ...]:
        match purpose:
            case ("subject", tense, _):
                return (("MODIFIED", kind, number, tense),)
            case ("inner", *outer):
                return (("INNER", kind, number, *outer),)
            case ("existence", _):
                return ("in", "the", ("HOME", kind))
        return ()
