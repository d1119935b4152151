"""Batches of pictures with the questions that are asked about them."""

import numpy as np
import tensorflow as tf

from rnncourse.pipelines._generated import generated
from rnncourse.pipelines.pictures import drawn, padded_texts, stacked_pictures, turns

PADDING = -1


def by_picture(asked):
    """Put the questions about one picture together.

    Args:
        asked: Objects with `picture`, `question` and `answer`, such as the parts of
            `rnncourse.datasets.easy_vqa`.

    Returns:
        Three lists of equal length: the pictures, each once, in the order in which they
        come; for each of them the list of its questions; and that of their answers.

    Example:

    >>> from types import SimpleNamespace as Asked
    >>> asked = [Asked(picture="A", question="is it red?", answer="yes"),
    ...          Asked(picture="B", question="is it red?", answer="no"),
    ...          Asked(picture="A", question="what is it?", answer="circle")]
    >>> by_picture(asked)
    (['A', 'B'], [['is it red?', 'what is it?'], ['is it red?']],
     [['yes', 'circle'], ['no']])
    """
    groups = {}
    for one in asked:
        questions, answers = groups.setdefault(one.picture, ([], []))
        questions.append(one.question)
        answers.append(one.answer)
    both = list(groups.values())
    return list(groups), [pair[0] for pair in both], [pair[1] for pair in both]


def question_batches(
    pictures, questions, answers, *, batch_size=32, each=None, augment=None, seed=None
):
    """Batch pictures with several questions about each, and their answers.

    A picture is in one batch an epoch, with all its questions, or with `each` of them,
    others in each epoch: the model encodes it once.  It is decoded for its batch and
    then forgotten.

    Behind the end of a question stands the id -1, which no word has, so that
    `features["question"] >= 0` is the mask; where a picture has fewer questions than
    others stand rows of -1, with weights that are 0, which cost as much as others:
    `each` is worth while where few pictures have many.  Questions are short and of much
    the same length: all batches have the shape that the longest one needs.

    Args:
        pictures: A sequence of arrays `(height, width, 3)` uint8, or of cached features
            `(places, features)`, all of one shape; its items may be made when asked
            for, such as those of `DecodedPictures`.
        questions: For each picture a list of ids of questions, arrays `(time,)`.
        answers: For each picture a list of numbers of answers.
        batch_size: Pictures in a batch.
        each: Questions about a picture in one epoch, drawn by `seed`, or the first ones
            without; `None` for all.
        augment: A function of an array and a NumPy generator to a new array, such as
            `functools.partial(moved, shift=6)`.
        seed: Order of the pictures, questions that are drawn, augmentation: an integer
            or several, such as `(seed, epoch)`.  The same seed gives the same in every
            pass; `None` keeps the pictures in their order, and augments always in the
            same way.

    Returns:
        A `tf.data.Dataset` of `(features, answers, weights)`: a dictionary of
        `"picture"`, `(batch, …)`, and `"question"`, int32 `(batch, questions, time)`;
        int32 and float32 `(batch, questions)`, the weights 1 for a question and 0 where
        there is none.

    Raises:
        ValueError: If there are no pictures, not as many lists of questions and
            answers, a picture without a question, a question without a word, or a size
            below 1.

    Example:

    >>> pictures = np.zeros((2, 8, 8, 3), np.uint8)
    >>> questions, answers = [[[2, 5], [2, 4, 7]], [[3, 6]]], [[1, 0], [4]]
    >>> batches = question_batches(pictures, questions, answers, batch_size=2)
    >>> features, targets, weights = next(batches.as_numpy_iterator())
    >>> features["question"].tolist()
    [[[2, 5, -1], [2, 4, 7]], [[3, 6, -1], [-1, -1, -1]]]
    >>> targets.tolist(), weights.tolist()
    ([[1, 0], [4, 0]], [[1.0, 1.0], [1.0, 0.0]])
    """
    _check(pictures, questions, answers, batch_size, each)
    rng = None if seed is None else np.random.default_rng(seed)
    longest = max(len(row) for rows in questions for row in rows)
    pairs = [
        list(zip(*both, strict=True)) for both in zip(questions, answers, strict=True)
    ]
    pairs = drawn(pairs, each, rng)
    count = max(map(len, pairs))
    plan = list(turns(np.arange(len(pictures)), batch_size, rng))

    def batches():
        luck = np.random.default_rng(seed if seed is not None else 0)
        for numbers, real in plan:
            asked = [[question for question, _ in pairs[n]] for n in numbers]
            targets = np.zeros((batch_size, count), np.int32)
            weights = np.zeros((batch_size, count), np.float32)
            for place, number in enumerate(numbers):
                right = [answer for _, answer in pairs[number]]
                targets[place, : len(right)] = right
                weights[place, : len(right)] = place < real
            features = {
                "picture": stacked_pictures(pictures, numbers, augment, luck),
                "question": padded_texts(asked, (batch_size, count, longest), PADDING),
            }
            yield features, targets, weights

    first = np.asarray(pictures[0])
    features = {
        "picture": tf.TensorSpec((batch_size, *first.shape), first.dtype),
        "question": tf.TensorSpec((batch_size, count, longest), tf.int32),
    }
    shape = (batch_size, count)
    signature = features, tf.TensorSpec(shape, tf.int32), tf.TensorSpec(shape)
    return generated(batches, signature, len(plan))


def _check(pictures, questions, answers, batch_size, each):
    if min(batch_size, 1 if each is None else each) < 1:
        raise ValueError(
            f"`batch_size` and `each` must be at least 1; got {batch_size} and {each}."
        )
    if not len(pictures) == len(questions) == len(answers) > 0:
        raise ValueError(
            f"{len(pictures)} pictures came with {len(questions)} lists of questions "
            f"and {len(answers)} of answers; there must be at least one picture, and "
            "both lists for each."
        )
    for number, (rows, right) in enumerate(zip(questions, answers, strict=True)):
        if not len(rows) == len(right) > 0:
            raise ValueError(
                f"Picture {number} has {len(rows)} questions and {len(right)} answers; "
                "there must be at least one question, and an answer to each."
            )
        if not all(len(row) for row in rows):
            raise ValueError(
                f"Picture {number} has an empty question. Leave it out, with its "
                "answer."
            )
