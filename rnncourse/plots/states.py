"""Pictures of what happens inside a network: traces over time, gates, matrices."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from rnncourse.plots.style import FLOOR, LINES, PALETTE, axes
from rnncourse.plots.tables import SHADES

SIGNED = LinearSegmentedColormap.from_list("signed", [PALETTE[1], "white", PALETTE[0]])


def traces(series, *, ylabel, xlabel="time (steps)", events=None, ax=None):
    """Draw quantities over time, one line each, and where something happened.

    Args:
        series: `{name: (time,) values}`.
        ylabel: Quantity and unit of the values.
        xlabel: Quantity and unit of the positions.
        events: `{name: step}` to mark by a dashed line with its name on top.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = traces({"cell": [0.0, 1.0, 1.0]}, ylabel="state", events={"write": 1})
    >>> ax.lines[0].get_ydata().tolist(), ax.texts[0].get_text()
    ([0.0, 1.0, 1.0], 'write')
    >>> ax.figure.clear()
    """
    ax = axes(ax, size=(7.0, 2.8))
    for index, (name, values) in enumerate(series.items()):
        style = {"color": PALETTE[index], "linestyle": LINES[index]}
        ax.plot(np.asarray(values), label=name, linewidth=1.6, **style)
    for name, step in (events or {}).items():
        ax.axvline(step, **FLOOR)
        place = ax.get_xaxis_transform()
        ax.text(step, 1.01, name, transform=place, ha="center", fontsize=9)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax


def state_map(values, tokens, *, title="", limits=(0.0, 1.0), ax=None):
    """Draw gates or states as a heat map: a row a unit, a column a token.

    Gates lie between 0 (white) and 1 (dark).  With limits that lie on both sides of 0,
    such as those of a cell state, white is 0 and the two signs have two colours.

    Args:
        values: `(units, time)` numbers.
        tokens: `(time,)` labels of the steps.
        title: What is shown.
        limits: The values at both ends of the scale.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Raises:
        ValueError: If there are not as many tokens as columns.

    Example:

    >>> ax = state_map([[0.1, 0.9, 0.9]], ["a", ".", "."], title="forget gate")
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['a', '.', '.']
    >>> ax.figure.clear()
    """
    values, tokens = np.asarray(values, np.float64), list(tokens)
    if values.ndim != 2 or values.shape[1] != len(tokens):
        raise ValueError(
            f"Values have the shape {values.shape} for {len(tokens)} tokens; they must "
            "be (units, time), with a token for every step."
        )
    units, time = values.shape
    ax = axes(ax, size=(1.6 + 0.24 * time, 1.0 + 0.24 * units))
    low, high = limits
    colours = SIGNED if low < 0 < high else SHADES
    image = ax.imshow(values, cmap=colours, vmin=low, vmax=high, aspect="auto")
    ax.figure.colorbar(image, ax=ax, ticks=np.linspace(low, high, 3), pad=0.02)
    ax.set_xticks(np.arange(time), tokens)
    ax.set_yticks(np.arange(units))
    ax.tick_params(length=0)
    ax.set_xlabel("token read")
    ax.set_ylabel("unit")
    ax.set_title(title, loc="left", fontsize=10)
    return ax


def signed_matrix(matrix, *, title="", limit=None, ax=None):
    """Draw a matrix of weights as a heat map, white at 0 and one colour a sign.

    Args:
        matrix: `(rows, columns)` weights: from a unit to a unit.
        title: What is shown.
        limit: The size at which the colours are full; the largest one if left out.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = signed_matrix([[0.5, -1.0], [0.0, 0.2]], title="A")
    >>> ax.images[0].get_clim()
    (-1.0, 1.0)
    >>> ax.figure.clear()
    """
    matrix = np.asarray(matrix, np.float64)
    limit = float(np.abs(matrix).max() or 1.0) if limit is None else limit
    ax = axes(ax, size=(3.4, 2.9))
    image = ax.imshow(matrix, cmap=SIGNED, vmin=-limit, vmax=limit)
    ax.figure.colorbar(image, ax=ax, pad=0.03, shrink=0.85)
    ax.set_xticks(np.arange(matrix.shape[1]))
    ax.set_yticks(np.arange(matrix.shape[0]))
    ax.tick_params(length=0)
    ax.set_xlabel("to unit")
    ax.set_ylabel("from unit")
    ax.set_title(title, loc="left", fontsize=10)
    return ax
