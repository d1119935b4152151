"""What decoders refuse, and what they say."""

import numpy as np
import pytest

from rnncourse.decoding import (
    beam_search,
    gnmt_length,
    greedy,
    keep_top_k,
    keep_top_p,
    length_power,
    sample,
    variable_beam,
)


def even(tokens, state):
    return np.log(np.full((len(tokens), 3), 1 / 3)), state


def beam(step=even, state=None, first=(0, 0), **options):
    options = {"width": 2, "max_length": 4, "eos_id": None, **options}
    return beam_search(step, state, list(first), **options)


def greedily(step=even, state=None, first=(0, 0), max_length=4):
    return greedy(step, state, list(first), max_length, None)


DECODERS = pytest.mark.parametrize("decode", [beam, greedily])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 0}, "at least 1; got 0"),
        ({"width": -3}, "at least 1; got -3"),
        ({"n_best": 3}, "between 1 and the width of the beam, 2; got 3"),
        ({"n_best": 0}, "between 1 and the width"),
        ({"coverage_penalty": -1.0}, "`coverage_penalty` must be 0 or more"),
        ({"coverage_penalty": float("nan")}, "`coverage_penalty` must be 0 or more"),
        ({"coverage_penalty": 0.5}, 'entry "coverage"'),
    ],
)
def test_a_beam_that_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        beam(**options)


@DECODERS
@pytest.mark.parametrize("length", [0, -1, 2.5, [3, 0]])
def test_a_length_that_cannot_be_is_refused(decode, length):
    with pytest.raises(ValueError, match="whole number from 1 on"):
        decode(max_length=length)


@DECODERS
def test_as_many_lengths_as_rows_are_needed(decode):
    with pytest.raises(ValueError, match=r"shape \(3,\) for 2 rows"):
        decode(max_length=[1, 2, 3])


@DECODERS
@pytest.mark.parametrize("first", [[], [[0]], [0.5]])
def test_first_tokens_are_ids_one_a_row(decode, first):
    with pytest.raises(ValueError, match="one token id a row"):
        decode(first=first)


@DECODERS
def test_nan_is_reported_with_its_row(decode):
    def step(tokens, state):
        return np.array([[-0.7, -0.7, -99], [np.nan, 0, 0]]), state

    with pytest.raises(ValueError, match="NaN for row 1"):
        decode(step)


@DECODERS
def test_nan_at_a_later_step_is_reported(decode):
    def step(tokens, state):
        log_probs, _ = even(tokens, None)
        return log_probs + np.where(state[:, None] > 1, np.nan, 0), state + 1

    with pytest.raises(ValueError, match="NaN, no token possible"):
        decode(step, np.zeros(2))


@DECODERS
def test_logits_are_no_log_probabilities(decode):
    def step(tokens, state):
        return np.array([[0.0, -99, -99], [-1.0, -1, -3]]), state

    with pytest.raises(ValueError, match=r"row 1 .* sum to 0.7855"):
        decode(step)


def test_the_sum_is_not_looked_at_if_so_wished():
    def step(tokens, state):
        return even(tokens, state)[0] - 1, state

    (found,) = beam(step, first=[0], check=False)
    assert np.isclose(found[0].log_prob, 4 * (np.log(1 / 3) - 1))
    assert greedy(step, None, [0], 2, None, check=False).tolist() == [[0, 0]]


def test_scores_above_zero_are_refused_even_then():
    def step(tokens, state):
        return even(tokens, state)[0] + 2, state

    with pytest.raises(ValueError, match="scores above 0"):
        beam(step, check=False)


@DECODERS
def test_a_row_in_which_nothing_is_possible_is_reported(decode):
    def step(tokens, state):
        log_probs, _ = even(tokens, None)
        return np.where(state[:, None] > 0, -np.inf, log_probs), state + 1

    with pytest.raises(ValueError, match="no token possible"):
        decode(step, np.zeros(2))


@DECODERS
@pytest.mark.parametrize("shape", [(2,), (2, 1, 3), (1, 3), (3, 2)])
def test_log_probabilities_of_another_shape_are_refused(decode, shape):
    with pytest.raises(ValueError, match=r"expected \(rows, vocab\) = \(2, …\)"):
        decode(lambda tokens, state: (np.zeros(shape), state))


@DECODERS
@pytest.mark.parametrize("state", [3, [0, 0], {"h": np.zeros((3, 2))}, np.zeros(())])
def test_a_state_without_a_row_for_each_token_is_refused(decode, state):
    with pytest.raises(ValueError, match="one row for each token read"):
        decode(state=state, max_length=[1, 2])


@pytest.mark.parametrize("threshold", [-0.1, 1.5, float("nan")])
def test_a_threshold_is_a_share(threshold):
    with pytest.raises(ValueError, match="between 0 and 1"):
        variable_beam(
            even, None, [0], threshold=threshold, width=2, max_length=2, eos_id=0
        )


@pytest.mark.parametrize("penalty", [length_power, gnmt_length])
@pytest.mark.parametrize("alpha", [-1.0, float("inf"), float("nan")])
def test_powers_of_lengths_are_finite_and_not_below_zero(penalty, alpha):
    with pytest.raises(ValueError, match="0 or more"):
        penalty(alpha)


@pytest.mark.parametrize("k", [0, -1])
def test_some_token_must_be_kept(k):
    with pytest.raises(ValueError, match="at least 1"):
        keep_top_k(np.zeros((1, 3)), k)
    with pytest.raises(ValueError, match="at least 1"):
        sample(even, None, 1, first=[0], seed=1, top_k=k)


@pytest.mark.parametrize("p", [0, -0.1, 1.1, float("nan")])
def test_a_mass_is_above_zero_and_at_most_one(p):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        keep_top_p(np.zeros((1, 3)), p)
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        sample(even, None, 1, first=[0], seed=1, top_p=p)
