"""Which words of two sentences belong together, as a map of squares."""

import numpy as np
from matplotlib.patches import Rectangle

from rnncourse.plots.style import PALETTE, axes
from rnncourse.plots.tables import SHADES

FRAME = {"fill": False, "edgecolor": PALETTE[1], "linewidth": 1.6}


def alignment_map(weights, source, target, *, links=None, title="", ax=None):
    r"""Draw how much each word of a target has to do with each word of its source.

    The source is read from left to right along the top, the target from top to bottom.
    The weights may be the posteriors $q_{ji}$ of an alignment model, the weights
    $\alpha_{ij}$ of attention, or 0 and 1 for links.

    Args:
        weights: `(target words, source words)` numbers from 0 (white) to 1 (dark).
        source: Words of the source; with a column for NULL or `<eos>`, that as well.
        target: Words of the target.
        links: Links $(i, j)$ of source word `i` and target word `j`, from 0, drawn as
            frames: those that are right, or those of another model.
        title: What is shown.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Raises:
        ValueError: If the shape of the weights is not that of the words.

    Example:

    >>> ax = alignment_map([[0.9, 0.1], [0.2, 0.8]], ["das", "Haus"], ["the", "house"],
    ...                    links={(0, 0), (1, 1)})
    >>> sorted(patch.get_xy() for patch in ax.patches)
    [(-0.5, -0.5), (0.5, 0.5)]
    >>> ax.figure.clear()
    """
    weights, source, target = np.asarray(weights, float), list(source), list(target)
    if weights.shape != (len(target), len(source)):
        raise ValueError(
            f"Weights have the shape {weights.shape} for {len(target)} target and "
            f"{len(source)} source words; they must be (target, source)."
        )
    size = (1.6 + 0.34 * len(source), 1.2 + 0.3 * len(target))
    ax = axes(ax, size=size)
    ax.imshow(weights, cmap=SHADES, vmin=0, vmax=1, aspect="auto")
    for i, j in links or ():
        ax.add_patch(Rectangle((i - 0.5, j - 0.5), 1, 1, **FRAME))
    ax.xaxis.tick_top()
    ax.set_xticks(
        np.arange(len(source)), source, rotation=45, ha="left", rotation_mode="anchor"
    )
    ax.set_yticks(np.arange(len(target)), target)
    ax.set_xticks(np.arange(len(source) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(target) + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="#dddddd", linewidth=0.8)
    ax.tick_params(which="both", length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(title)
    return ax
