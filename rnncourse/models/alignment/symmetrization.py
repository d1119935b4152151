"""Two alignments, one from each side, made one."""

_STRAIGHT = ((-1, 0), (0, -1), (1, 0), (0, 1))
_DIAGONAL = ((-1, -1), (-1, 1), (1, -1), (1, 1))
METHODS = (
    "intersection",
    "union",
    "grow-diag",
    "grow-diag-final",
    "grow-diag-final-and",
)


def symmetrize(forward, backward, method="grow-diag-final-and"):
    r"""Make one alignment of two that were learned in opposite directions.

    A model links every target word to one source word at most, so that it cannot say
    that two words became one. The model of the other direction can say just that, and
    not the reverse. Where both agree they are mostly right (`"intersection"`), and most
    right links are in one of them (`"union"`). Between these two stands:

    - `"grow-diag"`: begin with the intersection. As long as it grows, add a link of the
      union that neighbours one we have, also diagonally, if its source **or** its
      target word has no link yet.
    - `"grow-diag-final"`: then add links of the forward and of the backward alignment,
      in that order, whose source **or** target word has no link yet.
    - `"grow-diag-final-and"`: the same, where source **and** target word have none.

    Links are visited by source word, then target word.

    Reference: Koehn, Och & Marcu (2003), Statistical Phrase-Based Translation, section
    3; Koehn et al. (2005), Edinburgh System Description, for the names.

    Args:
        forward: Links (i, j) of one sentence pair, a set.
        backward: Links of the other model, turned round: also (i, j).
        method: One of the five names.

    Returns:
        A set of links.

    Raises:
        ValueError: If there is no such method.

    Example:

    Both say 0-0; the forward model adds 1-1, a neighbour, and the backward one 3-3:

    >>> forward, backward = {(0, 0), (1, 1)}, {(0, 0), (3, 3)}
    >>> for method in METHODS:
    ...     print(f"{method:20}", sorted(symmetrize(forward, backward, method)))
    intersection         [(0, 0)]
    union                [(0, 0), (1, 1), (3, 3)]
    grow-diag            [(0, 0), (1, 1)]
    grow-diag-final      [(0, 0), (1, 1), (3, 3)]
    grow-diag-final-and  [(0, 0), (1, 1), (3, 3)]
    """
    forward, backward = set(forward), set(backward)
    if method not in METHODS:
        raise ValueError(f"`method` is {method!r}; choose one of {', '.join(METHODS)}.")
    if method == "union":
        return forward | backward
    links = forward & backward
    if method == "intersection":
        return links
    _grow(links, forward | backward)
    if method == "grow-diag-final":
        _finish(links, forward, backward, any)
    elif method == "grow-diag-final-and":
        _finish(links, forward, backward, all)
    return links


def turned(links):
    """Turn links round, from (j, i) to (i, j).

    Args:
        links: Links of one sentence pair, a set.

    Returns:
        A set of links.

    Example:

    >>> turned({(0, 2)})
    {(2, 0)}
    """
    return {(i, j) for j, i in links}


def _grow(links, union):
    """Add neighbours of the union until there are none to add."""
    sources, targets = {i for i, _ in links}, {j for _, j in links}
    grown = True
    while grown:
        grown = False
        for i, j in sorted(links):
            for down, right in _STRAIGHT + _DIAGONAL:
                link = row, column = i + down, j + right
                new = row not in sources or column not in targets
                if link in union and link not in links and new:
                    links.add(link)
                    sources.add(row)
                    targets.add(column)
                    grown = True


def _finish(links, forward, backward, of):
    """Add links whose source and target word are free: `any` or `all` of the two."""
    sources, targets = {i for i, _ in links}, {j for _, j in links}
    for direction in (forward, backward):
        for i, j in sorted(direction - links):
            if of((i not in sources, j not in targets)):
                links.add((i, j))
                sources.add(i)
                targets.add(j)
