import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import bars, curves, next_words, rank_frequency
from rnncourse.plots.style import PALETTE

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


FIGURES = {
    "bars": lambda ax: bars({"a": 1.0, "b": 2.0}, xlabel="nats", floor=0.5, ax=ax),
    "curves": lambda ax: curves(
        [1, 2], {"a": [1, 2]}, xlabel="x", ylabel="y", floor=1, ax=ax
    ),
    "rank_frequency": lambda ax: rank_frequency([3, 2, 1], ax=ax),
    "next_words": lambda ax: next_words(np.log([0.5, 0.5]), ["a", "b"], ax=ax),
}


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_figure_draws_on_given_axes_and_returns_them(draw):
    _, ax = plt.subplots()
    assert draw(ax) is ax
    assert len(plt.get_fignums()) == 1
    assert ax.get_xlabel()


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_figure_makes_its_own_axes_when_none_are_given(draw):
    assert draw(None).figure is plt.gcf()


def test_bars_are_as_long_as_their_values_and_the_floor_stands_where_it_is():
    ax = bars({"a": 3.0, "b": 7.0}, xlabel="perplexity", floor=2.5)
    assert [patch.get_width() for patch in ax.patches] == [3.0, 7.0]
    assert list(ax.lines[0].get_xdata()) == [2.5, 2.5]


def test_several_floors_have_a_name_and_a_dash_each():
    ax = bars({"a": 3.0}, xlabel="errors", floor={"left": 2.0, "both": 1.0})
    assert [line.get_label() for line in ax.lines] == ["left 2.0", "both 1.0"]
    assert [line.get_xdata()[0] for line in ax.lines] == [2.0, 1.0]


def test_published_numbers_stand_in_the_rows_of_their_systems():
    ax = bars({"a": 3.0, "b": 7.0}, xlabel="perplexity", marks={"b": 9.0})
    assert list(ax.lines[0].get_xydata()[0]) == [9.0, 1.0]
    assert ax.lines[0].get_label() == "published"
    assert ax.get_xlim()[1] > 9.0
    ax = bars({"a": 3.0}, xlabel="errors", marks={"a": 2.0}, marks_label="optimum")
    assert ax.lines[0].get_label() == "optimum"


def test_the_most_probable_words_come_first():
    ax = next_words(np.log([0.1, 0.6, 0.3]), ["x", "y", "z"], count=2)
    assert [patch.get_width() for patch in ax.patches] == pytest.approx([0.6, 0.3])


def test_the_palette_stays_apart_in_greyscale():
    red, green, blue = np.array(
        [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in PALETTE[:2]]
    ).T
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    assert abs(grey[0] - grey[1]) > 30
