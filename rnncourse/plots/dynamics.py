"""Pictures of a map that is applied again and again: ellipses, norms, and a cliff."""

import numpy as np

from rnncourse.plots.style import FLOOR, LINES, MARKERS, PALETTE, axes


def ellipses(matrix, powers, *, vectors=None, ax=None):
    r"""Draw what the powers of a matrix make of the unit circle.

    A point $v$ of the circle goes to $A^n v$.  A vector that the matrix does not turn
    is drawn as an arrow for every power: it only becomes longer or shorter.

    Args:
        matrix: `(2, 2)`, the matrix $A$.
        powers: The numbers $n$; 0 is the circle itself.
        vectors: `(count, 2)` vectors to follow; none if left out.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = ellipses([[2.0, 0.0], [0.0, 0.5]], [0, 1])
    >>> [float(line.get_xdata().max().round(3)) for line in ax.lines]
    [1.0, 2.0]
    >>> ax.figure.clear()
    """
    matrix = np.asarray(matrix, np.float64)
    angles = np.linspace(0, 2 * np.pi, 201)
    circle = np.stack([np.cos(angles), np.sin(angles)])  # (2, points)
    ax = axes(ax, size=(4.6, 4.2))
    for index, power in enumerate(powers):
        step = np.linalg.matrix_power(matrix, power)
        style = {"color": PALETTE[index], "linestyle": LINES[index]}
        ax.plot(
            *(step @ circle), label=f"after {power} step{'s' * (power != 1)}", **style
        )
        for vector in () if vectors is None else np.asarray(vectors, np.float64):
            ax.annotate(
                "",
                xy=step @ vector,
                xytext=(0, 0),
                arrowprops={"arrowstyle": "->", "color": PALETTE[index], "lw": 1.4},
            )
    ax.set_aspect("equal")
    ax.set_xlabel("first component")
    ax.set_ylabel("second component")
    ax.legend(frameon=False, loc="upper left")
    return ax


def norms_by_lag(norms, *, title="", ax=None):
    r"""Draw how large a derivative is over a distance, on a logarithmic axis.

    Args:
        norms: `{system: (lags + 1,) norms}`, the first for lag 0.
        title: What the systems have in common.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes; a dashed line marks 1, where nothing is lost or gained.

    Raises:
        ValueError: If there are more systems than colours.

    Example:

    >>> ax = norms_by_lag({"halves": [1, 0.5, 0.25], "keeps": [1, 1, 1]})
    >>> ax.get_yscale(), [line.get_label() for line in ax.lines[1:]]
    ('log', ['halves', 'keeps'])
    >>> ax.figure.clear()
    """
    if len(norms) > len(PALETTE):
        raise ValueError(
            f"At most {len(PALETTE)} systems can be told apart; got {len(norms)}. "
            "Draw several figures."
        )
    ax = axes(ax, size=(4.6, 3.4))
    ax.axhline(1, **FLOOR)
    for index, (name, values) in enumerate(norms.items()):
        ax.plot(
            np.arange(len(values)),
            values,
            label=name,
            color=PALETTE[index],
            linestyle=LINES[index],
            marker=MARKERS[index],
            markevery=max(1, len(values) // 6),
            markersize=4,
        )
    ax.set_yscale("log")
    ax.set_xlabel("lag (steps)")
    ax.set_ylabel("norm of the Jacobian")
    ax.set_title(title, loc="left", fontsize=10)
    ax.legend(frameon=False, fontsize=8)
    return ax


def loss_surface(x, y, losses, paths, *, xlabel, ylabel, ax=None):
    """Draw a loss over two weights in shades of grey, and ways that training took.

    Args:
        x: `(columns,)` values of the first weight.
        y: `(rows,)` values of the second.
        losses: `(rows, columns)`, the loss at every point.
        paths: `{way: (steps, 2) points}`, or none; what leaves the picture is cut off.
        xlabel: Name of the first weight.
        ylabel: Name of the second weight.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> x = y = np.linspace(-1, 1, 5)
    >>> ax = loss_surface(x, y, np.add.outer(x**2, y**2), {"down": [[1, 1], [0, 0]]},
    ...                   xlabel="w", ylabel="b")
    >>> ax.lines[0].get_xydata().tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    >>> ax.figure.clear()
    """
    ax = axes(ax, size=(5.6, 3.8))
    shades = ax.pcolormesh(x, y, losses, cmap="Greys", shading="nearest", alpha=0.75)
    shades.set_rasterized(True)
    ax.figure.colorbar(shades, ax=ax, label="loss")
    for index, (name, points) in enumerate(paths.items()):
        ax.plot(
            *np.asarray(points, np.float64).T,
            label=name,
            color=PALETTE[index],
            linestyle=LINES[index],
            marker=MARKERS[index],
            markersize=2,
        )
    ax.set_xlim(np.min(x), np.max(x))
    ax.set_ylim(np.min(y), np.max(y))
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    if paths:
        ax.legend(loc="upper right", fontsize=8)
    return ax
