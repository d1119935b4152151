"""A table whose cells are shaded: counts or probabilities of pairs."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from rnncourse.plots.style import PALETTE, axes

SHADES = LinearSegmentedColormap.from_list("shades", ["white", PALETTE[0]])


def shaded_table(values, rows, columns, *, xlabel, ylabel, digits=0, ax=None):
    """Draw a matrix with its numbers, the larger the darker; zeros stay empty.

    Args:
        values: `(rows, columns)` numbers, 0 or more.
        rows: Name of each row.
        columns: Name of each column.
        xlabel: What the columns are.
        ylabel: What the rows are.
        digits: Decimals of the numbers.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = shaded_table([[2, 0], [1, 1]], ["the", "a"], ["cat", "dog"],
    ...                   xlabel="word", ylabel="word before it")
    >>> [text.get_text() for text in ax.texts]
    ['2', '1', '1']
    >>> ax.figure.clear()
    """
    values = np.asarray(values, np.float64)  # (rows, columns)
    size = (1.6 + 0.5 * values.shape[1], 1.1 + 0.3 * values.shape[0])
    ax = axes(ax, size=size)
    highest = values.max() or 1.0
    ax.imshow(values, cmap=SHADES, vmin=0, vmax=1.3 * highest, aspect="auto")
    for row, column in np.argwhere(values > 0):
        value = values[row, column]
        colour = "white" if value > 0.6 * highest else "black"
        text = f"{value:.{digits}f}"
        ax.text(column, row, text, ha="center", va="center", color=colour)
    ax.set_xticks(np.arange(len(columns)), columns, rotation=35, ha="right")
    ax.set_yticks(np.arange(len(rows)), rows)
    ax.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="#dddddd", linewidth=0.8)
    ax.tick_params(which="both", length=0)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    return ax
