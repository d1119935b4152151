"""Bad input: what came, what was expected, what to do."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnncourse import layers
from rnncourse.layers import (
    GRU,
    LSTM,
    CellLayer,
    Elman,
    LSTMCell,
    MultiplicativeRNN,
    Recurrent,
)

X = np.zeros((2, 5, 3), "float32")
STATE = np.zeros((2, 4), "float32")
PUBLIC = [getattr(layers, name) for name in layers.__all__]
KINDS = [public for public in PUBLIC if getattr(public, "cell_class", None)]


def built():
    layer = LSTM(4, name="memory")
    layer(X)
    return layer


@pytest.mark.parametrize(
    ("call", "came", "expected", "advice"),
    [
        (lambda: built()(X[0]), r"\(5, 3\)", "batch, time, features", "missing axis"),
        (lambda: LSTM(4)(X[0]), r"\(5, 3\)", "batch, time, features", "missing axis"),
        (lambda: LSTM(4)(X[None]), r"\(1, 2, 5, 3\)", "batch, time", "reshape"),
        (lambda: built()(X[:, :0]), r"\(2, 0, 3\)", "batch, time", "at least one step"),
        (
            lambda: LSTM(4)(keras.Input((None, None))),
            r"\(\?, \?, \?\)",
            "batch, time, features",
            r"keras.Input\(\(None, features\)\)",
        ),
        (
            lambda: built()(np.zeros((2, 5, 7), "float32")),
            r"got 7, in shape \(2, 5, 7\)",
            "built for 3 features",
            "another layer",
        ),
        (
            lambda: built()(keras.Input((None, 7))),
            "got 7",
            "built for 3 features",
            "another layer",
        ),
        (
            lambda: built()(X, initial_state=[STATE]),
            "got 1",
            r"has 2 state\(s\)",
            "as `return_state=True` returns it",
        ),
        (
            lambda: built()(X, initial_state=[STATE, STATE[:, :3]]),
            r"got \(2, 3\)",
            r"State 1 .* \(batch, units\), here \(2, 4\)",
            "as `return_state=True` returns them",
        ),
        (
            lambda: built()(X, initial_state=[STATE[:1], STATE]),
            r"got \(1, 4\)",
            r"State 0 .* here \(2, 4\)",
            "as `return_state=True` returns them",
        ),
        (
            lambda: GRU(4)(X, initial_state=[STATE.tolist()]),
            "got a list",
            r"State 0 .* here \(2, 4\)",
            "numpy.array",
        ),
        (
            lambda: built()(X, mask=np.ones((2, 4), bool)),
            r"got \(2, 4\)",
            r"\(batch, time\), here \(2, 5\)",
            "whether it belongs to the sequence",
        ),
        (
            lambda: built()(X, mask=np.ones((2, 5, 1), bool)),
            r"got \(2, 5, 1\)",
            r"\(batch, time\), here \(2, 5\)",
            "whether it belongs",
        ),
        (
            lambda: built()(X, mask=[[True] * 5] * 2),
            "got a list",
            r"\(batch, time\), here \(2, 5\)",
            "numpy.array",
        ),
        (lambda: built()(X.astype(int)), "got int64", "real numbers", "Embedding"),
        (
            lambda: built()(keras.Input((5, 3), dtype="int32")),
            "got int32",
            "real numbers",
            "cast to float32",
        ),
        (
            lambda: LSTM(4)(np.zeros((2, 5), int)),
            r"\(2, 5\)",
            "batch, time, features",
            "Embedding for ids",
        ),
    ],
)
def test_a_call_that_does_not_fit_is_explained(call, came, expected, advice):
    with pytest.raises(ValueError, match=came) as error:
        call()
    for words in (expected, advice):
        error.match(words)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("units", [0, -3, 2.5, True, "4", None])
def test_units_are_whole_and_positive(kind, units):
    for make in (kind, kind.cell_class):
        with pytest.raises(ValueError, match="`units` must be a whole number") as error:
            make(units)
        error.match(f"got {units!r}")


@pytest.mark.parametrize("factors", [0, 1.5, True])
def test_factors_are_whole_and_positive(factors):
    with pytest.raises(ValueError, match=f"1 or more; got {factors!r}. Leave it out"):
        MultiplicativeRNN(4, factors=factors)


@pytest.mark.parametrize("kind", [Elman, layers.ResidualElman, GRU])
@pytest.mark.parametrize("activation", ["softmax", None, keras.ops.tanh, ["tanh"]])
def test_an_unknown_activation_is_answered_with_the_known_ones(kind, activation):
    with pytest.raises(ValueError, match="use one of 'tanh', 'relu'") as error:
        kind(4, activation=activation)
    assert f"Unknown activation {activation!r}" in str(error.value)


def test_an_option_that_a_cell_does_not_have_is_named():
    with pytest.raises(ValueError, match="'activation': 'tanh'"):
        LSTM(4, activation="tanh")


@pytest.mark.parametrize("name", ["dropout", "recurrent_dropout"])
@pytest.mark.parametrize("rate", [1.0, 1, -0.1, "a", None, np.nan])
def test_a_rate_is_a_share_below_one(name, rate):
    with pytest.raises(ValueError, match=f"`{name}` .* from 0 to below 1") as error:
        LSTM(4, **{name: rate})
    assert f"got {rate!r}" in str(error.value)


def test_recurrent_dropout_needs_a_cell_that_can_have_it():
    with pytest.raises(ValueError, match="needs a cell of rnncourse; got LSTMCell"):
        Recurrent(keras.layers.LSTMCell(4), recurrent_dropout=0.1)


@pytest.mark.parametrize(
    ("inputs", "states", "words"),
    [
        (X, [STATE, STATE], [r"got \(2, 5, 3\)", "one step", r"Recurrent\(cell\)"]),
        (X[:, 0, :2], [STATE, STATE], [r"got \(2, 2\)", r"here \(\?, 3\)"]),
        (X[:, 0], [STATE], ["got 1", r"has 2 state\(s\)", "a step returns it"]),
        (X[:, 0], [STATE, X[:, 0]], [r"got \(2, 3\)", "State 1 of the cell"]),
        (X[:1, 0], [STATE, STATE], [r"here \(1, 4\)", r"got \(2, 4\)"]),
    ],
)
def test_a_step_that_does_not_fit_is_explained(inputs, states, words):
    cell = LSTMCell(4)
    cell.build((None, 3))
    with pytest.raises(ValueError, match=words[0]) as error:
        cell(inputs, states)
    for word in words:
        error.match(word)


def test_shapes_of_unknown_rank_are_refused():
    layer = built()

    @tf.function(input_signature=[tf.TensorSpec(None)], autograph=False)
    def run(x):
        return layer(x)

    with pytest.raises(ValueError, match=r"any rank[\s\S]*tf.TensorSpec"):
        run(X)


def test_a_step_that_breaks_its_contract_is_refused():
    class Wrong(layers.RecurrentCell):
        def step(self, xs, states, weights, add_product):
            return [add_product(xs[0] + 0, states[0], weights[0])]

    class Twice(layers.RecurrentCell):
        def step(self, xs, states, weights, add_product):
            h = add_product(xs[0], states[0], weights[0])
            return [add_product(None, h, weights[0])]

    class Fewer(layers.RecurrentCell):
        state_names = ("h", "c")

        def step(self, xs, states, weights, add_product):
            return [add_product(xs[0], states[0], weights[0])]

    for cell, words in [
        (Wrong, "one of the inputs handed to the step"),
        (Twice, "each matrix once"),
        (Fewer, "took 2 states and returned 1"),
        (layers.RecurrentCell, "does not define `step`"),
    ]:
        with pytest.raises((ValueError, NotImplementedError), match=words):
            Recurrent(cell(4))(X)


def test_a_layer_without_a_cell_is_refused():
    with pytest.raises(TypeError, match=r"abstract\. Use a layer such as `LSTM`"):
        CellLayer(4)
