"""Ancestral sampling: draw the next token, read it, go on."""

import numpy as np

from rnncourse.decoding.truncation import keep_top_k, keep_top_p


def sample(
    step, state, length, *, first, seed, temperature=1.0, top_k=None, top_p=None
):
    r"""Draw sequences token by token from a step function.

    $$
    w_{t+1} \sim \mathrm{softmax}(\log P(\cdot \mid w_1 \dots w_t) / \tau)
    $$

    At temperature $\tau = 1$ this draws from the model itself; below 1 it prefers
    what is probable anyway, and towards 0 it becomes greedy search.  What `top_k` and
    then `top_p` cut off is never drawn; both see the distribution at temperature
    $\tau$.

    Args:
        step: A `rnncourse.typing.StepFunction`, e.g. a language model's `step`.
        state: The state to start from, e.g. a language model's `start(batch)`.
        length: Number of tokens to draw for each row.
        first: `(batch,)` integers read before the first draw, e.g. `[eos_id]`.
        seed: Anything that `numpy.random.default_rng` takes.
        temperature: The divisor of the log-probabilities, above 0.
        top_k: Draw from the so many most probable tokens only, see `keep_top_k`.
        top_p: Draw from the fewest tokens that together are so probable, see
            `keep_top_p`.

    Returns:
        `(batch, length)` int32 array of tokens, `first` not included.

    Raises:
        ValueError: If the temperature is not positive, the length or `top_k` below 1,
            `top_p` not above 0 and at most 1, or the step function returns something
            that is not a distribution.

    Example:

    >>> def cycle(tokens, state):  # after token k always comes k + 1
    ...     with np.errstate(divide="ignore"):
    ...         return np.log(np.eye(4)[(tokens + 1) % 4]), state
    >>> sample(cycle, None, 5, first=[0, 2], seed=1)
    array([[1, 2, 3, 0, 1],
           [3, 0, 1, 2, 3]], dtype=int32)
    """
    if not temperature > 0:
        raise ValueError(
            f"`temperature` must be above 0; got {temperature}. "
            "For the most probable token at every step take a small one, such as 0.01."
        )
    if length < 1:
        raise ValueError(f"`length` must be at least 1; got {length}.")
    rng = np.random.default_rng(seed)
    tokens = np.asarray(first, np.int32)
    drawn = np.empty((len(tokens), length), np.int32)
    for position in range(length):
        log_probs, state = step(tokens, state)
        tokens = drawn[:, position] = _draw(log_probs, temperature, top_k, top_p, rng)
    return drawn


def _draw(log_probs, temperature, top_k, top_p, rng):
    """Draw one token a row by inverting the distribution function."""
    log_probs = np.asarray(log_probs, np.float64)  # (batch, vocab)
    highest = log_probs.max(axis=-1, keepdims=True)
    if not np.isfinite(highest).all():
        raise ValueError(
            "The step function returned a row of log-probabilities without a finite "
            "maximum (NaN, or no token possible). Check the model's weights and inputs."
        )
    log_probs = (log_probs - highest) / temperature
    if top_k is not None:
        log_probs = keep_top_k(log_probs, top_k)
    if top_p is not None:
        log_probs = keep_top_p(log_probs, top_p)
    cumulative = np.exp(log_probs).cumsum(axis=-1)
    threshold = rng.random((len(log_probs), 1)) * cumulative[:, -1:]
    return (cumulative <= threshold).sum(axis=-1).astype(np.int32)  # (batch,)
