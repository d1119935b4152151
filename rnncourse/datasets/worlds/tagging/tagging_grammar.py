"""Sentences whose tags must be worked out, some of them from what comes later.

Nearly every rule has a twin that begins with the same word and another tag:

- "that dog barks", "that is good", "that dogs bark is strange";
- "before the storm, …", "before the storm stopped, …";
- "the old man slept", "the old man the boats";
- "the cook guards sleep", "the cook guards the boats";
- "clean water is good", "clean the kitchen";
- "they have slept", "they have dogs"; "they run in", "they run in the kitchen".

Some readings stay open for ever: whether silver is a noun in "a silver spoon", whether
she whom "they see walk" has a walk or goes for one, whether a door that "is closed" was
closed by somebody or just is so, and what they did who "have painted doors".
"""

from rnncourse.datasets.worlds.grammars.grammar import Productions, Symbol
from rnncourse.datasets.worlds.grammars.tagged_automaton import tagged

START = ("SENTENCE",)
_BE = {"sg": ("is", "was"), "pl": ("are", "were")}
_HAVE = {"sg": ("has", "had"), "pl": ("have", "had")}
_DO = {"sg": "does", "pl": "do"}
_SEE = {"sg": "sees", "pl": "see"}
_KNOW = {"sg": "knows", "pl": "know"}
_SINGULAR = (("every", "DET"), ("this", "DET"), ("that", "DET"), ("one", "NUM"))
_PLURAL = (("some", "DET"), ("these", "DET"), ("many", "ADJ"), ("two", "NUM"))
_ALONE = {
    "sg": (("he", 1.0), ("she", 1.0), ("this", 0.5), ("that", 1.0)),
    "pl": (("they", 2.0), ("some", 0.7), ("these", 0.5)),
}
_COMMA = tagged(",", "PUNCT")
_PLACES = ("in", "over", "around", "down")


def productions(symbol: Symbol) -> Productions:
    """The weighted productions of a nonterminal.

    A noun phrase knows what comes after it, a purpose: `"clause"`, where a verb that
    agrees must follow, `"inner"`, the same inside another clause, or `"object"`.

    Example:
        >>> productions(("STRANGE",))
        [(1.0, (Terminal(category='is/AUX', role=''), 'adj'))]
    """
    name, *features = symbol  # type: ignore[misc]
    return _RULES[name](*features)


def _sentence() -> Productions:
    return [
        (5.0, (("NP", "clause"),)),
        (1.0, ("deed:pl", ("NP", "object"), ("ADVERBIAL", "inner"))),
        (0.8, ("adv", ("NP", "clause"))),
        (0.4, (tagged("that", "SCONJ"), ("NP", "inner"), ("STRANGE",))),
        *(
            (0.5, (tagged(word, tag), ("NP", purpose), _COMMA, ("NP", "clause")))
            for word in ("before", "after")
            for tag, purpose in (("SCONJ", "inner"), ("ADP", "object"))
        ),
    ]


def _strange() -> Productions:
    return [(1.0, (tagged("is", "AUX"), "adj"))]


def _noun_phrase(purpose: str) -> Productions:
    options: list[tuple[float, tuple[Symbol, ...]]] = [
        (3.0, (tagged("the", "DET"), ("NBAR", "the", purpose))),
        (0.8, (("NBAR", "pl", purpose),)),
        (0.6, ("name", *_after(purpose, "sg"))),
    ]
    for number, words in (("sg", _SINGULAR), ("pl", _PLURAL)):
        options += [(0.4, (tagged(*w), ("NBAR", number, purpose))) for w in words]
    if purpose == "object":
        return [*options, (1.0, (tagged("them", "PRON"),))]
    return [
        *options,
        *(
            (weight, (tagged(word, "PRON"), *_after(purpose, number)))
            for number, words in _ALONE.items()
            for word, weight in words
        ),
    ]


def _noun_bar(numbers: str, purpose: str) -> Productions:
    options: list[tuple[float, tuple[Symbol, ...]]] = [
        (weight, (category, ("HEAD", numbers, purpose)))
        for category, weight in (("adj", 0.3), ("participle", 0.1))
    ]
    options += [(0.6 * share, body) for share, body in _head(numbers, purpose)]
    if numbers == "the":
        options.append((0.15, ("old", *_after(purpose, "pl"))))
    return options


def _head(numbers: str, purpose: str) -> Productions:
    options: list[tuple[float, tuple[Symbol, ...]]] = []
    if numbers != "pl":
        options.append((0.6, ("noun:sg", ("COMPOUND", numbers, purpose))))
    if numbers != "sg":
        options.append((0.4, ("noun:pl", *_after(purpose, "pl"))))
    if numbers == "pl":
        options.append((0.2, ("noun:sg", "noun:pl", *_after(purpose, "pl"))))
    return options


def _compound(numbers: str, purpose: str) -> Productions:
    """After a noun in the singular: perhaps another one, which is then the head."""
    plural = [(0.2, ("noun:pl", *_after(purpose, "pl")))] if numbers == "the" else []
    return [
        (0.7, _after(purpose, "sg")),
        (0.2, ("noun:sg", *_after(purpose, "sg"))),
        *plural,
    ]


def _after(purpose: str, number: str) -> tuple[Symbol, ...]:
    return () if purpose == "object" else (("VERB", number, purpose),)


def _verb(number: str, purpose: str) -> Productions:
    adverbial = ("ADVERBIAL", purpose)
    return [
        *((w, (f"act:{f}", adverbial)) for w, f in ((1.2, number), (0.5, "past"))),
        *(
            (w, (f"deed:{f}", ("NP", "object"), adverbial))
            for w, f in ((1.6, number), (0.6, "past"))
        ),
        *((0.5, (tagged(word, "AUX"), ("STATE",))) for word in _BE[number]),
        *((0.3, (tagged(w, "AUX"), ("DONE", purpose))) for w in _HAVE[number]),
        *((0.3, (tagged(w, "VERB"), ("NP", "object"))) for w in _HAVE[number]),
        (0.3, (tagged(_DO[number], "AUX"), tagged("not", "PART"), ("BASE", purpose))),
        *((0.15, (tagged(w, "AUX"), ("BASE", purpose))) for w in ("can", "will")),
        (0.6, (tagged(_SEE[number], "VERB"), tagged("her", "PRON"), ("SEEN",))),
        *([] if purpose == "inner" else [(0.4, _knows(number))]),
    ]


def _knows(number: str) -> tuple[Symbol, ...]:
    return (tagged(_KNOW[number], "VERB"), ("KNOWN",))


def _known() -> Productions:
    """After "know": "that dogs bark", or a thing, such as "that dog"."""
    return [
        (1.0, (tagged("that", "SCONJ"), ("NP", "inner"))),
        (1.0, (("NP", "object"),)),
        (0.3, (tagged("that", "PRON"),)),
    ]


def _seen() -> Productions:
    """After "see her": what she has, or what she does."""
    return [
        (2.0, (("NBAR", "sg", "object"),)),
        (0.5, ("act:pl",)),
        (0.2, ()),
    ]


def _state() -> Productions:
    return [
        (0.5, ("adj",)),
        (0.2, ("participle",)),
        (0.3, ("deed:past", ("AGENT",))),
    ]


def _agent() -> Productions:
    return [(0.5, (tagged("by", "ADP"), ("NP", "object"))), (0.5, ())]


def _done(purpose: str) -> Productions:
    adverbial = ("ADVERBIAL", purpose)
    return [
        (1.0, ("act:past", adverbial)),
        (1.0, ("deed:past", ("NP", "object"), adverbial)),
    ]


def _base(purpose: str) -> Productions:
    adverbial = ("ADVERBIAL", purpose)
    return [
        (1.0, ("act:pl", adverbial)),
        (1.0, ("deed:pl", ("NP", "object"), adverbial)),
    ]


def _adverbial(purpose: str) -> Productions:
    options: list[tuple[float, tuple[Symbol, ...]]] = [
        (3.0, ()),
        (1.0, ("adv",)),
        (0.5, (tagged("to", "ADP"), ("NP", "object"))),
        (0.5, (tagged("before", "ADP"), ("NP", "object"))),
        *((0.2, (tagged(word, "ADP"), ("NP", "object"))) for word in _PLACES),
        *((0.15, (tagged(word, "ADV"),)) for word in _PLACES),
    ]
    if purpose != "aim":  # no aim has an aim of its own
        options.append((0.3, (tagged("to", "PART"), ("BASE", "aim"))))
    if purpose == "clause":
        options.append((0.8, (tagged("before", "SCONJ"), ("NP", "inner"))))
    return options


_RULES = {
    "SENTENCE": _sentence,
    "STRANGE": _strange,
    "NP": _noun_phrase,
    "NBAR": _noun_bar,
    "HEAD": _head,
    "COMPOUND": _compound,
    "VERB": _verb,
    "KNOWN": _known,
    "SEEN": _seen,
    "STATE": _state,
    "AGENT": _agent,
    "DONE": _done,
    "BASE": _base,
    "ADVERBIAL": _adverbial,
}
