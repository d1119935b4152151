"""Short reviews whose verdict depends on the order of their words.

A clause praises or blames one thing, plainly or by denying the opposite: "the plot is
dull", "is not dull", "is anything but dull". Of two clauses joined by "but" the second
is the verdict, of two with "although" the one without. The same words make opposite
reviews:

- "the plot is weak , but the music is lovely ."
- "the music is lovely , but the plot is weak ."

Some adjectives are used by both sides, some reviews have no verdict, and now and then
somebody gives the wrong mark.
"""

from rnncourse.datasets.worlds.grammars.automaton import Category
from rnncourse.datasets.worlds.grammars.grammar import Productions, Symbol, Terminal
from rnncourse.datasets.worlds.grammars.tagged_automaton import tagged, tagged_category
from rnncourse.datasets.worlds.language.morphology import verb_forms

GOOD, BAD = "positive", "negative"
_OPPOSITE = {GOOD: BAD, BAD: GOOD}
_WRONG_MARK = 0.03
_ADJECTIVES = {
    GOOD: """good wonderful lovely funny clever charming moving brilliant fresh gripping
        touching witty superb honest elegant warm stunning tender delightful rich""",
    BAD: """bad dull weak boring silly clumsy tedious awful stale flat shallow noisy
        lifeless pointless messy cold dreadful tiresome forgettable hollow""",
}
# Used by both sides; how much more often by one of them.
_EITHER = {
    GOOD: "strange simple quiet dark unusual",
    BAD: "slow long loud predictable old-fashioned",
}
_LOYAL, _DISLOYAL = 0.15, 0.05  # shares of a side's adjectives
_VERBS = {
    GOOD: "like love enjoy admire adore",
    BAD: "hate dislike regret/regretted loathe",
}
_WORDS = {
    "thing": """film plot music ending cast story dialogue script acting humour romance
        opening camera-work soundtrack villain finale""",
    "degree": "very really rather truly quite so",
    "when": "yesterday again twice recently",
}


def productions(symbol: Symbol) -> Productions:
    """The weighted productions of a nonterminal.

    `("REVIEW", side)` begins a review with that label. Its first word is tagged with
    what the author is about to do and a reader cannot see: the tags keep the automaton
    deterministic.

    Example:
        >>> [weight for weight, _ in productions(("REVIEW", "positive"))]
        [0.97, 0.03]
    """
    name, *features = symbol  # type: ignore[misc]
    return _RULES[name](*features)


def categories() -> dict[str, Category]:
    """The words by category; all are frequent or rare by Zipf's law.

    Example:
        >>> [pair for pair in categories()["verb:positive"].words if "lo" in pair]
        ['loved/-']
    """
    result = {
        f"word:{name}": tagged_category(f"word:{name}", "-", _zipf(words))
        for name, words in _WORDS.items()
    }
    for side, other in _OPPOSITE.items():
        adjectives = {
            **{
                w: (1 - _LOYAL - _DISLOYAL) * p
                for w, p in _zipf(_ADJECTIVES[side]).items()
            },
            **{w: _LOYAL * p for w, p in _zipf(_EITHER[side]).items()},
            **{w: _DISLOYAL * p for w, p in _zipf(_EITHER[other]).items()},
        }
        verbs = [verb_forms(entry) for entry in _VERBS[side].split()]
        for name, words in {
            "adj": adjectives,
            "verb": _zipf(" ".join(past for _, _, past in verbs)),
            "base": _zipf(" ".join(base for _, base, _ in verbs)),
        }.items():
            result[f"{name}:{side}"] = tagged_category(f"{name}:{side}", "-", words)
    return result


def _zipf(words: str) -> dict[str, float]:
    weights = {word: 1 / (rank + 3) for rank, word in enumerate(words.split())}
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}


def _words(text: str) -> tuple[Terminal, ...]:
    return tuple(tagged(word, "-") for word in text.split())


_COMMA, _AND, _STOP = (_words(word) for word in (",", "and", "."))


def _review(side: str) -> Productions:
    return [
        (1 - _WRONG_MARK, (("OPINION", side),)),
        (_WRONG_MARK, (("OPINION", _OPPOSITE[side]),)),
    ]


def _opinion(side: str) -> Productions:
    """Opening and verdict; a review without a verdict is the same for both sides."""
    verdict = ("VERDICT", side)
    return [
        (0.8, (verdict,)),
        (0.2, (tagged("we", side), *_words("saw it"), "word:when", *_STOP, verdict)),
    ]


def _verdict(side: str) -> Productions:
    other = _OPPOSITE[side]
    final = ("CLAUSE", side, "-")
    concession = ("CLAUSE", other, "-")

    def first(which: str, form: str) -> tuple[Symbol, ...]:
        return ("CLAUSE", which, f"{form}-{which}")

    return [
        (0.40, (first(side, "alone"), *_STOP)),
        (0.18, (first(side, "and"), *_AND, final, *_STOP)),
        (0.20, (first(other, "but"), *_COMMA, *_words("but"), final, *_STOP)),
        (0.09, (tagged("although", side), concession, *_COMMA, final, *_STOP)),
        (0.09, (first(side, "yet"), *_COMMA, *_words("although"), concession, *_STOP)),
        (0.02, (first(side, "mixed"), *_AND, concession, *_STOP)),
        (0.02, (first(other, "mixed"), *_AND, final, *_STOP)),
    ]


def _clause(side: str, mark: str) -> Productions:
    return [
        (0.7, (tagged("the", mark), "word:thing", *_words("is"), ("JUDGED", side))),
        (0.3, (tagged("i", mark), ("FELT", side))),
    ]


def _judged(side: str) -> Productions:
    other = _OPPOSITE[side]
    return [
        (0.45, (f"adj:{side}",)),
        (0.20, ("word:degree", f"adj:{side}")),
        (0.20, (*_words("not"), ("DENIED", other))),
        (0.07, (*_words("never"), f"adj:{other}")),
        (0.08, (*_words("anything but"), f"adj:{other}")),
    ]


def _denied(side: str) -> Productions:
    return [(0.7, (f"adj:{side}",)), (0.3, ("word:degree", f"adj:{side}"))]


def _felt(side: str) -> Productions:
    thing = (*_words("the"), "word:thing")
    return [
        (0.65, (f"verb:{side}", *thing)),
        (0.35, (*_words("did not"), f"base:{_OPPOSITE[side]}", *thing)),
    ]


_RULES = {
    "REVIEW": _review,
    "OPINION": _opinion,
    "VERDICT": _verdict,
    "CLAUSE": _clause,
    "JUDGED": _judged,
    "DENIED": _denied,
    "FELT": _felt,
}
