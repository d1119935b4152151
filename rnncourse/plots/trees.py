"""A search tree: what a beam looked at, kept, and found."""

import numpy as np
from matplotlib.lines import Line2D

from rnncourse.plots.style import PALETTE, axes

EDGES = {
    "best": {"color": PALETTE[1], "linewidth": 2.6, "linestyle": "-"},
    "kept": {"color": PALETTE[0], "linewidth": 1.2, "linestyle": "-"},
    "dropped": {"color": "#888888", "linewidth": 0.9, "linestyle": ":"},
}
BOXES = {
    "best": {"facecolor": "white", "edgecolor": PALETTE[1], "linewidth": 2.0},
    "kept": {"facecolor": "white", "edgecolor": PALETTE[0], "linewidth": 1.0},
    "dropped": {"facecolor": "white", "edgecolor": "none"},
}


def beam_tree(tree, tokens, ax=None):
    r"""Draw the search of a beam as a tree that grows from left to right.

    Every node shows its token and the log-probability of the path to it,
    $\log P(y_1 \dots y_t)$.  What the beam kept is framed, what it dropped is grey and
    dotted, and the path to the best hypothesis is thick.

    Args:
        tree: A search tree as `rnncourse.decoding.beam_search` returns it: `parents`,
            `tokens`, `log_probs` and `kept`, `(nodes,)` each, and `ends`.
        tokens: Name of each token, by its id.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes; step $t$ stands at $t$ on the horizontal axis.

    Example:

    >>> from rnncourse.decoding import beam_search
    >>> def step(tokens, state):
    ...     return np.log([[0.5, 0.3, 0.2]] * len(tokens)), state
    >>> found, (tree,) = beam_search(step, None, [0], width=2, max_length=2, eos_id=0,
    ...                              return_tree=True)
    >>> ax = beam_tree(tree, ["<eos>", "no", "yes"])
    >>> [text.get_text() for text in ax.texts]
    ['<eos>', '<eos>\n−0.69', 'no\n−1.20']
    >>> ax.figure.clear()
    """
    best = set(tree.path(tree.ends[0])) if tree.ends else set()
    steps, heights = _places(tree.parents)
    size = (1.2 + 1.1 * steps.max(), 1.0 + 0.42 * (heights.max() + 1))
    ax = axes(ax, size=size)
    for node, parent in enumerate(tree.parents):
        kind = "best" if node in best else "kept" if tree.kept[node] else "dropped"
        name = tokens[int(tree.tokens[node])]
        if parent >= 0:
            between = [parent, node]
            ax.plot(steps[between], heights[between], zorder=1, **EDGES[kind])
            name += f"\n{tree.log_probs[node]:.2f}".replace("-", "−")
        ax.text(
            steps[node],
            heights[node],
            name,
            ha="center",
            va="center",
            fontsize=8,
            color="#555555" if kind == "dropped" else "black",
            bbox={"boxstyle": "round,pad=0.2", **BOXES[kind]},
        )
    ax.set_xlim(-0.5, steps.max() + 0.5)
    ax.set_ylim(heights.max() + 0.6, -0.6)
    ax.set_xticks(np.arange(steps.max() + 1))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("step; numbers are log-probabilities of paths")
    legend = [Line2D([], [], label=kind, **style) for kind, style in EDGES.items()]
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0)}
    ax.legend(handles=legend, ncols=3, frameon=False, **place)
    return ax


def _places(parents):
    """Return the step of each node and its height; leaves stand one below another."""
    steps = np.zeros(len(parents), int)
    children = [[] for _ in parents]
    for node, parent in enumerate(parents):
        if parent >= 0:
            steps[node] = steps[parent] + 1
            children[parent].append(node)
    leaves, stack = [], [0]
    while stack:
        node = stack.pop()
        stack += children[node][::-1]
        if not children[node]:
            leaves.append(node)
    heights = np.zeros(len(parents))
    heights[leaves] = np.arange(len(leaves))
    for node in range(len(parents) - 1, -1, -1):  # children come behind parents
        if children[node]:
            heights[node] = heights[children[node]].mean()
    return steps, heights
