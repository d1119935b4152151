"""Forwards: every cell computes its equation, however it is run."""

import pytest

from rnncourse import layers
from rnncourse.layers import CellLayer, RecurrentCell
from tests.layers.cases import ALL, CELLS, TIME, sequences, states_of
from tests.layers.checks import VALUES, assert_close, check_loops, check_oracle

PUBLIC = [getattr(layers, name) for name in layers.__all__]
FINAL = [
    public
    for public in PUBLIC
    if isinstance(public, type)
    and issubclass(public, RecurrentCell)
    and public.step is not RecurrentCell.step
]


@pytest.mark.parametrize("check", VALUES, ids=lambda check: check.__name__)
@pytest.mark.parametrize("case", CELLS, ids=str)
def test_every_cell_passes(case, check):
    check(case)


@pytest.mark.parametrize("check", [check_oracle, check_loops], ids=lambda c: c.__name__)
@pytest.mark.parametrize("case", ALL[len(CELLS) :], ids=str)
def test_every_option_passes(case, check):
    check(case)


def test_every_cell_is_in_the_table():
    assert {case.cell for case in CELLS} == set(FINAL)
    assert len({str(case) for case in ALL}) == len(ALL)


def test_every_option_is_in_the_table():
    for cell in FINAL:
        tried = {key for case in ALL if case.cell is cell for key in case.options}
        assert tried == set(cell.options)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_every_cell_has_a_layer_that_runs_it(case):
    kind = getattr(layers, case.cell.__name__.removesuffix("Cell"))
    assert issubclass(kind, CellLayer)
    assert kind.cell_class is case.cell
    layer = kind(4, return_sequences=True, dtype="float64", **case.options)
    x, states = sequences(), states_of(case)
    twin = case.make(return_state=False)
    layer(x)
    layer.set_weights(twin.get_weights())
    assert_close(
        layer(x, initial_state=states), twin(x, initial_state=states), tolerance=0
    )
    assert layer.cell.compute_dtype == "float64"
    assert twin(x).shape[1] == TIME
