"""Batches of pictures with their captions."""

import numpy as np
import tensorflow as tf

from rnncourse.pipelines._buckets import cuts
from rnncourse.pipelines._generated import generated
from rnncourse.pipelines.pictures import drawn, padded_texts, stacked_pictures, turns


def captioning_batches(
    pictures, captions, *, batch_size=32, each=None, buckets=4, augment=None, seed=None
):
    r"""Batch pictures with several captions each.

        a red dog runs <eos>    "caption"  0 2 5 4 8    (one to the right: it is read)
                                targets    2 5 4 8 0    (this is to be said)

    A picture is in one batch an epoch, with all its captions, or with `each` of them,
    others in each epoch: the model encodes it once, and that is most of the work.  It
    is decoded for its batch and then forgotten.

    All captions come with their `<eos>` as the last id, and are read behind an `<eos>`.
    Behind the end of a caption stand `<eos>`, and weights that are 0; so they do where
    a picture has fewer captions than others.

    A compiled step is compiled again for each shape, so there are few of them, the same
    in every epoch: the pictures are cut into groups by their longest caption, where
    that takes the least padding, and within a group all are padded to one length.

    Args:
        pictures: A sequence of arrays `(height, width, 3)` uint8, or of cached features
            `(places, features)`, all of one shape; its items may be made when asked
            for, such as those of `DecodedPictures`.
        captions: For each picture a list of ids of captions, arrays `(time,)`.
        batch_size: Pictures in a batch.
        each: Captions of a picture in one epoch, drawn by `seed`, or the first ones
            without; `None` for all.
        buckets: Number of groups.
        augment: A function of an array and a NumPy generator to a new array, such as
            `functools.partial(moved, shift=6)`.
        seed: Order of the batches, captions that are drawn, augmentation: an integer or
            several, such as `(seed, epoch)`.  The same seed gives the same in every
            pass; `None` keeps the pictures sorted, and augments always in the same way.

    Returns:
        A `tf.data.Dataset` of `(features, targets, weights)`: a dictionary of
        `"picture"`, `(batch, …)`, and `"caption"`, int32 `(batch, captions, time)`;
        int32 and float32 of the same shape as the latter, the weights 1 for a word and
        0 for padding.

    Raises:
        ValueError: If there are no pictures, or not as many lists of captions, or a
            picture has none, a caption is no row of ids, or a size is below 1.

    Example:

    >>> pictures = np.zeros((2, 8, 8, 3), np.uint8)
    >>> captions = [[[2, 5, 0], [2, 4, 7, 0]], [[3, 0]]]
    >>> batches = captioning_batches(pictures, captions, batch_size=2, buckets=1)
    >>> features, targets, weights = next(batches.as_numpy_iterator())
    >>> features["picture"].shape, features["caption"].tolist()
    ((2, 8, 8, 3), [[[0, 3, 0, 0], [0, 0, 0, 0]], [[0, 2, 5, 0], [0, 2, 4, 7]]])
    >>> targets[1].tolist(), weights[0].tolist()
    ([[2, 5, 0, 0], [2, 4, 7, 0]], [[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]])
    """
    captions = [[np.asarray(row, np.int32) for row in rows] for rows in captions]
    _check(pictures, captions, batch_size, each, buckets)
    limits = _limits(captions, each, buckets)
    rng = None if seed is None else np.random.default_rng(seed)
    captions = drawn(captions, each, rng)
    count = max(map(len, captions))
    end = captions[0][0][-1]
    plan = _plan(captions, batch_size, limits, rng)

    def batches():
        luck = np.random.default_rng(seed if seed is not None else 0)
        for numbers, real, time in plan:
            shape = (batch_size, count, time)
            said = padded_texts([captions[n] for n in numbers], shape, end)
            ones = [[np.ones(len(row)) for row in captions[n]] for n in numbers[:real]]
            features = {
                "picture": stacked_pictures(pictures, numbers, augment, luck),
                "caption": np.insert(said, 0, end, axis=2)[..., :-1],
            }
            yield features, said, padded_texts(ones, shape, 0).astype(np.float32)

    first = np.asarray(pictures[0])
    ids = tf.TensorSpec((batch_size, count, None), tf.int32)
    picture = tf.TensorSpec((batch_size, *first.shape), first.dtype)
    features = {"picture": picture, "caption": ids}
    signature = features, ids, tf.TensorSpec(ids.shape)
    return generated(batches, signature, len(plan))


def _longest(captions):
    return np.array([max(map(len, rows)) for rows in captions])


def _limits(captions, each, buckets):
    """Return the lengths of the groups, the same ones whatever an epoch draws."""
    some = np.sort(_longest(drawn(captions, each, np.random.default_rng(0))))
    limits = some[np.array(cuts(some, buckets)) - 1]
    limits[-1] = _longest(captions).max()
    return limits


def _plan(captions, batch_size, limits, rng):
    """Return pictures, how many of them count, and length of every batch."""
    longest = _longest(captions)
    order = np.argsort(longest, kind="stable")
    ends = np.searchsorted(longest[order], limits[:-1], side="right")
    plan = []
    for time, group in zip(limits, np.split(order, ends), strict=True):
        plan += [(*turn, time) for turn in turns(group, batch_size, rng)]
    if rng is not None:
        rng.shuffle(plan)
    return plan


def _check(pictures, captions, batch_size, each, buckets):
    if min(batch_size, buckets, 1 if each is None else each) < 1:
        raise ValueError(
            "`batch_size`, `buckets` and `each` must be at least 1; got "
            f"{batch_size}, {buckets} and {each}."
        )
    if not len(pictures) == len(captions) > 0:
        raise ValueError(
            f"{len(pictures)} pictures came with {len(captions)} lists of captions; "
            "there must be at least one picture, and a list for each."
        )
    for number, rows in enumerate(captions):
        if not rows:
            raise ValueError(
                f"Picture {number} has no captions; give one or more, or leave it out."
            )
        for row in rows:
            if row.ndim != 1 or not len(row) or (row < 0).any():
                raise ValueError(
                    "Captions are rows of ids, 0 or more each, that end with the id of "
                    f"<eos>; picture {number} has {row.tolist()!r:.80}."
                )
    if len({row[-1] for rows in captions for row in rows}) > 1:
        raise ValueError(
            "The captions end with different ids; the last id of each is that of "
            "<eos>, as `CaptioningModel.encode` gives them."
        )
