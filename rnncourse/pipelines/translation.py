"""Batches of pairs, for models that make one sequence of another."""

import numpy as np
import tensorflow as tf

from rnncourse.pipelines._buckets import cuts
from rnncourse.pipelines._generated import generated

PADDING = -1


def translation_batches(sources, targets, *, tokens=2048, buckets=(4, 2), seed=None):
    r"""Batch pairs of sequences of different lengths: few shapes, full batches.

        ein Hund schläft <eos>     source   7 4 9 0
        a dog sleeps <eos>         target   0 2 5 8      (one to the right: it is read)
                                   targets  2 5 8 0      (this is to be said)

    All sequences come with their `<eos>` as the last id.  The model reads a target
    behind an `<eos>`, which is the same mark, and is to say it to its end.  Behind the
    end of a source stands the id -1, which no token has; behind that of a target stand
    `<eos>`, and weights that are 0.

    A compiled step is compiled again for each shape, so there are few of them: the
    pairs are cut by the length of the target into groups, and each group by the length
    of the source, where that takes the least padding; within a group all are padded to
    the longest.  A batch has as many rows as make about `tokens` ids of both sides,
    padding included, so that every batch costs the same.  Rows that are missing in the
    last batch of a group have a source of padding and weights of 0.

    Args:
        sources: Ids of each source, arrays `(time,)`.
        targets: Ids of each target, arrays `(time,)`.
        tokens: Ids in a batch, at most, if one pair has not more.
        buckets: Number of groups by the target, and of groups by the source in each.
        seed: Order of the batches and which pairs of a group share one: an integer or
            several, such as `(seed, epoch)`.  The same seed gives the same order in
            every pass; `None` keeps the pairs sorted.

    Returns:
        A `tf.data.Dataset` of `(features, targets, weights)`: a dictionary of int32
        `(rows, source)` and `(rows, target)`, int32 `(rows, target)`, and float32
        `(rows, target)` that is 1 for a word and 0 for padding.

    Raises:
        ValueError: If there are no pairs, not as many targets as sources, a sequence
            without an id or with a negative one, or a size below 1.

    Example:

    >>> pairs = [[7, 4, 9, 0], [7, 0]], [[2, 5, 8, 0], [3, 0]]
    >>> batches = translation_batches(*pairs, tokens=24, buckets=(1, 1))
    >>> features, targets, weights = next(batches.as_numpy_iterator())
    >>> features["source"].tolist()
    [[7, 0, -1, -1], [7, 4, 9, 0], [-1, -1, -1, -1]]
    >>> features["target"].tolist()
    [[0, 3, 0, 0], [0, 2, 5, 8], [0, 0, 0, 0]]
    >>> targets.tolist()
    [[3, 0, 0, 0], [2, 5, 8, 0], [0, 0, 0, 0]]
    >>> weights.tolist()
    [[1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]]
    """
    sources = [np.asarray(row, np.int32) for row in sources]
    targets = [np.asarray(row, np.int32) for row in targets]
    _check(sources, targets, tokens, buckets)
    groups = _groups(sources, targets, *buckets)
    plan = _plan(groups, tokens, None if seed is None else np.random.default_rng(seed))

    def batches():
        for rows, (count, source, target) in plan:
            end = targets[rows[0]][-1]
            said = _padded([targets[row] for row in rows], (count, target), end)
            features = {
                "source": _padded([sources[n] for n in rows], (count, source), PADDING),
                "target": _behind(end, said),
            }
            ones = [np.ones(len(targets[row])) for row in rows]
            yield features, said, _padded(ones, said.shape, 0).astype(np.float32)

    ids = tf.TensorSpec((None, None), tf.int32)
    signature = {"source": ids, "target": ids}, ids, tf.TensorSpec((None, None))
    return generated(batches, signature, len(plan))


def _groups(sources, targets, by_target, by_source):
    """Yield the numbers of the pairs of each group, and its lengths."""
    pairs = np.array([(len(t), len(s)) for s, t in zip(sources, targets, strict=True)])
    for group in _cut(np.arange(len(pairs)), pairs[:, 0], by_target):
        for rows in _cut(group, pairs[:, 1], by_source):
            target, source = pairs[rows].max(axis=0).tolist()
            yield rows, source, target


def _cut(rows, lengths, count):
    """Return rows in groups of similar lengths."""
    rows = rows[np.argsort(lengths[rows], kind="stable")]
    return np.split(rows, cuts(lengths[rows], count)[:-1])


def _plan(groups, tokens, rng):
    """Return the rows of every batch and its shape; shuffled if there is an rng."""
    plan = []
    for rows, source, target in groups:
        count = max(1, tokens // (source + target))
        rows = rows if rng is None else rng.permutation(rows)
        plan += [
            (rows[start : start + count], (count, source, target))
            for start in range(0, len(rows), count)
        ]
    if rng is not None:
        rng.shuffle(plan)
    return plan


def _behind(end, said):
    """Return the targets one to the right; what falls out is at most an <eos>."""
    return np.concatenate([np.full_like(said[:, :1], end), said[:, :-1]], axis=1)


def _padded(rows, shape, filling):
    """Return the rows, `(time,)` each, as one array of this shape."""
    padded = np.full(shape, filling, np.int32)
    for place, row in zip(padded, rows, strict=False):
        place[: len(row)] = row
    return padded


def _check(sources, targets, tokens, buckets):
    if tokens < 1 or min(buckets) < 1:
        raise ValueError(
            f"`tokens` and both `buckets` must be at least 1; got {tokens} and "
            f"{buckets}."
        )
    if not len(sources) == len(targets) > 0:
        raise ValueError(
            f"{len(sources)} sources came with {len(targets)} targets; there must be "
            "at least one pair, and line n of both must be the same sentence."
        )
    for number, pair in enumerate(zip(sources, targets, strict=True)):
        for row in pair:
            if row.ndim != 1 or not len(row) or (row < 0).any():
                raise ValueError(
                    "Sources and targets are rows of ids, 0 or more each, that end "
                    f"with the id of <eos>; in pair {number} stands "
                    f"{row.tolist()!r:.80}."
                )
    if len({row[-1] for row in targets}) > 1:
        raise ValueError(
            "The targets end with different ids; the last id of each is that of <eos>, "
            "as `SequenceToSequence.encode_targets` gives them."
        )
