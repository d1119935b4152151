"""Marks such as `<unk>` inside a text: they are pieces of their own, never cut."""

import re


def cut_around(texts, marks, cut, spell=lambda mark: (mark,)):
    """Cut texts into pieces, but not the marks in them.

    Args:
        texts: A list of `str`.
        marks: The strings to keep whole, an iterable of `str`.
        cut: A function from a list of `str` without marks to a list of their pieces.
        spell: A function from a mark to the pieces that stand for it.

    Returns:
        A list with one tuple of `str` a text.

    Example:

        >>> cut_around(["ab<eos>c"], ("<eos>",), lambda texts: map(list, texts))
        [('a', 'b', '<eos>', 'c')]
    """
    rows = [split_at_marks(text, marks) for text in texts]
    between = iter(cut([plain for row in rows for plain in row[::2]]))
    return [
        tuple(
            piece
            for place, part in enumerate(row)
            for piece in (spell(part) if place % 2 else next(between))
        )
        for row in rows
    ]


def split_at_marks(text, marks):
    """Split a text at marks and keep them: plain, mark, plain, … , mark, plain.

    Args:
        text: A `str`.
        marks: The strings to look for, an iterable of `str`.

    Returns:
        A list of `str` of odd length, the marks at the odd places.

    Example:

        >>> split_at_marks("the <unk> sleeps", ("<eos>", "<unk>"))
        ['the ', '<unk>', ' sleeps']
    """
    if not any(mark in text for mark in marks):
        return [text]
    # The longest first, in case one mark is the beginning of another.
    longest_first = sorted(marks, key=len, reverse=True)
    return re.split(f"({'|'.join(map(re.escape, longest_first))})", text)


def without_marks(texts, marks):
    """The parts of texts that are no marks, blank ones left out: text to learn from.

    Example:

        >>> without_marks(["the <unk> sleeps", "<eos>"], ("<eos>", "<unk>"))
        ['the ', ' sleeps']
    """
    parts = (part for text in texts for part in split_at_marks(text, marks)[::2])
    return [part for part in parts if part.strip()]
