"""Chains on JAX, run in a process of its own by `test_jax.py`."""

import sys

import jax
import keras
import numpy as np

from rnncourse.layers import CRF, chain
from tests.layers.chain_checks import ALLOWED, MASK, TAGS, arguments, loss, scores
from tests.layers.chain_checks import weights as tables


def main(path):
    """Compare with what the other process stored, in single precision."""
    assert keras.config.backend() == "jax"
    single = [np.float32(array) for array in [scores(), *tables()]]
    value, gradients = jax.jit(jax.value_and_grad(loss, (0, 1, 2, 3)))(*single)
    named = {key: np.float32(a) for key, a in arguments().items() if key != "mask"}
    named["mask"] = MASK
    tags, best = jax.jit(chain.viterbi)(single[0], **named)
    marginals = jax.jit(chain.marginals)(single[0], **named)
    with np.load(path) as right:
        expected = [right[name] for name in right.files]
    for got, other in zip(
        [value, *gradients, tags, best, marginals], expected, strict=True
    ):
        np.testing.assert_allclose(got, other, rtol=1e-5, atol=1e-5)

    layer = CRF(TAGS, allowed=ALLOWED)
    layer.build((None, None, TAGS))
    layer.set_weights(tables())
    forbidden = np.ones(MASK.shape, int)  # 1 must not come first
    probabilities = np.exp(layer.log_likelihood(single[0], forbidden, MASK))
    assert probabilities.tolist() == [0, 0, 0, 0, 0, 1]  # the last row has no word
    shares = np.asarray(layer.marginals(single[0], MASK))
    np.testing.assert_allclose(shares.sum(axis=-1), MASK, atol=1e-5)
    assert (shares[:, 0][:, ~ALLOWED[1]] == 0).all()
    decoded = np.asarray(layer.decode(single[0], MASK))
    assert ALLOWED[1][decoded[:, 0]].all()
    print("chains pass on jax")


if __name__ == "__main__":
    main(*sys.argv[1:])
