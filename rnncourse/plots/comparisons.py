"""Numbers of several systems side by side: bars and curves, with a floor."""

import numpy as np

from rnncourse.plots.style import FLOOR, LINES, MARKERS, PALETTE, axes

DASHES = (FLOOR["linestyle"], (0, (1, 1.5)), "-.")


def bars(
    values,
    *,
    xlabel,
    floor=None,
    marks=None,
    marks_label="published",
    digits=1,
    ax=None,
):
    """Draw one horizontal bar a system, with its value, and the floor as a dashed line.

    Args:
        values: `{system: value}`, drawn from top to bottom.
        xlabel: Quantity and unit.
        floor: The value no system can pass, if it is known; or `{name: value}` for
            several such values, one name a line.
        marks: `{system: value}` to compare with, such as published numbers; drawn as
            hollow diamonds.  Systems without one may be left out.
        marks_label: What the diamonds are.
        digits: Decimals of the printed values.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = bars({"bigram": 40.0, "LSTM": 25.0}, xlabel="perplexity", floor=22.0)
    >>> [text.get_text() for text in ax.texts]
    ['40.0', '25.0']
    >>> ax.figure.clear()
    """
    names, numbers = list(values), np.array(list(values.values()), float)
    ax = axes(ax, size=(6.4, 0.9 + 0.34 * len(names)))
    rows = np.arange(len(names))
    floors = {} if floor is None else floor
    floors = floors if isinstance(floors, dict) else {"optimum": floor}
    ax.barh(rows, numbers, color=PALETTE[0], height=0.62, zorder=2)
    for row, number in zip(rows, numbers, strict=True):
        # Beside the bar, or inside where a diamond or a line may be beside it.
        gaps = (np.array(list(floors.values())) - number) / numbers.max()
        inside = bool(marks) or ((gaps > -0.01) & (gaps < 0.12)).any()
        ax.annotate(
            f"{number:.{digits}f}",
            (number, row),
            xytext=(-5 if inside else 5, 0),
            textcoords="offset points",
            ha="right" if inside else "left",
            va="center",
            color="white" if inside else "black",
        )
    ax.set_yticks(rows, names)
    ax.invert_yaxis()
    ax.set_xlim(0, 1.12 * numbers.max())
    ax.set_xlabel(xlabel)
    if marks:
        ax.plot(
            list(marks.values()),
            [names.index(name) for name in marks],
            "D",
            color=PALETTE[1],
            markerfacecolor="white",
            label=marks_label,
            zorder=3,
        )
        ax.set_xlim(0, max(1.12 * numbers.max(), 1.05 * max(marks.values())))
    for index, (name, value) in enumerate(floors.items()):
        style = FLOOR | {"linestyle": DASHES[index % len(DASHES)]}
        ax.axvline(value, label=f"{name} {value:.{digits}f}", **style)
    if marks or floors:
        ax.figure.legend(frameon=False, loc="outside upper right", ncols=2)
    return ax


def curves(x, series, *, xlabel, ylabel, floor=None, floor_label="optimum", ax=None):
    """Draw one line a system over a common axis, told apart by colour, dash and marker.

    Args:
        x: `(points,)` positions, shared; or `{system: positions}`.
        series: `{system: (points,) values}`.
        xlabel: Quantity and unit of the positions.
        ylabel: Quantity and unit of the values.
        floor: A value to mark by a dashed line, such as the optimum or chance.
        floor_label: Its name.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = curves([1, 2], {"Elman": [0.9, 0.6], "LSTM": [0.9, 0.9]},
    ...             xlabel="distance (words)", ylabel="accuracy")
    >>> [line.get_label() for line in ax.lines]
    ['Elman', 'LSTM']
    >>> ax.figure.clear()
    """
    ax = axes(ax)
    for index, (name, values) in enumerate(series.items()):
        ax.plot(
            x[name] if isinstance(x, dict) else x,
            values,
            label=name,
            color=PALETTE[index % len(PALETTE)],
            linestyle=LINES[index % len(LINES)],
            marker=MARKERS[index % len(MARKERS)],
            markersize=4,
        )
    if floor is not None:
        ax.axhline(floor, label=f"{floor_label} {floor:.3g}", **FLOOR)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.legend(frameon=False)
    return ax
