"""Linear baselines against values worked out by hand and by a second way."""

import numpy as np
import pytest

from rnncourse.models import (
    NBSVM,
    NaiveBayes,
    character_ngrams,
    word_ngrams,
)
from rnncourse.models.classification import bag_of_words

TEXTS = ["a joy", "a great joy", "no joy", "no fun", "no no fun"]
LABELS = ["plus", "plus", "minus", "minus", "minus"]


def test_naive_bayes_is_that_of_the_equation():
    model = NaiveBayes.fit(TEXTS, LABELS, features=word_ngrams(1), smoothing=1)
    # words: a fun great joy no; in texts: minus 0 2 0 1 3, plus 2 0 1 2 0
    minus = 3 / 5 * (1 + 1) / 11 * (1 + 3) / 11
    plus = 2 / 5 * (1 + 2) / 10 * (1 + 0) / 10
    expected = np.log([minus, plus]) - np.log(minus + plus)
    assert model.labels == ("minus", "plus")
    np.testing.assert_allclose(model.log_probs(["No no joy!"])[0], expected)


def test_a_text_without_known_words_gets_the_shares_of_the_labels():
    model = NaiveBayes.fit(TEXTS, LABELS)
    np.testing.assert_allclose(np.exp(model.log_probs(["", "xyz"])), [[0.6, 0.4]] * 2)


def test_a_word_counts_once_a_text_and_a_character_as_often_as_it_occurs():
    assert word_ngrams(1).fit_transform(["no no fun"]).toarray().max() == 1
    assert character_ngrams(1).fit_transform(["banana"]).toarray().tolist() == [
        [3, 1, 2]
    ]


def test_words_keep_their_apostrophes_and_signs_are_words():
    found = word_ngrams(1).fit(["Don't! I don’t (n't) é"]).vocabulary_
    assert set(found) == {"don't", "don’t", "!", "i", "(", "n't", ")", "é"}


def nbsvm(**options):
    options = {"features": word_ngrams(1), "penalty": 10.0, **options}
    return NBSVM.fit(TEXTS, LABELS, **options)


def ratios():
    p = 1 + np.array([2, 0, 1, 2, 0])
    q = 1 + np.array([0, 2, 0, 1, 3])
    return np.log(p / p.sum()) - np.log(q / q.sum())


def test_without_interpolation_nbsvm_weighs_like_naive_bayes():
    model = nbsvm(interpolation=0.0)
    shares = model.weights[1] / ratios()
    np.testing.assert_allclose(shares, shares[0])
    assert shares[0] > 0


def test_interpolation_draws_the_weights_towards_their_mean():
    learnt = nbsvm(interpolation=1.0).weights[1] / ratios()
    drawn = nbsvm(interpolation=0.25).weights[1] / ratios()
    np.testing.assert_allclose(drawn, 0.75 * np.abs(learnt).mean() + 0.25 * learnt)
    assert np.ptp(learnt) > 0.1


def test_the_weights_are_those_of_the_best_logistic_regression():
    model = nbsvm(interpolation=1.0)
    x = np.stack([model.features.transform([t]).toarray()[0] for t in TEXTS])
    signs = np.where(np.array(LABELS) == "plus", 1, -1)

    def loss(w, b):
        margins = signs * ((x * ratios()) @ w + b)
        # liblinear's bias is a weight like the others
        return 0.5 * (w @ w + b * b) + 10 * np.logaddexp(0, -margins).sum()

    w, b = model.weights[1] / ratios(), model.biases[1]
    rng = np.random.default_rng(0)
    for _ in range(50):
        step = rng.normal(0, 0.05, 6)
        assert loss(w, b) < loss(w + step[:5], b + step[5])


def test_two_labels_share_one_line():
    model = nbsvm()
    np.testing.assert_array_equal(model.weights[0], -model.weights[1])
    scores = model.features.transform(["a joy"]) @ model.weights[1] + model.biases[1]
    np.testing.assert_allclose(model.log_odds(["a joy"], "plus"), scores)


@pytest.mark.parametrize("kind", [NaiveBayes, NBSVM])
def test_three_labels_are_told_apart_with_probabilities(kind):
    texts = ["ja ja", "nein", "oui oui", "non", "si", "no si"] * 3
    labels = ["de", "de", "fr", "fr", "it", "it"] * 3
    model = kind.fit(texts, labels, features=character_ngrams(3))
    assert model.accuracy(texts, labels) == 1
    np.testing.assert_allclose(np.exp(model.log_probs(texts)).sum(axis=1), 1)
    assert model.log_probs([]).shape == (0, 3)


@pytest.mark.parametrize("kind", [NaiveBayes, NBSVM])
@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        (["a", "b"], ["x"], "at least two labels"),
        (["a", "b", "c"], ["x", "y"], "3 texts came with 2 labels"),
        (["a", "b"], ["x", "x"], "at least two labels"),
        (["", " "], ["x", "y"], "empty vocabulary"),
    ],
)
def test_what_cannot_be_learnt_from_is_refused(kind, texts, labels, message):
    with pytest.raises(ValueError, match=message):
        kind.fit(texts, labels)


def smooth_more(patch):
    learn = bag_of_words._against_the_rest
    patch.setattr(
        bag_of_words,
        "_against_the_rest",
        lambda counts, inside, smoothing, *rest: learn(counts, inside, 9.0, *rest),
    )


def count_the_others(patch):
    learn = bag_of_words._against_the_rest
    patch.setattr(
        bag_of_words,
        "_against_the_rest",
        lambda counts, inside, *rest: learn(counts, ~inside, *rest),
    )


@pytest.mark.parametrize("mutant", [smooth_more, count_the_others])
def test_a_wrong_baseline_is_noticed(mutant, monkeypatch):
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        test_without_interpolation_nbsvm_weighs_like_naive_bayes()
