"""Backwards: what must hold for the gradients of every row of the table."""

import numpy as np
import tensorflow as tf

from rnncourse.testing import assert_gradients_match
from tests.layers.cases import MASK, sequences, states_of
from tests.layers.checks import assert_close, keras_loop, numbers


def weighted_sum(results, seed=11):
    """Return one number in which every number of the results counts differently."""
    rng = np.random.default_rng(seed)
    total = 0.0
    for result in results:
        total += tf.reduce_sum(result * tf.constant(rng.normal(size=result.shape)))
    return total


def check_numerical(case):
    """Gradients are what small changes of weights, inputs and states show."""
    layer, x, states = case.make(), sequences(time=4), states_of(case)
    mask, count = MASK[:, [0, 2, 3, 4]], len(states)
    unused = [variable.value for variable in layer.non_trainable_variables]

    @tf.function(autograph=False)
    def loss(x, *rest):
        results, _ = layer.stateless_call(
            rest[count:], unused, x, initial_state=list(rest[:count]), mask=mask
        )
        return weighted_sum(results)

    weights = [np.asarray(weight) for weight in layer.trainable_weights]
    assert_gradients_match(loss, [x, *states, *weights], directions=2, tolerance=1e-7)


def gradients(layer, x, states, mask, *, training=False):
    """Return results, and gradients by inputs, initial states and weights."""
    x, *states = [tf.convert_to_tensor(array) for array in [x, *states]]
    with tf.GradientTape() as tape:
        tape.watch([x, *states])
        results = layer(x, initial_state=states, mask=mask, training=training)
        loss = weighted_sum(results)
    sources = [x, *states, *[weight.value for weight in layer.trainable_weights]]
    return [*results, *tape.gradient(loss, sources)]


def check_engine_gradient(case):
    """The engine's gradient is that of the differentiated loop of Keras."""
    layer, x, states = case.make(), sequences(), states_of(case)
    for mask in (None, MASK):
        got = gradients(layer, x, states, mask)
        expected = gradients(keras_loop(layer), x, states, mask)
        assert_close(got, expected, tolerance=1e-9)
        assert all(abs(gradient).max() > 1e-3 for gradient in numbers(got))


def check_dropout_gradient(case):
    """With the same dropout masks, the engine and the loop of Keras agree."""
    options = {"dropout": 0.3, "recurrent_dropout": 0.4, "seed": 7}
    x, states = sequences(), states_of(case)
    layer = case.make(**options)
    unrolled = case.make(cell=layer.cell, built=False, unroll=True, **options)
    without = numbers(case.make()(x, initial_state=states))
    for mask in (None, MASK):
        got = gradients(layer, x, states, mask, training=True)
        expected = gradients(unrolled, x, states, mask, training=True)
        assert_close(got, expected, tolerance=1e-9)
        assert abs(numbers(got)[0] - without[0]).max() > 0.1


def check_compiled(case):
    """Under XLA the values and the gradients stay what they are."""
    layer, x, states = case.make(), sequences(), states_of(case)
    compiled = tf.function(gradients, jit_compile=True, autograph=False)
    mask = tf.constant(MASK)
    got = compiled(layer, tf.constant(x), states, mask)
    assert_close(got, gradients(layer, x, states, mask), tolerance=1e-9)


GRADIENTS = [check_numerical, check_engine_gradient, check_dropout_gradient]
