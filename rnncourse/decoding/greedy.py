"""Greedy search: always the most probable next token."""

import numpy as np

from rnncourse.decoding._rows import (
    check_state,
    checked_first,
    first_step,
    on_host,
    read_on,
)


def greedy(step, state, first, max_length, eos_id, *, check=True):
    r"""Take the most probable token at every step.

    $$
    w_t = \operatorname*{argmax}_w P(w \mid w_1 \dots w_{t-1})
    $$

    Fast, and not the most probable sequence: a good start may lead nowhere.
    `beam_search` keeps several starts.  Rows that have ended leave the batch.

    Args:
        step: A `rnncourse.typing.StepFunction`.
        state: The state to start from: arrays with one row a sentence, in lists, tuples
            or dictionaries as you like, or `None`.
        first: `(batch,)` integers that are read first, e.g. the start symbol.
        max_length: The most tokens of a sequence; one number, or `(batch,)` integers.
        eos_id: Id of the token that ends a sequence, or `None` if nothing does.
        check: Whether to look at the first distributions: do they sum to 1?

    Returns:
        `(batch, length)` int32 array, as long as the longest sequence; behind the end
        of the others stands `eos_id` (0 where there is none).  Of equally probable
        tokens the one with the lower id is taken.

    Raises:
        ValueError: If `first` or `max_length` is not as described, or the step function
            returns something that is not a distribution or has another shape.

    Example:

    >>> def cycle(tokens, state):  # after token k comes k + 1
    ...     return np.log(np.eye(4)[(tokens + 1) % 4] * 0.96 + 0.01), state
    >>> greedy(cycle, None, [1, 3], max_length=5, eos_id=0)
    array([[2, 3, 0],
           [0, 0, 0]], dtype=int32)
    >>> greedy(cycle, None, [1, 3], max_length=[2, 5], eos_id=0)
    array([[2, 3],
           [0, 0]], dtype=int32)
    """
    tokens, limits = checked_first(first, max_length)
    padding = 0 if eos_id is None else eos_id
    found = np.full((len(tokens), limits.max()), padding, np.int32)
    alive = np.arange(len(tokens))  # the sentence of each row
    length = 0
    *best, state = first_step(step, tokens, state, 1, check=check)
    advance = read_on(step)
    while True:
        tokens = on_host(*best)[1][:, 0]  # (rows,)
        found[alive, length] = tokens
        length += 1

        going = (tokens != eos_id) & (length < limits[alive])
        if not going.any():
            return found[:, :length]
        check_state(state, len(alive))
        tokens, alive = tokens[going], alive[going]
        *best, state = advance(tokens, state, np.flatnonzero(going), 1)
