"""News in one line, full of names that may be people, places, firms or clubs.

What a name is shows in several ways, and not always:

- by its ending, or by the words inside it: "Ana Belton", "Belton Motors", "New Belton",
  "the Belton Open";
- by what stands before: "Minister Belton", "in Belton", "shares of Belton";
- by what stands after: "Belton shares rose", "Belton resigned", and most often also
  "Belton beat Ana Karsen", because people meet people and clubs meet clubs;
- not at all: in "Belton won" it may be a person, a club or a country.

Capital letters help, but titles and days have them as well. In results and line-ups
names stand side by side, so that one ends where the next begins.
"""

from rnncourse.datasets.worlds.grammars.grammar import Productions, Symbol
from rnncourse.datasets.worlds.grammars.tagged_automaton import tagged

START = ("SENTENCE",)
_COMMA = tagged(",", "O")
_NAMES = ("PERSON", "ORG", "TOWN")
_LIKE = 0.85  # how often people meet people, clubs meet clubs, countries countries


def productions(symbol: Symbol) -> Productions:
    """The weighted productions of a nonterminal.

    A name knows whether a verb must follow it: `"acts"`, or none: `"ends"`.

    Example:
        >>> productions(("TOWN", "ends"))
        [(0.8, ('town',)), (0.2, (Terminal(category='New/B-LOC', role=''), 'town:in'))]
    """
    name, *features = symbol  # type: ignore[misc]
    return _RULES[name](*features)


def _o(text: str) -> tuple[Symbol, ...]:
    return tuple(tagged(word, "O") for word in text.split())


def _sentence() -> Productions:
    return [
        *((weight, body) for weight, body in _subject(3.0, 2.5, 1.0)),
        (1.0, ("word:title", ("TITLED",))),
        (1.5, (*_o("the"), ("THE",))),
        (0.7, ("word:day", _COMMA, ("SUBJECT",))),
        (0.8, (*_o("results"), ("RESULT",), ("RESULT",))),
        (0.5, (*_o("for"), ("TEAM",), *_o("play"), ("PERSON", "ends"), ("LINE-UP",))),
        (0.5, ("nation", "word:people", ("POLICE",))),
        (0.5, (*_o("shares of"), ("ORG", "ends"), "word:moved", ("WHEN",))),
    ]


def _subject(person: float = 3.0, org: float = 2.5, town: float = 1.0) -> Productions:
    weights = zip(_NAMES, (person, org, town), strict=True)
    return [(weight, ((name, "acts"),)) for name, weight in weights]


def _team() -> Productions:
    return [(1.0, (("ORG", "ends"),)), (1.0, (("TOWN", "ends"),))]


def _titled() -> Productions:
    """After a title: mostly the last name alone."""
    return [(3.0, ("last", ("PERSON-VERB",))), (1.0, ("first", ("FULL", "acts")))]


def _the() -> Productions:
    return [
        (1.0, ("word:job", ("PERSON", "acts"))),
        (1.0, ("nation", ("NATIONAL",))),
        (0.7, ("cup", "word:event", ("HELD",))),
    ]


def _national() -> Productions:
    return [
        (1.0, ("word:job", ("PERSON", "acts"))),
        (0.5, ("word:event", ("HELD",))),
    ]


def _held() -> Productions:
    return [(1.0, (*_o("begins"), "word:at", ("TOWN", "ends"), ("WHEN",)))]


def _police() -> Productions:
    return [
        (1.0, (*_o("arrested"), ("PERSON", "ends"), "word:at", ("TOWN", "ends"))),
        (1.0, ("word:won", ("WHEN",))),
    ]


def _result() -> Productions:
    """One of the results: names without anything between."""
    return [(1.0, (("PERSON", "ends"), ("TEAM",), "word:number"))]


def _line_up() -> Productions:
    """People side by side, then "and" and the last one."""
    end = (*_o("and"), ("PERSON", "ends"))
    return [(0.5, (("PERSON", "ends"), *end)), (0.5, end)]


def _person(then: str) -> Productions:
    return [
        (0.6, ("first", ("FULL", then))),
        (0.4, ("last", *_verb("PERSON-VERB", then))),
    ]


def _full(then: str) -> Productions:
    """After a first name."""
    end = _verb("PERSON-VERB", then)
    return [
        (0.65, ("last:in", *end)),
        (0.10, (tagged("van", "I-PER"), "last:in", *end)),
        (0.25, end),
    ]


def _org(then: str) -> Productions:
    end = _verb("ORG-VERB", then)
    return [
        (0.9, ("org", ("FIRM", then))),
        *(
            (0.05, (tagged(word, "B-ORG"), tagged("of", "I-ORG"), "org:in", *end))
            for word in ("Bank", "University")
        ),
    ]


def _firm(then: str) -> Productions:
    end = _verb("ORG-VERB", then)
    return [
        (0.5, end),
        (0.25, ("word:group", *end)),
        (0.25, ("word:side", *end)),
    ]


def _town(then: str) -> Productions:
    end = _verb("TOWN-VERB", then)
    return [
        (0.8, ("town", *end)),
        (0.2, (tagged("New", "B-LOC"), "town:in", *end)),
    ]


def _verb(name: str, then: str) -> tuple[Symbol, ...]:
    return () if then == "ends" else ((name,),)


def _shared(name: str) -> Productions:
    """What people, firms and countries all do."""
    return [
        (0.7, ("word:won", ("WHEN",))),
        (1.0, ("word:beat", ("OPPONENT", name), ("WHEN",))),
    ]


def _person_verb() -> Productions:
    return [
        *_shared("PERSON"),
        (0.7, ("word:said", ("WHEN",))),
        (0.5, (*_o("joined"), ("ORG", "ends"), ("WHEN",))),
        (0.5, (*_o("lives"), "word:at", ("TOWN", "ends"))),
        (0.4, (*_o("of"), ("ORG", "ends"), "word:said")),
    ]


def _org_verb() -> Productions:
    return [
        *_shared("ORG"),
        (0.7, (*_o("shares"), "word:moved", ("WHEN",))),
        (0.5, (*_o("hired"), ("PERSON", "ends"), ("WHEN",))),
        (0.4, (*_o("opened an office"), "word:at", ("TOWN", "ends"))),
    ]


def _town_verb() -> Productions:
    return [
        *_shared("TOWN"),
        (0.8, ("word:people", ("POLICE",))),
        (0.4, (*_o("was quiet"), ("WHEN",))),
    ]


def _opponent(subject: str) -> Productions:
    return [
        (_LIKE if name == subject else (1 - _LIKE) / 2, ((name, "ends"),))
        for name in _NAMES
    ]


def _when() -> Productions:
    return [(0.7, ()), (0.3, (*_o("on"), "word:day"))]


_RULES = {
    "SENTENCE": _sentence,
    "SUBJECT": _subject,
    "TEAM": _team,
    "TITLED": _titled,
    "THE": _the,
    "NATIONAL": _national,
    "HELD": _held,
    "POLICE": _police,
    "RESULT": _result,
    "LINE-UP": _line_up,
    "PERSON": _person,
    "FULL": _full,
    "ORG": _org,
    "FIRM": _firm,
    "TOWN": _town,
    "PERSON-VERB": _person_verb,
    "ORG-VERB": _org_verb,
    "TOWN-VERB": _town_verb,
    "OPPONENT": _opponent,
    "WHEN": _when,
}
