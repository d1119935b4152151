"""What must hold for every attention, with an oracle written from the papers."""

import keras
import numpy as np

from rnncourse.layers import AdditiveAttention, DotAttention, MultiplicativeAttention

BATCH, TARGET, SOURCE, UNITS, FEATURES, HIDDEN = 4, 3, 5, 6, 7, 8
MASK = (
    np.array([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0]]) > 0
)


def additive(s, h, W, U, v):
    return np.tanh(s @ W + h @ U) @ v[:, 0]


def multiplicative(s, h, W):
    return s @ (h @ W)


def dot(s, h):
    return s @ h


KINDS = {
    "additive": (lambda **o: AdditiveAttention(HIDDEN, **o), additive, FEATURES),
    "multiplicative": (MultiplicativeAttention, multiplicative, FEATURES),
    "dot": (DotAttention, dot, UNITS),
}


def queries(kind, dtype="float64"):
    rng = np.random.default_rng(1)
    return rng.normal(size=(BATCH, TARGET, KINDS[kind][2])).astype(dtype)


def memory(dtype="float64"):
    rng = np.random.default_rng(2)
    return rng.normal(size=(BATCH, SOURCE, UNITS)).astype(dtype)


def made(kind, **options):
    """Return an attention with random weights."""
    layer = KINDS[kind][0](**{"dtype": "float64", **options})
    layer.build((None, None, KINDS[kind][2]), (None, None, UNITS))
    rng = np.random.default_rng(3)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.weights])
    return layer


def oracle(kind, weights):
    """Compute contexts and weights one pair of words after the other."""
    score, s, h = KINDS[kind][1], queries(kind), memory()
    alpha = np.zeros((BATCH, TARGET, SOURCE))
    for b in range(BATCH):
        there = np.flatnonzero(MASK[b])
        for i in range(TARGET):
            e = np.array([np.exp(score(s[b, i], h[b, j], *weights)) for j in there])
            alpha[b, i, there] = e / e.sum() if len(there) else 0
    contexts = np.zeros((BATCH, TARGET, UNITS))
    for b in range(BATCH):
        for i in range(TARGET):
            for j in range(SOURCE):
                contexts[b, i] += alpha[b, i, j] * h[b, j]
    return contexts, alpha


def looked(layer, kind, h=None, **options):
    h = memory() if h is None else h
    options = {"mask": MASK, **options}
    found = layer(queries(kind), h, **options)
    return [keras.ops.convert_to_numpy(array) for array in found]


def check_values(kind):
    layer = made(kind)
    right = oracle(kind, layer.get_weights())
    for one, other in zip(looked(layer, kind), right, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-12)


def check_padding(kind):
    layer = made(kind)
    clean = looked(layer, kind)
    garbage = np.where(MASK[..., None], memory(), 1e3)
    for one, other in zip(looked(layer, kind, garbage), clean, strict=True):
        np.testing.assert_array_equal(one, other)
    for row, there in enumerate(MASK[:3]):  # the last row has no word
        alone = layer(queries(kind)[row : row + 1], memory()[row : row + 1, there])
        np.testing.assert_allclose(alone[0][0], clean[0][row], rtol=1e-10)
        np.testing.assert_allclose(alone[1][0], clean[1][row][:, there], rtol=1e-10)


def check_steps(kind):
    layer = made(kind)
    contexts, weights = looked(layer, kind)
    keys = layer.keys(keras.ops.convert_to_tensor(memory()))
    for i in range(TARGET):
        one = layer(queries(kind)[:, i], memory(), mask=MASK, keys=keys)
        np.testing.assert_allclose(one[0], contexts[:, i], rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(one[1], weights[:, i], rtol=1e-10, atol=1e-12)
    other = looked(layer, kind, keys=keras.ops.flip(keys, axis=1))
    assert abs(other[1] - weights).max() > 0.1  # what is given is used


def check_owners(kind):
    """Queries that look at one memory see what each of them sees alone."""
    layer = made(kind)
    rng = np.random.default_rng(4)
    s = rng.normal(size=(7, KINDS[kind][2]))
    owners = np.array([2, 0, 2, 1, 2, 0, 3])
    alone = layer(s, memory()[owners], mask=MASK[owners])
    keys = layer.keys(keras.ops.convert_to_tensor(memory()))
    found = layer(s, memory(), mask=MASK, keys=keys, owners=owners)
    for one, other in zip(found, alone, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-12)
