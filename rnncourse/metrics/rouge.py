"""ROUGE-L: how long a sequence of words captions share with their references."""

import numpy as np

from rnncourse.metrics.caption_words import scored_words


def rouge_l(captions, references, *, beta=1.2):
    r"""Return ROUGE-L of each caption; that of a collection is their mean.

    $$
    P = \max_j \frac{\mathrm{LCS}(c, s_j)}{|c|}, \qquad
    R = \max_j \frac{\mathrm{LCS}(c, s_j)}{|s_j|}, \qquad
    F = \frac{(1 + \beta^2) P R}{R + \beta^2 P}
    $$

    $\mathrm{LCS}(c, s)$ is the longest sequence of words that both have in this order,
    with others between them or not.  $\beta > 1$ gives recall more weight.  As in the
    scores of COCO both maxima are taken for themselves, so that $P$ may come from one
    reference and $R$ from another; Lin's paper, on summaries, has one reference here.
    A caption without words scores 0.

    Reference: Lin (2004), ROUGE: A Package for Automatic Evaluation of Summaries,
    equations 2 to 4; Chen et al. (2015), Microsoft COCO Captions, for $\beta = 1.2$.

    Args:
        captions: `str`, one a picture, cut by `caption_words`.
        references: For each of them the captions that people wrote, one or more.
        beta: $\beta$.

    Returns:
        Numbers from 0 to 1, `(captions,)`.

    Raises:
        ValueError: As `scored_words` does.

    Example:

    >>> rouge_l(["a dog runs fast"], [["a dog in a park runs"]]).round(3)
    array([0.579])

    Three words are shared in order: $P = 3/4$, $R = 3/6$.
    """
    found, right = scored_words(captions, references)
    scores = []
    for words, texts in zip(found, right, strict=True):
        shared = np.array([_longest_shared(words, text) for text in texts])
        precision = shared.max() / max(1, len(words))
        recall = (shared / [len(text) for text in texts]).max()
        both = recall + beta**2 * precision
        scores.append((1 + beta**2) * precision * recall / both if both else 0.0)
    return np.array(scores)


def _longest_shared(one, other):
    """Return the length of the longest common subsequence."""
    row = [0] * (len(other) + 1)  # row[j]: of all words of `one` so far and j of other
    for word in one:
        above, row = row, [0]
        for j, candidate in enumerate(other):
            same = above[j] + 1 if word == candidate else 0
            row.append(max(same, above[j + 1], row[j]))
    return row[-1]
