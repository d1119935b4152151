"""Drawings of networks, and orbits of a map of one number."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import cobweb, folded_network, unrolled_network

matplotlib.use("agg")

SHAPES = {
    "one to one": (["x"], ["y"], 3),
    "one to many": (["x", "", ""], ["y1", "y2", "y3"], 7),
    "many to one": (["x1", "x2", "x3"], ["", "", "y"], 7),
    "aligned": (["x1", "x2", "x3"], ["y1", "y2", "y3"], 9),
    "delayed": (["x1", "x2", "", ""], ["", "", "y1", "y2"], 8),
}


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def arrows(ax):
    """Start and end of every straight arrow, rounded."""
    found = [text for text in ax.texts if getattr(text, "arrow_patch", None)]
    return [
        (tuple(np.round(a.xyann, 2).tolist()), tuple(np.round(a.xy, 2).tolist()))
        for a in found
    ]


@pytest.mark.parametrize(("inputs", "outputs", "boxes"), SHAPES.values(), ids=SHAPES)
def test_a_box_is_drawn_for_every_state_and_for_each_label(inputs, outputs, boxes):
    ax = unrolled_network(inputs, outputs)
    assert len(ax.patches) == boxes
    written = [text.get_text() for text in ax.texts if text.get_text()]
    assert sorted(written) == sorted(filter(None, inputs + outputs))


def test_time_runs_to_the_right_and_signals_run_up():
    ax = unrolled_network(["x1", "x2"], ["", "y"])
    drawn = arrows(ax)
    assert len(drawn) == 4  # two inputs, one output, one step in time
    for start, end in drawn:
        assert end[0] > start[0] or end[1] > start[1]
    assert ((0.31, 1.0), (0.69, 1.0)) in drawn


def test_the_letters_of_the_weights_stand_at_every_arrow():
    ax = unrolled_network(["x"] * 3, ["", "", "y"], states=["h"] * 3, letters=True)
    written = [text.get_text() for text in ax.texts]
    counts = {letter: written.count(f"${letter}$") for letter in "WUV"}
    assert counts == {"W": 3, "U": 2, "V": 1}
    assert written.count("h") == 3


@pytest.mark.parametrize(
    "labels", [(["x"], ["y", "z"]), ([], [])], ids=["unequal", "no step"]
)
def test_labels_must_be_equally_many_and_at_least_one(labels):
    with pytest.raises(ValueError, match="one label a step"):
        unrolled_network(*labels)


def test_an_output_that_is_fed_back_leads_to_the_next_input():
    ax = unrolled_network(["x", "a", "b"], ["a", "b", "c"], fed_back=[0])
    assert ((0.31, 2.0), (0.69, 0.0)) in arrows(ax)
    assert len(arrows(ax)) == 3 + 3 + 2 + 1


@pytest.mark.parametrize("step", [0, 1, 2], ids=["no output", "no input", "the last"])
def test_nothing_is_fed_back_from_nowhere_or_to_nowhere(step):
    with pytest.raises(ValueError, match="needs an output"):
        unrolled_network(["x", "a", ""], ["", "b", "c"], fed_back=[step])


def test_the_loop_of_a_folded_network_leaves_its_state_and_comes_back():
    ax = folded_network(labels=("in", "state", "out"))
    edge = ax.patches[1].get_bbox().x1  # patch 1 is the state
    path = ax.patches[-1].get_path().vertices[:4]
    assert path[0, 0] == pytest.approx(edge)
    assert path[1:3, 0].min() > edge
    assert "$U$" in [text.get_text() for text in ax.texts]


def test_an_orbit_goes_to_the_graph_and_then_to_the_diagonal():
    ax = cobweb(np.tanh, [0.5], steps=3)
    x, y = ax.lines[2].get_xydata().T
    np.testing.assert_allclose(y[1::2], np.tanh(x[1::2]))
    np.testing.assert_allclose(y[::2], x[::2])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("state $h_{t-1}$", "next state $h_t$")


def test_an_orbit_is_drawn_for_every_start():
    ax = cobweb(lambda h: -h, [0.5, -0.8, 1.0], steps=2)
    firsts = [line.get_xdata()[0] for line in ax.lines[2::2]]
    assert firsts == [0.5, -0.8, 1.0]


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: cobweb(np.tanh, [0.5], ax=ax),
        lambda ax: folded_network(ax=ax),
        lambda ax: unrolled_network(["x"], ["y"], ax=ax),
    ],
    ids=["cobweb", "folded", "unrolled"],
)
def test_given_axes_are_used(draw):
    _, ax = plt.subplots()
    assert draw(ax) is ax
    assert len(plt.get_fignums()) == 1
