"""Figures of states, gates and matrices."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import signed_matrix, state_map, traces

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_traces_are_lines_and_events_are_named():
    ax = traces(
        {"cell": [0, 1, 2], "output": [0, 0, 1]}, ylabel="state", events={"write": 2}
    )
    drawn = {line.get_label(): list(line.get_ydata()) for line in ax.lines[:2]}
    assert drawn == {"cell": [0, 1, 2], "output": [0, 0, 1]}
    assert list(ax.lines[2].get_xdata()) == [2, 2]
    assert [text.get_text() for text in ax.texts] == ["write"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("time (steps)", "state")


def test_a_map_has_a_row_a_unit_and_a_column_a_token():
    values = np.array([[0.0, 0.5, 1.0], [0.2, 0.4, 0.6]])
    ax = state_map(values, "abc", title="forget gate")
    np.testing.assert_array_equal(ax.images[0].get_array(), values)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "b", "c"]
    assert ax.images[0].get_clim() == (0.0, 1.0)


def test_states_of_both_signs_are_white_at_zero():
    image = state_map([[0.0, -2.0]], "ab", limits=(-2.0, 2.0)).images[0]
    colours = image.cmap(image.norm(image.get_array()))
    np.testing.assert_allclose(colours[0, 0, :3], 1.0, atol=0.02)
    assert colours[0, 1, :3].min() < 0.5


@pytest.mark.parametrize("values", [[[0.1, 0.2, 0.3]], [0.1, 0.2]])
def test_a_map_needs_a_token_for_every_step(values):
    with pytest.raises(ValueError, match="token for every step"):
        state_map(values, "ab")


def test_matrices_share_a_scale_if_told_to():
    assert signed_matrix([[0.5]], limit=2.0).images[0].get_clim() == (-2.0, 2.0)
    assert signed_matrix([[0.0]]).images[0].get_clim() == (-1.0, 1.0)


@pytest.mark.parametrize("draw", ["traces", "state_map", "signed_matrix"])
def test_given_axes_are_used(draw):
    _, ax = plt.subplots(layout="constrained")
    drawn = {
        "traces": lambda: traces({"a": [1]}, ylabel="y", ax=ax),
        "state_map": lambda: state_map([[0.0]], "a", ax=ax),
        "signed_matrix": lambda: signed_matrix([[1.0]], ax=ax),
    }[draw]()
    assert drawn is ax
    assert len(plt.get_fignums()) == 1
