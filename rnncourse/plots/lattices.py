"""A lattice: every tag of every word, and the way that leads through them best."""

import numpy as np
from matplotlib.collections import LineCollection

from rnncourse.plots.style import PALETTE, axes
from rnncourse.plots.tables import SHADES

CIRCLE = {"s": 820, "zorder": 3, "cmap": SHADES, "vmin": 0, "vmax": 1.3}
EDGE = {"colors": "#aaaaaa", "linewidths": 0.6, "zorder": 1}


def tag_lattice(
    values, words, tags, *, path=None, pointers=None, shades=None, digits=2, ax=None
):
    r"""Draw a node for every tag of every word, a number in it, and one path.

    A sequence of tags is a way from the first column to the last, through one node of
    each.  The numbers may be scores $e_t(j)$, the best scores $\delta_t(j)$ of the
    Viterbi algorithm, or probabilities $P(y_t = j)$.

    Args:
        values: `(time, tags)` numbers to write into the nodes.
        words: `(time,)` words, the columns.
        tags: Name of each tag, the rows from top to bottom.
        path: `(time,)` ids of tags: the nodes and edges to draw thick.
        pointers: `(time - 1, tags)` ids of tags: from which tag of word `t` the best
            way comes to each tag of word `t + 1`; only these edges are drawn.  Without
            them all are.
        shades: `(time, tags)` numbers from 0 to 1, from white to dark.
        digits: Decimals of the numbers.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes; word `t` stands at `t`, tag `j` at height `j`, the first on top.

    Raises:
        ValueError: If the shapes do not fit each other.

    Example:

    >>> ax = tag_lattice([[2, 1], [0, 3]], ["they", "walk"], ["PRON", "VERB"],
    ...                  path=[0, 1], digits=0)
    >>> [text.get_text() for text in ax.texts]
    ['2', '1', '0', '3']
    >>> ax.figure.clear()
    """
    values = np.asarray(values, np.float64)  # (time, tags)
    words, tags = list(words), list(tags)
    time, count = len(words), len(tags)
    shades = np.zeros((time, count)) if shades is None else np.asarray(shades)
    wanted = {"values": (time, count), "shades": (time, count)}
    given = {"values": values, "shades": shades}
    if path is not None:
        given["path"], wanted["path"] = np.asarray(path), (time,)
    if pointers is not None:
        given["pointers"], wanted["pointers"] = np.asarray(pointers), (time - 1, count)
    for name, array in given.items():
        if array.shape != wanted[name]:
            raise ValueError(
                f"`{name}` must have the shape {wanted[name]} for {time} words and "
                f"{count} tags; got {array.shape}."
            )

    ax = axes(ax, size=(1.4 + 1.15 * time, 0.9 + 0.58 * count))
    edges = [
        [(t, i), (t + 1, j)]
        for t in range(time - 1)
        for j in range(count)
        for i in (range(count) if pointers is None else [given["pointers"][t, j]])
    ]
    ax.add_collection(LineCollection(edges, **EDGE))
    steps, rows = np.divmod(np.arange(time * count), count)
    ax.scatter(steps, rows, c=shades.ravel(), edgecolors=PALETTE[0], **CIRCLE)
    for t, j in zip(steps, rows, strict=True):
        text = f"{values[t, j]:.{digits}f}".replace("-", "−")
        colour = "white" if shades[t, j] > 0.6 else "black"
        place = {"ha": "center", "va": "center", "fontsize": 8, "zorder": 4}
        ax.text(t, j, text, color=colour, **place)
    if path is not None:
        ax.plot(range(time), given["path"], color=PALETTE[1], linewidth=3, zorder=2)
        here = {"facecolors": "none", "edgecolors": PALETTE[1], "linewidths": 2.5}
        ax.scatter(range(time), given["path"], s=CIRCLE["s"], zorder=3.5, **here)

    ax.set_xlim(-0.5, time - 0.5)
    ax.set_ylim(count - 0.5, -0.5)
    ax.set_xticks(range(time), words)
    ax.set_yticks(range(count), tags)
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_xlabel("word")
    ax.set_ylabel("tag")
    return ax
