"""Compiled steps: the same function, also after training, for any number of rows."""

import keras
import numpy as np
from keras import ops

from rnncourse.decoding import compiled


def test_a_compiled_step_sees_new_weights_and_is_traced_a_few_times_only():
    weights = keras.Variable(np.zeros((5, 5), "float32"))
    traces = []

    def step(tokens, state):
        traces.append(tokens.shape)
        return ops.log_softmax(ops.take(weights, tokens, axis=0)), state

    fast = compiled(step)
    for value in (0.0, 1.0):
        rows = np.random.default_rng(1).normal(size=(5, 5)) * value
        weights.assign(rows)
        for batch in range(1, 9):
            tokens = np.arange(batch) % 5
            log_probs, state = fast(tokens, {"h": np.ones((batch, 2))})
            expected = rows[tokens] - np.log(
                np.exp(rows[tokens]).sum(-1, keepdims=True)
            )
            np.testing.assert_allclose(log_probs, expected, atol=1e-5)
            assert ops.convert_to_numpy(state["h"]).shape == (batch, 2)
    assert len(traces) <= 3
