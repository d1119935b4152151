"""The ladder on JAX, in short; run in a process of its own by `test_jax.py`.

For every row of the table, values and gradients are compared with those that the other
process found on TensorFlow in double precision. Keras computes some functions in single
precision on JAX, so the tolerance is that of single precision.
"""

import sys

import jax
import keras
import numpy as np

from rnncourse.layers import Recurrent
from rnncourse.testing import assert_causal, assert_padding_invariant
from tests.layers.cases import FEATURES, MASK, TIME, case, sequences, states_of
from tests.layers.checks import numbers

CLOSE = 2e-4
X = sequences(dtype="float32")


def assert_close(some, others):
    for one, other in zip(numbers(some), numbers(others), strict=True):
        assert one.shape == other.shape
        scale = max(1.0, abs(other).max())
        assert abs(one - other).max() < CLOSE * scale, abs(one - other).max()


def made(row, **options):
    return row.make(dtype="float32", **options), states_of(row, dtype="float32")


def differentiated(layer, states, *, training=False):
    """Return results and gradients by inputs, initial states and weights, compiled."""
    rest = [variable.value for variable in layer.non_trainable_variables]

    def loss(x, states, weights):
        results, _ = layer.stateless_call(
            weights, rest, x, initial_state=list(states), mask=MASK, training=training
        )
        rng = np.random.default_rng(11)  # as in `gradient_checks.weighted_sum`
        return sum((r * rng.normal(size=r.shape)).sum() for r in results), results

    weights = [variable.value for variable in layer.trainable_variables]
    gradient = jax.jit(jax.grad(loss, argnums=(0, 1, 2), has_aux=True))
    (dx, ds, dw), results = gradient(X, states, weights)
    return [*results, dx, *ds, *dw]


def check_row(row, folder):
    """Values and gradients are those of TensorFlow."""
    layer, states = made(row)
    with np.load(f"{folder}/{row}.npz") as right:
        expected = [right[name] for name in right.files]
    assert_close(differentiated(layer, states), expected)


def check_time():
    """Neither padding nor the future is seen."""
    layer, states = made(case("reset before"))
    compiled = jax.jit(lambda x, mask=None: layer(x, mask=mask))
    assert_padding_invariant(compiled, X, MASK, tolerance=CLOSE)
    assert_causal(jax.jit(lambda x: layer(x, initial_state=states)), X)


def check_dropout():
    """With the same masks, the engine and the unrolled loop of Keras agree."""
    options = {"dropout": 0.3, "recurrent_dropout": 0.4, "seed": 7}
    row = case("minimal")
    layer, states = made(row, **options)
    unrolled = row.make(dtype="float32", cell=layer.cell, unroll=True, **options)
    got = numbers(differentiated(layer, states, training=True))
    expected = numbers(differentiated(unrolled, states, training=True))
    shown = MASK.cumsum(axis=1)[..., None] > 0  # before, Keras shows initial states
    without = numbers(layer(X, initial_state=states, mask=MASK))
    assert_close(got[0], expected[0] * shown)
    assert_close(got[1:2], expected[1:2])
    assert abs(got[0] - without[0]).max() > 0.05
    assert_close(got[3:], expected[3:])


def check_direction_and_parts():
    row = case("gru")
    (forward, states), (backward, _) = made(row), made(row, go_backwards=True)
    assert_close(
        backward(X, initial_state=states, mask=MASK),
        forward(X[:, ::-1], initial_state=states, mask=MASK[:, ::-1]),
    )
    stateful, _ = made(row, stateful=True)
    first, second = numbers(stateful(X[:, :2])[0]), numbers(stateful(X[:, 2:])[0])
    whole = numbers(forward(X)[0])[0]
    assert_close(np.concatenate([first[0], second[0]], axis=1), whole)


def check_precision():
    row = case("peephole")
    layer = row.make(dtype="mixed_bfloat16", cell=row.make_cell("mixed_bfloat16"))
    fine = row.make(dtype="float32")
    fine.set_weights([*layer.get_weights()])
    half, single = layer(X, mask=MASK)[0], fine(X, mask=MASK)[0]
    assert str(half.dtype) == "bfloat16"
    assert abs(np.asarray(half, "float32") - np.asarray(single)).max() < 0.1


def check_training_and_saving(folder):
    keras.utils.set_random_seed(3)
    inputs = keras.Input((None, FEATURES))
    hidden = keras.layers.Masking(0.0)(inputs)
    hidden = Recurrent(case("fgr").make_cell("float32"), return_sequences=True)(hidden)
    hidden = keras.layers.Bidirectional(
        Recurrent(case("reset before").make_cell("float32"), dropout=0.1, seed=1)
    )(hidden)
    model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
    model.compile(keras.optimizers.Adam(0.03), "mse")
    x = X * MASK[..., None]
    targets = x[:, :2].sum(axis=(1, 2))
    before = model.get_weights()
    history = model.fit(x, targets, epochs=30, batch_size=5, verbose=0)
    losses = history.history["loss"]
    assert losses[-1] < 0.3 * losses[0], losses
    after = model.get_weights()
    moved = [abs(new - old).max() for new, old in zip(after, before, strict=True)]
    assert np.sum(np.array(moved) > 1e-3) == len(model.trainable_weights)
    model.save(f"{folder}/model.keras")
    again = keras.saving.load_model(f"{folder}/model.keras")
    assert_close(again(x[:, : TIME - 2]), model(x[:, : TIME - 2]))


def main(folder, *names):
    """Check the rows with these names; without names, what one row shows for all."""
    assert keras.config.backend() == "jax"
    for name in names:
        check_row(case(name), folder)
        print(name, "passes", flush=True)
    if not names:
        check_time()
        check_dropout()
        check_direction_and_parts()
        check_precision()
        check_training_and_saving(folder)
    print("passes on jax")


if __name__ == "__main__":
    main(*sys.argv[1:])
