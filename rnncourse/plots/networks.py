"""Recurrent networks as drawings: folded with a loop, and unrolled in time."""

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from rnncourse.plots.style import PALETTE, axes

INPUT, STATE, OUTPUT = 0.0, 1.0, 2.0  # heights of the three rows
BOX = {"width": 0.62, "height": 0.46}
LETTERS = {"input": "$W$", "state": "$U$", "output": "$V$"}


def unrolled_network(
    inputs, outputs, *, states=None, letters=False, fed_back=(), ax=None
):
    r"""Draw a recurrent network unrolled in time, a column of boxes for every step.

    $$
    h_t = \tanh(x_t W + h_{t-1} U + b), \qquad y_t = h_t V
    $$

    The two specifications are equally long.  A step whose label is empty has no input
    or no output; what is left says which of the five shapes a task has:

    - `["x"]`, `["y"]`: one to one;
    - `["x", "", ""]`, `["y1", "y2", "y3"]`: one to many;
    - `["x1", "x2", "x3"]`, `["", "", "y"]`: many to one;
    - `["x1", "x2", "x3"]`, `["y1", "y2", "y3"]`: many to many, aligned;
    - `["x1", "x2", "", ""]`, `["", "", "y1", "y2"]`: many to many, delayed.

    Args:
        inputs: Label of the input of each step, empty where there is none.
        outputs: Label of the output of each step, empty where there is none.
        states: Label of the state of each step; no labels if left out.
        letters: Whether to write the weights $W$, $U$, $V$ beside the arrows.
        fed_back: Steps, from 0, whose output is the input of the next step: a dashed
            arrow leads from one to the other.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes, without ticks; step $t$ stands at $t - 1$ on the horizontal axis.

    Raises:
        ValueError: If the labels are not equally many, there is no step, or what is fed
            back is no output or comes to no input.

    Example:

    >>> ax = unrolled_network(["x1", "x2", "", ""], ["", "", "y1", "y2"])
    >>> len(ax.patches), [text.get_text() for text in ax.texts if text.get_text()]
    (8, ['x1', 'x2', 'y1', 'y2'])
    >>> ax.figure.clear()
    """
    states = [""] * len(inputs) if states is None else states
    if not len(inputs) == len(outputs) == len(states) > 0:
        raise ValueError(
            f"{len(inputs)} inputs, {len(outputs)} outputs and {len(states)} states: "
            "give one label a step to each, an empty one where there is nothing."
        )
    for step in fed_back:
        if not (step + 1 < len(inputs) and outputs[step] and inputs[step + 1]):
            raise ValueError(
                f"Step {step} is to be fed back; it needs an output, and the step "
                "after it an input."
            )
    ax = _canvas(ax, len(inputs))
    for step, labels in enumerate(zip(inputs, states, outputs, strict=True)):
        _column(ax, step, labels, letters)
        if step:
            start, end = step - 1 + BOX["width"] / 2, step - BOX["width"] / 2
            _arrow(ax, (start, STATE), (end, STATE))
            if letters:
                _letter(ax, (start + end) / 2, STATE + 0.16, LETTERS["state"])
    for step in fed_back:
        half = BOX["width"] / 2
        ends = (step + half, OUTPUT), (step + 1 - half, INPUT)
        _arrow(ax, *ends, linestyle="--", color=PALETTE[1])
    ax.set_xlim(-0.55, len(inputs) - 0.45)
    return ax


def folded_network(*, labels=("$x_t$", "$h_t$", "$y_t$"), ax=None):
    r"""Draw a recurrent network as one column whose state is fed back by a loop.

    It is the same network as `unrolled_network` draws, before it is unrolled.

    Args:
        labels: Of input, state and output.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes, without ticks.

    Example:

    >>> ax = folded_network()
    >>> len(ax.patches), [text.get_text() for text in ax.texts if text.get_text()][:3]
    (4, ['$x_t$', '$W$', '$h_t$'])
    >>> ax.figure.clear()
    """
    ax = _canvas(ax, 2)
    _column(ax, 0, labels, True)
    right = BOX["width"] / 2
    _loop(ax, (right, STATE + 0.14), (right, STATE - 0.14))
    _letter(ax, right + 0.66, STATE, LETTERS["state"])
    ax.set_xlim(-0.55, 1.15)
    return ax


def _canvas(ax, steps):
    ax = axes(ax, size=(0.5 + 0.95 * steps, 2.4))
    ax.set_axis_off()
    ax.set_aspect("equal")
    ax.set_ylim(INPUT - 0.35, OUTPUT + 0.35)
    return ax


def _column(ax, step, labels, letters):
    """Draw input, state and output of one step, and the arrows between them."""
    rows = zip(
        (INPUT, STATE, OUTPUT), ("input", "state", "output"), labels, strict=True
    )
    for height, kind, label in rows:
        if kind != "state" and not label:
            continue
        _box(ax, step, height, label, kind)
        if kind == "state":
            continue
        low = min(height, STATE) + BOX["height"] / 2
        high = max(height, STATE) - BOX["height"] / 2
        _arrow(ax, (step, low), (step, high))
        if letters:
            _letter(ax, step + 0.17, (low + high) / 2, LETTERS[kind])


def _box(ax, x, y, label, kind):
    colours = {
        "input": {"facecolor": "white", "edgecolor": PALETTE[2]},
        "state": {"facecolor": PALETTE[0], "edgecolor": PALETTE[0]},
        "output": {"facecolor": "white", "edgecolor": PALETTE[1]},
    }[kind]
    corner = x - BOX["width"] / 2, y - BOX["height"] / 2
    ax.add_patch(_rectangle(corner, colours))
    colour = "white" if kind == "state" else "black"
    ax.text(x, y, label, ha="center", va="center", color=colour, fontsize=10)


def _rectangle(corner, colours):

    style = "round,pad=0,rounding_size=0.1"
    size = BOX["width"], BOX["height"]
    return FancyBboxPatch(corner, *size, boxstyle=style, linewidth=1.4, **colours)


def _arrow(ax, start, end, **style):
    arrow = {"arrowstyle": "-|>", "color": "#333333", "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops={**arrow, "linewidth": 1.2, **style})


def _loop(ax, start, end):
    """Draw an arrow that leaves a box and comes back to it."""
    far = start[0] + 0.7
    path = Path(
        [start, (far, start[1] + 0.45), (far, end[1] - 0.45), end],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    style = {"arrowstyle": "-|>", "mutation_scale": 12, "color": "#333333"}
    ax.add_patch(FancyArrowPatch(path=path, linewidth=1.2, **style))


def _letter(ax, x, y, letter):
    ax.text(x, y, letter, ha="center", va="center", color="#333333", fontsize=9)
