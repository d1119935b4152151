"""What every classifier of texts can do, whether it counts or learns to read."""

import abc
from collections.abc import Iterable, Sequence

import numpy as np


class Classifier(abc.ABC):
    r"""A model that gives every text one label.

    A subclass sets `labels` and gives `log_probs`; everything else follows:

    $$
    \hat y = \operatorname*{argmax}_y P(y \mid x), \qquad
    \text{log-odds of } y = \ln \frac{P(y \mid x)}{1 - P(y \mid x)}
    $$

    Attributes:
        labels: The labels, in the order of the columns of `log_probs`.

    Example:

    >>> class Length(Classifier):
    ...     labels = ("short", "long")
    ...     def log_probs(self, texts):
    ...         share = np.array([min(len(text), 9) / 10 for text in texts])
    ...         return np.log(np.stack([1 - share, share], axis=1))
    >>> Length().predict_labels(["abc", "abcdefgh"])
    ['short', 'long']
    >>> Length().accuracy(["abc", "abcdefgh"], ["long", "long"])
    0.5
    >>> Length().log_odds(["abcdefgh"], "long").round(3)     # ln 4
    array([1.386])
    """

    labels: tuple[str, ...]

    @abc.abstractmethod
    def log_probs(self, texts: Iterable[str]) -> np.ndarray:
        r"""Return $\ln P(y \mid x)$ of every label, `(texts, labels)`."""

    def predict_labels(self, texts):
        """Return the most probable label of every text, a list of `str`."""
        return [self.labels[best] for best in self.log_probs(texts).argmax(axis=1)]

    def accuracy(self, texts, labels):
        """Return the share of the texts whose label is predicted."""
        targets = self.targets(labels)
        best = self.log_probs(texts).argmax(axis=1)
        if len(best) != len(targets) or not len(best):
            raise ValueError(
                f"{len(best)} texts came with {len(targets)} labels; every text needs "
                "its label, and there must be at least one."
            )
        return float((best == targets).mean())

    def log_odds(self, texts, label):
        r"""Return $\ln P(y \mid x) - \ln(1 - P(y \mid x))$ of one label, `(texts,)`.

        Raises:
            ValueError: If the label is none of the model's.
        """
        (column,) = self.targets([label])
        log_probs = self.log_probs(texts)
        others = np.delete(log_probs, column, axis=1)
        return log_probs[:, column] - np.logaddexp.reduce(others, axis=1)

    def targets(self, labels: Sequence[str]):
        """Return the number of every label, `(labels,)` int32.

        Raises:
            ValueError: If a label is none of the model's.
        """
        numbers = {label: number for number, label in enumerate(self.labels)}
        strange = sorted({str(label) for label in labels if label not in numbers})
        if strange:
            raise ValueError(
                f"The label {strange[0]!r} is none of this classifier's: "
                f"{', '.join(map(repr, self.labels))}. Rename the labels of the "
                "corpus, leave those texts out, or make a classifier that has it."
            )
        return np.array([numbers[label] for label in labels], np.int32)


def check_labels(labels):
    """Return the labels of a classifier as a tuple, if there is something to tell.

    Args:
        labels: At least two different `str`.

    Raises:
        ValueError: If there are fewer, or one comes twice.

    Example:

    >>> check_labels(["good", "bad"])
    ('good', 'bad')
    >>> check_labels(["good", "good"])
    Traceback (most recent call last):
    ValueError: A classifier tells at least two labels apart, each named once; ...
    """
    labels = tuple(labels)
    if len(labels) < 2 or len(set(labels)) < len(labels):
        raise ValueError(
            "A classifier tells at least two labels apart, each named once; "
            f"{labels!r} came."
        )
    return labels
