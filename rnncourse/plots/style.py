"""One look for all figures: a palette that survives greyscale, thin frames."""

import matplotlib.pyplot as plt

# From dark to light, so that the order is kept on a black-and-white print.
PALETTE = ("#1b3a5c", "#b3472d", "#4f8f6b", "#8b6bb1", "#d9a441", "#8fb8de")
MARKERS = ("o", "s", "^", "D", "v", "P")
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
FLOOR = {"color": "#555555", "linestyle": (0, (4, 3)), "linewidth": 1.2, "zorder": 1}


def axes(ax=None, *, size=(6.0, 3.4)):
    """Return `ax`, or the axes of a new figure of `size` inches, with thin frames.

    Args:
        ax: Matplotlib axes, or `None` for a new figure.
        size: Width and height of a new figure in inches.

    Example:

    >>> ax = axes(size=(2.0, 1.0))
    >>> bool(ax.spines["top"].get_visible())
    False
    >>> plt.close()
    """
    if ax is None:
        _, ax = plt.subplots(figsize=size, layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    return ax
