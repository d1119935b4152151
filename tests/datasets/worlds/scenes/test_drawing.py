"""Drawings show what the scene says, and nothing of it depends on chance."""

from itertools import product

import numpy as np
import pytest

from rnncourse.datasets.worlds import DrawnPicture, Scene, Thing, scene_world
from rnncourse.datasets.worlds.scenes import drawing
from rnncourse.datasets.worlds.scenes.scene import COLOURS, GROUNDS, SHAPES, SIZES


def drawn(*things, ground="white", seed=0, size=None):
    return DrawnPicture("x", Scene(things, ground), seed).pixels(size).astype(int)


def ink(pixels):
    """Where the picture is not like its upper left corner."""
    return np.abs(pixels - pixels[0, 0]).max(-1) > 30


def test_each_colour_is_drawn_on_each_ground():
    # Independent of the table in use: which channels are strong.
    strong = {
        **{"red": "r", "green": "g", "blue": "b"},
        **{"yellow": "rg", "purple": "rb"},
    }
    for colour, ground, seed in product(COLOURS, GROUNDS, range(3)):
        pixels = drawn(Thing(1, 1, "big", colour, "cross"), ground=ground, seed=seed)
        centre, corner = pixels[24, 24], pixels[0, 0]
        bright = {
            c for c, v in zip("rgb", centre, strict=True) if v > 0.62 * centre.max()
        }
        assert bright == set(strong[colour]), (colour, centre)
        assert np.ptp(corner) == 0
        level = {"white": corner > 225, "black": corner < 40}
        level["grey"] = (corner > 110) & (corner < 155)
        assert level[ground].all()


@pytest.mark.parametrize(("row", "column"), [*product(range(3), range(3))])
def test_a_thing_stays_within_its_cell(row, column):
    for shape, seed in product(SHAPES, range(10)):
        pixels = drawn(Thing(row, column, "big", "red", shape), seed=seed)
        rows, columns = np.nonzero((pixels != pixels[-1 - 47 * (row > 1), -1]).any(-1))
        assert rows.min() // 16 == rows.max() // 16 == row
        assert columns.min() // 16 == columns.max() // 16 == column


def test_shapes_have_the_outlines_of_their_names():
    # Width of the ink from the top row of the shape to the bottom one, drawn large.
    for size, seed in product(SIZES, range(4)):
        widths = {}
        for shape in SHAPES:
            where = ink(drawn(Thing(1, 1, size, "red", shape), seed=seed, size=480))
            lines = where.sum(1)
            widths[shape] = lines[lines > 0]
        square, circle = widths["square"], widths["circle"]
        assert np.ptp(square) <= 1
        assert abs(square[0] - len(square)) <= 2
        half = len(circle) / 2
        chord = 2 * np.sqrt(half**2 - (np.arange(len(circle)) + 0.5 - half) ** 2)
        assert np.abs(circle - chord)[2:-2].max() < 5
        steps = np.diff(widths["triangle"])
        assert (steps >= 0).all()  # the point is on top
        assert widths["triangle"][0] < 0.1 * widths["triangle"][-1]
        cross = widths["cross"]
        # Narrow, wide and narrow again; a line at an edge may be half covered.
        third, middle = len(cross) // 4, len(cross) // 2
        ends = np.concatenate([cross[:third], cross[-third:]])
        assert np.ptp(ends) <= 2
        assert np.ptp(cross[middle - third // 2 : middle + third // 2]) <= 2
        assert 2.4 * ends.max() < cross[middle]


def test_big_things_are_bigger_whatever_their_shape_and_seed():
    extents = {
        size: [
            ink(drawn(Thing(1, 1, size, "red", shape), seed=seed)).any(0).sum()
            for shape, seed in product(SHAPES, range(30))
        ]
        for size in SIZES
    }
    assert max(extents["small"]) < min(extents["big"])


def test_edges_are_smooth():
    pixels = drawn(Thing(1, 1, "big", "red", "circle"))
    reds = {tuple(p) for p in pixels.reshape(-1, 3)}
    assert len(reds) > 10


def test_the_seed_decides_what_the_scene_leaves_open():
    thing = Thing(1, 1, "big", "blue", "triangle")
    np.testing.assert_array_equal(drawn(thing, seed=3), drawn(thing, seed=3))
    assert (drawn(thing, seed=3) != drawn(thing, seed=4)).any()


def test_another_size_shows_the_same_picture():
    (picture,) = scene_world("small").sample(1, seed=3)
    small, large = picture.pixels(), picture.pixels(96).astype(float)
    assert large.shape == (96, 96, 3)
    halved = large.reshape(48, 2, 48, 2, 3).mean((1, 3))
    # The samples of a pixel lie elsewhere, which shows at edges only.
    assert np.abs(halved - small).mean() < 0.6
    assert picture.pixels((20, 31)).shape == (20, 31, 3)
    assert picture.pixels(1).shape == (1, 1, 3)
    assert picture.pixels().dtype == np.uint8


@pytest.mark.parametrize("size", [0, -3, 2.5, (4,), (4, 4, 3), "48"])
def test_a_wrong_size_is_refused(size):
    (picture,) = scene_world("small").sample(1, seed=3)
    with pytest.raises(ValueError, match="one number for a square"):
        picture.pixels(size)


def test_upside_down_drawing_is_noticed(monkeypatch):
    right = drawing._samples
    monkeypatch.setattr(drawing, "_samples", lambda cell, *rest: right(2 - cell, *rest))
    with pytest.raises(AssertionError):
        test_a_thing_stays_within_its_cell(0, 1)
