"""What the grammar knows about the kinds of nouns: homes, adjectives, pronouns."""

PEOPLE = (
    *("man", "woman", "child", "farmer", "scholar", "musician", "cook", "sailor"),
    *("builder", "doctor", "guard"),
)
ANIMALS = ("dog", "cat", "horse", "cattle", "bird", "mouse", "insect", "seal")

# How often a sentence is about them, and where they are at home.
SUBJECTS = {
    "man": (3.0, ("home", "town")),
    "woman": (3.0, ("home", "town")),
    "child": (2.0, ("school", "home")),
    "farmer": (2.0, ("farm",)),
    "scholar": (3.0, ("school",)),
    "musician": (2.0, ("town", "home")),
    "cook": (1.0, ("home", "town")),
    "sailor": (1.5, ("water",)),
    "builder": (1.5, ("town", "home")),
    "doctor": (1.0, ("town",)),
    "guard": (1.0, ("town", "wild")),
    "dog": (2.5, ("home", "farm")),
    "cat": (2.5, ("home", "farm")),
    "horse": (2.0, ("farm",)),
    "cattle": (1.0, ("farm",)),
    "bird": (2.0, ("farm", "home", "wild")),
    "mouse": (1.5, ("farm", "home")),
    "insect": (1.0, ("wild", "farm")),
    "seal": (1.0, ("water",)),
    "vehicle": (1.5, ("town",)),
    "boat": (1.0, ("water",)),
    "plant": (1.5, ("home", "farm", "wild")),
    "device": (1.0, ("home", "school", "town")),
    "weather": (0.7, ("wild", "water", "town")),
}

_OWN_ADJECTIVES = {
    **dict.fromkeys(("text", "food", "plant", "clothes", "place"), None),
    **dict.fromkeys(PEOPLE, "person"),
    **dict.fromkeys(ANIMALS, "animal"),
}


def adjectives_of(kind: str) -> tuple[str, ...]:
    """The lists of adjectives that go with a kind of noun.

    Example:
        >>> adjectives_of("dog"), adjectives_of("text"), adjectives_of("drink")
        (('general', 'animal'), ('general', 'text'), ('food',))
    """
    if kind == "weather":
        return ()
    if kind in ("drink", "crop"):
        return ("food",)
    if kind == "song":
        return ("general",)
    return ("general", _OWN_ADJECTIVES.get(kind, "thing") or kind)


def predicates_of(kind: str) -> str:
    """The list of adjectives that stand after "is" for a kind of subject.

    Example:
        >>> predicates_of("scholar"), predicates_of("mouse"), predicates_of("boat")
        ('person', 'animal', 'vehicle')
    """
    if kind in PEOPLE:
        return "person"
    if kind in ANIMALS:
        return "animal"
    return "vehicle" if kind == "boat" else kind


def pronouns_of(kind: str, number: str) -> tuple[tuple[str, str], ...]:
    """Pronoun and possessive of a subject, all that are possible.

    Example:
        >>> pronouns_of("woman", "sg"), pronouns_of("dog", "pl")
        ((('she', 'her'),), (('they', 'their'),))
    """
    if number == "pl":
        return (("they", "their"),)
    if kind not in PEOPLE:
        return (("it", "its"),)
    he, she = ("he", "his"), ("she", "her")
    return {"man": (he,), "woman": (she,)}.get(kind, (he, she))
