"""Which tag may follow which: the rules of a chunk scheme as tables."""

from collections.abc import Sequence

import numpy as np

from rnncourse.datasets.schemes import SCHEMES


def allowed_transitions(
    tags: Sequence[str], scheme: str | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return which tag may follow which, which may be first and which last.

    `rnncourse.layers.CRF` takes the three tables as they are, and then cannot decode
    anything that the scheme does not allow:

    - IOB2: `I-X` only behind `B-X` or `I-X`;
    - IOB1: `B-X` only behind `B-X` or `I-X`, as `tags_of` writes it;
    - IOBES: behind `B-X` or `I-X` only `I-X` or `E-X`, and these two only there; so the
      last tag is `O`, `E-X` or `S-X`.

    Args:
        tags: the names of all tags; their places become rows and columns.
        scheme: `"IOB1"`, `"IOB2"` or `"IOBES"`; None allows everything.

    Returns:
        Booleans: `(tags, tags)`, in which `[i, j]` says whether tag `j` may follow tag
        `i`, `(tags,)` for the first and `(tags,)` for the last tag.

    Raises:
        ValueError: if there is no such scheme, or a tag is none of the scheme.

    Example:
        >>> moves, first, last = allowed_transitions(["O", "B-A", "I-A"], "IOB2")
        >>> moves.tolist()
        [[True, True, False], [True, True, True], [True, True, True]]
        >>> first.tolist(), last.tolist()
        ([True, True, False], [True, True, True])
    """
    if scheme is None:
        size = len(tags)
        return np.ones((size, size), bool), np.ones(size, bool), np.ones(size, bool)
    if scheme not in SCHEMES:
        raise ValueError(f"{scheme!r} is no scheme; there are {', '.join(SCHEMES)}.")
    parts = [_split(tag, scheme) for tag in tags]
    edge = ("O", "")  # before the first and behind the last word is no chunk
    moves = [[_may_follow(j, i, scheme) for j in parts] for i in parts]
    first = [_may_follow(j, edge, scheme) for j in parts]
    last = [_may_follow(edge, i, scheme) for i in parts]
    return np.array(moves, bool), np.array(first, bool), np.array(last, bool)


def _may_follow(tag: tuple[str, str], before: tuple[str, str], scheme: str) -> bool:
    same_chunk = before[0] in {*"BI"} and before[1] == tag[1]
    if scheme == "IOBES":
        open_chunk = before[0] in {*"BI"}
        return same_chunk if tag[0] in {*"IE"} else not open_chunk
    needs_chunk = {"IOB1": "B", "IOB2": "I"}[scheme]
    return same_chunk or tag[0] != needs_chunk


def _split(tag: str, scheme: str) -> tuple[str, str]:
    letter, hyphen, label = tag.partition("-")
    letters = "BIES" if scheme == "IOBES" else "BI"
    if tag != "O" and not (letter in {*letters} and hyphen and label):
        raise ValueError(
            f"{tag!r} is no tag of {scheme}: expected O, or one of "
            f"{'/'.join(letters)}, a hyphen and a label. For tags without chunks, "
            "such as parts of speech, give the scheme None."
        )
    return letter, label
