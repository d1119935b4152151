"""Half precision: the outputs are coarse, the weights and their gradients are not."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnncourse import layers
from tests.layers.cases import CELLS, MASK, sequences
from tests.layers.checks import numbers

ROUNDING = {"mixed_float16": 2.0**-10, "mixed_bfloat16": 2.0**-7}


@pytest.mark.parametrize("policy", ROUNDING)
@pytest.mark.parametrize("row", CELLS, ids=str)
def test_half_precision_is_close_to_single(row, policy):
    kind = getattr(layers, row.cell.__name__.removesuffix("Cell"))
    options = {"return_sequences": True, **row.options}
    coarse = kind(4, dtype=policy, recurrent_dropout=0.1, seed=1, **options)
    fine = kind(4, dtype="float32", **options)
    x = sequences(dtype="float32")
    keras.utils.set_random_seed(3)
    fine.build(x.shape)
    coarse.build(x.shape)
    coarse.set_weights(
        [*fine.get_weights(), *coarse.get_weights()[len(fine.weights) :]]
    )
    half = policy.removeprefix("mixed_")
    with tf.GradientTape() as tape:
        outputs = coarse(x, mask=MASK)
        loss = tf.reduce_sum(tf.cast(outputs, "float32") ** 2)
    gradients = tape.gradient(loss, [w.value for w in coarse.trainable_weights])
    assert outputs.dtype == half
    assert {weight.dtype for weight in coarse.trainable_weights} == {"float32"}
    assert {gradient.dtype for gradient in gradients} == {tf.float32}
    with tf.GradientTape() as tape:
        expected = fine(x, mask=MASK)
        loss = tf.reduce_sum(expected**2)
    right = tape.gradient(loss, [w.value for w in fine.trainable_weights])
    tolerance = 40 * ROUNDING[policy]
    for one, other in zip([outputs, *gradients], [expected, *right], strict=True):
        one, other = numbers([tf.cast(one, "float32"), other])
        assert abs(one - other).max() <= tolerance * max(1, abs(other).max())


@pytest.mark.parametrize("policy", ROUNDING)
def test_training_in_half_precision_learns(policy):
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [
            layers.PeepholeLSTM(8, dtype=policy, recurrent_dropout=0.1, seed=1),
            keras.layers.Dense(1, dtype="float32"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.05), "mse", jit_compile=False)
    x = sequences(dtype="float32")
    history = model.fit(x, x.sum(axis=(1, 2)), epochs=30, batch_size=5, verbose=0)
    losses = history.history["loss"]
    assert np.isfinite(losses).all()
    assert losses[-1] < 0.5 * losses[0]
