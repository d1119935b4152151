"""Figures of explanations: every word and number is there, signs without colours."""

import itertools

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import running_score, word_strip

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_every_word_stands_above_its_number():
    ax = word_strip(["a", "joy", "!"], [0.0, 1.25, -0.5], title="plus")
    written = [text.get_text() for text in ax.texts]
    assert written == ["a", "+0.0", "joy", "+1.2", "!", "−0.5"]
    assert ax.get_title(loc="left") == "plus"
    above, below = (ax.texts[number].get_position() for number in (2, 3))
    assert above[0] == below[0]
    assert above[1] < below[1]  # the axis points down


def test_words_that_speak_against_are_underlined():
    ax = word_strip(["so", "not", "good"], [0.1, -2.0, 1.0])
    (line,) = ax.lines
    box = ax.patches[1]
    assert line.get_xdata()[0] == box.get_x()


def test_the_largest_number_of_either_sign_is_the_darkest():
    ax = word_strip(["a", "b", "c"], [1.0, -4.0, 0.0])
    light = [np.mean(box.get_facecolor()[:3]) for box in ax.patches]
    assert light[1] < light[0] < light[2]
    assert light[2] > 0.99


def test_a_long_text_is_broken_into_lines_and_no_word_lies_on_another():
    words = ["wonderful"] * 40
    ax = word_strip(words, np.linspace(-1, 1, 40))
    boxes = sorted((box.get_y(), box.get_x(), box.get_width()) for box in ax.patches)
    assert len({y for y, _, _ in boxes}) > 3
    for (y, x, width), (below, right, _) in itertools.pairwise(boxes):
        assert below > y or right >= x + width


def test_scores_are_drawn_word_by_word_one_line_a_classifier():
    ax = running_score(["not", "bad"], {"a": [-1.0, 2.0], "b": [0.0, -3.0]})
    drawn = [line.get_ydata().tolist() for line in ax.lines[1:]]
    assert drawn == [[-1.0, 2.0], [0.0, -3.0]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["not", "bad"]
    styles = {(line.get_linestyle(), line.get_marker()) for line in ax.lines[1:]}
    assert len(styles) == 2


def test_there_must_be_a_number_for_every_word():
    with pytest.raises(ValueError, match="one number a word"):
        word_strip(["a", "b"], [1.0])
    with pytest.raises(ValueError, match="one number a word"):
        running_score(["a", "b"], {"m": [1.0]})


def test_given_axes_are_used():
    _, (above, below) = plt.subplots(2)
    assert word_strip(["a"], [1.0], ax=above) is above
    assert running_score(["a"], {"m": [1.0]}, ax=below) is below
