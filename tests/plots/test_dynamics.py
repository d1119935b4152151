import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import ellipses, loss_surface, norms_by_lag

matplotlib.use("agg")

GRID = np.linspace(0, 1, 4)
FIGURES = {
    "ellipses": lambda ax: ellipses(np.eye(2), [1], vectors=[[1, 0]], ax=ax),
    "norms_by_lag": lambda ax: norms_by_lag({"a": [1, 0.1]}, title="t", ax=ax),
    "loss_surface": lambda ax: loss_surface(
        GRID, GRID, np.eye(4), {"a": [[0, 0]]}, xlabel="w", ylabel="b", ax=ax
    ),
}


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_figure_draws_on_given_axes_and_returns_them(draw):
    _, ax = plt.subplots()
    assert draw(ax) is ax
    assert ax.get_xlabel()
    assert ax.get_ylabel()


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_figure_makes_its_own_axes_when_none_are_given(draw):
    assert draw(None).figure is plt.gcf()


def test_an_ellipse_is_as_long_as_its_eigenvalues_say():
    ax = ellipses([[1.0, 0.5], [0.5, 1.0]], [0, 2])
    circle, after = (np.linalg.norm(line.get_xydata(), axis=1) for line in ax.lines)
    assert circle.max() == pytest.approx(1)
    assert after.max() == pytest.approx(1.5**2, rel=1e-3)
    assert after.min() == pytest.approx(0.5**2, rel=1e-3)


def test_arrows_end_where_the_vectors_go():
    ax = ellipses([[0.0, 3.0], [1.0, 0.0]], [1], vectors=[[1.0, 0.0], [0.0, 1.0]])
    ends = [tuple(map(float, text.xy)) for text in ax.texts]
    assert ends == [(0.0, 1.0), (3.0, 0.0)]


def test_lag_counts_from_zero():
    ax = norms_by_lag({"a": [1.0, 0.5, 0.25]})
    assert ax.lines[1].get_xydata().tolist() == [[0, 1], [1, 0.5], [2, 0.25]]


def test_more_systems_than_colours_are_refused():
    with pytest.raises(ValueError, match="At most 6 systems"):
        norms_by_lag({str(n): [1.0] for n in range(7)})


def test_a_path_does_not_widen_the_picture():
    away = {"away": [[0.5, 0.5], [900.0, -900.0]]}
    ax = loss_surface(GRID, GRID, np.eye(4), away, xlabel="w", ylabel="b")
    assert ax.get_xlim() == (0, 1)
    assert ax.get_ylim() == (0, 1)


def test_rows_of_the_losses_go_up():
    losses = np.zeros((2, 3))
    losses[1, 0] = 5.0
    ax = loss_surface([0, 1, 2], [0, 1], losses, {}, xlabel="w", ylabel="b")
    drawn = ax.collections[0].get_array().reshape(2, 3)
    assert drawn[1, 0] == 5.0
