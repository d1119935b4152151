"""Pictures in, captions out: how a captioning model is used."""

import numpy as np
from keras import ops

from rnncourse.models.translation.translating import text_of
from rnncourse.pipelines.pictures import stacked


def caption(model, pictures, *, search, max_length=30, batch_size=64):
    """Say what pictures show.

    Args:
        model: A `CaptioningModel`.
        pictures: Arrays of one shape, `(height, width, 3)` uint8 or cached features:
            one array of all, or anything that can be gone through, such as
            `rnncourse.pipelines.DecodedPictures`; no more than a batch of them is in
            memory at a time.
        search: A function that is called as `rnncourse.decoding.greedy` is, with a
            step, a state, the first tokens, `max_length` and `eos_id`; it returns for
            each row tokens, or hypotheses, the best first:
            `functools.partial(beam_search, width=5)`.
        max_length: The most tokens of a caption.
        batch_size: Pictures that are seen together.

    Returns:
        A list of `str`, one for each picture.

    Raises:
        ValueError: If the pictures are one picture, or have different sizes.

    Example:

    A model of two words, which says whether a picture is bright:

    >>> import types
    >>> from rnncourse.decoding import greedy
    >>> from rnncourse.text import WordTokenizer
    >>> def step(tokens, bright):
    ...     word = ops.where(tokens == 0, ops.where(bright, 2, 3), 0)
    ...     return ops.log(ops.one_hot(word, 4) + 1e-9), bright
    >>> model = types.SimpleNamespace(
    ...     tokenizer=WordTokenizer.train(["bright bright dark"]),
    ...     graphs=(lambda pictures: ops.mean(pictures, axis=(1, 2, 3)) > 99, step))
    >>> pictures = np.array([[[[200, 200, 200]]], [[[9, 9, 9]]]], np.uint8)
    >>> caption(model, pictures, search=greedy)
    ['bright', 'dark']
    """
    start, step = model.graphs
    end = model.tokenizer.vocabulary.eos_id
    said = []
    for batch in _batches(pictures, batch_size):
        state = start(ops.convert_to_tensor(batch))
        first = np.full(len(batch), end, np.int32)
        found = search(step, state, first, max_length=max_length, eos_id=end)
        said += [text_of(model.tokenizer, row, end) for row in found]
    return said


def attend(model, picture, text):
    r"""Return where a model looks while it writes a given caption.

    Args:
        model: A `CaptioningModel` with attention.
        picture: `(height, width, 3)` uint8, or cached features.
        text: A `str`, a caption found by the model or by anybody else.

    Returns:
        $\alpha$, a NumPy array `(pieces of the caption + 1, places)`, the `<eos>` last;
        rows sum to 1.  The places of a picture stand row by row: reshaped to
        `encoder.places(height, width)` a row is a small picture.

    Raises:
        ValueError: If the model has no attention.

    Example:

    A model that looks at place 1 before the first word, then at place 0:

    >>> import types
    >>> def step(tokens, state):
    ...     return None, {"attention": np.where(tokens == 0, [[0, 1]], [[1, 0]])}
    >>> model = types.SimpleNamespace(
    ...     encode=lambda texts: [np.array([2, 3, 0])], step=step,
    ...     start=lambda pictures: {"attention": None})
    >>> attend(model, np.zeros((8, 8, 3), np.uint8), "a circle")
    array([[0, 1],
           [1, 0],
           [1, 0]])
    """
    (target,) = model.encode([text])
    state = model.start(np.asarray(picture)[None])
    if "attention" not in state:
        raise ValueError(
            "This model has no attention: its decoder saw the picture once, before the "
            "first word. Take a `ShowAttendAndTell`."
        )
    looked = []
    for token in np.roll(target, 1):  # <eos> first
        _, state = model.step(np.array([token]), state)
        looked.append(ops.convert_to_numpy(state["attention"])[0])
    return np.stack(looked)


def _batches(pictures, batch_size):
    batch = []
    for picture in pictures:
        picture = np.asarray(picture)
        if picture.ndim < 2:
            raise ValueError(
                "One picture came; pictures are a list of them, or an array with one "
                "axis more: `[picture]`."
            )
        batch.append(picture)
        if len(batch) == batch_size:
            yield stacked(batch)
            batch = []
    if batch:
        yield stacked(batch)
