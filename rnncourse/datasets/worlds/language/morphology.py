"""English word forms: plurals, third persons, pasts, and "a" or "an"."""

VOWELS = "aeiou"
# Written with a vowel, spoken with a consonant, and the other way round.
_CONSONANT_SOUND = ("uni", "use", "eu", "one", "ewe", "usual")
_VOWEL_SOUND = ("hon", "heir", "hour")


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def plural(entry: str) -> tuple[str, str]:
    """Singular and plural of a noun; an irregular plural follows a slash.

    Example:
        >>> plural("pony"), plural("fox"), plural("mouse/mice")
        (('pony', 'ponies'), ('fox', 'foxes'), ('mouse', 'mice'))
    """
    singular, _, irregular = entry.partition("/")
    return singular, irregular or _with_s(singular)


def verb_forms(entry: str) -> tuple[str, str, str]:
    """Third person, plural present and past of a verb; an irregular past after a slash.

    Example:
        >>> verb_forms("chase"), verb_forms("hurry"), verb_forms("go/went")
        (('chases', 'chase', 'chased'), ('hurries', 'hurry', 'hurried'),
         ('goes', 'go', 'went'))
    """
    base, _, past = entry.partition("/")
    singular = base + "es" if base.endswith("o") else _with_s(base)
    if not past:
        if base.endswith("e"):
            past = base + "d"
        elif base.endswith("y") and base[-2] not in VOWELS:
            past = base[:-1] + "ied"
        else:
            past = base + "ed"
    return singular, base, past


def takes_an(word: str) -> bool:
    """Whether the article before a word is "an".

    Example:
        >>> [takes_an(word) for word in ("owl", "horse", "uniform", "honest")]
        [True, False, False, True]
    """
    if word.startswith(_CONSONANT_SOUND):
        return False
    return word[0] in VOWELS or word.startswith(_VOWEL_SOUND)
