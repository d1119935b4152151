"""Checks that several files of this room make of what comes in."""


def refuse_one_string(value, name):
    """Raise a `ValueError` if `value` is one string where several are expected."""
    # A string is an iterable of strings, so it would pass as a list of characters.
    if isinstance(value, str):
        raise ValueError(
            f"{name} must be a list, tuple or other iterable of str; the one string "
            f"{value[:40]!r} came. Put it into a list, or split it: text.split() for "
            "words, list(text) for characters."
        )


def require_strings(values):
    """Raise a `ValueError` at the first value that is no `str`."""
    for value in values:
        if not isinstance(value, str):
            raise ValueError(
                f"Tokens and texts are str; {value!r} of type "
                f"{type(value).__name__} came. Decode bytes, and write numbers as text."
            )


def require_texts(texts):
    r"""The texts as a list, all of them `str` that UTF-8 can hold.

    Example:

        >>> require_texts(("one", "two"))
        ['one', 'two']
        >>> require_texts(["half a \ud800 pair"])
        Traceback (most recent call last):
        ValueError: The text 'half a \ud800 pair' is no valid Unicode...
    """
    refuse_one_string(texts, "texts")
    texts = list(texts)
    require_strings(texts)
    for text in texts:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            near = text[max(0, error.start - 20) : error.start + 20]
            raise ValueError(
                f"The text {near!r} is no valid Unicode: {error.reason}. Read the file "
                "with encoding='utf-8'."
            ) from error
    return texts


def require_content(texts):
    """The texts as `require_texts` gives them, if there is anything to learn from."""
    texts = require_texts(texts)
    if not any(text.strip() for text in texts):
        raise ValueError(
            f"The {len(texts)} texts to learn from are empty or blank. Is the corpus "
            "empty, or was an iterator used up before it came here?"
        )
    return texts
