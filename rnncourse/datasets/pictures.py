"""Pictures that are decoded when somebody looks, and forgotten afterwards."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from rnncourse.datasets.archive import DAMAGE
from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.stored import StoredFile

# What Pillow raises for damaged files depends on where in the file it notices.
_DAMAGE = (OSError, SyntaxError, ValueError, IndexError, TypeError, struct.error)


class Picture(Protocol):
    """What the course asks of a picture, whether it is a file or drawn by a program.

    Attributes:
        name: a string that no other picture of the corpus has.

    Example:
        >>> class Grey:
        ...     name = "grey"
        ...     def pixels(self, size=None):
        ...         return np.full((size, size, 3), 128, np.uint8)
        >>> picture: Picture = Grey()
        >>> picture.pixels(4).shape
        (4, 4, 3)
    """

    name: str

    def pixels(self, size: int | tuple[int, int] | None = None) -> np.ndarray:
        """Decode or draw it: `(height, width, 3)` uint8."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture in a file, which holds no pixels.

    Attributes:
        name: a string that no other picture of the corpus has.
        file: where it is.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from PIL import Image
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "red.png")
        ...     Image.new("RGB", (30, 20), "red").save(path)
        ...     picture = StoredPicture("red", StoredFile(path))
        ...     picture.pixels().shape, picture.pixels(8)[0, 0].tolist()
        ((20, 30, 3), [255, 0, 0])
    """

    name: str
    file: StoredFile

    def pixels(self, size: int | tuple[int, int] | None = None) -> np.ndarray:
        """Decode the picture, as `decode_picture` does.

        Args:
            size: of what is returned; by default that of the file.

        Returns:
            `(height, width, 3)` uint8: red, green and blue.

        Raises:
            BadFile: if it is missing, damaged, cut off or no picture; the message
                names the file.
        """
        return decode_picture(self.file.read(), size, name=str(self.file))


def decode_picture(
    content: bytes, size: int | tuple[int, int] | None = None, *, name: str
) -> np.ndarray:
    """Decode a picture of any kind that Pillow knows into red, green and blue.

    Grey pictures get three equal channels, of 16 bits a channel the upper 8 are kept,
    transparent parts are laid upon white, a picture that a camera marked as turned is
    turned back, and of an animation the first picture is taken. Another size squeezes
    or stretches the whole picture; proportions are not kept and nothing is cut off.
    Pixels are averaged when a picture becomes smaller (bilinear with antialiasing).

    Args:
        content: the bytes of the file.
        size: height and width of what is returned, or one number for a square; by
            default those of the picture.
        name: what to call it in error messages.

    Returns:
        `(height, width, 3)` uint8.

    Raises:
        ValueError: if the size is not of one or two positive integers.
        BadFile: if the content is damaged, cut off or no picture.

    Example:
        >>> decode_picture(b"no picture", name="mine.png")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.BadFile: mine.png cannot be read as a picture: ...
    """
    from PIL import Image, ImageOps  # slow to import: only if used

    height_width = _height_width(size)
    try:
        with Image.open(io.BytesIO(content)) as opened:
            image = ImageOps.exif_transpose(opened)
            if image.mode.startswith("I;16"):
                image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
            elif image.mode in ("I", "F"):
                raise ValueError("its pixels are numbers without a fixed range")
            if image.has_transparency_data:
                paper = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(paper, image.convert("RGBA"))
            image = image.convert("RGB")
            if height_width is not None:
                image = image.resize(height_width[::-1], Image.Resampling.BILINEAR)
            return np.array(image)
    except (*_DAMAGE, *DAMAGE, Image.DecompressionBombError) as error:
        reason = "it is no picture, or empty" if _unknown(error) else error
        raise BadFile(
            f"{name} cannot be read as a picture: {reason}. Copy it again, or leave it "
            "out."
        ) from error


def _unknown(error: Exception) -> bool:
    # The message would name a buffer in memory.
    return type(error).__name__ == "UnidentifiedImageError"


def _height_width(size: int | tuple[int, int] | None) -> tuple[int, int] | None:
    if size is None:
        return None
    both = (size, size) if np.ndim(size) == 0 else tuple(size)
    if len(both) != 2 or not all(
        isinstance(n, int | np.integer) and n > 0 for n in both
    ):
        raise ValueError(
            f"The size {size!r} came; give height and width in pixels, or one number "
            "for a square."
        )
    return int(both[0]), int(both[1])
