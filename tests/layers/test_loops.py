"""Shapes that are known late, and training as students write it."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnncourse import layers
from tests.layers.cases import (
    BATCH,
    CELLS,
    FEATURES,
    MASK,
    UNITS,
    case,
    sequences,
    states_of,
)
from tests.layers.checks import assert_close, numbers

KINDS = [getattr(layers, c.cell.__name__.removesuffix("Cell")) for c in CELLS]
SOME = [case("lstm"), case("gru"), case("multiplicative")]


def kind_of(row):
    return getattr(layers, row.cell.__name__.removesuffix("Cell"))


@pytest.mark.parametrize("row", SOME, ids=str)
def test_batch_and_time_may_be_unknown(row):
    layer = row.make()
    free = [tf.TensorSpec((None, UNITS), tf.float64)] * row.states

    @tf.function(
        autograph=False,
        input_signature=[
            tf.TensorSpec((None, None, FEATURES), tf.float64),
            tf.TensorSpec((None, None), tf.bool),
            free,
        ],
    )
    def run(x, mask, states):
        with tf.GradientTape() as tape:
            tape.watch(x)
            results = layer(x, initial_state=states, mask=mask)
            loss = tf.add_n([tf.reduce_sum(result**2) for result in results])
        return [*results, tape.gradient(loss, x)]

    for batch, time in [(5, 6), (2, 3), (4, 1)]:
        x, mask = sequences()[:batch, :time], MASK[:batch, :time]
        states = [state[:batch] for state in states_of(row)]
        got = run(tf.constant(x), tf.constant(mask), states)
        assert_close(got[:-1], layer(x, initial_state=states, mask=mask))
        assert got[-1].shape == x.shape
    assert run.experimental_get_tracing_count() == 1


@pytest.mark.parametrize("row", SOME, ids=str)
def test_a_model_reads_sequences_of_any_length(row):
    inputs = keras.Input((None, FEATURES), dtype="float64")
    hidden = keras.layers.Masking(0.0, dtype="float64")(inputs)
    layer = row.make(built=False)
    model = keras.Model(inputs, layer(hidden))
    assert model.outputs[0].shape == (None, None, UNITS)
    for time in (6, 2):
        x = sequences()[:, :time] * MASK[:, :time, None]
        assert_close(model(x), layer(x, mask=MASK[:, :time]))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_layer_learns_and_every_weight_moves(kind):
    """Four sequences that begin alike: told apart by what is remembered."""
    keras.utils.set_random_seed(3)
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4, 5, 3)).astype("float32")
    x[:, 2:] = x[:1, 2:]  # what comes last is the same in all four
    layer = kind(8, name="memory")
    model = keras.Sequential([layer, keras.layers.Dense(4)])
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(0.05)
    model.build(x.shape)
    before = [np.array(weight) for weight in layer.trainable_weights]
    optimizer.build(model.trainable_variables)
    targets = tf.range(4)

    @tf.function(autograph=False)
    def train(steps):
        loss = tf.constant(0.0)
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = loss_of(targets, model(x))
            grads = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(
                zip(grads, model.trainable_variables, strict=True)
            )
        return loss

    losses = [float(train(1)) for _ in range(60)]
    assert losses[0] > 1.0
    assert losses[-1] < 0.1
    for weight, old in zip(layer.trainable_weights, before, strict=True):
        assert abs(np.array(weight) - old).max() > 1e-3, weight.path


def test_fit_compiles_with_masks_and_dropout():
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [
            keras.layers.Embedding(7, 3, mask_zero=True),
            layers.ResetBeforeGRU(4, dropout=0.2, recurrent_dropout=0.2, seed=1),
            keras.layers.Dense(1),
        ]
    )
    model.compile("adam", "mse", jit_compile=True)
    ids = np.random.default_rng(0).integers(0, 7, (8, 6))
    history = model.fit(ids, np.ones(8), batch_size=8, epochs=8, verbose=0)
    losses = history.history["loss"]
    assert np.isfinite(losses).all()
    assert losses[-1] < losses[0]
    assert model.predict(ids, verbose=0).shape == (8, 1)


def test_an_embedding_makes_the_mask():
    keras.utils.set_random_seed(3)
    embedding = keras.layers.Embedding(7, FEATURES, mask_zero=True)
    layer = layers.GRU(UNITS)
    ids = np.array([[3, 1, 4, 0, 0], [2, 5, 0, 0, 0]])
    got = numbers(layer(embedding(ids)))[0]
    for row, length in enumerate([3, 2]):
        alone = numbers(layer(embedding(ids[row : row + 1, :length])))[0]
        np.testing.assert_allclose(got[row], alone[0], atol=1e-6)


def test_a_mask_goes_on_to_the_next_layer_only_with_sequences():
    x, mask = sequences(dtype="float32"), tf.constant(MASK)
    assert layers.LSTM(UNITS).compute_mask(x, mask) is None
    assert layers.LSTM(UNITS, return_sequences=True).compute_mask(x, mask) is mask
    assert tuple(layers.LSTM(UNITS).compute_output_shape(x.shape)) == (BATCH, UNITS)
