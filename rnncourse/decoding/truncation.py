"""Distributions whose improbable tokens are cut off before a draw."""

import numpy as np


def keep_top_k(log_probs, k):
    r"""Keep the `k` most probable tokens of each row, make the others impossible.

    Reference: Fan et al. (2018), Hierarchical neural story generation, section 5.4.

    Args:
        log_probs: `(rows, vocab)`.
        k: How many tokens to keep, 1 or more; of equals those with lower ids.

    Returns:
        `(rows, vocab)` array, $-\infty$ where cut off, and otherwise as it was: what is
        left is not normalised.

    Raises:
        ValueError: If `k` is below 1.

    Example:

    >>> np.exp(keep_top_k(np.log([[0.2, 0.5, 0.3]]), 2))
    array([[0. , 0.5, 0.3]])
    """
    if k < 1:
        raise ValueError(f"`top_k` must be at least 1; got {k}.")
    log_probs = np.asarray(log_probs)
    return _cut(log_probs, lambda ranked: np.arange(ranked.shape[1]) < k)


def keep_top_p(log_probs, p):
    r"""Keep the fewest tokens of each row that together have probability `p`.

    Tokens are taken from the most probable on until their sum reaches `p`; at least one
    is.  Where the model is sure few are left, where it is not many.

    Reference: Holtzman et al. (2020), The curious case of neural text degeneration,
    section 3.1 (nucleus sampling).

    Args:
        log_probs: `(rows, vocab)`, normalised or not.
        p: The mass to keep, above 0 and at most 1.

    Returns:
        `(rows, vocab)` array, $-\infty$ where cut off, and otherwise as it was.

    Raises:
        ValueError: If `p` is not above 0 and at most 1.

    Example:

    >>> np.exp(keep_top_p(np.log([[0.2, 0.5, 0.3]]), 0.7))
    array([[0. , 0.5, 0.3]])
    """
    if not 0 < p <= 1:
        raise ValueError(f"`top_p` must be above 0 and at most 1; got {p}.")
    log_probs = np.asarray(log_probs)

    def nucleus(ranked):
        probs = np.exp(ranked - ranked[:, :1])
        before = np.cumsum(probs, axis=1) - probs  # mass of the more probable ones
        return before < p * probs.sum(axis=1, keepdims=True)

    return _cut(log_probs, nucleus)


def _cut(log_probs, stays):
    """Cut off all but what `stays` says of the rows sorted from high to low."""
    order = np.argsort(-log_probs, axis=1, kind="stable")
    kept = np.zeros(log_probs.shape, bool)
    ranked = np.take_along_axis(log_probs, order, 1)
    np.put_along_axis(kept, order, np.broadcast_to(stays(ranked), kept.shape), 1)
    return np.where(kept, log_probs, -np.inf)
