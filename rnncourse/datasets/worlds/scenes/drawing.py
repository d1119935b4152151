"""Scenes as pixels, drawn when somebody looks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnncourse.datasets.worlds.scenes.scene import CELLS, Scene

PIXELS = 48
SAMPLES = 4  # a side of each pixel, averaged

_COLOURS = {
    "red": (208, 44, 44),
    "green": (44, 156, 66),
    "blue": (48, 84, 214),
    "yellow": (228, 192, 36),
    "purple": (150, 64, 176),
}
_GROUNDS = {"white": 243, "grey": 132, "black": 22}
_RADII = {"small": 0.25, "big": 0.40}  # in cells
_SHIFT, _STRETCH, _SHADE = 0.06, 0.08, 10  # how far a drawing strays
# Whether a point is inside; x to the right, y down, the shape within -1 … 1.
_INSIDE: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "circle": lambda x, y: x**2 + y**2 <= 1,
    "square": lambda x, y: np.maximum(abs(x), abs(y)) <= 0.88,
    "triangle": lambda x, y: (y <= 0.85) & (abs(x) <= 0.54 * (y + 1)),
    "cross": lambda x, y: (
        (np.minimum(abs(x), abs(y)) <= 0.34) & (np.maximum(abs(x), abs(y)) <= 1)
    ),
}


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture of a scene that holds no pixels.

    Args:
        name: A string that no other picture of the corpus has.
        scene: What it shows.
        seed: Decides what the scene leaves open: things are shifted by up to 6 % of a
            cell, grow or shrink by up to 8 %, and no two reds are quite the same.

    Example:
        >>> from rnncourse.datasets.worlds.scenes.scene import Thing
        >>> scene = Scene([Thing(1, 1, "big", "red", "circle")], "white")
        >>> pixels = DrawnPicture("mine", scene, seed=0).pixels()
        >>> pixels.shape, [name for name, n in zip("rgb", pixels[24, 24]) if n > 150]
        ((48, 48, 3), ['r'])
    """

    name: str
    scene: Scene
    seed: int

    def pixels(self, size: int | tuple[int, int] | None = None) -> np.ndarray:
        """Draw it.

        Args:
            size: Height and width in pixels, or one number for a square; by default
                48. It is drawn in that size, not drawn and then enlarged.

        Returns:
            `(height, width, 3)` uint8: red, green and blue.

        Raises:
            ValueError: If the size is not of one or two positive integers.
        """
        height, width = _height_width(size)
        rng = np.random.default_rng(self.seed)
        ground = _GROUNDS[self.scene.ground] + rng.uniform(-_SHADE, _SHADE)
        canvas = np.full((height, width, 3), ground)
        for thing in self.scene.things:
            down, right = rng.uniform(-_SHIFT, _SHIFT, 2)
            radius = _RADII[thing.size] * (1 + rng.uniform(-_STRETCH, _STRETCH))
            colour = _COLOURS[thing.colour] + rng.uniform(-_SHADE, _SHADE, 3)
            rows, y = _samples(thing.row, down, radius, height)
            columns, x = _samples(thing.column, right, radius, width)
            inside = _INSIDE[thing.shape](x, y[:, None])
            parts = inside.reshape(len(y) // SAMPLES, SAMPLES, -1, SAMPLES)
            cover = parts.mean((1, 3))[..., None]  # (rows, columns, 1)
            canvas[rows, columns] += cover * (colour - canvas[rows, columns])
        return canvas.round().clip(0, 255).astype(np.uint8)


def _samples(
    cell: int, shift: float, radius: float, pixels: int
) -> tuple[slice, np.ndarray]:
    """The pixels that a cell touches, and where their samples lie from the centre."""
    first = cell * pixels // CELLS
    last = -(-(cell + 1) * pixels // CELLS)
    fine = (np.arange(first * SAMPLES, last * SAMPLES) + 0.5) / SAMPLES
    places = fine * CELLS / pixels  # in cells
    return slice(first, last), (places - (cell + 0.5 + shift)) / radius


def _height_width(size: int | tuple[int, int] | None) -> tuple[int, int]:
    size = PIXELS if size is None else size
    both = (size, size) if np.ndim(size) == 0 else tuple(size)
    whole = all(isinstance(n, int | np.integer) and n > 0 for n in both)
    if len(both) != 2 or not whole:
        raise ValueError(
            f"The size {size!r} came; give height and width in pixels, or one number "
            "for a square."
        )
    return int(both[0]), int(both[1])
