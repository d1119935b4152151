"""Which words of a text spoke for a label, and when the classifier made up its mind."""

import re
from dataclasses import dataclass

import numpy as np

from rnncourse.models.classification.bag_of_words import WORD


@dataclass(frozen=True, eq=False)
class Explanation:
    """A number for every word of a text.

    Args:
        label: The label that is spoken of.
        words: `(words,)` words and punctuation marks of the text.
        values: `(words,)` numbers in nats; above 0 they speak for the label.

    Example:

    >>> Explanation("good", ("a", "joy"), np.array([0.0, 1.5])).strongest()
    'joy'
    """

    label: str
    words: tuple[str, ...]
    values: np.ndarray

    def strongest(self):
        """Return the word with the largest number, whatever its sign."""
        return self.words[int(np.abs(self.values).argmax())]


def occlusion(classifier, text, label=None):
    r"""Leave out one word at a time, and see how much the label loses.

    $$
    a_i = s(w_1 \dots w_n) - s(w_1 \dots w_{i-1}\, w_{i+1} \dots w_n), \qquad
    s = \ln \frac{P(y \mid x)}{1 - P(y \mid x)}
    $$

    Any classifier can be asked: it need not be differentiable.  The values of a linear
    model on single words are its weights; where words act together they do not add up:
    without its *not*, a *not bad* is bad, so both words are worth more than their sum.

    Reference: Li et al. (2016), Understanding neural networks through representation
    erasure, equation 1.

    Args:
        classifier: A `Classifier`.
        text: A `str`.
        label: The label $y$; by default the one that is predicted.

    Returns:
        An `Explanation`, whose values are the $a_i$.  The classifier reads all
        shortened texts in one call, as many as there are words: mind texts of
        thousands.

    Raises:
        ValueError: If the text has no word, or the label is none of the classifier's.

    Example:

    >>> from rnncourse.models import NaiveBayes, word_ngrams
    >>> model = NaiveBayes.fit(["a joy", "no joy", "no fun"], ["good", "bad", "bad"],
    ...                        features=word_ngrams(1))
    >>> explanation = occlusion(model, "no joy at all", "bad")
    >>> dict(zip(explanation.words, explanation.values.round(2).tolist()))
    {'no': 0.81, 'joy': -0.29, 'at': 0.0, 'all': 0.0}
    """
    spans, label = _look_at(classifier, text, label)
    without = [text[:start] + text[end:] for start, end in spans]
    whole, *left = classifier.log_odds([text, *without], label)
    return _explanation(text, spans, label, whole - np.array(left))


def score_curve(classifier, text, label=None):
    r"""Follow the log-odds of a label while the text is read.

    $$ s_i = \ln \frac{P(y \mid w_1 \dots w_i)}{1 - P(y \mid w_1 \dots w_i)} $$

    The classifier judges every beginning of the text as if it were all: what a *but*
    turns round, and where a bidirectional network, which sees what comes after, would
    have stood without it.  Before the first word it knows `log_odds([""], label)`.

    Args:
        classifier: A `Classifier`.
        text: A `str`.
        label: The label $y$; by default the one that is predicted.

    Returns:
        An `Explanation`, whose values are the $s_i$; the last is that of the text.

    Raises:
        ValueError: If the text has no word, or the label is none of the classifier's.

    Example:

    >>> from rnncourse.models import NaiveBayes, word_ngrams
    >>> model = NaiveBayes.fit(["a joy", "no joy", "no fun"], ["good", "bad", "bad"],
    ...                        features=word_ngrams(1))
    >>> score_curve(model, "no joy at all", "bad").values.round(2)
    array([1.5 , 1.22, 1.22, 1.22])
    """
    spans, label = _look_at(classifier, text, label)
    beginnings = [text[:end] for _, end in spans]
    return _explanation(text, spans, label, classifier.log_odds(beginnings, label))


def _look_at(classifier, text, label):
    """Return where the words of the text are, and the label."""
    spans = [match.span() for match in re.finditer(WORD, text)]
    if not spans:
        raise ValueError(f"There is no word to explain in the text {text!r}.")
    if label is None:
        (label,) = classifier.predict_labels([text])
    return spans, label


def _explanation(text, spans, label, values):
    words = tuple(text[start:end] for start, end in spans)
    return Explanation(label, words, np.asarray(values, np.float64))
