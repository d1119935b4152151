"""How many tags are right, and which are taken for which."""

from collections.abc import Hashable, Sequence

import numpy as np


def tag_accuracy(gold, predicted):
    r"""Return the share of words with the right tag.

    $$ \frac{1}{N} \sum_{s} \sum_{t=1}^{T_s} [\hat y_{st} = y_{st}], \qquad
       N = \sum_s T_s $$

    The mean runs over words and not over sentences.  Sentences come as they are, each
    with as many tags as words: padding, of which a model gets much right, cannot be
    counted by accident.

    Args:
        gold: Sequences of tags, one a sentence.
        predicted: As many, each with as many tags.

    Returns:
        A `float` from 0 to 1.

    Raises:
        ValueError: If the numbers of sentences or of tags differ, or there are none.

    Example:

    >>> tag_accuracy([["NOUN", "VERB"], ["INTJ"]], [["NOUN", "NOUN"], ["INTJ"]])
    0.6666666666666666
    """
    right = [g == p for g, p in _pairs(gold, predicted)]
    if not right:
        raise ValueError("There are no words to take the mean of.")
    return float(np.mean(right))


def tag_accuracy_by(gold, predicted, groups):
    """Return the accuracy of each group of words, and how many words it has.

    For example of words that were in the training text and of words that were not.

    Args:
        gold: Sequences of tags, one a sentence.
        predicted: As many, each with as many tags.
        groups: As many again: to which group each word belongs; anything that a
            dictionary can have as a key.

    Returns:
        A dictionary from each group to a pair: the accuracy, and the number of words.

    Raises:
        ValueError: If the numbers of sentences, tags or groups differ.

    Example:

    >>> sentences, seen = [["the", "zyx", "sleeps"]], {"the", "sleeps"}
    >>> known = [[word in seen for word in words] for words in sentences]
    >>> by = tag_accuracy_by([["DET", "NOUN", "VERB"]], [["DET", "ADJ", "VERB"]], known)
    >>> by[True], by[False]
    ((1.0, 2), (0.0, 1))
    """
    found = {}
    places = [group for _, group in _pairs(gold, groups)]
    for (g, p), group in zip(_pairs(gold, predicted), places, strict=True):
        found.setdefault(group, []).append(g == p)
    return {group: (float(np.mean(r)), len(r)) for group, r in found.items()}


def confusion_matrix(
    gold: Sequence[Hashable], predicted: Sequence[Hashable], labels: Sequence[Hashable]
) -> np.ndarray:
    """Count how often each label was taken for which.

    Args:
        gold: The right labels of all texts, or of all words in a row.
        predicted: As many.
        labels: All labels, in the order of rows and columns.

    Returns:
        Integers `(labels, labels)`: `[i, j]` counts what is label `i` and was called
        `j`.  A row sums to how often its label is right, a column to how often it was
        predicted; the diagonal is right.

    Raises:
        ValueError: If the numbers differ, or a label is not in `labels`.

    Example:

    >>> confusion_matrix(list("aab"), list("aba"), labels="abc")
    array([[1, 1, 0],
           [1, 0, 0],
           [0, 0, 0]])
    """
    if len(gold) != len(predicted):
        raise ValueError(
            f"There are {len(gold)} right and {len(predicted)} predicted labels; give "
            "one of each for every text."
        )
    places = {label: place for place, label in enumerate(labels)}
    matrix = np.zeros((len(places), len(places)), np.int64)
    for pair in zip(gold, predicted, strict=True):
        for label in pair:
            if label not in places:
                shown = ", ".join(map(repr, list(places)[:8]))
                raise ValueError(f"The label {label!r} is none of {shown} …")
        matrix[places[pair[0]], places[pair[1]]] += 1
    return matrix


def macro_f1(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    r"""Return the mean of the labels' F1, in which rare labels count as much as others.

    $$
    F_1(k) = \frac{2 \cdot |y = \hat y = k|}{|y = k| + |\hat y = k|}, \qquad
    \frac{1}{K} \sum_k F_1(k)
    $$

    over the $K$ labels that occur, as right ones or as predicted ones.

    Args:
        gold: The right labels of all texts.
        predicted: As many.

    Returns:
        A `float` from 0 to 1.

    Raises:
        ValueError: If the numbers differ, or there are none.

    Example:
        Whoever always says "a" is right nine times in ten, and still

        >>> round(macro_f1(["a"] * 9 + ["b"], ["a"] * 10), 3)
        0.474
    """
    labels = list(dict.fromkeys([*gold, *predicted]))
    matrix = confusion_matrix(gold, predicted, labels)
    if not labels:
        raise ValueError("There are no labels to take the mean of.")
    return float(np.mean(2 * np.diag(matrix) / (matrix.sum(0) + matrix.sum(1))))


def _pairs(gold, predicted):
    """Return pairs, word by word, of sentences that are equally long."""
    gold, predicted = list(gold), list(predicted)
    if len(gold) != len(predicted):
        raise ValueError(
            f"There are {len(gold)} sentences, and {len(predicted)} to compare with."
        )
    pairs = []
    for number, (one, other) in enumerate(zip(gold, predicted, strict=True)):
        if isinstance(one, str) or isinstance(other, str):
            raise ValueError(
                f"Sentence {number} is one string; give a sequence of tags a sentence, "
                "in a list even if there is only one."
            )
        if len(one) != len(other):
            raise ValueError(
                f"Sentence {number} has {len(one)} words, but {len(other)} tags to "
                "compare with. Cut off padding: `tags[row][mask[row]]`."
            )
        pairs += zip(one, other, strict=True)
    return pairs
