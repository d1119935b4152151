import numpy as np
import pytest

from rnncourse.decoding import sample

PROBABILITIES = np.array([[0.5, 0.3, 0.2, 0.0], [0.1, 0.2, 0.3, 0.4]])


def table_step(tokens, state):
    """After an even token the first row of the table holds, else the second."""
    with np.errstate(divide="ignore"):
        return np.log(PROBABILITIES[tokens % 2]), state


def test_frequencies_agree_with_the_distribution_within_four_standard_errors():
    draws = 20_000
    first = np.tile([0, 1], draws)
    tokens = sample(table_step, None, 1, first=first, seed=7)[:, 0]
    for row in (0, 1):
        counts = np.bincount(tokens[first == row], minlength=4)
        expected = draws * PROBABILITIES[row]
        error = np.sqrt(expected * (1 - PROBABILITIES[row]))
        assert (np.abs(counts - expected) <= 4 * error).all()


def test_an_impossible_token_is_never_drawn():
    tokens = sample(table_step, None, 1, first=np.zeros(5000, int), seed=1)
    assert tokens.max() == 2


def test_temperature_towards_zero_is_greedy_search():
    tokens = sample(table_step, None, 4, first=[0], seed=1, temperature=1e-3)
    assert tokens.tolist() == [[0, 0, 0, 0]]


def test_temperature_sharpens_as_the_formula_says():
    # softmax(log p / 0.5) of (1/2, 3/10, 2/10) = p² / sum p² = 25/38, 9/38, 4/38
    tokens = sample(
        table_step, None, 1, first=np.zeros(38_000, int), seed=2, temperature=0.5
    )
    counts = np.bincount(tokens[:, 0], minlength=3)
    assert np.allclose(counts / 1000, [25, 9, 4], atol=0.4)


def test_the_state_is_handed_on_and_the_drawn_token_is_read():
    seen = []

    def counting_step(tokens, state):
        seen.append((tokens.tolist(), state))
        return np.log(np.eye(3)[[state % 3]] + 1e-300), state + 1

    assert sample(counting_step, 1, 3, first=[0], seed=1).tolist() == [[1, 2, 0]]
    assert seen == [([0], 1), ([1], 2), ([2], 3)]


def test_the_same_seed_gives_the_same_sequence_and_another_does_not():
    first = np.zeros(50, int)
    one, again, other = (
        sample(table_step, None, 5, first=first, seed=seed) for seed in (1, 1, 2)
    )
    assert (one == again).all()
    assert (one != other).any()


@pytest.mark.parametrize("temperature", [0, -1, float("nan")])
def test_a_temperature_that_is_not_positive_is_refused(temperature):
    with pytest.raises(ValueError, match="above 0"):
        sample(table_step, None, 1, first=[0], seed=1, temperature=temperature)


def test_a_step_function_that_returns_nan_is_reported():
    with pytest.raises(ValueError, match="NaN, or no token possible"):
        sample(
            lambda tokens, state: (np.full((1, 3), np.nan), state),
            None,
            1,
            first=[0],
            seed=1,
        )


def test_a_length_below_one_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        sample(table_step, None, 0, first=[0], seed=1)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"top_k": 2}, [5 / 8, 3 / 8, 0, 0]),
        ({"top_k": 1}, [1, 0, 0, 0]),
        ({"top_p": 0.6}, [5 / 8, 3 / 8, 0, 0]),
        ({"top_p": 0.45}, [1, 0, 0, 0]),
        ({"top_k": 9, "top_p": 1.0}, [0.5, 0.3, 0.2, 0]),
        # At temperature 1/2 it is 25/38, 9/38, 4/38: the first two reach 0.85 together.
        ({"top_p": 0.85, "temperature": 0.5}, [25 / 34, 9 / 34, 0, 0]),
        # Of the best two the first has 5/8: alone it reaches 0.6, of all it does not.
        ({"top_k": 2, "top_p": 0.6}, [1, 0, 0, 0]),
    ],
)
def test_what_is_cut_off_is_not_drawn_and_the_rest_is_as_before(options, expected):
    draws, expected = 20_000, np.array(expected)
    first = np.zeros(draws, int)
    tokens = sample(table_step, None, 1, first=first, seed=11, **options)[:, 0]
    counts = np.bincount(tokens, minlength=4)
    error = np.sqrt(draws * expected * (1 - expected))
    assert (np.abs(counts - draws * expected) <= 4 * error).all()
