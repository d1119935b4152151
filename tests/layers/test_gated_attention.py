import keras
import numpy as np
import pytest

from rnncourse.layers import AdditiveAttention, GatedAttention

RNG = np.random.default_rng(0)
S, H = RNG.normal(size=(3, 4, 5)), RNG.normal(size=(3, 6, 7))
MASK = np.arange(6) < np.array([6, 2, 1])[:, None]


def made():
    layer = GatedAttention(AdditiveAttention(8, dtype="float64"), dtype="float64")
    layer.build((None, None, 5), (None, None, 7))
    layer.set_weights([RNG.normal(size=weight.shape) for weight in layer.weights])
    return layer


def test_the_gate_is_its_equation():
    layer = made()
    contexts, weights = layer(S, H, mask=MASK)
    ungated, expected = layer.attention(S, H, mask=MASK)
    w, b = layer.gate.get_weights()
    beta = 1 / (1 + np.exp(-(S @ w + b)))
    assert beta.min() < 0.4
    assert beta.max() > 0.6
    np.testing.assert_allclose(contexts, beta * np.asarray(ungated), atol=1e-12)
    np.testing.assert_array_equal(weights, expected)


def test_one_step_is_a_row_of_all():
    layer = made()
    contexts, weights = layer(S, H, mask=MASK, keys=layer.keys(H))
    for i in range(4):
        context, looked = layer(S[:, i], H, mask=MASK, keys=layer.keys(H))
        np.testing.assert_allclose(context, contexts[:, i], atol=1e-12)
        np.testing.assert_allclose(looked, weights[:, i], atol=1e-12)


@pytest.mark.parametrize("seed", [None, 3])
def test_it_is_made_again_from_its_configuration(seed):
    layer = GatedAttention(AdditiveAttention(8, seed=seed), seed=seed)
    again = keras.saving.deserialize_keras_object(
        keras.saving.serialize_keras_object(layer)
    )
    assert again.get_config() == layer.get_config()
    assert again.attention.units == 8
    for one in (layer, again):
        one.build((None, None, 5), (None, None, 7))
    same = all(map(np.array_equal, layer.get_weights(), again.get_weights()))
    assert same == (seed is not None)
