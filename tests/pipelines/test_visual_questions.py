import numpy as np
import pytest

from rnncourse.pipelines import question_batches

PICTURES = np.arange(5, dtype=np.uint8)[:, None, None, None] * np.ones(
    (1, 4, 4, 3), np.uint8
)
QUESTIONS = [[[10 * n + k] * (1 + k) for k in range(1 + n % 3)] for n in range(5)]
ANSWERS = [[n + k for k in range(1 + n % 3)] for n in range(5)]


def all_of(batches):
    found = []
    for features, answers, weights in batches.as_numpy_iterator():
        for picture, number in zip(*np.nonzero(weights), strict=True):
            ids = features["question"][picture, number]
            pixel = features["picture"][picture, 0, 0, 0]
            found.append(
                (int(pixel), ids[ids >= 0].tolist(), int(answers[picture, number]))
            )
        assert features["question"].shape[:2] == answers.shape == weights.shape
    return found


@pytest.mark.parametrize("seed", [None, 3])
@pytest.mark.parametrize("batch_size", [1, 2, 9])
def test_every_question_comes_once_with_its_picture_and_answer(seed, batch_size):
    batches = question_batches(
        PICTURES, QUESTIONS, ANSWERS, batch_size=batch_size, seed=seed
    )
    right = [
        (n, question, answer)
        for n in range(5)
        for question, answer in zip(QUESTIONS[n], ANSWERS[n], strict=True)
    ]
    assert sorted(all_of(batches)) == right
    assert (all_of(batches) == right) == (seed is None)
    assert all_of(batches) == all_of(batches)
    assert sum(1 for _ in batches) == batches.cardinality()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pictures": PICTURES[:2]}, "2 pictures came with 5 lists"),
        ({"answers": [[1]] * 5}, "Picture 1 has 2 questions and 1 answers"),
        ({"questions": [[[]]], "pictures": [0], "answers": [[1]]}, "empty question"),
        ({"batch_size": 0}, "at least 1"),
    ],
)
def test_what_is_no_corpus_is_refused(changes, message):
    given = {"pictures": PICTURES, "questions": QUESTIONS, "answers": ANSWERS}
    given |= changes
    with pytest.raises(ValueError, match=message):
        question_batches(**given)
