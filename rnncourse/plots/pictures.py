"""Pictures with what was said of them, and where a model looked while it spoke."""

import textwrap

import numpy as np
from matplotlib.patches import Rectangle

from rnncourse.plots.style import axes

GAP = 0.08  # between pictures, which are 1 wide and 1 high
LINE = 0.09  # height of a line of text
CHARACTERS = 27  # a line under a picture
STRIP = 0.07
FOG = 70  # a dark grey: neither black nor white grounds hide in it
LEFT = 0.25  # of a picture, where nobody looks
HATCHES = {"true": "", "false": "////"}


def captioned_pictures(pictures, captions, *, verdicts=None, ax=None):
    """Draw a row of pictures with their captions beneath.

    A strip between picture and caption shows the verdict, so that it can be seen
    without colours and without reading: empty if the caption is true, hatched if it is
    false, cross-hatched otherwise. The word stands beneath it.

    Args:
        pictures: `(pictures, height, width, 3)` uint8, or a list of arrays
            `(height, width, 3)` of any sizes; each is drawn as a square.
        captions: `(pictures,)` texts, broken into lines.
        verdicts: `(pictures,)` truth values, or words such as "ungrammatical".
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes; picture `i` begins at `1.08 i`.

    Raises:
        ValueError: If there are no pictures, not as many captions or verdicts, or a
            picture has another shape.

    Example:

    >>> ax = captioned_pictures(np.zeros((1, 8, 8, 3), np.uint8), ["a black cat"],
    ...                         verdicts=[True])
    >>> [text.get_text() for text in ax.texts]
    ['true', 'a black cat']
    >>> ax.figure.clear()
    """
    pictures, captions = list(map(_pixels, pictures)), list(captions)
    verdicts = [""] * len(pictures) if verdicts is None else list(map(_word, verdicts))
    for name, given in (("captions", captions), ("verdicts", verdicts)):
        if not pictures or len(given) != len(pictures):
            raise ValueError(
                f"{len(given)} {name} came for {len(pictures)} pictures; give one for "
                "each, and at least one."
            )
    wrapped = [textwrap.wrap(caption, CHARACTERS) for caption in captions]
    top = STRIP + LINE if any(verdicts) else 0
    width = len(pictures) * (1 + GAP) - GAP
    height = 1 + top + LINE * (max(map(len, wrapped)) + 0.5)
    ax = axes(ax, size=(1.9 * width, 1.9 * height))
    for i, pixels in enumerate(pictures):
        left = i * (1 + GAP)
        ax.imshow(pixels, extent=(left, left + 1, 1, 0), interpolation="nearest")
        if verdicts[i]:
            hatch = HATCHES.get(verdicts[i], "xxxx")
            style = {"facecolor": "white", "edgecolor": "black", "linewidth": 0.6}
            ax.add_patch(Rectangle((left, 1.01), 1, STRIP - 0.01, hatch=hatch, **style))
            place = {"ha": "center", "va": "top", "fontsize": 7, "weight": "bold"}
            ax.text(left + 0.5, 1 + STRIP + 0.01, verdicts[i], **place)
        style = {"ha": "center", "va": "top", "fontsize": 7.5, "linespacing": 1.15}
        ax.text(left + 0.5, 1 + top + 0.03, "\n".join(wrapped[i]), **style)
    return _frameless(ax, width, height)


def attention_over_picture(picture, weights, words, *, columns=6, ax=None):
    """Draw a picture once for every word, clear where the model looked.

    The map of a word is enlarged to the size of the picture by bilinear interpolation
    between the centres of its regions, and divided by its largest value; where it is
    small, the picture is three quarters hidden in a dark fog. So a map that looks
    everywhere alike leaves the picture as it is. The largest weight of each word stands
    beside it.

    Args:
        picture: `(height, width, 3)` uint8.
        weights: `(words, rows, columns)` numbers, not negative: the share of every
            region of the picture. Or `(words, regions)` if the regions are a square
            that is read row by row.
        words: `(words,)` texts.
        columns: Pictures in a row. The first is the picture by itself.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes; the images on them are the picture and one for each word.

    Raises:
        ValueError: If the shapes do not fit each other, or a weight is negative or no
            number.

    Example:

    >>> looks = [[[0.7, 0.1], [0.1, 0.1]]]
    >>> ax = attention_over_picture(np.full((8, 8, 3), 200, np.uint8), looks, ["cat"])
    >>> shown = ax.images[1].get_array()
    >>> int(shown[0, 0, 0]), int(shown[7, 7, 0])
    (200, 116)
    >>> [text.get_text() for text in ax.texts]
    ['cat  0.70']
    >>> ax.figure.clear()
    """
    picture, words = _pixels(picture), list(words)
    weights = _maps(weights, words)
    across = min(columns, 1 + len(words))
    down = -(-(1 + len(words)) // columns)
    panel = 1 + 1.6 * LINE + GAP
    width, height = across * (1 + GAP) - GAP, down * panel - GAP
    ax = axes(ax, size=(1.35 * width, 1.35 * height))
    for number in range(1 + len(words)):
        row, column = divmod(number, columns)
        left, top = column * (1 + GAP), row * panel + 1.6 * LINE
        shown = picture
        if number:
            largest = weights[number - 1].max()
            share = _enlarged(weights[number - 1], picture.shape[:2]) / (largest or 1)
            clear = LEFT + (1 - LEFT) * share[..., None]
            shown = (FOG + clear * (picture - float(FOG))).round().astype(np.uint8)
            text = f"{words[number - 1]}  {largest:.2f}"
            style = {"ha": "center", "va": "bottom", "fontsize": 7.5}
            ax.text(left + 0.5, top - 0.02, text, **style)
        extent = (left, left + 1, top + 1, top)
        ax.imshow(shown, extent=extent, interpolation="nearest")
    return _frameless(ax, width, height)


def _pixels(picture):
    picture = np.asarray(picture)
    if picture.ndim != 3 or picture.shape[-1] != 3 or picture.dtype != np.uint8:
        raise ValueError(
            f"A picture of shape {picture.shape} and type {picture.dtype} came; give "
            "(height, width, 3) uint8."
        )
    return picture


def _word(verdict):
    if isinstance(verdict, str):
        return verdict
    return "true" if verdict else "false"


def _maps(weights, words):
    """Return the weights as `(words, rows, columns)`."""
    weights = np.asarray(weights, np.float64)
    side = round(np.sqrt(weights.shape[-1])) if weights.ndim == 2 else 0
    if side and side**2 == weights.shape[-1]:
        weights = weights.reshape(-1, side, side)
    if weights.ndim != 3 or len(weights) != len(words) or not weights.size:
        raise ValueError(
            f"Weights of shape {weights.shape} came for {len(words)} words; give "
            "(words, rows, columns), or (words, regions) with a square number of them."
        )
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise ValueError(
            "A weight is negative or no number; give shares, as a softmax does."
        )
    return weights


def _enlarged(values, shape):
    """Interpolate `(rows, columns)` values to a larger shape, smoothly."""
    for axis, (few, many) in enumerate(zip(values.shape, shape, strict=True)):
        centres = (np.arange(few) + 0.5) / few
        places = (np.arange(many) + 0.5) / many
        values = np.apply_along_axis(
            lambda line, x=places, c=centres: np.interp(x, c, line), axis, values
        )
    return values


def _frameless(ax, width, height):
    ax.set_xlim(-0.02, width + 0.02)
    ax.set_ylim(height, -0.02)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax
