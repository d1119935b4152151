"""What all decoders ask of a step function, and its answers row by row."""

import keras
import numpy as np
from keras import ops

from rnncourse.layers.engine import Graph

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
    if len(shape) != 2 or rows not in (shape[0], None):
        raise ValueError(
            f"The step function read {rows} tokens and returned log-probabilities of "
            f"shape {shape}; expected (rows, vocab) = ({rows}, …)."
        )
    if not sums:
        return
    total = np.exp(ops.convert_to_numpy(ops.logsumexp(log_probs, axis=-1)))
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


def read_on(step):
    """Return a function that takes a step with some rows of a state.

    It is called with the tokens, the state, the rows of the state to go on with (`None`
    for all), and `k`; it returns the log-probabilities of the `k` best next tokens of
    each row, these tokens, and the new state.  All of it is one graph where the step is
    one, and on the host a few numbers remain to be looked at.
    """
    return step.within(_reading_on) if isinstance(step, Graph) else _reading_on(step)


def first_step(step, tokens, state, k, *, check):
    """Take a step as `read_on` does; refuse what is no distribution."""

    def checked(tokens, state):
        log_probs, state = step(tokens, state)
        check_log_probs(log_probs, len(tokens), sums=check)
        return log_probs, state

    return _reading_on(checked)(tokens, state, None, k)


def _reading_on(step):
    def advance(tokens, state, rows, k):
        log_probs, state = step(tokens, state if rows is None else _taken(state, rows))
        check_log_probs(log_probs, tokens.shape[0], sums=False)
        return *_best_tokens(log_probs, k), state

    return advance


def _best_tokens(log_probs, k):
    """Return the `k` highest log-probabilities of each row, and their tokens.

    Both are `(rows, k)`, the highest first, and of equals the lower id.  A large
    vocabulary is cut into blocks: the best `k` tokens lie in the `k` blocks with the
    highest maxima, and maxima are cheap.
    """
    vocab = log_probs.shape[1]
    k = min(k, vocab)
    sizes = [size for size in range(1, BLOCK + 1) if vocab % size == 0]
    # The maxima of all blocks are ranked, and what stands in the best of them.
    block = min(sizes, key=lambda size: vocab // size + k * size)
    count = vocab // block
    if count <= k or block == 1:
        return ops.top_k(log_probs, k)
    blocks = ops.reshape(log_probs, (-1, block))  # (rows * count, block)
    highest = ops.reshape(ops.max(blocks, axis=-1), (-1, count))
    numbers = ops.sort(ops.top_k(highest, k)[1], axis=-1)  # (rows, k)
    before = ops.arange(ops.shape(numbers)[0], dtype=numbers.dtype)[:, None] * count
    inside = ops.take(blocks, numbers + before, axis=0)
    values, places = ops.top_k(ops.reshape(inside, (-1, k * block)), k)
    tokens = ops.take_along_axis(numbers, places // block, axis=1) * block
    return values, tokens + places % block


def on_host(values, tokens):
    """Return the log-probabilities of the best tokens, and these, as arrays."""
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


def check_state(state, rows):
    """Refuse a state in which an array has not one row for each token read."""
    for leaf in keras.tree.flatten(_own(state)):
        shape = tuple(getattr(leaf, "shape", ()))
        if leaf is not None and (not shape or shape[0] != rows):
            raise ValueError(
                f"The state of {rows} rows holds a {type(leaf).__name__} of shape "
                f"{shape}; every array in it must have one row for each token read, "
                f"({rows}, …). What those of a sentence share belongs into the entry "
                '"shared" of a state that is a dictionary, and what all rows share '
                "into the step function."
            )


def _own(state):
    """Return the part of a state that has one row for each token read."""
    if isinstance(state, dict):
        return {name: part for name, part in state.items() if name != "shared"}
    return state


def _taken(state, rows):
    def take(leaf):
        if leaf is None or isinstance(leaf, np.ndarray):
            return leaf if leaf is None else leaf[rows]
        return ops.take(leaf, rows, axis=0)

    taken = keras.tree.map_structure(take, _own(state))
    if isinstance(state, dict) and "shared" in state:
        taken["shared"] = state["shared"]
    return taken
