"""Dropout: one mask a sequence, rightly scaled, and none when nothing is trained."""

import numpy as np
import pytest
from keras import ops

from rnncourse.layers import Elman
from rnncourse.layers.engine import add_product
from tests.layers.cases import CELLS, case, sequences, states_of
from tests.layers.checks import assert_close, numbers
from tests.layers.dropout_checks import DROPOUT


@pytest.mark.parametrize("check", DROPOUT, ids=lambda check: check.__name__)
def test_masks_are_variational(check):
    check()


@pytest.mark.parametrize("rates", [(0.4, 0.0), (0.0, 0.4)], ids=["input", "recurrent"])
@pytest.mark.parametrize("row", CELLS, ids=str)
def test_dropout_acts_in_training_only(row, rates):
    options = dict(zip(("dropout", "recurrent_dropout"), rates, strict=True))
    x, states = sequences(), states_of(row)
    layer, plain = row.make(seed=3, **options), row.make()
    expected = numbers(plain(x, initial_state=states))
    for training in (False, None):
        got = layer(x, initial_state=states, training=bool(training))
        assert_close(got, expected, tolerance=0)
    trained = numbers(layer(x, initial_state=states, training=True))
    assert abs(trained[0] - expected[0]).max() > 0.05


@pytest.mark.parametrize("name", ["gru", "fgr"])
def test_the_seed_decides(name):
    x, row = sequences(), case(name)
    options = {"dropout": 0.5, "recurrent_dropout": 0.5}
    one, same, other = (
        row.make(seed=seed, return_state=False, **options) for seed in (3, 3, 4)
    )
    first = numbers(one(x, training=True))[0]
    assert_close(same(x, training=True), first, tolerance=0)
    assert abs(numbers(other(x, training=True))[0] - first).max() > 0.05
    second = numbers(one(x, training=True))[0]
    assert abs(second - first).max() > 0.05  # new masks for a new call


@pytest.mark.parametrize("row", CELLS, ids=str)
def test_a_cell_knows_the_width_of_its_products(row):
    cell, x, widths = row.make().cell, sequences()[:, 0], []

    def recorded(x, a, U):
        widths.append(a.shape[1])
        return add_product(x, a, U)

    weights = [ops.convert_to_tensor(weight) for weight in cell.step_weights]
    cell.step(
        cell.project(x),
        [ops.convert_to_tensor(s) for s in states_of(row)],
        weights,
        recorded,
    )
    assert widths == list(cell.product_rows)


def test_a_layer_says_its_rates_in_its_configuration():
    layer = Elman(4, dropout=0.1, recurrent_dropout=0.2, seed=5)
    config = layer.get_config()
    assert [config[k] for k in ("dropout", "recurrent_dropout", "seed")] == [
        0.1,
        0.2,
        5,
    ]
    assert np.isclose(Elman.from_config(config).dropout, 0.1)
