"""Batches of whole texts, for models that give each of them one label."""

import numpy as np
import tensorflow as tf

from rnncourse.pipelines._buckets import cuts
from rnncourse.pipelines._generated import generated

PADDING = -1


def classification_batches(
    texts, labels, *, batch_size, buckets=4, weights=None, seed=None
):
    r"""Batch texts of different lengths with their labels: few shapes, little padding.

        the plot is thin     ids  4 9 5 8      label 0
        a joy                     2 7 · ·            1

    Behind the end of a text stands the id -1, which no token has, so that
    `ids >= 0` is the mask; a text without tokens is a row of -1.

    A compiled step is compiled again for each shape, so there are few of them: sorted
    by length the texts are cut into `buckets` groups, where that takes the least
    padding, and within a group all are padded to the length of the longest.  Every
    batch has the full `batch_size`; rows that are missing to it hold no text and have
    the weight 0.

    Args:
        texts: Ids of the tokens, one array `(tokens,)` a text.
        labels: Number of each text's label, `(texts,)`.
        batch_size: Number of texts in a batch.
        buckets: Number of groups, at most.
        weights: What each text counts, `(texts,)`; 1 if left out.
        seed: Order of the batches and which texts of a group share one: an integer or
            several, such as `(seed, epoch)`.  The same seed gives the same order in
            every pass; `None` keeps the texts sorted.

    Returns:
        A `tf.data.Dataset` of `(ids, labels, weights)`: int32 `(batch_size, time)`,
        int32 `(batch_size,)`, float32 `(batch_size,)`.

    Raises:
        ValueError: If there are no texts, not as many labels or weights as texts, a
            negative id, or a size below 1.

    Example:

    >>> texts = [[4, 9, 5, 8], [2, 7]]
    >>> batches = classification_batches(texts, [0, 1], batch_size=3, buckets=1)
    >>> ids, labels, weights = next(batches.as_numpy_iterator())
    >>> ids.tolist()
    [[2, 7, -1, -1], [4, 9, 5, 8], [-1, -1, -1, -1]]
    >>> labels.tolist(), weights.tolist()
    ([1, 0, 0], [1.0, 1.0, 0.0])
    """
    texts = [np.asarray(text, np.int32) for text in texts]
    labels = np.asarray(labels, np.int32)
    weights = np.ones(len(texts)) if weights is None else weights
    weights = np.asarray(weights, np.float32)
    _check(texts, labels, weights, batch_size, buckets)
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    # At least one step, and the same for the empty texts: layers refuse none at all.
    lengths = [max(1, len(texts[number])) for number in order]
    groups, start = [], 0
    for end in cuts(lengths, buckets):
        rows = np.array(order[start:end])
        groups.append((_padded([texts[row] for row in rows], lengths[end - 1]), rows))
        start = end

    def batches():
        rng = None if seed is None else np.random.default_rng(seed)
        for ids, rows in _in_turn(groups, batch_size, rng):
            missing = batch_size - len(rows)
            yield (
                np.pad(ids, ((0, missing), (0, 0)), constant_values=PADDING),
                np.pad(labels[rows], (0, missing)),
                np.pad(weights[rows], (0, missing)),
            )

    count = sum(-(-len(rows) // batch_size) for _, rows in groups)
    signature = (
        tf.TensorSpec((batch_size, None), tf.int32),
        tf.TensorSpec((batch_size,), tf.int32),
        tf.TensorSpec((batch_size,), tf.float32),
    )
    return generated(batches, signature, count)


def drop_words(texts, rate, *, unk_id, seed):
    r"""Replace words at random by `<unk>`, each with the probability `rate`.

    A model that now and then misses a word cannot rely on any single one, and learns
    what the unknown word stands for, which is else hardly ever seen in training.

    Reference: Iyyer et al. (2015), Deep unordered composition rivals syntactic methods,
    section 3.2, who leave the words out.

    Args:
        texts: Ids of the tokens, one array `(tokens,)` a text.
        rate: Share of the words, from 0 to below 1.
        unk_id: The id to put there.
        seed: An integer or several, such as `(seed, epoch)`.

    Returns:
        A list of new int32 arrays `(tokens,)`.

    Raises:
        ValueError: If the rate is no such share.

    Example:

    >>> drop_words([[4, 9, 5, 8], [2, 7]], 0.3, unk_id=1, seed=(1, 0))
    [array([4, 9, 1, 8], dtype=int32), array([2, 7], dtype=int32)]
    """
    if not 0 <= rate < 1:
        raise ValueError(
            f"`rate` is the share of the words that is replaced, from 0 to below 1; "
            f"{rate!r} came."
        )
    rng = np.random.default_rng(seed)
    texts = [np.asarray(text, np.int32) for text in texts]
    return [np.where(rng.random(len(t)) < rate, np.int32(unk_id), t) for t in texts]


def _check(texts, labels, weights, batch_size, buckets):
    if batch_size < 1 or buckets < 1:
        raise ValueError(
            f"`batch_size` and `buckets` must be at least 1; got {batch_size} and "
            f"{buckets}."
        )
    if not texts:
        raise ValueError("There are no texts to make batches of. Is the corpus empty?")
    if labels.shape != (len(texts),) or weights.shape != (len(texts),):
        raise ValueError(
            f"Every one of the {len(texts)} texts needs one label and one weight; got "
            f"labels of shape {labels.shape} and weights of shape {weights.shape}."
        )
    for number, text in enumerate(texts):
        if text.ndim != 1 or (text < 0).any():
            raise ValueError(
                "A text is a row of ids, 0 or more each (-1 is the padding); text "
                f"{number} is {text.tolist()!r:.80}."
            )


def _padded(texts, length):
    """Return the ids of all texts, `(texts, length)`."""
    ids = np.full((len(texts), length), PADDING, np.int32)
    for row, text in zip(ids, texts, strict=True):
        row[: len(text)] = text
    return ids


def _in_turn(groups, batch_size, rng):
    """Yield ids and numbers of the texts of each batch; shuffled if there is an rng."""
    batches = []
    for number, (_, rows) in enumerate(groups):
        places = np.arange(len(rows)) if rng is None else rng.permutation(len(rows))
        starts = range(0, len(rows), batch_size)
        batches += [(number, places[start : start + batch_size]) for start in starts]
    if rng is not None:
        rng.shuffle(batches)
    for number, places in batches:
        ids, rows = groups[number]
        yield ids[places], rows[places]
