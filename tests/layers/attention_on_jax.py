"""Attention on JAX, run in a process of its own by `test_attention.py`."""

import sys

import jax
import keras
import numpy as np

from tests.layers.attention_checks import KINDS, MASK, made, memory, queries


def main(path):
    """Compare with what the other process stored, in single precision."""
    assert keras.config.backend() == "jax"
    for kind in KINDS:
        layer = made(kind, dtype="float32")

        def loss(s, h, layer=layer):
            contexts, weights = layer(s, h, mask=MASK)
            return (contexts**2).sum() + (weights**2).sum()

        arguments = queries(kind, "float32"), memory("float32")
        value, gradients = jax.jit(jax.value_and_grad(loss, (0, 1)))(*arguments)
        with np.load(path) as right:
            expected = [right[f"{kind}{number}"] for number in range(3)]
        for got, other in zip([value, *gradients], expected, strict=True):
            np.testing.assert_allclose(got, other, rtol=1e-4, atol=1e-5)
    print("attention passes on jax")


if __name__ == "__main__":
    main(*sys.argv[1:])
