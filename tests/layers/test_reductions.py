"""Cells that become each other, and the layers of Keras, where some weights agree."""

import keras
import numpy as np
import pytest

from rnncourse import layers
from tests.layers.cases import (
    FEATURES,
    MASK,
    UNITS,
    case,
    sequences,
    states_of,
)
from tests.layers.checks import assert_close, numbers


def assert_same(ours, theirs, *, states=2):
    """Both layers give the same outputs and final states, with holes in the mask."""
    x, initial = sequences(), states_of(case("lstm" if states == 2 else "elman"))
    for mask in (None, MASK):
        got = numbers(ours(x, initial_state=initial, mask=mask))
        expected = numbers(theirs(x, initial_state=initial, mask=mask))
        count = 1 + states  # a full gate recurrence has more states
        assert_close(got[:count], expected[:count])


def with_weights(layer, *weights):
    """Return a layer of Keras that is built and has these weights."""
    layer.build((None, None, FEATURES))
    layer.set_weights(weights)
    return layer


def of_keras(kind, *weights, **options):
    layer = kind(
        UNITS, return_sequences=True, return_state=True, dtype="float64", **options
    )
    return with_weights(layer, *weights)


def values(layer):
    return {v.name: np.array(v) for v in layer.trainable_weights}


def variant(name, **weights):
    """Return the layer of a row with some of its weights replaced."""
    layer = case(name).make()
    for variable in layer.trainable_weights:
        if variable.name in weights:
            variable.assign(weights[variable.name])
    return layer


def columns(array, *order):
    """Return the blocks of `units` columns in this order."""
    blocks = np.split(array, array.shape[-1] // UNITS, axis=-1)
    return np.concatenate([blocks[number] for number in order], axis=-1)


def moved(source, *order):
    """Return kernel, recurrent kernel and bias of a layer in another block order."""
    names = ("kernel", "recurrent_kernel", "bias")
    return {name: columns(values(source)[name], *order) for name in names}


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_elman_is_the_simple_network_of_keras(activation):
    ours = case("elman").make(
        cell=layers.ElmanCell(UNITS, activation=activation, dtype="float64")
    )
    theirs = of_keras(
        keras.layers.SimpleRNN, *ours.get_weights()[:3], activation=activation
    )
    assert_same(ours, theirs, states=1)


def test_lstm_is_the_one_of_keras():
    ours = case("lstm").make()
    assert_same(ours, of_keras(keras.layers.LSTM, *ours.get_weights()[:3]))


def test_without_peepholes_a_peephole_lstm_is_an_lstm():
    ours = variant("peephole", peepholes=np.zeros((3, UNITS)))
    theirs = of_keras(keras.layers.LSTM, *ours.get_weights()[:3])
    assert_same(ours, theirs)
    assert_same(ours, variant("lstm", **moved(ours, 0, 1, 2, 3)))


@pytest.mark.parametrize("row", [0, 1, 2])
def test_each_peephole_matters(row):
    peepholes = np.zeros((3, UNITS))
    peepholes[row] = 0.3
    x, states = sequences(), states_of(case("lstm"))
    with_one = variant("peephole", peepholes=peepholes)
    without = variant("peephole", peepholes=np.zeros((3, UNITS)))
    one, other = (
        numbers(layer(x, initial_state=states)) for layer in (with_one, without)
    )
    assert (abs(one[0] - other[0]) > 1e-4).mean() > 0.9


def test_without_gate_kernel_full_gate_recurrence_is_a_peephole_lstm():
    full = variant("fgr", gate_kernel=np.zeros((3 * UNITS, 3 * UNITS)))
    plain = variant(
        "peephole", **moved(full, 0, 1, 2, 3), peepholes=values(full)["peepholes"]
    )
    x, states = sequences(), states_of(case("fgr"))
    got = numbers(full(x, initial_state=states, mask=MASK))
    assert_close(got[:3], plain(x, initial_state=states[:2], mask=MASK))
    gated = numbers(case("fgr").make()(x, initial_state=states, mask=MASK))
    assert abs(gated[0] - got[0]).max() > 0.01


@pytest.mark.parametrize("name", ["lstm", "peephole", "fgr", "nog", "niaf", "noaf"])
def test_an_open_forget_gate_and_a_closed_input_gate_keep_the_cell(name):
    layer = case(name).make()
    bias = values(layer)["bias"]
    bias[:UNITS], bias[UNITS : 2 * UNITS] = -1e4, 1e4
    layer = variant(name, bias=bias)
    states = states_of(case(name))
    final = numbers(layer(sequences(), initial_state=states))
    np.testing.assert_array_equal(final[2], states[1])
    assert abs(final[1] - states[0]).max() > 1e-3


@pytest.mark.parametrize(
    ("name", "order", "rows", "gate"),
    [
        ("nig", (1, 2, 3), (1, 2), 0),
        ("nfg", (0, 2, 3), (0, 2), 1),
        ("nog", (0, 1, 2), (0, 1), 3),
    ],
)
def test_a_missing_gate_is_a_gate_that_stands_open(name, order, rows, gate):
    whole = case("peephole").make()
    bias = values(whole)["bias"]
    bias[gate * UNITS : (gate + 1) * UNITS] = 1e4
    whole = variant("peephole", bias=bias)
    peepholes = values(whole)["peepholes"][list(rows)]
    assert_same(variant(name, **moved(whole, *order), peepholes=peepholes), whole)


def test_a_coupled_gate_is_an_input_gate_with_the_signs_of_the_forget_gate():
    whole = values(case("peephole").make())
    for name in ("kernel", "recurrent_kernel", "bias"):
        whole[name][..., :UNITS] = -whole[name][..., UNITS : 2 * UNITS]
    whole["peepholes"][0] = -whole["peepholes"][1]
    full = variant("peephole", **whole)
    ours = variant(
        "coupled", **moved(full, 1, 2, 3), peepholes=whole["peepholes"][[1, 2]]
    )
    assert_same(ours, full)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_gru_is_the_default_of_keras(activation):
    ours = case("gru").make(
        cell=layers.GRUCell(UNITS, activation=activation, dtype="float64")
    )
    kernel, recurrent, bias = ours.get_weights()[:3]
    z, r, n, q = np.split(bias, 4)
    split = np.random.default_rng(0).normal(size=UNITS)  # only the sum counts
    two = [np.concatenate([z - split, r, n]), np.concatenate([split, 0 * r, q])]
    theirs = of_keras(
        keras.layers.GRU, kernel, recurrent, np.stack(two), activation=activation
    )
    assert_same(ours, theirs, states=1)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_reset_before_is_the_other_gru_of_keras(activation):
    ours = case("reset before").make(
        cell=layers.ResetBeforeGRUCell(UNITS, activation=activation, dtype="float64")
    )
    weights = ours.get_weights()[:3]
    theirs = of_keras(
        keras.layers.GRU, *weights, activation=activation, reset_after=False
    )
    assert_same(ours, theirs, states=1)


def test_the_two_grus_are_different_functions():
    before = case("reset before").make()
    bias = np.concatenate([values(before)["bias"], np.zeros(UNITS)])
    after = variant("gru", **(values(before) | {"bias": bias}))
    x, states = sequences(), states_of(case("gru"))
    one, other = (numbers(layer(x, initial_state=states)) for layer in (before, after))
    assert abs(one[0] - other[0]).max() > 0.05


def test_a_minimal_unit_is_a_gru_whose_gates_are_one():
    full = values(case("reset before").make())
    for name, array in full.items():  # z = 1 - f, r = f
        array[..., :UNITS] = -array[..., UNITS : 2 * UNITS]
        assert name in ("kernel", "recurrent_kernel", "bias")
    gru = variant("reset before", **full)
    assert_same(variant("minimal", **moved(gru, 1, 2)), gru, states=1)


def test_a_residual_network_adds_what_an_elman_network_computes():
    elman = case("elman").make()
    ours = variant("residual", **values(elman))
    x, states = sequences(time=1), states_of(case("elman"))
    plain = numbers(elman(x, initial_state=states))[1]
    assert_close(ours(x, initial_state=states)[1], plain + states[0])


def test_with_factors_of_one_a_multiplicative_network_is_an_elman_network():
    cell = layers.MultiplicativeRNNCell(UNITS, dtype="float64")
    ours = case("multiplicative").make(cell=cell)
    x, states = sequences(), states_of(case("elman"))
    x[..., 0] = 1
    names = values(ours)
    factor = np.zeros((FEATURES, UNITS))
    factor[0] = 1  # x W_m = 1 whatever the other features are
    new = {"factor_kernel": factor, "factor_recurrent_kernel": np.eye(UNITS)}
    for variable in ours.trainable_weights:
        variable.assign((names | new)[variable.name])
    elman = variant(
        "elman", **{n: names[n] for n in ("kernel", "recurrent_kernel", "bias")}
    )
    assert_close(ours(x, initial_state=states), elman(x, initial_state=states))


@pytest.mark.parametrize("name", ["lstm", "peephole", "coupled", "nig", "fgr"])
def test_a_new_network_remembers(name):
    layer = case(name).make(built=False)
    layer.build((None, None, FEATURES))
    weights = values(layer)
    place = case(name).blocks.index("f")
    expected = np.zeros(len(case(name).blocks) * UNITS)
    expected[place * UNITS : (place + 1) * UNITS] = 1
    np.testing.assert_array_equal(weights["bias"], expected)
    assert not weights.get("peepholes", np.zeros(1)).any()


def test_the_parameters_are_as_many_as_the_lecture_counts():
    layer = layers.LSTM(32)
    layer.build((None, None, 300))
    assert sum(np.size(w) for w in layer.trainable_weights) == 42_624
