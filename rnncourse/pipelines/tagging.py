"""Batches of sentences, for models that give every word a tag."""

import numpy as np
import tensorflow as tf

from rnncourse.pipelines._buckets import cuts
from rnncourse.pipelines._generated import generated

PADDING = -1


def tagging_batches(sentences, tags, *, words=1024, buckets=6, seed=None):
    r"""Batch sentences of different lengths with their tags: few shapes, full batches.

        the dogs bark    words  4 9 5      tags  0 1 2      weights  1 1 1
        Ann sleeps              2 7 ·            1 2 ·               1 1 0

    Behind the end of a sentence stands the word -1, which no word has, so that
    `features["words"] >= 0` is the mask; everything else there is 0.

    A compiled step is compiled again for each shape, so there are few of them: sorted
    by length the sentences are cut into `buckets` groups, where that takes the least
    padding, and within a group all are padded to the length of the longest.  A batch
    has as many rows as make about `words` words, padding included: many short
    sentences, or few long ones, so that every batch costs the same.  Rows that are
    missing in the last batch of a group are padding from end to end.

    Args:
        sentences: Dictionaries as `rnncourse.text.SentenceEncoder` makes them: arrays
            `(time, ...)` of integers, one of them called `"words"`.
        tags: Number of the tag of every word, arrays `(time,)`.
        words: Words in a batch, at most, if one sentence is not longer.
        buckets: Number of groups, at most.
        seed: Order of the batches and which sentences of a group share one: an integer
            or several, such as `(seed, epoch)`.  The same seed gives the same order in
            every pass; `None` keeps the sentences sorted.

    Returns:
        A `tf.data.Dataset` of `(features, tags, weights)`: a dictionary of int32
        `(rows, time, ...)`, int32 `(rows, time)`, and float32 `(rows, time)` that is 1
        for a word and 0 for padding.

    Raises:
        ValueError: If there are no sentences, one has no words or not as many tags as
            words, or a size is below 1.

    Example:

    >>> sentences = [{"words": [4, 9, 5]}, {"words": [2, 7]}]
    >>> batches = tagging_batches(sentences, [[0, 1, 2], [1, 2]], words=9, buckets=1)
    >>> features, tags, weights = next(batches.as_numpy_iterator())
    >>> features["words"].tolist()
    [[2, 7, -1], [4, 9, 5], [-1, -1, -1]]
    >>> tags.tolist()
    [[1, 2, 0], [0, 1, 2], [0, 0, 0]]
    >>> weights.tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]
    """
    lengths = _checked(sentences, tags, words, buckets)
    order = np.argsort(lengths, kind="stable")
    groups, start = [], 0
    for end in cuts(lengths[order], buckets):
        groups.append((order[start:end], lengths[order[end - 1]]))
        start = end
    rng = None if seed is None else np.random.default_rng(seed)
    plan = _plan(groups, words, rng)

    def batches():
        for rows, shape in plan:
            features = _features([sentences[row] for row in rows], shape)
            weights = (features["words"] >= 0).astype(np.float32)
            yield features, _padded([tags[row] for row in rows], shape, 0), weights

    example = _features(sentences[:1], (1, lengths[0]))
    signature = (
        {
            name: tf.TensorSpec((None, None, *ids.shape[2:]), tf.int32)
            for name, ids in example.items()
        },
        tf.TensorSpec((None, None), tf.int32),
        tf.TensorSpec((None, None), tf.float32),
    )
    return generated(batches, signature, len(plan))


def sentence_batches(sentences, *, words=1024):
    r"""Batch sentences to be tagged: every length there may be, in few shapes.

    As `tagging_batches`, but what is padded to is a power of two, 8 or more, and does
    not depend on the other sentences: the model that has tagged some thousand sentences
    has seen nearly all shapes that will ever come.  A sentence that is longer than
    `words` is a batch of its own.

    Args:
        sentences: Dictionaries as `rnncourse.text.SentenceEncoder` makes them: arrays
            `(time, ...)` of integers, one of them called `"words"`.
        words: Words in a batch, padding included.

    Yields:
        The numbers of the sentences of a batch, fewer than there are rows if the batch
        is not full, and the features, a dictionary of int32 arrays `(rows, time, ...)`.
        A sentence without words is in no batch.

    Example:

    >>> sentences = [{"words": [4, 9, 5]}, {"words": []}, {"words": range(1, 10)}]
    >>> for numbers, features in sentence_batches(sentences, words=16):
    ...     print(numbers, features["words"].shape)
    [0] (2, 8)
    [2] (1, 16)
    """
    groups = {}
    for number, sentence in enumerate(sentences):
        if length := len(sentence["words"]):
            full = max(8, 1 << (length - 1).bit_length())
            groups.setdefault(full, []).append(number)
    groups = [(np.array(groups[full]), full) for full in sorted(groups)]
    for rows, shape in _plan(groups, words, None):
        yield rows.tolist(), _features([sentences[row] for row in rows], shape)


def _checked(sentences, tags, words, buckets):
    """Return the lengths of the sentences, after looking at everything."""
    if words < 1 or buckets < 1:
        raise ValueError(
            f"`words` and `buckets` must be at least 1; got {words} and {buckets}."
        )
    if not len(sentences) == len(tags) > 0:
        raise ValueError(
            f"{len(sentences)} sentences came with the tags of {len(tags)}; there must "
            "be at least one, and tags for each."
        )
    lengths = np.array([len(sentence["words"]) for sentence in sentences])
    for number, (length, row) in enumerate(zip(lengths, tags, strict=True)):
        if not length == len(row) > 0:
            raise ValueError(
                f"Sentence {number} has {length} words and {len(row)} tags; every "
                "sentence needs a word, and every word one tag."
            )
    return lengths


def _plan(groups, words, rng):
    """Return the rows of every batch and its shape; shuffled if there is an rng."""
    plan = []
    for rows, length in groups:
        count = max(1, words // int(length))
        rows = rows if rng is None else rng.permutation(rows)
        starts = range(0, len(rows), count)
        plan += [
            (rows[start : start + count], (count, int(length))) for start in starts
        ]
    if rng is not None:
        rng.shuffle(plan)
    return plan


def _features(sentences, shape):
    return {
        name: _padded(
            [sentence[name] for sentence in sentences],
            shape,
            PADDING if name == "words" else 0,
        )
        for name in sentences[0]
    }


def _padded(rows, shape, filling):
    """Return the rows, `(time, ...)` each, as one array `(*shape, ...)`."""
    padded = np.full((*shape, *np.shape(rows[0])[1:]), filling, np.int32)
    for place, row in zip(padded, rows, strict=False):
        place[: len(row)] = row
    return padded
