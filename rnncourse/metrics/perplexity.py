"""How surprised a language model was, in two units."""

import math

import numpy as np


def perplexity(log_probs):
    r"""Return the perplexity of a text: its inverse probability, per token.

    $$
    \mathrm{PPL} = \exp\Bigl(-\frac{1}{N} \sum_{t=1}^{N} \ln P(w_t \mid w_1 \dots
    w_{t-1})\Bigr)
    $$

    The mean runs over all tokens of the text; the mean of the perplexities of its
    sentences or batches would be another, larger number.

    Reference: Jelinek et al. (1977), Perplexity, a measure of the difficulty of
    speech recognition tasks.

    Args:
        log_probs: `(tokens,)` natural logarithms; $-\infty$ where the model held a
            token for impossible, which makes the perplexity infinite.

    Returns:
        A `float`, 1 or more.

    Raises:
        ValueError: If there are no tokens, or if a value is above 0 or no number.

    Example:

    >>> round(perplexity(np.log([0.1, 0.1, 0.1])), 9)
    10.0
    >>> perplexity([math.log(0.5), -math.inf])
    inf
    """
    exponent = -_mean(log_probs)
    # A double ends at e^709; a text this improbable is as good as impossible.
    return math.exp(exponent) if exponent < 709 else math.inf


def bits_per_token(log_probs):
    r"""Return the cross-entropy of a text in bits per token, the log of perplexity.

    $$
    H = -\frac{1}{N} \sum_{t=1}^{N} \log_2 P(w_t \mid w_1 \dots w_{t-1})
    = \log_2 \mathrm{PPL}
    $$

    For a model of characters this is the usual number, called bits per character.

    Reference: Shannon (1951), Prediction and entropy of printed English.

    Args:
        log_probs: `(tokens,)` natural logarithms, as for `perplexity`.

    Returns:
        A `float`, 0 or more.

    Raises:
        ValueError: If there are no tokens, or if a value is above 0 or no number.

    Example:

    >>> bits_per_token(np.log([1 / 2, 1 / 8]))
    2.0
    """
    return -_mean(log_probs) / math.log(2) + 0.0  # never -0.0


def _mean(log_probs):
    log_probs = np.asarray(log_probs, np.float64)
    if log_probs.ndim != 1 or not log_probs.size:
        raise ValueError(
            "Log-probabilities must be an array of shape (tokens,) with at least one "
            f"token; got shape {log_probs.shape}. Is the text empty?"
        )
    highest = log_probs.max()
    if math.isnan(highest):
        where = int(np.isnan(log_probs).argmax())
        raise ValueError(
            f"The log-probability of token {where} is NaN. Look for a diverged model "
            "or for 0 divided by 0 before taking logarithms."
        )
    # A sum of exponentials in single precision may exceed 1 by its last digits.
    if highest > 1e-4:
        raise ValueError(
            f"A log-probability must be 0 or less; got {highest:.6g} at token "
            f"{int(log_probs.argmax())}. Are these probabilities, logits or losses?"
        )
    return min(float(log_probs.mean()), 0.0)
