"""Figures of pictures: captions beneath, verdicts without colours, looks in fog."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnncourse.plots import attention_over_picture, captioned_pictures

matplotlib.use("agg")

WHITE = np.full((12, 12, 3), 255, np.uint8)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_every_picture_stands_above_its_caption():
    pictures = [WHITE, np.zeros((6, 9, 3), np.uint8)]
    ax = captioned_pictures(pictures, ["snow", "night"])
    snow, night = ax.texts
    assert [snow.get_text(), night.get_text()] == ["snow", "night"]
    for text, image, pixels in zip(ax.texts, ax.images, pictures, strict=True):
        left, right, bottom, top = image.get_extent()
        assert left < text.get_position()[0] < right
        assert text.get_position()[1] > bottom > top  # the axis points down
        np.testing.assert_array_equal(image.get_array(), pixels)
    assert ax.images[0].get_extent()[1] < ax.images[1].get_extent()[0]
    assert not ax.patches


def test_verdicts_are_words_and_hatches():
    ax = captioned_pictures([WHITE] * 4, "abcd", verdicts=[True, False, "odd", "true"])
    written = [text.get_text() for text in ax.texts]
    assert written == ["true", "a", "false", "b", "odd", "c", "true", "d"]
    hatches = [strip.get_hatch() for strip in ax.patches]
    assert hatches[0] == hatches[3]
    assert len(set(hatches)) == 3
    colours = {strip.get_facecolor() for strip in ax.patches}
    assert len(colours) == 1  # nothing hangs on them


def test_a_long_caption_is_broken_and_none_is_cut_off():
    caption = (
        "a small red circle to the left of a big blue square on a white background"
    )
    ax = captioned_pictures([WHITE] * 3, ["short", caption, "short"])
    lines = ax.texts[1].get_text().split("\n")
    assert " ".join(lines) == caption
    assert len(lines) == 3
    ax.figure.canvas.draw()
    box = ax.texts[1].get_window_extent()
    left, right, *_ = ax.images[1].get_extent()
    sides = ax.transData.transform([(left, 0), (right, 0)])[:, 0]
    assert sides[0] - 8 < box.x0 < box.x1 < sides[1] + 8
    assert box.y0 > ax.transData.transform((0, ax.get_ylim()[0]))[1]


def through_fog(value, share):
    return round(70 + (0.25 + 0.75 * share) * (value - 70))


def test_a_picture_is_clear_where_the_model_looked():
    weights = np.array([[[0.4, 0.1], [0.1, 0.4]], [[0, 0], [0, 1.0]]])
    ax = attention_over_picture(WHITE, weights, ["red", "cat"])
    plain, red, cat = (image.get_array()[..., 0].astype(int) for image in ax.images)
    assert (plain == 255).all()
    assert red[0, 0] == red[-1, -1] == cat[-1, -1] == 255
    assert red[0, -1] == red[-1, 0] == through_fog(255, 1 / 4)
    assert cat[0, 0] == through_fog(255, 0)
    assert [text.get_text() for text in ax.texts] == ["red  0.40", "cat  1.00"]


@pytest.mark.parametrize("level", [0, 20, 130, 255])
def test_looks_show_on_every_ground(level):
    ground = np.full((6, 6, 3), level, np.uint8)
    ax = attention_over_picture(ground, [[[0, 1.0], [0, 0]]], ["x"])
    shown = ax.images[1].get_array()[..., 0].astype(int)
    assert shown[0, -1] == level
    assert abs(shown[-1, 0] - level) > 30


def test_maps_are_enlarged_smoothly():
    (shown,) = attention_over_picture(WHITE, [[[0, 1.0]]], ["x"]).images[1:]
    line = shown.get_array()[0, :, 0].astype(int)
    np.testing.assert_array_equal(shown.get_array()[..., 0], np.tile(line, (12, 1)))
    steps = np.diff(line)
    assert (steps >= 0).all()
    assert steps.max() < 30  # nearest neighbours would make a step of 139
    # Between the centres of the two regions, at 3 and 9 pixels, it is a line.
    assert line[3] == through_fog(255, 0.5 / 6)


def test_a_map_that_looks_everywhere_leaves_the_picture():
    picture = np.arange(108, dtype=np.uint8).reshape(6, 6, 3)
    ax = attention_over_picture(picture, np.full((1, 3, 3), 1 / 9), ["the"])
    np.testing.assert_array_equal(ax.images[1].get_array(), picture)


def test_regions_in_a_row_are_a_square_read_row_by_row():
    flat = attention_over_picture(WHITE, [[0, 1.0, 0, 0]], ["x"])
    square = attention_over_picture(WHITE, [[[0, 1.0], [0, 0]]], ["x"])
    np.testing.assert_array_equal(
        flat.images[1].get_array(), square.images[1].get_array()
    )
    assert flat.images[1].get_array()[0, -1, 0] == 255


def test_words_go_on_in_the_next_row_and_no_picture_lies_on_another():
    ax = attention_over_picture(WHITE, np.ones((6, 2, 2)), list("abcdef"), columns=3)
    places = [image.get_extent() for image in ax.images]
    assert [round(p[0], 2) for p in places] == [0, 1.08, 2.16] * 2 + [0]
    tops = [p[3] for p in places]
    assert tops[0] == tops[2] < tops[3] == tops[5] < tops[6]
    assert all(p[2] <= below[3] for p, below in zip(places, places[3:], strict=False))
    for text, place in zip(ax.texts, places[1:], strict=True):
        assert place[0] < text.get_position()[0] < place[1]
        assert text.get_position()[1] < place[3]


@pytest.mark.parametrize(
    ("weights", "words", "message"),
    [
        (np.ones((2, 2, 2)), ["a"], r"\(2, 2, 2\) came for 1 words"),
        (np.ones((1, 5)), ["a"], r"\(1, 5\) came for 1 words"),
        (np.ones((0, 2, 2)), [], "came for 0 words"),
        ([[[-1.0, 1]]], ["a"], "negative or no number"),
        ([[[np.nan, 1]]], ["a"], "negative or no number"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, words, message):
    with pytest.raises(ValueError, match=message):
        attention_over_picture(WHITE, weights, words)


def test_what_is_no_picture_is_refused():
    for wrong in (WHITE[..., 0], WHITE / 255.0, WHITE[..., :2]):
        with pytest.raises(ValueError, match="uint8"):
            captioned_pictures([wrong], ["a"])
        with pytest.raises(ValueError, match="uint8"):
            attention_over_picture(wrong, np.ones((1, 2, 2)), ["a"])
    with pytest.raises(ValueError, match="2 captions came for 1 pictures"):
        captioned_pictures([WHITE], ["a", "b"])
    with pytest.raises(ValueError, match="0 verdicts came for 1 pictures"):
        captioned_pictures([WHITE], ["a"], verdicts=[])
    with pytest.raises(ValueError, match="at least one"):
        captioned_pictures([], [])


def test_given_axes_are_used():
    _, (above, below) = plt.subplots(2)
    assert captioned_pictures([WHITE], ["a"], ax=above) is above
    assert attention_over_picture(WHITE, np.ones((1, 2, 2)), ["a"], ax=below) is below
    assert len(plt.get_fignums()) == 1
