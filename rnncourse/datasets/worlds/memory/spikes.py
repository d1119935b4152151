r"""A task of timing: ring when nothing has happened for a given number of steps."""

import numpy as np


def silence_alarm(count, length, *, wait, rate, seed):
    r"""Draw trains of spikes; the target is 1 while the last spike is long ago.

    $$
    x_0 = 1, \quad x_t \sim \mathrm{Bernoulli}(q), \qquad
    y_t = 1 \;\text{ if }\; x_{t-n+1} = \dots = x_t = 0 \text{ and } t \ge n
    $$

    with $n$ = `wait` and $q$ = `rate`.  Between two spikes the input is constant, so
    that nothing in it tells the time.  The answer must not move before step $n$ after
    a spike, and must be there at that very step.

    Reference: after the timing tasks of Gers, Schraudolph & Schmidhuber (2002).

    Args:
        count: Number of sequences.
        length: Number of steps, more than `wait`.
        wait: Steps from a spike to the alarm, 1 or more.
        rate: Probability of a spike, above 0 and below 1.
        seed: Anything that `numpy.random.default_rng` takes.

    Returns:
        Inputs `(count, length, 1)` and targets `(count, length, 1)`, both float32, 0
        or 1.

    Raises:
        ValueError: If a number is outside its range.

    Example:

    >>> inputs, targets = silence_alarm(1, 16, wait=4, rate=0.2, seed=1)
    >>> print(*inputs[0, :, 0].astype(int))
    1 0 1 0 0 0 0 0 0 1 0 0 0 0 0 0
    >>> print(*targets[0, :, 0].astype(int))
    0 0 0 0 0 0 1 1 1 0 0 0 0 1 1 1
    """
    _check(length, wait, rate)
    if count < 1:
        raise ValueError(f"`count` must be 1 or more; got {count}.")
    spikes = np.random.default_rng(seed).random((count, length)) < rate
    spikes[:, 0] = True
    steps = np.arange(length)
    last = np.maximum.accumulate(np.where(spikes, steps, 0), axis=1)
    late = steps - last >= wait
    return (
        spikes[..., None].astype(np.float32),
        late[..., None].astype(np.float32),
    )


def silence_floor_without_memory(length, *, wait, rate):
    r"""Return the mean squared error of the best answer to `silence_alarm` from $x_t$.

    At a spike the target is 0.  Elsewhere the best constant is the probability $p$ of
    an alarm there, and its error the variance $p (1 - p)$:

    $$
    p = \frac{T - n}{T - 1} (1 - q)^{n - 1}, \qquad
    \mathrm{MSE} = \frac{T - 1}{T} (1 - q)\, p\, (1 - p)
    $$

    since $n - 1$ more steps must have been silent, and no alarm comes before step $n$.

    Args:
        length: Number of steps $T$, more than `wait`.
        wait: $n$, as in `silence_alarm`.
        rate: $q$, as in `silence_alarm`.

    Raises:
        ValueError: If a number is outside its range.

    Example:

    >>> inputs, targets = silence_alarm(40_000, 16, wait=4, rate=0.2, seed=0)
    >>> silent = inputs == 0
    >>> error = np.where(silent, targets - targets[silent].mean(), 0) ** 2
    >>> round(silence_floor_without_memory(16, wait=4, rate=0.2), 3)
    0.181
    >>> round(float(error.mean()), 3)
    0.181
    """
    _check(length, wait, rate)
    p = (length - wait) / (length - 1) * (1 - rate) ** (wait - 1)
    return (length - 1) / length * (1 - rate) * p * (1 - p)


def _check(length, wait, rate):
    if wait < 1 or length <= wait:
        raise ValueError(
            "`wait` must be 1 or more and `length` longer than that; got "
            f"wait={wait} and length={length}."
        )
    if not 0 < rate < 1:
        raise ValueError(f"`rate` must lie between 0 and 1; got {rate}.")
