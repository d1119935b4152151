import numpy as np
import pytest

from rnncourse.pipelines import question_batches, visual_questions
from tests.layers.mutants import Mutant

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


def check_questions(seed, batch_size):
    """Every question comes once, with its picture and its answer."""
    batches = visual_questions.question_batches(
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


@pytest.mark.parametrize("seed", [None, 3])
@pytest.mark.parametrize("batch_size", [1, 2, 9])
def test_every_question_comes_once_with_its_picture_and_answer(seed, batch_size):
    check_questions(seed, batch_size)


def wrong(what, old, new):
    place = "visual_questions:question_batches"
    return Mutant(what, place, old, new, check_questions, room="rnncourse.pipelines")


@pytest.mark.parametrize(
    "mutant",
    [
        wrong(
            "filling pictures count",
            "weights[place, : len(right)] = place < real",
            "weights[place, : len(right)] = 1",
        ),
        wrong(
            "answers are those of the first pictures",
            "for _, answer in pairs[number]]",
            "for _, answer in pairs[place]]",
        ),
        wrong(
            "questions end in a word",
            "(batch_size, count, longest), PADDING",
            "(batch_size, count, longest), 0",
        ),
    ],
    ids=str,
)
def test_a_wrong_line_is_noticed(mutant, monkeypatch):
    mutant.check(3, 2)
    mutant.apply(monkeypatch)
    with pytest.raises((AssertionError, ValueError)):
        mutant.check(3, 2)


def test_of_several_questions_others_are_drawn_in_each_epoch():
    def epoch(number, each=1):
        return question_batches(
            PICTURES, QUESTIONS, ANSWERS, batch_size=2, each=each, seed=(3, number)
        )

    everything = {
        (n, tuple(question), answer)
        for n in range(5)
        for question, answer in zip(QUESTIONS[n], ANSWERS[n], strict=True)
    }
    epochs = [sorted(all_of(epoch(number))) for number in range(12)]
    assert all([n for n, _, _ in found] == list(range(5)) for found in epochs)
    assert {(n, tuple(q), a) for found in epochs for n, q, a in found} == everything
    assert epochs[0] != epochs[1]
    assert epochs[0] == sorted(all_of(epoch(0)))
    assert len(all_of(epoch(0, each=2))) == 8
    first = question_batches(PICTURES, QUESTIONS, ANSWERS, each=1)
    assert all_of(first) == [(n, QUESTIONS[n][0], n) for n in range(5)]


def test_every_batch_has_one_shape_and_ends_at_once():
    batches = question_batches(PICTURES, QUESTIONS, ANSWERS, batch_size=2, each=2)
    shapes = {b[0]["question"].shape for b in batches.as_numpy_iterator()}
    assert shapes == {(2, 2, 3)}
    assert batches.options().autotune.enabled is False


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pictures": PICTURES[:2]}, "2 pictures came with 5 lists"),
        ({"answers": [[1]] * 5}, "Picture 1 has 2 questions and 1 answers"),
        ({"questions": [[[]]], "pictures": [0], "answers": [[1]]}, "empty question"),
        ({"batch_size": 0}, "at least 1"),
        ({"each": 0}, "at least 1"),
    ],
)
def test_what_is_no_corpus_is_refused(changes, message):
    given = {"pictures": PICTURES, "questions": QUESTIONS, "answers": ANSWERS}
    given |= changes
    with pytest.raises(ValueError, match=message):
        question_batches(**given)
