"""Pooling: what is masked does not count, and a row of nothing is zeros."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnncourse.layers import (
    LSTM,
    AttentionPooling,
    MaskedMaxPooling,
    MaskedMeanPooling,
)
from rnncourse.testing import assert_gradients_match, assert_padding_invariant

MASK = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0]], bool)
X = np.random.default_rng(0).normal(size=(4, 4, 3))


def attention(dtype="float64"):
    layer = AttentionPooling(5, seed=1, dtype=dtype)
    layer.build(X.shape)
    rng = np.random.default_rng(2)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    return layer


def weighted_by_hand(x, layer):
    W, b, q = layer.get_weights()
    a = np.exp(np.tanh(x @ W + b) @ q[:, 0])
    return (a / a.sum()) @ x


KINDS = {
    "max": (lambda: MaskedMaxPooling(dtype="float64"), lambda x, _: x.max(axis=0)),
    "mean": (lambda: MaskedMeanPooling(dtype="float64"), lambda x, _: x.mean(axis=0)),
    "attention": (attention, weighted_by_hand),
}


@pytest.mark.parametrize("kind", KINDS)
def test_pooling_is_what_the_steps_that_count_say(kind):
    make, by_hand = KINDS[kind]
    layer = make()
    pooled = np.asarray(layer(X, mask=MASK))
    for row in range(3):
        expected = by_hand(X[row, MASK[row]], layer)
        np.testing.assert_allclose(pooled[row], expected, atol=1e-12)
    assert (pooled[3] == 0).all()
    np.testing.assert_allclose(layer(X), layer(X, mask=np.ones_like(MASK)), atol=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_padding_is_not_seen(kind):
    layer = KINDS[kind][0]()
    assert_padding_invariant(lambda x, mask: layer(x, mask=mask), X, MASK)
    with tf.GradientTape() as tape:
        x = tf.constant(np.where(MASK[..., None], X, np.nan))
        tape.watch(x)
        loss = tf.reduce_sum(layer(x, mask=MASK) ** 2)
    gradient = np.asarray(tape.gradient(loss, x))
    assert np.isfinite(gradient).all()
    assert (gradient[~MASK] == 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_are_what_small_changes_show(kind):
    layer = KINDS[kind][0]()
    share = np.random.default_rng(3).normal(size=(4, 3))
    assert_gradients_match(
        lambda x: tf.reduce_sum(layer(x, mask=MASK) * share), [X], directions=3
    )


def test_attention_shows_its_weights():
    layer = attention()
    weights = np.asarray(layer.attention(X, mask=MASK))
    pooled = layer(X, mask=MASK)
    np.testing.assert_allclose(weights.sum(axis=1), [1, 1, 1, 0], atol=1e-12)
    assert (weights[~MASK] == 0).all()
    np.testing.assert_allclose((weights[..., None] * X).sum(axis=1), pooled, atol=1e-12)
    assert np.ptp(weights[0]) > 0.1
    new = AttentionPooling(5, seed=1)  # asked before it was ever called
    np.testing.assert_allclose(new.attention(X, mask=MASK).numpy()[3], 0)


@pytest.mark.parametrize("kind", [MaskedMaxPooling, MaskedMeanPooling])
def test_max_and_mean_are_those_of_keras_where_nothing_is_masked(kind):
    theirs = {
        MaskedMaxPooling: keras.layers.GlobalMaxPooling1D,
        MaskedMeanPooling: keras.layers.GlobalAveragePooling1D,
    }[kind]
    np.testing.assert_allclose(kind()(X), theirs()(X), atol=1e-6)


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_half_precision_is_close_and_never_nan(policy):
    x = (100 * X).astype("float32")
    for layer in (
        MaskedMaxPooling(dtype=policy),
        MaskedMeanPooling(dtype=policy),
        AttentionPooling(5, seed=1, dtype=policy),
    ):
        coarse = layer(x, mask=MASK)
        fine = type(layer).from_config({**layer.get_config(), "dtype": "float32"})
        fine.build(x.shape)
        fine.set_weights(layer.get_weights())
        assert coarse.dtype == policy.removeprefix("mixed_")
        np.testing.assert_allclose(
            tf.cast(coarse, "float32"), fine(x, mask=MASK), rtol=0.05, atol=2
        )


@pytest.mark.parametrize(
    "make",
    [MaskedMaxPooling, MaskedMeanPooling, lambda: AttentionPooling(5, seed=1)],
)
def test_a_saved_model_says_the_same_and_the_mask_ends_here(make, tmp_path):
    inputs = keras.Input((None, 3))
    hidden = LSTM(4, return_sequences=True, seed=1)(keras.layers.Masking()(inputs))
    pooled = make()(hidden)
    assert getattr(pooled, "_keras_mask", None) is None
    model = keras.Model(inputs, pooled)
    x = (X * MASK[..., None]).astype("float32")
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again(x), model(x))
    assert (np.asarray(model(x))[3] == 0).all()


def test_what_has_no_steps_is_refused():
    for layer in (MaskedMaxPooling(), MaskedMeanPooling(), AttentionPooling(2)):
        with pytest.raises(ValueError, match=r"got shape \(4, 3\).*return_sequences"):
            layer(X[:, 0])
        with pytest.raises(ValueError, match=r"mask of shape \(4, 3\)"):
            layer(X, mask=MASK[:, :3])
