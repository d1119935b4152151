"""The forward algorithm against an enumeration of all hidden paths."""

from itertools import product

import numpy as np
import pytest

from rnncourse.datasets.worlds.music.hidden_chain import HiddenChain

GROUPS, STATES, SYMBOLS = (2, 3), 2, 3


def distributions(rng, *shape, zeros=0.2):
    weights = rng.gamma(1, 1, shape) * (rng.random(shape) > zeros) + 1e-12
    return weights / weights.sum(axis=-1, keepdims=True)


@pytest.fixture
def chain():
    """Two group axes, one of which does not matter here or there; period 3 and 2."""
    rng = np.random.default_rng(0)
    start = distributions(rng, GROUPS[0] * GROUPS[1] * STATES)
    return HiddenChain(
        start.reshape(*GROUPS, STATES),
        steps=distributions(rng, 3, *GROUPS, STATES, STATES),
        shown=distributions(rng, 2, GROUPS[0], 1, STATES, SYMBOLS),
    )


def enumerated(chain, symbols):
    """P(symbols), one hidden path after the other."""
    total = 0.0
    for group in product(*map(range, GROUPS)):
        for path in product(range(STATES), repeat=len(symbols)):
            shown = (group[0], 0)
            probability = chain.start[(*group, path[0])] if path else 0
            for time, (state, symbol) in enumerate(zip(path, symbols, strict=True)):
                if time:
                    probability *= chain.steps[time % 3][group][path[time - 1], state]
                probability *= chain.shown[time % 2][shown][state, symbol]
            total += probability
    return total


def test_the_forward_algorithm_agrees_with_all_paths(chain):
    for symbols in product(range(SYMBOLS), repeat=5):
        exact = enumerated(chain, symbols)
        assert exact > 0
        assert np.exp(chain.log_probs(symbols).sum()) == pytest.approx(exact, rel=1e-9)


def test_the_probabilities_of_all_sequences_sum_to_one(chain):
    every = [chain.log_probs(s).sum() for s in product(range(SYMBOLS), repeat=4)]
    assert np.exp(every).sum() == pytest.approx(1, abs=1e-12)


def test_a_prediction_is_the_ratio_of_two_probabilities(chain):
    symbols = (2, 0, 1, 1, 2)
    predictions = chain.predictions(symbols)
    assert predictions.shape == (5, SYMBOLS)
    for time in range(1, 5):
        past = enumerated(chain, symbols[:time])
        for symbol in range(SYMBOLS):
            exact = enumerated(chain, (*symbols[:time], symbol)) / past
            assert predictions[time, symbol] == pytest.approx(exact, rel=1e-9)
    chosen = predictions[np.arange(5), symbols]
    np.testing.assert_allclose(np.log(chosen), chain.log_probs(symbols))


def test_a_prediction_does_not_see_the_future(chain):
    one, other = chain.predictions([0, 1, 2, 2]), chain.predictions([0, 1, 0, 1])
    np.testing.assert_array_equal(one[:3], other[:3])
    assert abs(one[3] - other[3]).max() > 0.01


def test_sequences_are_drawn_as_often_as_they_are_probable(chain):
    rng = np.random.default_rng(5)
    count = 6000
    drawn = [tuple(chain.sample(3, rng).tolist()) for _ in range(count)]
    for symbols in product(range(SYMBOLS), repeat=3):
        exact = enumerated(chain, symbols)
        error = np.sqrt(exact * (1 - exact) / count)
        assert abs(drawn.count(symbols) / count - exact) < 4 * error


def test_what_is_impossible_has_no_probability_from_there_on():
    certain = HiddenChain([1.0, 0.0], [np.eye(2)], [np.eye(2)])
    assert certain.log_probs([0, 0, 1, 0]).tolist() == [0, 0, -np.inf, -np.inf]
    assert certain.log_probs([]).shape == (0,)
    assert certain.predictions([]).shape == (0, 2)


def test_a_symbol_that_does_not_exist_is_refused():
    certain = HiddenChain([1.0, 0.0], [np.eye(2)], [np.eye(2)])
    with pytest.raises(ValueError, match="from 0 to 1"):
        certain.log_probs([0, 2])
    with pytest.raises(ValueError, match="from 0 to 1"):
        certain.log_probs([-1])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"start": [0.5, 0.6]}, "`start` must hold probabilities"),
        ({"steps": [[[0.5, 0.4], [0, 1]]]}, "`steps` must hold probabilities"),
        ({"shown": [[[-1, 2], [0, 1]]]}, "`shown` must hold probabilities"),
        ({"steps": np.eye(2)}, r"`steps` has the shape \(2, 2\)"),
        ({"shown": [np.eye(3)]}, r"`shown` has the shape \(1, 3, 3\)"),
        ({"steps": [[[0.5, 0.5, 0], [0, 1, 0]]]}, "must be square"),
        ({"start": [[0.5, 0.5], [0, 0]]}, r"`steps` has the shape \(1, 2, 2\)"),
    ],
)
def test_tables_that_are_no_chain_are_refused(changed, message):
    tables = {"start": [0.5, 0.5], "steps": [np.eye(2)], "shown": [np.eye(2)]}
    with pytest.raises(ValueError, match=message):
        HiddenChain(**(tables | changed))
