"""Batches of sequences of frames, for models that predict the next frame."""

import numpy as np
import tensorflow as tf

from rnncourse.pipelines._buckets import cuts


def frame_batches(sequences, *, batch_size, buckets=4, seed=None):
    r"""Batch sequences of different lengths: few shapes, little filling.

    The target is the sequence, the input is the sequence one frame earlier; before
    the first frame stands one of zeros.  **Every frame is a target exactly once, the
    first included.**

        sequence  a b c          inputs   0 a b ·      weights  1 1 1 0
                                 targets  a b c ·

    A compiled step is compiled again for each shape, so there are few of them: the
    sequences are sorted by length into `buckets` groups, and within a group all are
    filled up with zeros at weight 0 to the length of the longest.  The groups are cut
    where that takes the least filling.  Every batch has the full `batch_size`; rows
    that are missing to it are filling from end to end.

    Filling stands behind the frames, where no layer that reads from left to right can
    see it before the frames are over; such a layer needs no mask.  For others
    `weights > 0` is the mask.

    Args:
        sequences: Arrays `(frames, features)`, of one number of features.
        batch_size: Number of sequences in a batch.
        buckets: Number of groups, at most; with one, everything has one shape.
        seed: Order of the batches, and of the sequences in each group: drawn anew in
            every pass, the same passes for the same seed.  `None` keeps them sorted.

    Returns:
        A `tf.data.Dataset` of `(inputs, targets, weights)`, float32:
        `(batch_size, time, features)` twice, and `(batch_size, time)`, 1 for a frame
        and 0 for filling.

    Raises:
        ValueError: If there are no sequences, one has no frames, their features
            differ, or a size is below 1.

    Example:

    >>> up, down = np.eye(3), np.eye(2, 3)[::-1]
    >>> batches = frame_batches([up, down], batch_size=2, buckets=1)
    >>> inputs, targets, weights = next(batches.as_numpy_iterator())
    >>> weights.tolist()                      # the shorter one comes first
    [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]
    >>> targets[0].tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    >>> inputs[0].tolist()
    [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    sequences = [np.asarray(sequence, np.float32) for sequence in sequences]
    _check(sequences, batch_size, buckets)
    sequences.sort(key=len)
    lengths = [len(sequence) for sequence in sequences]
    groups, start = [], 0
    for end in cuts(lengths, buckets):
        group = _filled(sequences[start:end], batch_size)
        groups.append(_batched(group, batch_size, seed))
        start = end
    batches = groups[0]
    for group in groups[1:]:
        batches = batches.concatenate(group)
    if seed is not None:
        batches = batches.shuffle(int(batches.cardinality()), seed=seed)
    return batches.prefetch(2)


def _check(sequences, batch_size, buckets):
    if batch_size < 1 or buckets < 1:
        raise ValueError(
            f"`batch_size` and `buckets` must be at least 1; got {batch_size} and "
            f"{buckets}."
        )
    if not sequences:
        raise ValueError("There are no sequences to make batches of.")
    for number, sequence in enumerate(sequences):
        fits = sequence.ndim == 2 and sequence.shape[-1] == sequences[0].shape[-1]
        if not fits or not len(sequence):
            raise ValueError(
                "Every sequence must have the shape (frames, features), with at least "
                f"one frame and as many features as the others; sequence {number} has "
                f"the shape {sequence.shape}, the first {sequences[0].shape}."
            )


def _filled(sequences, batch_size):
    """Return inputs, targets and weights of a group, filled up to full batches."""
    rows = -(-len(sequences) // batch_size) * batch_size
    shape = (rows, len(sequences[-1]), sequences[-1].shape[1])
    inputs, targets = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    weights = np.zeros(shape[:2], np.float32)
    for row, sequence in enumerate(sequences):
        targets[row, : len(sequence)] = sequence
        inputs[row, 1 : len(sequence)] = sequence[:-1]
        weights[row, : len(sequence)] = 1
    return inputs, targets, weights


def _batched(group, batch_size, seed):
    rows = tf.data.Dataset.from_tensor_slices(group)
    if seed is not None:
        rows = rows.shuffle(len(group[0]), seed=seed)
    return rows.batch(batch_size, drop_remainder=True)
