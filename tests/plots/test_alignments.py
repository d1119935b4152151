"""Maps of words that belong together."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import alignment_map

matplotlib.use("agg")

WEIGHTS = np.array([[0.7, 0.2, 0.1], [0.0, 0.5, 0.5]])  # (target, source)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_source_words_are_columns_and_target_words_are_rows():
    ax = alignment_map(WEIGHTS, "abc", "xy", title="attention")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "b", "c"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["x", "y"]
    np.testing.assert_array_equal(ax.images[0].get_array(), WEIGHTS)
    assert ax.images[0].get_clim() == (0, 1)
    assert ax.yaxis_inverted()  # the first target word is on top
    assert ax.get_xlabel() == "attention"


def test_a_link_frames_the_square_of_its_source_and_target_word():
    ax = alignment_map(WEIGHTS, "abc", "xy", links={(2, 1)})
    (frame,) = ax.patches
    assert frame.get_xy() == (1.5, 0.5)
    assert not alignment_map(WEIGHTS, "abc", "xy").patches


def test_a_turned_matrix_is_refused():
    with pytest.raises(ValueError, match=r"must be \(target, source\)"):
        alignment_map(WEIGHTS.T, "abc", "xy")


def test_given_axes_are_used():
    _, ax = plt.subplots()
    assert alignment_map(WEIGHTS, "abc", "xy", ax=ax) is ax
    assert len(plt.get_fignums()) == 1
