"""What must hold for dropout masks; tests call it, mutants must break it."""

import numpy as np
from keras import ops

from rnncourse.layers import Elman, ResidualElman
from tests.layers.checks import numbers

ROWS, LENGTH, WIDTH = 16, 4, 64


def linear(*, W, U, **options):
    """Return an Elman layer that only adds: relu of sums that are positive."""
    layer = Elman(WIDTH, activation="relu", return_sequences=True, **options)
    layer.build((None, LENGTH, WIDTH))
    layer.set_weights([W * np.eye(WIDTH), U * np.eye(WIDTH), np.zeros(WIDTH)])
    return layer


def about(share, expected, count=ROWS * WIDTH):
    """Whether a share lies within four standard deviations of what is expected."""
    return abs(share - expected) < 4 * np.sqrt(expected * (1 - expected) / count)


def check_input_dropout():
    """The same inputs are dropped at every step; the others are scaled up."""
    layer = linear(W=1, U=0, dropout=0.25, seed=1)
    outputs = numbers(layer(ops.ones((ROWS, LENGTH, WIDTH)), training=True))[0]
    np.testing.assert_array_equal(outputs, np.repeat(outputs[:, :1], LENGTH, axis=1))
    kept = outputs[:, 0] > 0
    np.testing.assert_allclose(outputs[:, 0][kept], 1 / 0.75, rtol=1e-6)
    assert about(kept.mean(), 0.75)
    assert (kept != kept[0]).any()  # a row has its own mask


def check_recurrent_dropout():
    """What was dropped once is dropped at every step; the others are scaled up."""
    layer = linear(W=0, U=1, recurrent_dropout=0.25, seed=1)
    zeros, ones = ops.zeros((ROWS, LENGTH, WIDTH)), ops.ones((ROWS, WIDTH))
    outputs = numbers(layer(zeros, initial_state=[ones], training=True))[0]
    kept = outputs[:, 0] > 0
    for t in range(LENGTH):
        np.testing.assert_allclose(outputs[:, t], kept * 0.75 ** -(t + 1), rtol=1e-5)
    assert about(kept.mean(), 0.75)
    assert (kept != kept[0]).any()


def check_state_is_kept():
    """Dropout is on what a matrix multiplies, not on the state that goes on."""
    layer = ResidualElman(WIDTH, activation="relu", recurrent_dropout=0.5, seed=1)
    layer.build((None, LENGTH, WIDTH))
    layer.set_weights([np.eye(WIDTH), np.zeros((WIDTH, WIDTH)), np.zeros(WIDTH)])
    zeros, ones = ops.zeros((ROWS, LENGTH, WIDTH)), ops.ones((ROWS, WIDTH))
    output = numbers(layer(zeros, initial_state=[ones], training=True))[0]
    np.testing.assert_array_equal(output, 1)


DROPOUT = [check_input_dropout, check_recurrent_dropout, check_state_is_kept]
