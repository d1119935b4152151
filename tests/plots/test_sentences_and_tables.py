"""Figures of one sentence and shaded tables."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import shaded_table, surprisals

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_surprisals_are_in_bits_and_one_line_a_model():
    models = {"a": np.log([0.5, 0.125]), "b": np.log([1.0, 0.25])}
    ax = surprisals(["yes", "<eos>"], models)
    drawn = [line.get_ydata() for line in ax.lines]
    np.testing.assert_allclose(drawn, [[1.0, 3.0], [0.0, 2.0]])
    assert "bits" in ax.get_ylabel()
    assert [text.get_text() for text in ax.get_xticklabels()] == ["yes", "<eos>"]


def test_surprisals_need_a_number_for_every_token():
    with pytest.raises(ValueError, match="one number a token"):
        surprisals(["a", "b"], {"truth": np.log([0.5])})


def test_a_number_stands_in_its_row_and_column_and_zeros_stay_empty():
    labels = {"xlabel": "word", "ylabel": "word before it"}
    ax = shaded_table([[0, 3, 0], [1, 0, 0]], "ab", "xyz", **labels)
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written == {(1, 0): "3", (0, 1): "1"}
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("word", "word before it")


def test_decimals_can_be_chosen_and_a_table_of_zeros_is_drawn():
    labels = {"xlabel": "x", "ylabel": "y", "digits": 2}
    assert shaded_table([[0.25]], "a", "x", **labels).texts[0].get_text() == "0.25"
    assert not shaded_table([[0.0]], "a", "x", **labels).texts


@pytest.mark.parametrize("draw", ["surprisals", "shaded_table"])
def test_given_axes_are_used(draw):
    _, ax = plt.subplots()
    if draw == "surprisals":
        assert surprisals(["a"], {"m": np.log([0.5])}, ax=ax) is ax
    else:
        assert shaded_table([[1]], "a", "x", xlabel="x", ylabel="y", ax=ax) is ax
    assert len(plt.get_fignums()) == 1
