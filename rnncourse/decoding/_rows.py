"""What all decoders ask of a step function, and its answers row by row."""

import keras
import numpy as np
from keras import ops

TOLERANCE = 1e-3  # how far a sum of probabilities may be from 1
BLOCK = 128


def checked_first(first, max_length):
    """Return the first tokens and how long each row may get, both `(batch,)`."""
    first = np.asarray(first)
    if first.ndim != 1 or not first.size or not np.issubdtype(first.dtype, np.integer):
        raise ValueError(
            "`first` must hold one token id a row, integers of shape (batch,), such as "
            f"[bos_id] for one sentence; got {first.dtype} of shape {first.shape}."
        )
    limits = np.asarray(max_length)
    if not np.issubdtype(limits.dtype, np.integer) or (limits < 1).any():
        raise ValueError(
            "`max_length` must be a whole number from 1 on, or one for each row; got "
            f"{max_length!r}."
        )
    if limits.shape not in ((), first.shape):
        raise ValueError(
            f"`max_length` has shape {limits.shape} for {len(first)} rows; give one "
            "number, or one for each row."
        )
    return first.astype(np.int32), np.broadcast_to(limits, first.shape)


def check_log_probs(log_probs, rows, *, sums):
    """Refuse what is not `(rows, vocab)`, with `sums` what does not sum to 1."""
    shape = tuple(log_probs.shape)
    if len(shape) != 2 or shape[0] != rows:
        raise ValueError(
            f"The step function read {rows} tokens and returned log-probabilities of "
            f"shape {shape}; expected (rows, vocab) = ({rows}, …)."
        )
    if not sums:
        return
    total = np.exp(ops.convert_to_numpy(log_probs).astype(np.float64)).sum(axis=-1)
    if np.isnan(total).any():
        row = int(np.isnan(total).argmax())
        raise ValueError(
            f"The step function returned NaN for row {row}. Check the model's weights "
            "and its inputs."
        )
    wrong = np.abs(total - 1) > TOLERANCE
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(
            f"What the step function returned for row {row} is not a distribution: the "
            f"exponentials sum to {total[row]:.4g} instead of 1. Return "
            "`ops.log_softmax(logits)`, or pass `check=False` if the scores are no "
            "probabilities on purpose."
        )


def best_tokens(log_probs, k):
    """Return the `k` highest log-probabilities of each row, and their tokens.

    Only what is small leaves the device: both arrays are `(rows, k)`, the highest
    first, and of equals the lower id.  A large vocabulary is cut into blocks: the best
    `k` tokens lie in the `k` blocks with the highest maxima, and maxima are cheap.
    """
    rows, vocab = log_probs.shape
    k = min(k, vocab)
    block = max(size for size in range(1, BLOCK + 1) if vocab % size == 0)
    count = vocab // block
    if count > k and block > 1:
        blocks = ops.reshape(log_probs, (rows * count, block))
        highest = ops.reshape(ops.max(blocks, axis=-1), (rows, count))
        numbers = np.sort(ops.convert_to_numpy(ops.top_k(highest, k)[1]))  # (rows, k)
        places = numbers + count * np.arange(rows)[:, None]
        inside = ops.reshape(ops.take(blocks, places, axis=0), (rows, k * block))
        values, places = ops.top_k(inside, k)
        places = ops.convert_to_numpy(places)
        tokens = np.take_along_axis(numbers, places // block, 1) * block
        tokens = tokens + places % block
    else:
        values, tokens = ops.top_k(log_probs, k)
    values = ops.convert_to_numpy(values).astype(np.float64)
    highest = values[:, 0]
    if not np.isfinite(highest).all() or (highest > TOLERANCE).any():
        row = int((~np.isfinite(highest) | (highest > TOLERANCE)).argmax())
        raise ValueError(
            f"The highest log-probability of row {row} is {highest[row]:.4g}, which no "
            "distribution has (NaN, no token possible, or scores above 0). Check the "
            "model's weights and what its step function returns."
        )
    return values, ops.convert_to_numpy(tokens).astype(np.int32)


def take_rows(state, rows, *, of):
    """Return the rows of a state: every array in it has `of` rows before."""

    def take(leaf):
        if leaf is None:
            return None
        shape = tuple(getattr(leaf, "shape", ()))
        if not shape or shape[0] != of:
            raise ValueError(
                f"The state of {of} rows holds a {type(leaf).__name__} of shape "
                f"{shape}; every array in it must have one row for each token read, "
                f"({of}, …). What all rows share belongs into the step function."
            )
        if isinstance(leaf, np.ndarray):
            return leaf[rows]
        return ops.take(leaf, rows, axis=0)

    return keras.tree.map_structure(take, state)
