"""A gradient that is wrong, or that nothing measures, must not pass."""

import numpy as np
import pytest

from rnncourse.testing import assert_gradients_match

RNG = np.random.default_rng(1)
CASE = [RNG.normal(size=(2, 3)), RNG.normal(size=(3, 4))]


def loss(x, w):
    return np.tanh(x @ w).sum()


def by_hand(x, w):
    d = 1 - np.tanh(x @ w) ** 2
    return [d @ w.T, x.T @ d]


def spoilt(place):
    def gradients(x, w):
        dx, dw = by_hand(x, w)
        dw[place] += 1e-4
        return [dx, dw]

    return gradients


@pytest.mark.parametrize("directions", [None, 2])
def test_right_gradients_pass(directions):
    count = assert_gradients_match(loss, CASE, gradients=by_hand, directions=directions)
    assert count == (18 if directions is None else 4)


@pytest.mark.parametrize("place", [(0, 0), (2, 3)])
def test_one_wrong_coordinate_is_named(place):
    with pytest.raises(AssertionError, match=rf"argument 1 is wrong at \({place[0]}, "):
        assert_gradients_match(loss, CASE, gradients=spoilt(place))


@pytest.mark.parametrize("place", [(0, 0), (2, 3)])
def test_one_wrong_coordinate_shows_in_a_random_direction(place):
    with pytest.raises(AssertionError, match="argument 1 is wrong along a random"):
        assert_gradients_match(loss, CASE, gradients=spoilt(place), directions=2)


def test_tensorflow_differentiates_where_no_gradient_is_given():
    import tensorflow as tf

    assert assert_gradients_match(lambda x: tf.reduce_sum(x**3), [CASE[0]]) == 6

    @tf.custom_gradient
    def wrong(x):
        return tf.reduce_sum(x**3), lambda d: d * 2 * x**2

    with pytest.raises(AssertionError, match="argument 0 is wrong"):
        assert_gradients_match(wrong, [CASE[0]])
    with pytest.raises(AssertionError, match="no gradient of argument 0"):
        assert_gradients_match(lambda x: tf.reduce_sum(tf.round(x)), [CASE[0]])


@pytest.mark.parametrize(
    ("function", "arguments", "gradients", "message"),
    [
        (lambda x: 0.0 * x.sum(), CASE[:1], lambda x: [0 * x], "does not depend"),
        (lambda x: 3.0, CASE[:1], lambda x: [0 * x], "does not depend on argument 0"),
        (lambda x: x.sum() * np.nan, CASE[:1], lambda x: [x], "not finite"),
        (
            lambda x: x.sum(),
            [np.array([np.inf])],
            lambda x: [x],
            "of argument 0 is not",
        ),
        (lambda x: x.sum(), CASE[:1], lambda x: [x * np.nan], "gradient of .* not fin"),
        (lambda x: np.float32(x.sum()), CASE[:1], lambda x: [x], "in float32"),
        (lambda x: x, CASE[:1], lambda x: [x], r"array of shape \(2, 3\)"),
        (lambda: 1.0, [], list, "Nothing was compared"),
        (loss, CASE, lambda x, w: by_hand(x, w)[:1], "1 gradients for 2"),
        (loss, CASE, lambda x, w: by_hand(x, w)[::-1], r"has the shape \(3, 4\)"),
    ],
)
def test_what_proves_nothing_fails(function, arguments, gradients, message):
    with pytest.raises(AssertionError, match=message):
        assert_gradients_match(function, arguments, gradients=gradients)
