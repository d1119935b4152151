r"""Two tasks that need memory and nothing else: the adding problem and copy memory.

Whoever ignores the distant past can do no better than a number known in closed form,
so that a network which has learned to remember is told from one that has not.
"""

import math

import numpy as np

SYMBOLS = 10  # how many are to be copied
VALUES = 8  # how many kinds of them there are
BLANK, GO = 8, 9
ALPHABET = 10


def adding_problem(count, length, *, seed):
    r"""Draw sequences of numbers of which two are marked; the target is their sum.

    $$
    x_t = (v_t, m_t), \quad v_t \sim \mathcal{U}(0, 1), \quad m_a = m_b = 1, \quad
    y = v_a + v_b
    $$

    The first mark $a$ lies anywhere in the first half, the second $b$ anywhere in
    the second half, and all other $m_t$ are zero.

    Reference: Hochreiter & Schmidhuber (1997), experiment 4, in the form of Le, Jaitly
    & Hinton (2015), section 4.1.

    Args:
        count: Number of sequences.
        length: Number of steps, 2 or more.
        seed: Anything that `numpy.random.default_rng` takes.

    Returns:
        Inputs `(count, length, 2)` and targets `(count,)`, both float32.

    Raises:
        ValueError: If `length` is below 2 or `count` below 1.

    Example:

    >>> inputs, targets = adding_problem(3, 8, seed=0)
    >>> inputs.shape, targets.shape
    ((3, 8, 2), (3,))
    >>> values, marks = inputs[..., 0], inputs[..., 1]
    >>> np.allclose((values * marks).sum(axis=1), targets)
    True
    """
    _check("count", count, 1)
    _check("length", length, 2)
    rng = np.random.default_rng(seed)
    values = rng.random((count, length), np.float32)
    marks = np.zeros_like(values)
    rows, half = np.arange(count), length // 2
    marks[rows, rng.integers(0, half, count)] = 1
    marks[rows, rng.integers(half, length, count)] = 1
    return np.stack([values, marks], axis=-1), (values * marks).sum(axis=1)


def adding_floor_without_memory():
    r"""Return the mean squared error of the best constant answer to `adding_problem`.

    The best constant is the expected sum, 1, and its error the variance of a sum of
    two independent uniform numbers:

    $$
    \mathrm{Var}(v_a + v_b) = \tfrac1{12} + \tfrac1{12} = \tfrac16
    $$

    Example:

    >>> _, targets = adding_problem(100_000, 10, seed=0)
    >>> round(adding_floor_without_memory(), 3), round(float(targets.var()), 3)
    (0.167, 0.167)
    """
    return 1 / 6


def copy_memory(count, delay, *, seed):
    """Draw ten symbols that are to be said again after a delay.

    The inputs are ten symbols, each one of 0 to 7, then blanks (8), one of them
    replaced by a signal to go (9), then blanks again.  The targets are blanks, and at
    the last ten steps the ten symbols in their order:

        inputs   s s s s s s s s s s _ _ _ _ ! _ _ _ _ _ _ _ _ _ _
        targets  _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ s s s s s s s s s s

    Every symbol is due `delay + 10` steps after it was read.

    Reference: Arjovsky, Shah & Bengio (2016), section 4.1, after experiments of
    Hochreiter & Schmidhuber (1997).

    Args:
        count: Number of sequences.
        delay: Steps from the last symbol to the signal, 1 or more.
        seed: Anything that `numpy.random.default_rng` takes.

    Returns:
        Inputs and targets, `(count, delay + 20)` int32 each, from 0 to 9.

    Raises:
        ValueError: If `delay` or `count` is below 1.

    Example:

    >>> inputs, targets = copy_memory(1, 5, seed=1)
    >>> print(*inputs[0])
    3 4 6 7 0 1 6 7 1 2 8 8 8 8 9 8 8 8 8 8 8 8 8 8 8
    >>> print(*targets[0])
    8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 3 4 6 7 0 1 6 7 1 2
    """
    _check("count", count, 1)
    _check("delay", delay, 1)
    symbols = np.random.default_rng(seed).integers(
        0, VALUES, (count, SYMBOLS), dtype=np.int32
    )
    inputs = np.full((count, delay + 2 * SYMBOLS), BLANK, np.int32)
    targets = inputs.copy()
    inputs[:, :SYMBOLS] = symbols
    inputs[:, SYMBOLS + delay - 1] = GO
    targets[:, -SYMBOLS:] = symbols
    return inputs, targets


def copy_floor_without_memory(delay):
    r"""Return the cross-entropy of the best answer to `copy_memory` without memory.

    The mean over all steps: who only counts them knows all blanks and guesses the ten
    symbols, each with $\ln 8$ nats and one chance in eight:

    $$
    \frac{10 \ln 8}{\mathrm{delay} + 20}
    $$

    The mean becomes small when the delay is long, though nothing was
    remembered; `recall` looks at the ten steps that count.

    Args:
        delay: As in `copy_memory`.

    Example:

    >>> [round(copy_floor_without_memory(delay), 3) for delay in (10, 100, 1000)]
    [0.693, 0.173, 0.02]
    """
    _check("delay", delay, 1)
    return SYMBOLS * math.log(VALUES) / (delay + 2 * SYMBOLS)


def recall(answers, targets):
    """Return the share of the ten symbols that an answer has right.

    Without memory it is 1/8 on average.

    Args:
        answers: `(count, time)` integers.
        targets: `(count, time)` integers, from `copy_memory`.

    Raises:
        ValueError: If the shapes differ.

    Example:

    >>> inputs, targets = copy_memory(2, 5, seed=1)
    >>> answers = targets.copy()
    >>> answers[:, -1] = BLANK
    >>> recall(answers, targets)
    0.9
    """
    answers, targets = np.asarray(answers), np.asarray(targets)
    if answers.shape != targets.shape or targets.ndim != 2:
        raise ValueError(
            f"Answers have the shape {answers.shape} and targets {targets.shape}; "
            "both must be (count, time)."
        )
    return float((answers == targets)[:, -SYMBOLS:].mean())


def _check(name, value, least):
    if value < least:
        raise ValueError(f"`{name}` must be {least} or more; got {value}.")
