"""Pictures of one sentence: how surprised a model is, word by word."""

import numpy as np

from rnncourse.plots.style import LINES, MARKERS, PALETTE, axes


def surprisals(tokens, log_probs, *, ax=None):
    r"""Draw how many bits each token of a sentence costs a model.

    $$
    s_t = -\log_2 P(w_t \mid w_1 \dots w_{t-1})
    $$

    The mean of the $s_t$ is the cross-entropy in bits per token; a token of
    probability 1 costs nothing.

    Args:
        tokens: `(tokens,)` words of the sentence.
        log_probs: `{model: (tokens,) natural-log probabilities}`.
        ax: Matplotlib axes; a new figure if left out.

    Returns:
        The axes.

    Raises:
        ValueError: If there are not as many numbers as tokens.

    Example:

    >>> ax = surprisals(["a", "dog", "<eos>"], {"truth": np.log([0.5, 0.25, 1.0])})
    >>> ax.lines[0].get_ydata().tolist()
    [1.0, 2.0, 0.0]
    >>> ax.figure.clear()
    """
    tokens = list(tokens)
    ax = axes(ax, size=(1.4 + 0.62 * len(tokens), 2.9))
    places = np.arange(len(tokens))
    for index, (name, values) in enumerate(log_probs.items()):
        bits = np.abs(np.asarray(values, np.float64)) / np.log(2)
        if bits.shape != places.shape:
            raise ValueError(
                f"{name!r} has numbers of shape {bits.shape} for {len(tokens)} tokens; "
                "give one number a token, the end of the sentence included."
            )
        style = {"color": PALETTE[index], "linestyle": LINES[index]}
        ax.plot(places, bits, marker=MARKERS[index], label=name, ms=5, **style)
    ax.set_xticks(places, tokens, rotation=35, ha="right", rotation_mode="anchor")
    ax.set_ylim(bottom=0)
    ax.set_xlabel("token of the sentence")
    ax.set_ylabel("surprisal (bits)")
    ax.legend(frameon=False)
    return ax
