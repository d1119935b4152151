"""Chunks written as one tag a word: IOB1, IOB2 and IOBES, exact both ways."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rnncourse.datasets.errors import BadTags

SCHEMES = ("IOB1", "IOB2", "IOBES")


class Chunk(NamedTuple):
    """Words that belong together, such as a name: `words[start:end]` and its label.

    Example:
        >>> Chunk("PER", 0, 2)
        Chunk(label='PER', start=0, end=2)
    """

    label: str
    start: int
    end: int


def chunks(tags: Sequence[str], scheme: str) -> tuple[Chunk, ...]:
    r"""Read the chunks of a sentence off its tags, which must be right.

    All three schemes write `O` for a word outside and `I-X` for one inside a chunk
    with the label X. They differ in what they write at its edges:

    - IOB1: `B-X` at its first word, but only right behind another X;
    - IOB2: `B-X` at its first word, always;
    - IOBES: `B-X` at its first and `E-X` at its last word, or `S-X` if that is one.

    A scheme writes every set of chunks in exactly one way. So tags are valid just
    if the chunks read from them, when written again, give the same tags; and this
    is how they are checked. One thing more is let through, because two sentences of
    CoNLL-2003 have it and it can only mean one thing: in IOB1 a `B-X` that need not
    be. (So IOB1 reads files in IOB2 as well.)

    Reference: Ramshaw & Marcus (1995), Text Chunking using Transformation-Based
    Learning, section 4.1 (IOB1); Tjong Kim Sang & Veenstra (1999), Representing Text
    Chunks, section 2 (the variants).

    Args:
        tags: one a word.
        scheme: `"IOB1"`, `"IOB2"` or `"IOBES"`.

    Returns:
        The chunks, from left to right.

    Raises:
        BadTags: if the tags are no sequence of this scheme; `position` says where.
        ValueError: if there is no such scheme.

    Example:
        >>> chunks(["B-PER", "I-PER", "O", "B-LOC"], "IOB2")
        (Chunk(label='PER', start=0, end=2), Chunk(label='LOC', start=3, end=4))
        >>> chunks(["O", "I-PER"], "IOB2")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.BadTags: Tag 2 is 'I-PER' where IOB2 has 'B-PER' ...
    """
    found = loose_chunks(tags)
    for position, (tag, right) in enumerate(
        zip(tags, tags_of(found, len(tags), scheme), strict=True)
    ):
        surplus = scheme == "IOB1" and tag == right.replace("I-", "B-", 1)
        if tag != right and not surplus:
            raise BadTags(
                f"Tag {position + 1} is {tag!r} where {scheme} has {right!r} (O, and "
                f"behind a hyphen the label, with {'/'.join(_LETTERS[scheme])} in "
                f"front): {_around(tags, position)}",
                position,
            )
    return found


def tags_of(found: Iterable[Chunk], length: int, scheme: str) -> tuple[str, ...]:
    """Write chunks as one tag a word; the reverse of `chunks`.

    Args:
        found: the chunks, from left to right; triples will do.
        length: the number of words.
        scheme: `"IOB1"`, `"IOB2"` or `"IOBES"`.

    Returns:
        As many tags as words.

    Raises:
        ValueError: if there is no such scheme, or a chunk is empty, overlaps with
            the one before or ends behind the last word.

    Example:
        >>> found = (Chunk("PER", 0, 2), Chunk("PER", 2, 3))
        >>> for scheme in SCHEMES:
        ...     print(*tags_of(found, 4, scheme))
        I-PER I-PER B-PER O
        B-PER I-PER B-PER O
        B-PER E-PER S-PER O
    """
    if scheme not in SCHEMES:
        raise ValueError(f"{scheme!r} is no scheme; there are {', '.join(SCHEMES)}.")
    tags = ["O"] * length
    end_before, label_before = 0, None
    for label, start, end in found:
        if not end_before <= start < end <= length:
            raise ValueError(
                f"The chunk {label} from {start} to {end} does not fit: it must lie "
                f"in {length} words, behind the one before, which ends at {end_before}."
            )
        tags[start:end] = [f"I-{label}"] * (end - start)
        if scheme != "IOB1" or (end_before == start and label_before == label):
            tags[start] = f"B-{label}"
        if scheme == "IOBES":
            tags[end - 1] = f"{'E' if end - start > 1 else 'S'}-{label}"
        end_before, label_before = end, label
    return tuple(tags)


def convert_scheme(tags: Sequence[str], source: str, target: str) -> tuple[str, ...]:
    """Write the chunks of a sentence in another scheme.

    Args:
        tags: one a word, in the scheme `source`.
        source: `"IOB1"`, `"IOB2"` or `"IOBES"`.
        target: one of the same three.

    Returns:
        As many tags, in the scheme `target`.

    Raises:
        BadTags: if the tags are no sequence of the scheme `source`.
        ValueError: if there is no such scheme.

    Example:
        >>> convert_scheme(["I-LOC", "I-LOC", "O", "I-PER"], "IOB1", "IOBES")
        ('B-LOC', 'E-LOC', 'O', 'S-PER')
    """
    return tags_of(chunks(tags, source), len(tags), target)


def loose_chunks(tags: Sequence[str]) -> tuple[Chunk, ...]:
    """Read chunks as generously as can be, from tags of any scheme, right or wrong.

    A chunk begins at `B` and `S`, behind `E` and `S`, and wherever the label changes:
    so `I-X` behind `O` begins one, too. This is how the shared tasks on chunks count
    what a system predicted.

    Reference: the evaluation of Tjong Kim Sang & Buchholz (2000), Introduction to the
    CoNLL-2000 Shared Task: Chunking.

    Args:
        tags: one a word: O, or one of B, I, E, S, a hyphen and a label.

    Returns:
        The chunks, from left to right.

    Raises:
        BadTags: if a tag has another form.

    Example:
        >>> loose_chunks(["O", "I-PER", "I-LOC"])
        (Chunk(label='PER', start=1, end=2), Chunk(label='LOC', start=2, end=3))
    """
    found, start, before = [], 0, ("O", "")
    for position, tag in enumerate([*tags, "O"]):
        letter, hyphen, label = tag.partition("-")
        if tag != "O" and not (letter in {*"BIES"} and hyphen and label):
            raise BadTags(
                f"Tag {position + 1} is {tag!r}; a tag is O, or a letter of BIES, a "
                f"hyphen and a label: {_around(tags, position)}",
                position,
            )
        inside = before[0] != "O"
        begins = letter in {*"BS"} or before[0] in {*"ES"} or label != before[1]
        if inside and (tag == "O" or begins):
            found.append(Chunk(before[1], start, position))
        if tag != "O" and (begins or not inside):
            start = position
        before = (letter, label)
    return tuple(found)


_LETTERS = {"IOB1": "IB", "IOB2": "IB", "IOBES": "BIES"}


def _around(tags: Sequence[str], position: int) -> str:
    return " ".join(tags[max(position - 2, 0) : position + 3])
