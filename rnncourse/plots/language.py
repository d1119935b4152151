"""Pictures of text: how often words occur, and what a model expects next."""

import numpy as np

from rnncourse.plots.style import PALETTE, axes


def rank_frequency(counts, *, ax=None):
    r"""Draw counts against rank on logarithmic axes (Zipf's picture).

    A straight line of slope $-1$ means that the word of rank $r$ occurs about $1/r$
    times as often as the most frequent one.

    Args:
        counts: `(types,)` positive counts in any order.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = rank_frequency([8, 1, 4, 2])
    >>> ax.lines[0].get_ydata().tolist()
    [8, 4, 2, 1]
    >>> ax.figure.clear()
    """
    ordered = np.sort(np.asarray(counts))[::-1]
    ax = axes(ax, size=(4.6, 3.2))
    ax.loglog(np.arange(1, len(ordered) + 1), ordered, ".", color=PALETTE[0], ms=3)
    ax.set_xlabel("rank of the type")
    ax.set_ylabel("occurrences in the text")
    return ax


def next_words(log_probs, words, *, count=8, title="", ax=None):
    """Draw the most probable next words of a distribution.

    Args:
        log_probs: `(vocab_size,)` natural-log probabilities.
        words: The word of each id.
        count: How many words to show.
        title: For example the context.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Example:

    >>> ax = next_words(np.log([0.2, 0.7, 0.1]), ["cat", "dog", "owl"], count=2)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['dog', 'cat']
    >>> ax.figure.clear()
    """
    probabilities = np.exp(np.asarray(log_probs))
    best = np.argsort(-probabilities, kind="stable")[:count]
    ax = axes(ax, size=(4.6, 0.7 + 0.28 * len(best)))
    ax.barh(np.arange(len(best)), probabilities[best], color=PALETTE[0], height=0.62)
    ax.set_yticks(np.arange(len(best)), [words[index] for index in best])
    ax.invert_yaxis()
    ax.set_xlabel("probability")
    ax.set_title(title, loc="left", fontsize=10)
    return ax
