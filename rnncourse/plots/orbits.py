"""A map of a state onto itself: its graph, its fixed points, and where it leads."""

import numpy as np

from rnncourse.plots.style import FLOOR, LINES, PALETTE, axes


def cobweb(function, starts, *, steps=20, reach=1.2, ax=None):
    r"""Draw the graph of a map $f$ and the orbits of a few states.

    $$
    h_t = f(h_{t-1})
    $$

    An orbit is drawn as stairs: up or down to the graph, which says where the state
    goes, then across to the diagonal, from where it goes on.  Where the graph meets
    the diagonal the state stays: a fixed point.

    Args:
        function: $f$, from an array of states to one of the same shape.
        starts: `(orbits,)` first states $h_0$.
        steps: Number of steps to follow.
        reach: Both axes go from minus this to this.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes; lines 0 and 1 are the diagonal and the graph.

    Example:

    >>> ax = cobweb(lambda h: h / 2, [1.0], steps=2)
    >>> [[float(v) for v in point] for point in ax.lines[2].get_xydata()]
    [[1.0, 1.0], [1.0, 0.5], [0.5, 0.5], [0.5, 0.25], [0.25, 0.25]]
    >>> ax.figure.clear()
    """
    ax = axes(ax, size=(3.4, 3.4))
    grid = np.linspace(-reach, reach, 401)
    ax.plot(grid, grid, **FLOOR)
    ax.plot(grid, function(grid), color=PALETTE[0], linewidth=2.0)
    for index, start in enumerate(starts):
        points, h = [(start, start)], start
        for _ in range(steps):
            following = float(function(np.asarray(h)))
            points += [(h, following), (following, following)]
            h = following
        colour = PALETTE[1 + index % (len(PALETTE) - 1)]
        style = {"color": colour, "linestyle": LINES[index % len(LINES)]}
        ax.plot(*np.transpose(points), linewidth=1.3, zorder=3, **style)
        ax.plot([start], [start], "o", markersize=4.5, color=colour, zorder=3)
    ax.set_xlim(-reach, reach)
    ax.set_ylim(-reach, reach)
    ax.set_aspect("equal")
    ax.set_xlabel("state $h_{t-1}$")
    ax.set_ylabel("next state $h_t$")
    return ax
