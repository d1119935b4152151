"""Pictures on their way into batches: decoded when asked for, and moved a little."""

import numpy as np


class DecodedPictures:
    """Pictures as a sequence of arrays, each of which is made when it is asked for.

    A sequence of arrays is what pipelines and models take; an array of all pictures is
    one, too, and so are features in a cache.  This one holds no pixels, so that
    thousands of photographs cost no memory.

    Args:
        pictures: Objects with a method `pixels(size)`, such as the pictures of
            `rnncourse.datasets.flickr8k`.
        size: Height and width in pixels of what is made, `(size, size, 3)`, or a pair.

    Example:

    >>> class White:
    ...     def pixels(self, size):
    ...         return np.full((size, size, 3), 255, np.uint8)
    >>> decoded = DecodedPictures([White(), White()], 96)
    >>> len(decoded), decoded[0].shape
    (2, (96, 96, 3))
    """

    def __init__(self, pictures, size):
        self.pictures, self.size = tuple(pictures), size

    def __len__(self):
        """Return the number of pictures."""
        return len(self.pictures)

    def __getitem__(self, number):
        """Decode a picture, `(height, width, 3)` uint8."""
        return self.pictures[number].pixels(self.size)


def moved(picture, rng, *, shift=0, flip=False):
    """Return a picture moved a little, and possibly turned round, by chance.

    What a model sees twice at different places it cannot learn by heart pixel for
    pixel.  At the edge the last row or column of pixels is repeated.

    Who turns a picture round exchanges left and right.  A dog remains a dog, but where
    captions or questions speak of left and right, it makes them wrong: it is off unless
    asked for.

    Args:
        picture: `(height, width, 3)`.
        rng: A NumPy generator.
        shift: The most pixels by which it is moved, in any direction.
        flip: Whether left and right are exchanged in every second picture.

    Returns:
        An array of the same shape and type.

    Raises:
        ValueError: If it is no picture (features cannot be moved), or the shift is
            negative.

    Example:

    >>> row = np.arange(5)[None, :, None] * [[[1, 1, 1]]]
    >>> moved(row, np.random.default_rng(2), shift=2)[0, :, 0]
    array([0, 0, 1, 2, 3])
    """
    if picture.ndim != 3 or shift < 0:
        raise ValueError(
            "Pictures `(height, width, 3)` are moved by 0 pixels or more; an array of "
            f"shape {picture.shape} and a shift of {shift} came. Features from a cache "
            "cannot be moved any more."
        )
    height, width, _ = picture.shape
    down, right = rng.integers(0, 2 * shift + 1, 2)
    if shift:
        edges = ((shift, shift), (shift, shift), (0, 0))
        picture = np.pad(picture, edges, mode="edge")
    picture = picture[down : down + height, right : right + width]
    return picture[:, ::-1] if flip and rng.random() < 0.5 else picture


def stacked_pictures(pictures, numbers, augment=None, rng=None):
    """Return some of the pictures as one array.

    Args:
        pictures: A sequence of arrays of one shape.
        numbers: Which of them.
        augment: A function of an array and `rng` to a new array, such as `moved`.
        rng: A NumPy generator.

    Returns:
        `(len(numbers), ...)`, of the type of the first.

    Raises:
        ValueError: If they have different shapes.

    Example:

    >>> stacked_pictures(np.ones((3, 8, 8, 3), np.uint8), [2, 2]).shape
    (2, 8, 8, 3)
    """
    arrays = [np.asarray(pictures[int(number)]) for number in numbers]
    if augment is not None:
        arrays = [augment(array, rng) for array in arrays]
    return stacked(arrays)


def stacked(arrays):
    """Return pictures, or their features, as one array.

    Args:
        arrays: NumPy arrays.

    Returns:
        `(len(arrays), ...)`, of the type of the first.

    Raises:
        ValueError: If they have different shapes.

    Example:

    >>> stacked([np.ones((4, 4, 3)), np.ones((4, 5, 3))])
    Traceback (most recent call last):
    ValueError: Pictures of the shapes (4, 4, 3) and (4, 5, 3) came together; ...
    """
    shapes = sorted({array.shape for array in arrays})
    if len(shapes) > 1:
        raise ValueError(
            f"Pictures of the shapes {shapes[0]} and {shapes[1]} came together; decode "
            "them to one size: `DecodedPictures(pictures, size)`."
        )
    return np.stack(arrays)


def drawn(texts, each, rng):
    """Return some of the texts of every picture.

    Args:
        texts: For each picture a list.
        each: How many; all where there are fewer, and everywhere if `None`.
        rng: A NumPy generator that draws them; without it the first ones are taken.

    Example:

    >>> drawn([["a", "b", "c"], ["d"]], 2, None)
    [['a', 'b'], ['d']]
    >>> drawn([["a", "b", "c"], ["d"]], 2, np.random.default_rng(0))
    [['c', 'a'], ['d']]
    """
    if each is None or rng is None:
        return [rows[:each] for rows in texts]
    return [[rows[n] for n in rng.permutation(len(rows))[:each]] for rows in texts]


def padded_texts(texts, shape, filling):
    """Return the ids of the texts of some pictures as one array.

    Args:
        texts: For each picture a list of texts, arrays `(time,)`.
        shape: Of the result, `(pictures, texts, time)`; there may be fewer.
        filling: What stands where there is no id.

    Returns:
        `(pictures, texts, time)` int32.

    Example:

    >>> padded_texts([[[4, 5], [6]], [[7]]], (2, 2, 3), -1).tolist()
    [[[4, 5, -1], [6, -1, -1]], [[7, -1, -1], [-1, -1, -1]]]
    """
    padded = np.full(shape, filling, np.int32)
    for picture, rows in zip(padded, texts, strict=False):
        for place, row in zip(picture, rows, strict=False):
            place[: len(row)] = row
    return padded


def turns(numbers, batch_size, rng):
    """Yield the pictures of each batch, and how many of them are there to be counted.

    Args:
        numbers: Of the pictures, `(pictures,)`.
        batch_size: The last batch is filled up with pictures that came before, for
            black ones would spoil the mean of a batch.
        rng: A NumPy generator that mixes them, or `None`.

    Example:

    >>> [(rows.tolist(), count) for rows, count in turns(np.array([4, 7, 9]), 2, None)]
    [([4, 7], 2), ([9, 4], 1)]
    """
    numbers = numbers if rng is None else rng.permutation(numbers)
    for start in range(0, len(numbers), batch_size):
        rows = np.take(numbers, range(start, start + batch_size), mode="wrap")
        yield rows, min(batch_size, len(numbers) - start)
