"""Mixtures of classifiers: by hand, by a finer search, and wrong ones noticed."""

import numpy as np
import pytest

from rnncourse.models import (
    Classifier,
    ClassifierMixture,
    fit_logarithm_weights,
    mix_logarithms,
)
from rnncourse.models.classification import classifier_mixture


class Fixed(Classifier):
    """A classifier that says of the text "3" what stands in its row 3."""

    def __init__(self, log_probs, labels=("a", "b", "c")):
        self.rows, self.labels = np.asarray(log_probs), labels

    def log_probs(self, texts):
        return self.rows[[int(text) for text in texts]]


def said(models=3, texts=40, labels=3, seed=0):
    """Log-probabilities of models that know something, and are too sure."""
    rng = np.random.default_rng(seed)
    targets = rng.integers(0, labels, texts)
    scores = rng.normal(0, 1, (models, texts, labels))
    scores[:, np.arange(texts), targets] += np.linspace(0.2, 1.0, models)[:, None]
    scores *= 3
    return scores - np.logaddexp.reduce(scores, axis=2, keepdims=True), targets


def likelihood(log_probs, targets, weights):
    probs = np.ones(log_probs.shape[1:])
    for model, weight in zip(log_probs, weights, strict=True):
        probs = probs * np.exp(model) ** weight
    probs /= probs.sum(axis=1, keepdims=True)
    return np.log(probs[np.arange(len(targets)), targets]).mean()


def assert_weights_are_the_best():
    log_probs, targets = said()
    weights = fit_logarithm_weights(log_probs, targets)
    best = likelihood(log_probs, targets, weights)
    assert weights.min() >= 0
    assert weights.max() < 0.9  # they were too sure
    for number in range(3):
        for step in (-0.02, 0.02):
            moved = weights.copy()
            moved[number] = max(0, moved[number] + step)
            if moved[number] != weights[number]:
                assert likelihood(log_probs, targets, moved) < best


def assert_mixtures_are_products():
    log_probs, _ = said(models=2, texts=5)
    mixed = np.exp(mix_logarithms(log_probs, [0.5, 2.0]))
    for text in range(5):
        shares = np.exp(log_probs[0, text]) ** 0.5 * np.exp(log_probs[1, text]) ** 2
        np.testing.assert_allclose(mixed[text], shares / shares.sum())


def test_weights_are_the_best():
    assert_weights_are_the_best()


def test_mixtures_are_products():
    assert_mixtures_are_products()


def test_a_classifier_that_is_always_wrong_gets_no_weight():
    log_probs, targets = said(models=1)
    wrong = np.roll(log_probs, 1, axis=2)
    weights = fit_logarithm_weights(np.concatenate([log_probs, wrong]), targets)
    assert weights[0] > 0.05
    right_alone = fit_logarithm_weights(log_probs, targets)
    assert weights[1] < weights[0]
    assert right_alone.shape == (1,)


def test_a_mixture_of_equal_weights_averages_logarithms():
    log_probs, _ = said(models=2)
    mixture = ClassifierMixture([Fixed(rows) for rows in log_probs])
    np.testing.assert_allclose(mixture.weights, [0.5, 0.5])
    expected = log_probs.mean(axis=0)
    expected = expected - np.logaddexp.reduce(expected, axis=1, keepdims=True)
    texts = [str(number) for number in range(40)]
    np.testing.assert_allclose(mixture.log_probs(texts), expected)


def test_a_fitted_mixture_is_at_least_as_good_as_its_parts():
    log_probs, targets = said()
    parts = [Fixed(rows) for rows in log_probs]
    texts = [str(number) for number in range(40)]
    labels = [parts[0].labels[target] for target in targets]
    mixture = ClassifierMixture.fit(parts, texts, labels)
    loss = -mixture.log_probs(texts)[np.arange(40), targets].mean()
    assert loss < min(-rows[np.arange(40), targets].mean() for rows in log_probs)
    assert mixture.accuracy(texts, labels) > 0.5


def test_classifiers_of_other_labels_do_not_mix():
    parts = [Fixed(np.zeros((1, 3))), Fixed(np.zeros((1, 3)), labels=("b", "a", "c"))]
    with pytest.raises(ValueError, match="same labels in the same order"):
        ClassifierMixture(parts)
    with pytest.raises(ValueError, match="same labels"):
        ClassifierMixture([])


@pytest.mark.parametrize("weights", [[1.0], [1.0, -0.1]])
def test_weights_that_do_not_fit_are_refused(weights):
    with pytest.raises(ValueError, match="2 classifiers need"):
        ClassifierMixture([Fixed(np.zeros((1, 3)))] * 2, weights)


@pytest.mark.parametrize(
    ("log_probs", "targets", "message"),
    [
        (np.zeros((2, 3)), [0, 1], "shape"),
        (np.zeros((1, 3, 2)), [0, 1], "shape"),
        (np.zeros((1, 0, 2)), [], "shape"),
        ([[[-0.7, -0.7], [0.0, -np.inf]]], [0, 1], "probability 0"),
    ],
)
def test_what_cannot_be_fitted_is_refused(log_probs, targets, message):
    with pytest.raises(ValueError, match=message):
        fit_logarithm_weights(log_probs, targets)


def add_probabilities(patch):
    def wrong(log_probs, weights):
        weights = np.asarray(weights) / np.sum(weights)
        return np.log(np.tensordot(weights, np.exp(log_probs), axes=1))

    patch.setattr(classifier_mixture, "mix_logarithms", wrong)
    patch.setitem(globals(), "mix_logarithms", wrong)


def forget_to_normalise(patch):
    def wrong(log_probs, weights):
        return np.tensordot(np.asarray(weights), log_probs, axes=1)

    patch.setattr(classifier_mixture, "mix_logarithms", wrong)
    patch.setitem(globals(), "mix_logarithms", wrong)


def exchange_models(patch):
    mixed = mix_logarithms

    def wrong(log_probs, weights):
        return mixed(log_probs[::-1], weights)

    patch.setattr(classifier_mixture, "mix_logarithms", wrong)
    patch.setitem(globals(), "mix_logarithms", wrong)


@pytest.mark.parametrize(
    "check", [assert_weights_are_the_best, assert_mixtures_are_products]
)
@pytest.mark.parametrize(
    "mutant", [add_probabilities, forget_to_normalise, exchange_models]
)
def test_a_wrong_mixture_is_noticed(check, mutant, monkeypatch):
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        check()
