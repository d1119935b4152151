import numpy as np
import pytest

from rnncourse.datasets.worlds import (
    adding_floor_without_memory,
    adding_problem,
    copy_floor_without_memory,
    copy_memory,
    recall,
)
from rnncourse.datasets.worlds.memory.memory_tasks import BLANK, GO, SYMBOLS, VALUES


@pytest.mark.parametrize("length", [2, 3, 9, 50])
def test_one_number_is_marked_in_each_half(length):
    inputs, _ = adding_problem(200, length, seed=1)
    marks = inputs[..., 1]
    assert (np.sort(np.unique(marks)) == [0, 1]).all() or length == 2
    np.testing.assert_array_equal(marks[:, : length // 2].sum(axis=1), 1)
    np.testing.assert_array_equal(marks[:, length // 2 :].sum(axis=1), 1)


def test_every_step_is_marked_sometimes():
    inputs, _ = adding_problem(2000, 9, seed=1)
    assert (inputs[..., 1].sum(axis=0) > 0).all()


def test_the_target_is_the_sum_of_the_marked_numbers():
    inputs, targets = adding_problem(50, 12, seed=2)
    for (values, marks), target in zip(inputs.transpose(0, 2, 1), targets, strict=True):
        first, second = np.flatnonzero(marks)
        assert target == pytest.approx(values[first] + values[second])


def test_the_best_constant_makes_the_error_of_the_closed_form():
    _, targets = adding_problem(200_000, 10, seed=3)
    errors = {c: ((targets - c) ** 2).mean() for c in (0.9, 1.0, 1.1)}
    assert min(errors, key=errors.get) == 1.0
    assert errors[1.0] == pytest.approx(adding_floor_without_memory(), rel=0.01)


def test_numbers_that_are_not_marked_say_nothing():
    inputs, targets = adding_problem(20_000, 6, seed=4)
    values, marks = inputs[..., 0], inputs[..., 1]
    others = (values * (1 - marks)).sum(axis=1)
    assert abs(np.corrcoef(others, targets)[0, 1]) < 0.03


def test_symbols_come_again_after_the_signal():
    inputs, targets = copy_memory(30, 7, seed=1)
    assert inputs.shape == targets.shape == (30, 7 + 2 * SYMBOLS)
    np.testing.assert_array_equal(inputs[:, :SYMBOLS], targets[:, -SYMBOLS:])
    assert (inputs[:, :SYMBOLS] < VALUES).all()
    assert (targets[:, :-SYMBOLS] == BLANK).all()
    # the signal stands right before the first symbol is due
    np.testing.assert_array_equal(np.argwhere(inputs == GO)[:, 1], 7 + SYMBOLS - 1)
    rest = inputs[:, SYMBOLS:]
    assert ((rest == BLANK) | (rest == GO)).all()


def test_all_values_occur_equally_often():
    inputs, _ = copy_memory(20_000, 1, seed=2)
    shares = np.bincount(inputs[:, :SYMBOLS].ravel(), minlength=VALUES) / 200_000
    np.testing.assert_allclose(shares, 1 / VALUES, atol=0.003)


@pytest.mark.parametrize("delay", [1, 10, 100])
def test_guessing_makes_the_cross_entropy_of_the_closed_form(delay):
    _, targets = copy_memory(500, delay, seed=3)
    guess = np.zeros((targets.shape[1], 10))  # one distribution a step
    guess[:-SYMBOLS, BLANK] = 1
    guess[-SYMBOLS:, :VALUES] = 1 / VALUES
    chosen = guess[np.arange(targets.shape[1]), targets]
    assert -np.log(chosen).mean() == pytest.approx(copy_floor_without_memory(delay))


def test_guessing_recalls_one_symbol_in_eight():
    _, targets = copy_memory(5000, 3, seed=5)
    guesses = np.random.default_rng(6).integers(0, VALUES, targets.shape)
    assert recall(guesses, targets) == pytest.approx(1 / 8, abs=0.01)


def test_recall_does_not_look_at_blanks():
    _, targets = copy_memory(4, 50, seed=5)
    assert recall(targets, targets) == 1
    assert recall(np.full_like(targets, BLANK), targets) == 0
    wrong = targets.copy()
    wrong[:, :-SYMBOLS] = 0
    assert recall(wrong, targets) == 1


@pytest.mark.parametrize(
    "draw", [lambda seed: adding_problem(9, 5, seed=seed),
             lambda seed: copy_memory(9, 5, seed=seed)]
)  # fmt: skip
def test_a_seed_gives_the_same_task_again_and_another_one_another(draw):
    for one, other in zip(draw(1), draw(1), strict=True):
        np.testing.assert_array_equal(one, other)
    assert not np.array_equal(draw(1)[0], draw(2)[0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: adding_problem(0, 5, seed=1), "`count` must be 1 or more; got 0"),
        (lambda: adding_problem(5, 1, seed=1), "`length` must be 2 or more; got 1"),
        (lambda: copy_memory(5, 0, seed=1), "`delay` must be 1 or more; got 0"),
        (lambda: copy_floor_without_memory(0), "`delay` must be 1 or more; got 0"),
        (lambda: recall([[1, 2]], [[1]]), r"must be \(count, time\)"),
    ],
)
def test_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
