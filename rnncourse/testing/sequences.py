"""What must hold for every layer that reads sequences: padding and time."""

import numpy as np

GARBAGE = 1e3
OURS = 7919  # so that the same seed elsewhere does not draw the same numbers


def assert_padding_invariant(layer, sequences, mask, *, seed=0, tolerance=1e-5):
    r"""Assert that a layer does not see what the mask hides.

    $$
    f(x, m)_t = f(x', m)_t \quad \text{where } m_t, \quad
    \text{if } x_t = x'_t \text{ where } m_t
    $$

    Two comparisons: numbers around a thousand in the padding must change nothing at
    valid steps, and a row with padding must give what the same row gives alone with
    the masked steps cut out.

    Args:
        layer: A layer with the interface of `keras.layers.RNN`, called as
            `layer(sequences, mask=mask)`; it may return a list, with final states.
        sequences: `(batch, time, features)`.
        mask: `(batch, time)` booleans, `False` at padding.
        seed: Seed of the garbage.
        tolerance: Largest difference, for numbers above 1 in proportion.

    Returns:
        How many numbers were compared with those of the row alone.

    Raises:
        AssertionError: If padding is seen, or if the comparison would prove nothing: a
            mask without a `False` or without a `True`, numbers that are not finite, or
            a layer that ignores its inputs.

    Example:

    >>> def mean_over_time(x, mask):
    ...     weights = mask[..., None] if mask is not None else np.ones_like(x[..., :1])
    ...     return (x * weights).sum(axis=1) / weights.sum(axis=1)
    >>> x = np.random.default_rng(0).normal(size=(2, 3, 1))
    >>> mask = np.array([[True, True, False], [True, True, True]])
    >>> assert_padding_invariant(mean_over_time, x, mask)
    2
    >>> assert_padding_invariant(lambda x, mask: x.mean(axis=1), x, mask)
    Traceback (most recent call last):
    AssertionError: Row 0 changes by ... when only its padding does: the layer reads ...
    >>> assert_padding_invariant(mean_over_time, x, np.ones((2, 3), bool))
    Traceback (most recent call last):
    AssertionError: The mask has no False: nothing is padding, so nothing is tested.
    """
    sequences, mask = np.asarray(sequences), np.asarray(mask, bool)
    _look_at_mask(sequences, mask)
    rng = np.random.default_rng((seed, OURS))
    shown = mask[:, ::-1] if getattr(layer, "go_backwards", False) else mask
    steps = mask[..., None]
    noise = rng.normal(0, GARBAGE, sequences.shape).astype(sequences.dtype)
    other = rng.normal(size=sequences.shape).astype(sequences.dtype)

    def rows(x):
        """Return, for every row, what may be compared of every output."""
        outputs = _outputs(layer(x, mask=mask))
        return [
            [out[r][shown[r]] if out.ndim == 3 else out[r] for out in outputs]
            for r in range(len(mask))
        ]

    clean = rows(sequences)
    dirty = rows(np.where(steps, sequences, noise))
    changed = rows(np.where(steps, other, sequences))
    if not any(_apart(a, b) > tolerance for a, b in zip(clean, changed, strict=True)):
        raise AssertionError(
            "The layer ignores its inputs: other numbers at valid steps change nothing."
        )
    compared = 0
    for r, valid in enumerate(mask):
        if (apart := _apart(clean[r], dirty[r])) > tolerance:
            raise AssertionError(
                f"Row {r} changes by {apart:.3g} when only its padding does: the layer "
                "reads masked steps."
            )
        if not valid.any():
            continue  # a sequence of no steps cannot be read alone
        alone = [
            out[0] for out in _outputs(layer(sequences[r : r + 1, valid], mask=None))
        ]
        if (apart := _apart(clean[r], alone)) > tolerance:
            raise AssertionError(
                f"Row {r} differs by {apart:.3g} from the same row without padding: "
                "masked steps change the state, or the result is taken from one."
            )
        compared += sum(out.size for out in alone)
    return compared


def assert_causal(layer, sequences, *, seed=0, tolerance=1e-5):
    r"""Assert that no output depends on an input that comes later.

    $$
    x_{\le t} = x'_{\le t} \;\Rightarrow\; f(x)_t = f(x')_t
    $$

    Args:
        layer: From `(batch, time, features)` to `(batch, time, units)`; of a list
            the first is taken.
        sequences: `(batch, time, features)`, at least two steps.
        seed: Seed of the other future.
        tolerance: Largest difference, for numbers above 1 in proportion.

    Returns:
        How many cuts between past and future were tried.

    Raises:
        AssertionError: If the future is seen, or if the comparison would prove nothing:
            fewer than two steps, outputs without a time axis, numbers that are not
            finite, or a step whose input does not matter to its output.

    Example:

    >>> x = np.random.default_rng(0).normal(size=(2, 5, 3))
    >>> assert_causal(lambda x: np.cumsum(x, axis=1), x)
    4
    >>> assert_causal(lambda x: np.cumsum(x[:, ::-1], axis=1)[:, ::-1], x)
    Traceback (most recent call last):
    AssertionError: The output of step 0 changes by ... when only ...
    """
    sequences = np.asarray(sequences)
    if sequences.ndim != 3 or sequences.shape[1] < 2:
        raise AssertionError(
            f"Sequences of shape {sequences.shape} have no past and future; take "
            "(batch, time, features) with two steps or more."
        )
    other = np.random.default_rng((seed, OURS)).normal(size=sequences.shape)
    other = other.astype(sequences.dtype)
    before = _outputs(layer(sequences))[0]
    if before.ndim != 3 or before.shape[:2] != sequences.shape[:2]:
        raise AssertionError(
            f"The output has the shape {before.shape}, without a number for each step; "
            "use return_sequences=True."
        )
    time = sequences.shape[1]
    for cut in range(1, time):
        future = np.arange(time)[:, None] >= cut
        after = _outputs(layer(np.where(future, other, sequences)))[0]
        apart = np.abs(after - before) / np.maximum(1, np.abs(before))
        if (seen := apart[:, :cut].max(axis=(0, 2), initial=0)).max() > tolerance:
            raise AssertionError(
                f"The output of step {int((seen > tolerance).argmax())} changes by "
                f"{seen.max():.3g} when only steps from {cut} on do: the layer sees "
                "the future."
            )
        if apart[:, cut].max(initial=0) <= tolerance:
            raise AssertionError(
                f"The output of step {cut} does not change with its input: the layer "
                "ignores it, and not to see the future is easy then."
            )
    return time - 1


def _look_at_mask(sequences, mask):
    """Raise if a mask is none."""
    if sequences.ndim != 3 or mask.shape != sequences.shape[:2]:
        raise AssertionError(
            f"A mask of shape {mask.shape} does not belong to sequences of shape "
            f"{sequences.shape}; they are (batch, time) and (batch, time, features)."
        )
    if mask.all():
        raise AssertionError(
            "The mask has no False: nothing is padding, so nothing is tested."
        )
    if not mask.any():
        raise AssertionError(
            "The mask has no True: all is padding, so nothing is left to compare."
        )


def _outputs(result):
    """Return what a layer returned as a list of finite arrays."""
    result = result if isinstance(result, (list, tuple)) else [result]
    arrays = [_numpy(array) for array in result]
    for array in arrays:
        if not np.isfinite(array).all():
            raise AssertionError("A number that the layer returned is not finite.")
    return arrays


def _numpy(array):
    """Return an array of NumPy, from whichever backend."""
    if not isinstance(array, np.ndarray) and hasattr(array, "detach"):
        array = array.detach().cpu()
    return np.asarray(array, np.float64)


def _apart(some, others):
    """Return the largest difference between two lists of arrays."""
    largest = 0.0
    for one, other in zip(some, others, strict=True):
        apart = np.abs(one - other) / np.maximum(1, np.abs(one))
        largest = max(largest, float(apart.max(initial=0)))
    return largest
