"""Contiguous streams for language models trained by truncated back-propagation."""

import numpy as np
import tensorflow as tf


def contiguous_batches(ids, *, batch_size, time_steps, eos_id):
    """Cut one long text into windows that continue each other row by row.

    The text is laid out in `batch_size` rows, each a contiguous piece of it, and
    read from left to right in windows of `time_steps`: row `b` of a window goes
    on where row `b` of the window before ended, so that the state of a recurrent
    model may be carried across.

        text   a b c d e f g h i j k     batch_size=2, time_steps=3
        rows   a b c | d e f             window 1 | window 2
               g h i | j k ·

    The target is the text, the input is the text one token earlier; before the
    first token stands `eos_id`, for a text starts after a sentence end.  **Every
    token is a target exactly once, the tail included**: what is missing to a full
    rectangle is filled with `eos_id` at weight 0.

    Args:
        ids: `(tokens,)` integers, the text.
        batch_size: Number of rows read in parallel.
        time_steps: Length of a window, the reach of truncated back-propagation.
        eos_id: Id of the sentence end.

    Returns:
        A `tf.data.Dataset` of `(inputs, targets, weights)`, each
        `(batch_size, time_steps)`: int32, int32, and float32 that is 1 for a token
        of the text and 0 for filling.

    Raises:
        ValueError: If the text is empty or not one-dimensional, or a size is below 1.

    Example:

    >>> batches = contiguous_batches(
    ...     np.arange(1, 12), batch_size=2, time_steps=3, eos_id=0)
    >>> for inputs, targets, weights in batches.as_numpy_iterator():
    ...     print(inputs.tolist(), targets.tolist(), weights.sum())
    [[0, 1, 2], [6, 7, 8]] [[1, 2, 3], [7, 8, 9]] 6.0
    [[3, 4, 5], [9, 10, 0]] [[4, 5, 6], [10, 11, 0]] 5.0
    """
    ids = np.asarray(ids)
    if ids.ndim != 1 or not ids.size or not np.issubdtype(ids.dtype, np.integer):
        raise ValueError(
            "`ids` must be one text, a one-dimensional array of at least one integer; "
            f"got shape {ids.shape} of {ids.dtype}. Encode the sentences with "
            "`rnncourse.text.encode_stream` first."
        )
    if batch_size < 1 or time_steps < 1:
        raise ValueError(
            "`batch_size` and `time_steps` must be at least 1; "
            f"got {batch_size} and {time_steps}."
        )
    inputs = np.concatenate([[eos_id], ids[:-1]])
    weights = np.ones(len(ids))
    columns = [
        (inputs, eos_id, np.int32),
        (ids, eos_id, np.int32),
        (weights, 0, np.float32),
    ]
    return tf.data.Dataset.from_tensor_slices(
        tuple(
            _windows(column.astype(dtype), filling, batch_size, time_steps)
            for column, filling, dtype in columns
        )
    )


def _windows(column, filling, batch_size, time_steps):
    """Lay `column` out as `(windows, batch, time)`, filled up at the ends of rows."""
    length = -(-len(column) // batch_size)
    rows = np.full(batch_size * length, filling, column.dtype)
    rows[: len(column)] = column
    windows = -(-length // time_steps)
    padded = np.full((batch_size, windows * time_steps), filling, column.dtype)
    padded[:, :length] = rows.reshape(batch_size, length)
    return padded.reshape(batch_size, windows, time_steps).swapaxes(0, 1)
