"""A layer that sees padding or the future must not pass, nor one that sees nothing."""

import keras
import numpy as np
import pytest

from rnncourse.testing import assert_causal, assert_padding_invariant

X = np.random.default_rng(0).normal(size=(4, 5, 2))
MASK = np.array(
    [[1, 1, 1, 1, 1], [0, 1, 1, 0, 0], [0, 0, 0, 0, 0], [1, 0, 1, 1, 0]], bool
)


def running_sum(x, mask=None):
    return np.cumsum(x if mask is None else x * mask[..., None], axis=1)


def sum_that_counts_steps(x, mask=None):
    return running_sum(x, mask) + 0.01 * x.shape[1]


def last_step(x, mask=None):
    return running_sum(x)[:, -1] if mask is None else running_sum(x, mask)[:, -2]


def test_a_masked_sum_passes_and_numbers_are_counted():
    assert assert_padding_invariant(running_sum, X, MASK) == 2 * (5 + 2 + 3)


@pytest.mark.parametrize("backwards", [False, True])
def test_layers_of_keras_pass(backwards):
    layer = keras.layers.GRU(
        3, return_sequences=True, return_state=True, go_backwards=backwards
    )
    assert assert_padding_invariant(layer, X.astype("float32"), MASK) == 3 * (10 + 3)


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (lambda x, mask: running_sum(x), "Row 1 changes by .* only its padding"),
        (lambda x, mask: x.sum(axis=1), "Row 1 changes by .* only its padding"),
        (sum_that_counts_steps, "Row 1 differs by .* without padding"),
        (last_step, "Row 0 differs by"),
        (lambda x, mask: 0 * x, "ignores its inputs"),
        (lambda x, mask: [0 * x, 0 * x[:, 0]], "ignores its inputs"),
        (lambda x, mask: x * np.nan, "not finite"),
    ],
)
def test_a_layer_that_sees_padding_fails(layer, message):
    with pytest.raises(AssertionError, match=message):
        assert_padding_invariant(layer, X, MASK)


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (np.ones((4, 5), bool), "has no False"),
        (np.zeros((4, 5), bool), "has no True"),
        (MASK[:, :4], "does not belong"),
        (MASK[..., None], "does not belong"),
    ],
)
def test_a_mask_that_tests_nothing_fails(mask, message):
    with pytest.raises(AssertionError, match=message):
        assert_padding_invariant(running_sum, X, mask)


def test_a_running_sum_is_causal():
    assert assert_causal(running_sum, X) == 4


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (lambda x: x[:, ::-1] + x, "output of step 0 .* when only steps from 1"),
        (lambda x: x + np.roll(x, -1, axis=1), "sees the future"),
        (lambda x: x + 1e-3 * x[:, -1:], "step 0 changes by .* from 1 on"),
        (lambda x: 0 * x, "does not change with its input"),
        (lambda x: np.repeat(x[:, :1], 5, axis=1), "step 1 does not change"),
        (lambda x: x.sum(axis=1), "return_sequences=True"),
        (lambda x: x / 0 * 0, "not finite"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
def test_a_layer_that_sees_the_future_or_nothing_fails(layer, message):
    with pytest.raises(AssertionError, match=message):
        assert_causal(layer, X)


def test_one_step_has_no_future():
    with pytest.raises(AssertionError, match="no past and future"):
        assert_causal(running_sum, X[:, :1])
