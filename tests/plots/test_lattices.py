"""Lattices: numbers in their nodes, edges between neighbours, the path thick."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import tag_lattice

matplotlib.use("agg")

WORDS, TAGS = ["a", "b", "c"], ["X", "Y"]
VALUES = np.array([[0.5, -1.0], [2.0, 3.25], [4.0, 5.0]])


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def edges(ax):
    (collection,) = [c for c in ax.collections if hasattr(c, "get_segments")]
    return {tuple(map(tuple, part.astype(int))) for part in collection.get_segments()}


def test_every_node_shows_its_number_at_its_word_and_tag():
    ax = tag_lattice(VALUES, WORDS, TAGS, digits=1)
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written == {
        **{(0, 0): "0.5", (0, 1): "−1.0", (1, 0): "2.0", (1, 1): "3.2"},
        **{(2, 0): "4.0", (2, 1): "5.0"},
    }
    assert [label.get_text() for label in ax.get_xticklabels()] == WORDS
    assert [label.get_text() for label in ax.get_yticklabels()] == TAGS
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first tag on top


def test_all_tags_of_neighbouring_words_are_joined():
    drawn = edges(tag_lattice(VALUES, WORDS, TAGS))
    assert len(drawn) == 2 * 2 * 2
    assert all(end[0] == start[0] + 1 for start, end in drawn)


def test_with_pointers_one_edge_comes_to_every_node():
    ax = tag_lattice(VALUES, WORDS, TAGS, pointers=[[1, 1], [0, 1]])
    assert edges(ax) == {
        *{((0, 1), (1, 0)), ((0, 1), (1, 1))},
        *{((1, 0), (2, 0)), ((1, 1), (2, 1))},
    }


def test_the_path_is_thick_and_goes_through_its_tags():
    ax = tag_lattice(VALUES, WORDS, TAGS, path=[1, 0, 1])
    (line,) = ax.lines
    assert line.get_xydata().tolist() == [[0, 1], [1, 0], [2, 1]]
    assert line.get_linewidth() > 2


def test_dark_nodes_have_white_numbers():
    ax = tag_lattice(VALUES, WORDS, TAGS, shades=[[1, 0], [0, 0], [0, 0.1]])
    colours = {text.get_position(): text.get_color() for text in ax.texts}
    assert [place for place, colour in colours.items() if colour == "white"] == [(0, 0)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": VALUES.T},
        {"path": [0, 1]},
        {"pointers": np.zeros((3, 2), int)},
        {"shades": np.zeros((2, 3))},
    ],
)
def test_shapes_that_do_not_fit_are_refused(wrong):
    options = {"values": VALUES, **wrong}
    (name,) = wrong
    with pytest.raises(ValueError, match=f"`{name}` must have the shape .* 3 words"):
        tag_lattice(words=WORDS, tags=TAGS, **options)


def test_given_axes_are_used():
    _, ax = plt.subplots()
    assert tag_lattice(VALUES, WORDS, TAGS, ax=ax) is ax
    assert len(plt.get_fignums()) == 1
