"""Pictures and questions in, probabilities of answers out."""

import numpy as np
from keras import ops

from rnncourse.pipelines.pictures import padded_texts, stacked_pictures, turns
from rnncourse.pipelines.visual_questions import PADDING


def encode_questions(tokenizer, questions):
    """Return the ids of questions.

    Words that the tokenizer does not know are all the same, `<unk>`.

    Args:
        tokenizer: A `rnncourse.text.Tokenizer`.
        questions: For each picture a list of `str`.

    Returns:
        For each picture a list of int32 arrays `(pieces,)`.

    Raises:
        ValueError: If a question is empty: nothing was asked.

    Example:

    >>> from rnncourse.text import WordTokenizer
    >>> words = WordTokenizer.train(["is it red"])
    >>> encode_questions(words, [["is it red"], ["is it blue"]])
    [[array([2, 3, 4], dtype=int32)], [array([2, 3, 1], dtype=int32)]]
    """
    for asked in questions:
        if isinstance(asked, str):
            raise ValueError(
                f"The string {asked[:40]!r} came; give a list of questions for each "
                "picture: `[[question]]`."
            )
    # All in one call: a call costs more than what it does for a few questions.
    rows = iter(tokenizer.encode_all([text for asked in questions for text in asked]))
    found = [[next(rows) for _ in asked] for asked in questions]
    for number, (asked, ids) in enumerate(zip(questions, found, strict=True)):
        empty = [text for text, row in zip(asked, ids, strict=True) if not len(row)]
        if empty:
            raise ValueError(
                f"A question about picture {number} is empty: {empty[0]!r}. There is "
                "nothing to answer; leave it out."
            )
    return found


def answer_log_probs(model, pictures, questions, *, batch_size=64):
    r"""Return $\ln P(y \mid \text{picture}, w)$ of every answer to every question.

    Args:
        model: A `VisualQuestionAnswerer`.
        pictures: A sequence of arrays of one shape, `(height, width, 3)` uint8 or
            cached features, which may be made when asked for.
        questions: For each picture a list of `str`, which may be of any number.
        batch_size: Pictures that are seen together.

    Returns:
        For each picture a NumPy array `(questions, answers)`.

    Raises:
        ValueError: If a question is empty, or there are not as many lists as pictures.

    Example:

    >>> from rnncourse.layers import LSTM
    >>> from rnncourse.models import PictureEncoder, VisualQuestionAnswerer
    >>> from rnncourse.text import WordTokenizer
    >>> words = WordTokenizer.train(["is it red"])
    >>> encoder = PictureEncoder((4, 8))
    >>> model = VisualQuestionAnswerer(words, ("no", "yes"), encoder, [LSTM(6)])
    >>> pictures = np.zeros((2, 16, 16, 3), np.uint8)
    >>> asked = [["is it red"], ["is it blue", "is it"]]
    >>> [np.exp(row).sum(axis=1).round(5).tolist()
    ...  for row in answer_log_probs(model, pictures, asked)]
    [[1.0], [1.0, 1.0]]
    """
    ids = encode_questions(model.tokenizer, questions)
    if len(pictures) != len(ids):
        raise ValueError(
            f"{len(pictures)} pictures came with {len(ids)} lists of questions; give a "
            "list for each picture, which may be empty."
        )
    count = max([1, *map(len, ids)])
    longest = max([1, *(len(row) for rows in ids for row in rows)])
    batch_size = min(batch_size, max(1, len(ids)))
    found = []
    for numbers, real in turns(np.arange(len(ids)), batch_size, None):
        shape = (batch_size, count, longest)
        features = {
            "picture": stacked_pictures(pictures, numbers),
            "question": padded_texts([ids[n] for n in numbers], shape, PADDING),
        }
        logits = model.predict_on_batch(features)
        log_probs = ops.convert_to_numpy(ops.log_softmax(logits, axis=-1))
        for number, rows in zip(numbers[:real], log_probs, strict=False):
            found.append(rows[: len(ids[number])])
    return found
