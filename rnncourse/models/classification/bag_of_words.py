"""Linear classifiers that count n-grams: what a network has to beat."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rnncourse.models.classification.classifier import Classifier, check_labels

WORD = r"\w+(?:['’]\w+)*|[^\w\s]"  # don't is one word, and ! is one too


def word_ngrams(order=2, *, min_count=1):
    """Return what finds the n-grams of words in texts, up to `order` words long.

    Text is put into lower case; of every n-gram counts whether it occurs, not how often
    (Pang et al., 2002, section 6.1, found that better for opinions).

    Args:
        order: Words in the longest n-gram.
        min_count: N-grams of fewer texts are left out.

    Returns:
        A `sklearn.feature_extraction.text.CountVectorizer`, for `NaiveBayes.fit`.

    Example:

    >>> features = word_ngrams(2).fit(["Not bad!"])
    >>> sorted(features.vocabulary_)
    ['!', 'bad', 'bad !', 'not', 'not bad']
    """
    return _vectorizer(token_pattern=WORD, order=order, min_count=min_count)


def character_ngrams(order=4, *, min_count=1):
    """Return what finds the n-grams of characters in texts, up to `order` long.

    Capitals are kept; every run of white space is one space. All occurrences count.

    Args:
        order: Characters in the longest n-gram.
        min_count: N-grams of fewer texts are left out.

    Returns:
        A `sklearn.feature_extraction.text.CountVectorizer`, for `NaiveBayes.fit`.

    Example:

    >>> features = character_ngrams(2).fit(["Ana"])
    >>> sorted(features.vocabulary_)
    ['A', 'An', 'a', 'n', 'na']
    """
    return _vectorizer(
        analyzer="char",
        lowercase=False,
        binary=False,
        order=order,
        min_count=min_count,
    )


def _vectorizer(*, order, min_count, **options):
    # Slow to import: only if used.
    from sklearn.feature_extraction.text import CountVectorizer

    options = {"binary": True, **options}
    return CountVectorizer(ngram_range=(1, order), min_df=min_count, **options)


@dataclass(frozen=True, eq=False)
class NaiveBayes(Classifier):
    r"""Multinomial naive Bayes: as if every n-gram were drawn without the others.

    $$
    P(y \mid x) \propto P(y) \prod_j P(j \mid y)^{f_j}, \qquad
    P(j \mid y) = \frac{\alpha + \sum_{x:\, y(x) = y} f_j(x)}
    {\sum_{j'} \bigl(\alpha + \sum_{x:\, y(x) = y} f_{j'}(x)\bigr)}
    $$

    $f_j$ says how often the n-gram $j$ occurs in a text, or whether.  Counting is all
    the training there is.  The order of words plays a part within n-grams only, and the
    probabilities are far too sure, since n-grams do depend on each other.

    Reference: McCallum & Nigam (1998), A comparison of event models for naive Bayes
    text classification, equation 6.

    Args:
        labels: The labels, in the order of the columns of `log_probs`.
        features: The fitted finder of n-grams.
        model: The fitted `sklearn.naive_bayes.MultinomialNB`.

    Example:

    >>> model = NaiveBayes.fit(["a joy", "no joy", "no fun"], ["good", "bad", "bad"])
    >>> model.predict_labels(["a joy to see", "no no"])
    ['good', 'bad']
    """

    labels: tuple[str, ...]
    features: Any = field(repr=False)
    model: Any = field(repr=False)

    @classmethod
    def fit(cls, texts, labels, *, features=None, smoothing=1.0):
        r"""Count the n-grams of labelled texts.

        Args:
            texts: An iterable of `str`.
            labels: As many labels.
            features: As `word_ngrams` or `character_ngrams` return it; by default
                words and pairs of words.
            smoothing: The $\alpha$ added to every count.

        Raises:
            ValueError: If texts and labels are not equally many, there is one label
                only, or no text has an n-gram.
        """
        from sklearn.naive_bayes import MultinomialNB

        labels, features, counts, targets = _counted(texts, labels, features)
        model = MultinomialNB(alpha=smoothing).fit(counts, targets)
        return cls(labels, features, model)

    def log_probs(self, texts):
        """Return the log-probability of every label, `(texts, labels)`.

        A text without a known n-gram gets the shares of the labels in training.
        """
        texts = list(texts)
        if not texts:
            return np.zeros((0, len(self.labels)))
        return self.model.predict_log_proba(self.features.transform(texts))


@dataclass(frozen=True, eq=False)
class NBSVM(Classifier):
    r"""A linear classifier on n-grams that naive Bayes has weighted: NB-SVM.

    $$
    r = \ln \frac{p / \lVert p \rVert_1}{q / \lVert q \rVert_1}, \qquad
    p = \alpha + \sum_{x:\, y(x) = 1} f(x), \quad q = \alpha + \sum_{x:\, y(x) = 0} f(x)
    $$

    $$
    \ln \frac{P(1 \mid x)}{P(0 \mid x)} = \bigl((1 - \beta)\, \bar w + \beta\, w\bigr)
    \cdot (r \odot f(x)) + b, \qquad \bar w = \lVert w \rVert_1 / |w|
    $$

    Naive Bayes is $w = 1$: it trusts every n-gram for itself.  Here $w$ is learnt with
    all of them together and then drawn back towards a constant by $\beta$.  The paper
    learns $w$ as a support vector machine; the logistic loss used here gives
    probabilities and the same accuracy within a few tenths (Mesnil et al., 2014).
    Of more than two labels each is learnt against all others.

    Reference: Wang & Manning (2012), Baselines and bigrams, equations 1 to 5.

    Args:
        labels: The labels, in the order of the columns of `log_probs`.
        features: The fitted finder of n-grams.
        weights: $w' \odot r$ of every label, `(labels, n-grams)`.
        biases: $b$ of every label, `(labels,)`.

    Example:

    >>> model = NBSVM.fit(["a joy", "no joy", "no fun"], ["good", "bad", "bad"])
    >>> model.predict_labels(["a joy to see", "no no"])
    ['good', 'bad']
    """

    labels: tuple[str, ...]
    features: Any = field(repr=False)
    weights: np.ndarray = field(repr=False)
    biases: np.ndarray = field(repr=False)

    @classmethod
    def fit(
        cls,
        texts,
        labels,
        *,
        features=None,
        smoothing=1.0,
        interpolation=0.25,
        penalty=1.0,
    ):
        r"""Learn the weights from labelled texts.

        Args:
            texts: An iterable of `str`.
            labels: As many labels.
            features: As `word_ngrams` returns it; by default words and pairs of words.
            smoothing: The $\alpha$ added to every count.
            interpolation: The $\beta$ of the equation, from 0 to 1.
            penalty: The $C$ of the logistic regression: larger is less regularised.

        Raises:
            ValueError: If texts and labels are not equally many, there is one label
                only, or no text has an n-gram.
        """
        labels, features, counts, targets = _counted(texts, labels, features)
        numbers = range(len(labels)) if len(labels) > 2 else [1]
        learnt = [
            _against_the_rest(counts, targets == n, smoothing, interpolation, penalty)
            for n in numbers
        ]
        if len(labels) == 2:  # the first label is what the second is not
            ((weights, bias),) = learnt
            learnt = [(-weights, -bias), (weights, bias)]
        weights, biases = zip(*learnt, strict=True)
        return cls(labels, features, np.array(weights), np.array(biases))

    def log_probs(self, texts):
        """Return the log-probability of every label, `(texts, labels)`."""
        texts = list(texts)
        if not texts:
            return np.zeros((0, len(self.labels)))
        scores = self.features.transform(texts) @ self.weights.T + self.biases
        log_probs = -np.logaddexp(0, -scores)  # of each label against the others
        return log_probs - np.logaddexp.reduce(log_probs, axis=1, keepdims=True)


def _counted(texts, labels, features):
    """Return the labels, the fitted features, their counts, and numbers of labels."""
    texts, given = list(texts), list(labels)
    labels = check_labels(sorted(set(given)))
    if len(texts) != len(given):
        raise ValueError(
            f"{len(texts)} texts came with {len(given)} labels; every text needs one."
        )
    features = word_ngrams() if features is None else features
    counts = features.fit_transform(texts).astype(np.float64)
    targets = np.searchsorted(labels, given)
    return labels, features, counts, targets


def _against_the_rest(counts, inside, smoothing, interpolation, penalty):
    """Return the weights `(n-grams,)` and the bias of one label against the others."""
    from sklearn.linear_model import LogisticRegression

    p = smoothing + np.asarray(counts[inside].sum(axis=0)).ravel()
    q = smoothing + np.asarray(counts[~inside].sum(axis=0)).ravel()
    r = np.log(p / p.sum()) - np.log(q / q.sum())
    model = LogisticRegression(C=penalty, solver="liblinear")
    model.fit(counts.multiply(r).tocsr(), inside)
    w = model.coef_[0]
    w = (1 - interpolation) * np.abs(w).mean() + interpolation * w
    return w * r, model.intercept_[0]
