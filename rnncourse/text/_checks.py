"""Checks that several files of this room make of what comes in."""


def refuse_one_string(value, name):
    # A string is an iterable of strings, so it would pass as a list of characters.
    if isinstance(value, str):
        raise ValueError(
            f"{name} must be a list, tuple or other iterable of str; the one string "
            f"{value[:40]!r} came. Split it: text.split() for words, list(text) for "
            "characters."
        )


def require_strings(values):
    for value in values:
        if not isinstance(value, str):
            raise ValueError(
                f"Tokens and sentences are str; {value!r} of type "
                f"{type(value).__name__} came. Decode bytes, and write numbers as text."
            )
