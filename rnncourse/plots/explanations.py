"""Pictures of what a classifier saw in a text: words that count, a running score."""

import numpy as np
from matplotlib.patches import Rectangle

from rnncourse.plots.states import SIGNED
from rnncourse.plots.style import FLOOR, LINES, MARKERS, PALETTE, axes

CHARACTERS_A_LINE = 68


def word_strip(words, values, *, title="", ax=None):
    """Write a text with every word on a ground as dark as its value is large.

    The value stands under the word with its sign, and a word that speaks against is
    underlined, so that nothing hangs on the colour: on a black-and-white print both
    colours are equally dark.

    Args:
        words: `(words,)` words of the text.
        values: `(words,)` numbers, above and below 0.
        title: What the values speak for.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Raises:
        ValueError: If there are not as many values as words.

    Example:

    >>> ax = word_strip(["not", "bad"], [6.0, -3.0])
    >>> [text.get_text() for text in ax.texts]
    ['not', '+6.0', 'bad', '−3.0']
    >>> ax.figure.clear()
    """
    words, values = _checked(words, values)
    places, lines = _places(words)
    ax = axes(ax, size=(8.0, 0.5 + 0.55 * lines))
    highest = np.abs(values).max() or 1.0
    for word, value, (line, column, width) in zip(words, values, places, strict=True):
        shade = SIGNED(0.5 + 0.5 * value / highest)
        dark = abs(value) > 0.6 * highest
        box = Rectangle((column, line - 0.42), width, 0.56, facecolor=shade)
        ax.add_patch(box)
        middle = column + width / 2
        style = {"ha": "center", "va": "center", "family": "monospace"}
        colour = "white" if dark else "black"
        ax.text(middle, line - 0.14, word, color=colour, fontsize=9, **style)
        signed = f"{value:+.1f}".replace("-", "−")
        ax.text(middle, line + 0.28, signed, color="#555555", fontsize=6.5, **style)
        if value < 0:
            ax.plot([column, column + width], [line + 0.14] * 2, color="black", lw=1.4)
    ax.set_xlim(0, CHARACTERS_A_LINE)
    ax.set_ylim(lines - 0.5, -0.5)
    ax.set_axis_off()
    ax.set_title(title, loc="left", fontsize=10)
    return ax


def running_score(words, curves, *, ylabel="log-odds (nats)", ax=None):
    """Draw scores word by word, to see where a text changed a classifier's mind.

    Args:
        words: `(words,)` words of the text.
        curves: `{classifier: (words,) score after each word}`.
        ylabel: What the score is.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Raises:
        ValueError: If there are not as many numbers as words.

    Example:

    >>> ax = running_score(["not", "bad"], {"LSTM": [-0.5, 2.5]})
    >>> ax.lines[-1].get_ydata().tolist()
    [-0.5, 2.5]
    >>> ax.figure.clear()
    """
    words = list(words)
    ax = axes(ax, size=(1.4 + 0.5 * len(words), 2.9))
    ax.axhline(0, **FLOOR)
    for index, (name, values) in enumerate(curves.items()):
        _, values = _checked(words, values)
        style = {"color": PALETTE[index], "linestyle": LINES[index], "ms": 5}
        ax.plot(values, marker=MARKERS[index], label=name, **style)
    ax.set_xticks(np.arange(len(words)), words, rotation=35, ha="right")
    ax.set_xlabel("word read last")
    ax.set_ylabel(ylabel)
    ax.legend(frameon=False)
    return ax


def _checked(words, values):
    words, values = list(words), np.asarray(values, np.float64)
    if values.shape != (len(words),):
        raise ValueError(
            f"There are values of shape {values.shape} for {len(words)} words; give "
            "one number a word."
        )
    return words, values


def _places(words):
    """Return line, column and width of every word, and how many lines there are."""
    places, line, column = [], 0, 0
    for word in words:
        width = max(len(word), 4) + 1  # room for the number below
        if column and column + width > CHARACTERS_A_LINE:
            line, column = line + 1, 0
        places.append((line, column, width))
        column += width + 0.4
    return places, line + 1
