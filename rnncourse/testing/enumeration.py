"""What an algorithm computes, against trying every possibility."""

import numpy as np


def assert_matches_enumeration(
    computed, candidates, term, *, combine=np.sum, tolerance=1e-9
):
    r"""Assert that a number is what comes out when everything is tried.

    $$
    \Bigl|\,v - \bigoplus_{y} \mathrm{term}(y)\Bigr| \le
    \varepsilon \cdot \max(1, |v|)
    $$

    The clever way (a recursion over time, a beam) and the plain way (all sequences)
    share no line of code, so they hardly share a mistake.

    Args:
        computed: The number $v$ that the algorithm gives.
        candidates: Every possibility, each once: tuples, for example.
        term: What one candidate contributes: a probability, a score, a logarithm.
        combine: $\bigoplus$: what makes one number of all terms, an array
            `(candidates,)`.  `np.sum`, `np.max`, `np.logaddexp.reduce`, …
        tolerance: $\varepsilon$.

    Returns:
        How many candidates were tried.

    Raises:
        AssertionError: If the numbers differ, or if the comparison would prove
            nothing: fewer than two candidates, one of them twice, all terms equal, a
            term that is `nan`, or a number that is not finite.

    Example:

    The probability of three symbols in a hidden Markov model, by recursion:

    >>> import itertools
    >>> start, move = np.array([0.6, 0.4]), np.array([[0.7, 0.3], [0.2, 0.8]])
    >>> emit = np.array([[0.9, 0.1], [0.4, 0.6]])  # a row a state
    >>> seen, alpha = [0, 1, 1], start * emit[:, 0]
    >>> for symbol in seen[1:]:
    ...     alpha = alpha @ move * emit[:, symbol]
    >>> def joint(path):
    ...     steps = [move[a, b] for a, b in itertools.pairwise(path)]
    ...     shown = [emit[a, s] for a, s in zip(path, seen)]
    ...     return start[path[0]] * np.prod(steps) * np.prod(shown)
    >>> paths = itertools.product(range(2), repeat=3)
    >>> assert_matches_enumeration(alpha.sum(), paths, joint)
    8
    >>> assert_matches_enumeration(alpha.sum(), [], joint)
    Traceback (most recent call last):
    AssertionError: Nothing was enumerated: 0 candidates. ...
    """
    candidates = list(candidates)
    if len(candidates) < 2:
        raise AssertionError(
            f"Nothing was enumerated: {len(candidates)} candidates. With fewer than "
            "two, sum, maximum and anything else agree. Was an iterator used up?"
        )
    twice = _first_twice(candidates)
    if twice is not None:
        raise AssertionError(
            f"The candidate {twice!r} comes twice; it would be counted twice."
        )
    terms = np.array([float(term(candidate)) for candidate in candidates])
    if np.isnan(terms).any():
        number = int(np.isnan(terms).argmax())
        raise AssertionError(f"The term of {candidates[number]!r} is nan.")
    if (terms == terms[0]).all():
        raise AssertionError(
            f"All {len(terms)} terms are {terms[0]}: an algorithm that ignores its "
            "input would pass as well. Take a case with different terms."
        )
    expected, computed = float(combine(terms)), float(computed)
    for name, value in (("computed", computed), ("enumerated", expected)):
        if not np.isfinite(value):
            raise AssertionError(f"The {name} number is {value}, not finite.")
    if abs(computed - expected) > tolerance * max(1, abs(computed)):
        raise AssertionError(
            f"They differ by {abs(computed - expected):.3g}: {computed} computed, "
            f"{expected} by trying all {len(terms)} candidates."
        )
    return len(terms)


def _first_twice(candidates):
    """Return the first candidate that was there before, or `None`."""
    seen = set()
    for candidate in candidates:
        key = candidate if np.isscalar(candidate) else _frozen(candidate)
        if key in seen:
            return candidate
        seen.add(key)
    return None


def _frozen(candidate):
    """Return a candidate as something that a set can hold."""
    if isinstance(candidate, np.ndarray):
        candidate = candidate.tolist()
    if isinstance(candidate, (list, tuple)):
        return tuple(_frozen(part) for part in candidate)
    return candidate
