"""Several classifiers asked together."""

from dataclasses import dataclass, field

import numpy as np

from rnncourse.models.classification.classifier import Classifier


def mix_logarithms(log_probs, weights):
    r"""Mix what several classifiers say about the same texts.

    $$ P(y \mid x) \propto \prod_m P_m(y \mid x)^{\lambda_m} $$

    A log-linear mixture: each classifier votes with its log-odds times $\lambda_m$, so
    that one that is far too sure, as naive Bayes is, can be toned down.  `mix` is the
    linear mixture, for which weights sum to one; here they need not.

    Reference: Mesnil et al. (2014), Ensemble of generative and discriminative
    techniques for sentiment analysis, section 3.

    Args:
        log_probs: `(models, texts, labels)` natural logarithms.
        weights: `(models,)`, 0 or more.

    Returns:
        `(texts, labels)` natural logarithms.

    Example:

    >>> twice = np.log([[[0.5, 0.5]], [[0.8, 0.2]]])
    >>> np.exp(mix_logarithms(twice, [1.0, 1.0])), np.exp(mix_logarithms(twice, [1, 2]))
    (array([[0.8, 0.2]]), array([[0.94117647, 0.05882353]]))
    """
    scores = np.tensordot(np.asarray(weights, np.float64), log_probs, axes=1)
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def fit_logarithm_weights(log_probs, targets):
    r"""Find the weights that make the labels of held-out texts most probable.

    $$
    \max_{\lambda \ge 0} \sum_x \ln P(y(x) \mid x), \qquad
    \frac{\partial}{\partial \lambda_m} =
    \sum_x \Bigl(\ln P_m(y(x) \mid x) - \sum_y P(y \mid x) \ln P_m(y \mid x)\Bigr)
    $$

    This is a logistic regression with as many weights as there are classifiers: the
    sum is concave in $\lambda$, and a few hundred texts are enough.

    Args:
        log_probs: `(models, texts, labels)` natural logarithms, of texts on which no
            classifier was trained.
        targets: `(texts,)` numbers of the right labels.

    Returns:
        `(models,)` weights, 0 or more.

    Raises:
        ValueError: If shapes do not fit, or a log-probability is not finite.

    Example:

    >>> good, blind = [[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]], [[0.5, 0.5]] * 3
    >>> fit_logarithm_weights(np.log([good, blind]), [0, 1, 0]).round(2)
    array([1.43, 1.  ])
    """
    # Slow to import: only if used.
    from scipy.optimize import minimize

    log_probs, targets = np.asarray(log_probs, np.float64), np.asarray(targets)
    if log_probs.ndim != 3 or targets.shape != log_probs.shape[1:2] or not targets.size:
        raise ValueError(
            "Log-probabilities must be an array of shape (models, texts, labels), and "
            "every text needs one target; got the shapes "
            f"{log_probs.shape} and {targets.shape}."
        )
    if not np.isfinite(log_probs).all():
        raise ValueError(
            "A label has the probability 0 or NaN under one of the classifiers. Smooth "
            "it, or leave it out of the mixture."
        )
    right = log_probs[:, np.arange(len(targets)), targets]  # (models, texts)

    def loss(weights):
        mixed = mix_logarithms(log_probs, weights)
        expected = (np.exp(mixed) * log_probs).sum(axis=2)  # (models, texts)
        chosen = mixed[np.arange(len(targets)), targets]
        return -chosen.mean(), (expected - right).mean(axis=1)

    start, bounds = np.ones(len(log_probs)), [(0, None)] * len(log_probs)
    return minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x


@dataclass(frozen=True, eq=False)
class ClassifierMixture(Classifier):
    """Several classifiers of the same labels, mixed by their log-probabilities.

    Classifiers that differ in kind, or in the seed of their training alone, make
    different mistakes.  With equal weights that sum to one this is the usual ensemble;
    `fit` learns the weights on held-out texts.

    Args:
        classifiers: At least one `Classifier`.
        weights: `(models,)`, as in `mix_logarithms`; equal ones by default.

    Raises:
        ValueError: If the labels differ, or there are not as many weights.

    Example:

    >>> from rnncourse.models import NBSVM, NaiveBayes
    >>> texts, labels = ["a joy", "no joy", "no fun"], ["good", "bad", "bad"]
    >>> both = [NaiveBayes.fit(texts, labels), NBSVM.fit(texts, labels)]
    >>> ClassifierMixture(both).predict_labels(["a joy", "no fun"])
    ['good', 'bad']
    >>> fitted = ClassifierMixture.fit(both, ["a film of joy", "no"], ["good", "bad"])
    >>> bool(fitted.weights.max() > 0)
    True
    """

    classifiers: tuple[Classifier, ...] = field(repr=False)
    weights: np.ndarray = None

    def __post_init__(self):
        object.__setattr__(self, "classifiers", tuple(self.classifiers))
        count = len(self.classifiers)
        weights = np.full(count, 1 / max(1, count))
        if self.weights is not None:
            weights = np.asarray(self.weights, np.float64)
        object.__setattr__(self, "weights", weights)
        different = {tuple(classifier.labels) for classifier in self.classifiers}
        if len(different) != 1:
            raise ValueError(
                "A mixture needs classifiers with the same labels in the same order; "
                f"got {sorted(different)}."
            )
        if weights.shape != (count,) or (weights < 0).any():
            raise ValueError(
                f"{count} classifiers need as many weights, 0 or more each; got "
                f"{weights.tolist()}."
            )

    @classmethod
    def fit(cls, classifiers, texts, labels):
        """Mix with the weights that suit labelled texts best.

        Args:
            classifiers: At least one `Classifier`.
            texts: Held-out texts, an iterable of `str`.
            labels: As many labels.
        """
        equal, texts = cls(classifiers), list(texts)
        log_probs = [model.log_probs(texts) for model in equal.classifiers]
        return cls(
            equal.classifiers,
            fit_logarithm_weights(log_probs, equal.targets(labels)),
        )

    @property
    def labels(self):
        """The labels, in the order of the columns of `log_probs`."""
        return self.classifiers[0].labels

    def log_probs(self, texts):
        """Return the log-probability of every label, `(texts, labels)`."""
        texts = list(texts)
        said = np.stack([model.log_probs(texts) for model in self.classifiers])
        return mix_logarithms(said, self.weights)
