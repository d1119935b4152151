"""The search tree: every node in its place, told apart without colours."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.decoding import SearchTree
from rnncourse.plots import beam_tree

matplotlib.use("agg")

NAMES = ["<eos>", "a", "b"]
TREE = SearchTree(
    parents=np.array([-1, 0, 0, 0, 1, 1, 2]),
    tokens=np.array([0, 1, 2, 0, 0, 2, 0]),
    log_probs=np.array([0.0, -0.5, -1.0, -3.0, -2.5, -2.0, -1.25]),
    kept=np.array([True, True, True, False, False, True, True]),
    ends=(6,),
)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_every_node_shows_its_token_and_its_log_probability():
    ax = beam_tree(TREE, NAMES)
    written = [text.get_text() for text in ax.texts]
    first = ["<eos>", "a\n−0.50", "b\n−1.00", "<eos>\n−3.00"]
    assert written[:4] == first
    assert written[4:] == ["<eos>\n−2.50", "b\n−2.00", "<eos>\n−1.25"]
    assert "log-prob" in ax.get_xlabel()


def test_nodes_stand_at_their_step_and_apart_from_each_other():
    ax = beam_tree(TREE, NAMES)
    places = [text.get_position() for text in ax.texts]
    assert [x for x, _ in places] == [0, 1, 1, 1, 2, 2, 2]
    for step in (1, 2):
        heights = sorted(y for x, y in places if x == step)
        assert min(np.diff(heights)) >= 1


def test_an_edge_leads_from_each_parent_to_its_child():
    ax = beam_tree(TREE, NAMES)
    places = [text.get_position() for text in ax.texts]
    drawn = [list(map(tuple, line.get_xydata())) for line in ax.lines]
    expected = [[places[p], places[n]] for n, p in enumerate(TREE.parents) if p >= 0]
    assert drawn == expected


def test_best_kept_and_dropped_differ_by_more_than_their_colour():
    ax = beam_tree(TREE, NAMES)
    styles = [(line.get_linestyle(), line.get_linewidth()) for line in ax.lines]
    a, b, end, a_end, a_b, b_end = styles
    assert b == b_end
    assert a == a_b
    assert end == a_end
    assert len({a, b, end}) == 3
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["best", "kept", "dropped"]


def test_given_axes_are_used():
    _, ax = plt.subplots()
    assert beam_tree(TREE, NAMES, ax=ax) is ax
    assert len(plt.get_fignums()) == 1
