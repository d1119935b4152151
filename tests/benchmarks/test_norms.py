import numpy as np
import pytest

from benchmarks import norms, records
from rnncourse.layers import ElmanCell


def test_the_jacobian_of_an_elman_network_is_that_of_its_equation():
    cell = ElmanCell(3, dtype="float64")
    cell.build((None, 2))
    W, U, b = (weight.numpy() for weight in cell.weights)
    sequences = np.random.default_rng(0).normal(size=(4, 5, 2))
    found = norms.jacobians(cell, sequences)
    h = np.zeros((4, 3))
    for t in range(5):
        h = np.tanh(sequences[:, t] @ W + h @ U + b)
        np.testing.assert_allclose(found[t], U * (1 - h[:, None] ** 2), atol=1e-12)


def test_a_product_runs_from_the_last_step_back():
    # stretches by 2 at the last step, by 3 before, in directions that turn
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]])
    J = np.array([5 * np.eye(2), 3 * turn, 2 * np.eye(2)])[:, None]
    np.testing.assert_allclose(norms.norms(J), [1, 2, 6, 30])


def test_one_sequence_that_passes_nothing_does_not_decide():
    J = np.array([[4 * np.eye(2), 0 * np.eye(2), 3 * np.eye(2)]])
    np.testing.assert_allclose(norms.norms(J), [1, 3])


@pytest.mark.parametrize("name", norms.CELLS)
def test_every_cell_can_be_built_and_its_states_are_measured_together(name):
    layer, _ = norms.build(name, 4, 1e-3, seed=1)
    J = norms.jacobians(layer.cell, np.ones((2, 4, 2)))
    states = sum(np.atleast_1d(layer.cell.state_size))
    assert J.shape == (4, 2, states, states)
    assert np.isfinite(J).all()
    assert np.abs(J).max() > 0


def test_both_phases_of_a_cell_are_recorded(monkeypatch, capsys):
    saved = []
    monkeypatch.setattr(records, "save", lambda name, found: saved.extend(found))
    options = "--cells Elman --length 6 --updates 20 --rates 0.01 0.001"
    norms.main(options.split(" "))
    before, after = saved
    assert before["settings"]["phase"] == "before training"
    assert after["settings"]["phase"] == "after training"
    assert len(before["by_lag"]) == len(after["by_lag"]) == 7
    assert before["by_lag"][0] == 1
    assert before["value"] == before["by_lag"][-1] != after["value"]
    assert "Elman" in capsys.readouterr().out
