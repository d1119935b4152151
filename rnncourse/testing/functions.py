"""Two functions that should be one: compared in many cases."""

import numpy as np


def assert_same_function(hand, package, cases, *, tolerance=1e-9):
    r"""Assert that two functions return the same numbers in many cases.

    $$
    |f_{\mathrm{hand}}(x) - f_{\mathrm{package}}(x)| \le
    \varepsilon \cdot \max(1, |f_{\mathrm{package}}(x)|) \quad \text{for all } x
    $$

    Args:
        hand: A function, for example one written out from its equation.
        package: The function that it should equal.
        cases: An iterable of tuples, the arguments of one call each.
        tolerance: $\varepsilon$.

    Returns:
        How many numbers were compared.

    Raises:
        AssertionError: If two results differ in shape or in a number, or if the
            comparison would prove nothing: no case, no number, a number that is not
            finite, or one and the same number everywhere.

    Example:

    >>> def half(x):
    ...     return x / 2
    >>> assert_same_function(half, lambda x: 0.5 * x, [(1.0,), (2.0,)])
    2
    >>> assert_same_function(half, lambda x: x - 0.5, [(1.0,), (2.0,)])
    Traceback (most recent call last):
    AssertionError: They differ by 0.5 in case 1, at (): 1.0 by hand, 1.5 ...
    """
    seen = []
    for number, case in enumerate(cases):
        ours = np.asarray(hand(*case), np.float64)
        theirs = np.asarray(package(*case), np.float64)
        _compare(ours, theirs, number, tolerance)
        seen.append(theirs.ravel())
    values = np.concatenate(seen) if seen else np.empty(0)
    if not values.size:
        raise AssertionError(
            f"Nothing was compared: {len(seen)} cases, no number. Was an iterator "
            "used up before it came here?"
        )
    if values.size > 1 and np.ptp(values) == 0:
        raise AssertionError(
            f"All {values.size} numbers are {values[0]}: a constant would pass as "
            "well. Take cases with different results."
        )
    return values.size


def _compare(ours, theirs, number, tolerance):
    """Compare the results of one case."""
    if ours.shape != theirs.shape:
        raise AssertionError(
            f"In case {number} the shapes are {ours.shape} by hand and "
            f"{theirs.shape} in the package."
        )
    for name, values in (("by hand", ours), ("in the package", theirs)):
        if not np.isfinite(values).all():
            raise AssertionError(f"In case {number} a number {name} is not finite.")
    apart = np.abs(ours - theirs)
    if (apart > tolerance * np.maximum(1, np.abs(theirs))).any():
        place = tuple(int(i) for i in np.unravel_index(apart.argmax(), apart.shape))
        raise AssertionError(
            f"They differ by {apart[place]:.3g} in case {number}, at {place}: "
            f"{ours[place]} by hand, {theirs[place]} in the package."
        )
