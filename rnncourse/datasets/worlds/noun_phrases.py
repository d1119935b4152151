"""Noun phrases of the generated language, each for a purpose.

A *purpose* is a tuple that says which kinds of nouns may stand here and what follows
once the noun has shown its kind and number. The kind stays open until then: after
"the small" a dog, a mouse or a boat may come, and the number too unless the determiner
decides it.
"""

from rnncourse.datasets.worlds.grammar import Productions, Symbol, Terminal
from rnncourse.datasets.worlds.kinds import SUBJECTS, adjectives_of
from rnncourse.datasets.worlds.lexicon import Lexicon

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
    """The productions of noun phrases over the words of a lexicon.

    Args:
        lexicon: The words.

    Example:
        >>> phrases = NounPhrases(Lexicon("small", 0))
        >>> phrases.kinds(("object", "drink", "cat", "its"))
        {'drink': 1.0}
        >>> phrases.kinds(("landmark", "horse"))["farm"]
        0.4
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.groups = {group.name: group for group in lexicon.groups}
        self.subjects = {k: w for k, (w, _) in SUBJECTS.items() if k in lexicon.nouns}
        self.homes = {
            kind: tuple(home for home in SUBJECTS[kind][1] if home in lexicon.places)
            for kind in self.subjects
        }

    def kinds(self, purpose: Purpose) -> dict[str, float]:
        """The kinds of nouns that serve a purpose, with weights."""
        match purpose:
            case ("subject", _, ""):
                return self.subjects
            case ("subject", _, scene):
                return {
                    kind: weight * (4.0 if scene in self.homes[kind] else 0.1)
                    for kind, weight in self.subjects.items()
                }
            case ("inner", kind, *_):
                return self.doers(kind)
            case ("object", group, subject, *_):
                return self._objects(self.groups[group].objects, subject)
            case ("landmark", subject):
                return self._landmarks(subject)
            case ("receiver",):
                return {k: w for k, w in self.subjects.items() if k in RECEIVERS}
        return {k: w for k, w in self.subjects.items() if k != "weather"}

    def doers(self, kind: str) -> dict[str, float]:
        """Who does something to a kind of noun, with weights."""
        doers: dict[str, float] = {}
        for group in self.groups.values():
            if kind in group.objects:
                share = group.objects[kind] / sum(group.objects.values())
                for subject, weight in group.subjects.items():
                    doers[subject] = doers.get(subject, 0.0) + share * weight
        return doers

    def _objects(self, objects: dict[str, float], subject: str) -> dict[str, float]:
        kinds = {kind: weight for kind, weight in objects.items() if kind != "place"}
        if "place" in objects:
            homes = self.homes[subject]
            kinds.update((home, objects["place"] / len(homes)) for home in homes)
        return kinds

    def _landmarks(self, subject: str) -> dict[str, float]:
        homes = self.homes[subject]
        near = {
            kind: weight
            for kind, weight in self.subjects.items()
            if set(homes) & set(self.homes[kind]) and kind not in ("weather", subject)
        }
        total = sum(near.values())
        return {
            **{kind: 0.6 * weight / total for kind, weight in near.items()},
            **{home: 0.4 / len(homes) for home in homes},
        }

    def np(self, *purpose: str) -> Productions:
        """A name; or a determiner and the noun; or "his" and "their" and the noun."""
        options: list[tuple[float, tuple[Symbol, ...]]] = []
        for word, (numbers, weight) in DETERMINERS.items():
            article = word if word in ("a", "an") else ""
            wanted = purpose[0] != "existence" or word in NEW
            if wanted and self._heads(purpose, numbers, article, ""):
                bar = ("NBAR", numbers, article, *purpose)
                options.append((weight, (word, bar) if word else (bar,)))
        if purpose[0] == "object" and purpose[3]:
            owners = purpose[3].split("/")
            bar = ("NBAR", ("sg", "pl", "mass"), "", *purpose)
            options += [(OWNER / len(owners), (owner, bar)) for owner in owners]
        return options + self._names(purpose)

    def _names(self, purpose: Purpose) -> Productions:
        if purpose[0] == "existence":
            return []
        kinds = self.kinds(purpose)
        total = sum(kinds.values())
        role = purpose[0] if purpose[0] == "subject" else ""
        return [
            (
                NAME * kinds[sex] / total,
                (Terminal(f"name:{sex}", role), *self._after(purpose, sex, "sg")),
            )
            for sex in ("man", "woman")
            if kinds.get(sex)
        ]

    def nbar(
        self, numbers: tuple[str, ...], article: str, *purpose: str
    ) -> Productions:
        """A noun, or an adjective and a noun."""
        bare = self._heads(purpose, numbers, article, "")
        total = sum(weight for weight, _ in bare)
        options = [(weight / total * (1 - ADJECTIVE), body) for weight, body in bare]
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
        options = []
        role = purpose[0] if purpose[0] == "subject" else ""
        for kind, weight in self.kinds(purpose).items():
            fitting = adjectives_of("place" if kind in self.lexicon.places else kind)
            if adjective and adjective not in fitting:
                continue
            for number in numbers:
                form = "sg" if number == "mass" else number
                category = f"noun:{kind}:{form}" + (f":{article}" if article else "")
                share = self._share(kind, number)
                if share and category in self.lexicon.categories:
                    if adjective:
                        share /= len(fitting)
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
            case ("existence", *_):
                return ("in", "the", ("HOME", kind))
        return ()
