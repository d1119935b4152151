import math

import numpy as np
import pytest

from rnncourse.metrics import bits_per_token, perplexity


def test_a_uniform_choice_among_ten_has_perplexity_ten():
    assert perplexity(np.full(7, -math.log(10))) == pytest.approx(10)
    assert bits_per_token(np.full(7, -math.log(10))) == pytest.approx(math.log2(10))


def test_the_mean_is_taken_of_the_logarithms_and_not_of_the_probabilities():
    # (1/2 · 1/8)^(-1/2) = √16 = 4; the mean probability 5/16 would give 3.2
    log_probs = np.log([1 / 2, 1 / 8])
    assert perplexity(log_probs) == pytest.approx(4)
    assert bits_per_token(log_probs) == pytest.approx(2)


def test_the_mean_is_over_tokens_and_not_over_sentences():
    # One certain token and three of probability 1/16: 16^(3/4) = 8, where the mean of
    # the two sentences' perplexities would be (1 + 16) / 2
    assert perplexity(np.log([1, 1 / 16, 1 / 16, 1 / 16])) == pytest.approx(8)


def test_certainty_costs_nothing():
    assert perplexity(np.zeros(3)) == 1
    assert math.copysign(1, bits_per_token(np.zeros(3))) == 1


def test_an_impossible_token_makes_the_perplexity_infinite():
    assert perplexity([-1.0, -np.inf]) == math.inf
    assert bits_per_token([-1.0, -np.inf]) == math.inf
    assert perplexity([-2000.0]) == math.inf


@pytest.mark.parametrize("measure", [perplexity, bits_per_token])
@pytest.mark.parametrize(
    ("log_probs", "message"),
    [
        ([], "empty"),
        ([[-1.0, -2.0]], r"shape \(1, 2\)"),
        (-1.0, r"shape \(\)"),
        ([-1.0, np.nan, -np.inf], "token 1 is NaN"),
        ([-1.0, -2.0, 0.5], "0.5 at token 2"),
        ([-1.0, np.inf], "inf at token 1"),
    ],
)
def test_what_is_no_log_probability_is_an_error(measure, log_probs, message):
    with pytest.raises(ValueError, match=message):
        measure(log_probs)


def test_rounding_of_single_precision_is_no_error():
    assert perplexity(np.float32([-1e-8, 5e-8])) == 1
