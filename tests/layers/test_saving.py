"""A layer that was saved is the layer that was built."""

import keras
import numpy as np
import pytest

from rnncourse import layers
from rnncourse.layers import Recurrent, RecurrentCell
from tests.layers.cases import ALL, CELLS, FEATURES, UNITS, sequences
from tests.layers.checks import assert_close


def kind_of(row):
    return getattr(layers, row.cell.__name__.removesuffix("Cell"))


@pytest.mark.parametrize("row", ALL, ids=str)
def test_a_configuration_makes_the_layer_again(row):
    options = {
        "return_sequences": True,
        "return_state": True,
        "go_backwards": True,
        "zero_output_for_mask": True,
        "dropout": 0.1,
        "recurrent_dropout": 0.2,
        "seed": 4,
        "dtype": "float64",
        "name": "memory",
    }
    layer = kind_of(row)(UNITS, **row.options, **options)
    again = type(layer).from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
    for name, value in options.items():
        held = again.compute_dtype if name == "dtype" else getattr(again, name)
        assert held == value, name
    for name, value in row.options.items():
        expected = UNITS if value is None else value
        assert getattr(again.cell, name) == expected
    assert again.cell.compute_dtype == "float64"


@pytest.mark.parametrize("row", ALL, ids=str)
def test_a_cell_configuration_makes_the_cell_again(row):
    config = keras.saving.serialize_keras_object(row.make_cell())
    again = keras.saving.deserialize_keras_object(config)
    assert type(again) is row.cell
    assert again.get_config() == row.make_cell().get_config() | {"name": again.name}


@pytest.mark.parametrize("row", CELLS, ids=str)
def test_a_saved_model_predicts_the_same(row, tmp_path):
    keras.utils.set_random_seed(3)
    inputs = keras.Input((None, FEATURES), dtype="float64")
    hidden = kind_of(row)(UNITS, return_sequences=True, dtype="float64", **row.options)(
        inputs
    )
    hidden = keras.layers.Bidirectional(
        kind_of(row)(UNITS, return_sequences=True, dtype="float64", **row.options),
        dtype="float64",
    )(hidden)
    outputs = Recurrent(row.make_cell(), dtype="float64")(hidden)
    model = keras.Model(inputs, outputs)
    rng = np.random.default_rng(0)
    for weight in model.trainable_weights:
        weight.assign(rng.normal(0, 0.5, weight.shape))
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    x = sequences()
    assert_close(again(x), model(x), tolerance=0)
    assert [type(layer) for layer in again.layers] == [type(m) for m in model.layers]


@pytest.mark.parametrize("row", CELLS, ids=str)
def test_both_directions_are_what_they_are_alone(row):
    layer = keras.layers.Bidirectional(
        row.make(built=False, return_state=False), merge_mode=None, dtype="float64"
    )
    x = sequences()
    layer.build(x.shape)
    mask = np.array([[1, 1, 0, 1, 1, 0]] * len(x), bool)
    forward, backward = layer(x, mask=mask)
    assert type(layer.backward_layer.cell) is row.cell
    assert_close(forward, layer.forward_layer(x, mask=mask))
    backward_alone = layer.backward_layer(x, mask=mask)
    assert_close(backward, backward_alone[:, ::-1])
    assert abs(np.array(forward) - np.array(backward)).max() > 1e-3


def test_a_class_that_was_not_registered_is_named_on_loading(tmp_path):
    class UnknownCell(RecurrentCell):
        def step(self, xs, states, weights, add_product):
            return [add_product(xs[0], states[0], weights[0])]

    model = keras.Sequential([keras.Input((None, 3)), Recurrent(UnknownCell(4))])
    model.save(tmp_path / "model.keras")
    with pytest.raises(TypeError, match=r"UnknownCell[\s\S]*register_keras_serializ"):
        keras.saving.load_model(tmp_path / "model.keras")
    known = keras.saving.load_model(
        tmp_path / "model.keras", custom_objects={"UnknownCell": UnknownCell}
    )
    x = sequences(dtype="float32")
    assert_close(known(x), model(x), tolerance=0)
