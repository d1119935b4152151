"""What is taken into account besides the probability: length and coverage."""

import numpy as np


def length_power(alpha=1.0):
    r"""Return the length normalisation $|y|^\alpha$.

    $$
    \mathrm{score}(y) = \frac{\log P(y)}{|y|^\alpha}
    $$

    Every token costs probability, so the most probable sequences are short ones.  At
    $\alpha = 1$ the score is the mean log-probability of a token; at 0 nothing changes.

    Args:
        alpha: The power, 0 or more.

    Returns:
        A function of lengths, for `beam_search(..., length_penalty=...)`.

    Raises:
        ValueError: If `alpha` is below 0, or not finite.

    Example:

    >>> length_power(0.5)(np.array([1, 4, 9]))
    array([1., 2., 3.])
    """
    alpha = _checked(alpha)
    return lambda lengths: np.asarray(lengths, np.float64) ** alpha


def gnmt_length(alpha=0.6):
    r"""Return the length normalisation of Google's translation system.

    $$
    \mathrm{lp}(y) = \frac{(5 + |y|)^\alpha}{(5 + 1)^\alpha}
    $$

    It is 1 for a sequence of one token and grows more slowly than $|y|^\alpha$.

    Reference: Wu et al. (2016), Google's neural machine translation system, eq. 14.

    Args:
        alpha: The power, 0 or more; 0.6 to 0.7 in the paper.

    Returns:
        A function of lengths, for `beam_search(..., length_penalty=...)`.

    Raises:
        ValueError: If `alpha` is below 0, or not finite.

    Example:

    >>> gnmt_length(1.0)(np.array([1, 7]))
    array([1., 2.])
    """
    alpha = _checked(alpha)
    return lambda lengths: ((5 + np.asarray(lengths, np.float64)) / 6) ** alpha


def log_coverage(coverage):
    r"""Return how well the source was covered by attention, 0 at best.

    $$
    \mathrm{cp}(x, y) = \sum_i \log \min \Bigl(\sum_t a_{t,i},\ 1\Bigr)
    $$

    $a_{t,i}$ is the attention that output $t$ pays to source position $i$: a word that
    was never looked at was probably not translated.

    Reference: Wu et al. (2016), equation 14.

    Args:
        coverage: `(rows, source)` sums of attention over the outputs so far; 1 at
            positions of padding.

    Returns:
        `(rows,)` array.

    Example:

    >>> log_coverage(np.array([[1.5, 1.0], [2.0, 0.5]])).round(3)
    array([ 0.   , -0.693])
    """
    coverage = np.asarray(coverage, np.float64)
    with np.errstate(divide="ignore"):
        return np.log(np.minimum(coverage, 1)).sum(axis=-1)


def _checked(alpha):
    if not 0 <= alpha < np.inf:
        raise ValueError(
            f"`alpha` must be 0 or more; got {alpha}. 0 leaves scores as they are, 1 "
            "divides them by the length."
        )
    return alpha
