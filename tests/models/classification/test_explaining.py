"""Explanations of classifiers whose reasons are known."""

import numpy as np
import pytest

from rnncourse.models import (
    Classifier,
    NaiveBayes,
    occlusion,
    score_curve,
    word_ngrams,
)
from rnncourse.models.classification import explaining

SCORES = {"good": 2.0, "bad": -3.0, "fine": 0.5}


class Lexicon(Classifier):
    """Adds up the words; a `not` turns round whatever comes after it."""

    labels = ("minus", "plus")

    def __init__(self):
        self.calls = []

    def score(self, text):
        score, sign = 0.25, 1
        for word in text.replace(",", " , ").split():
            sign = -sign if word == "not" else sign
            score += sign * SCORES.get(word, 0)
        return score

    def log_probs(self, texts):
        texts = list(texts)
        self.calls.append(texts)
        scores = np.array([self.score(text) for text in texts])
        return -np.logaddexp(0, np.stack([scores, -scores], axis=1))


def assert_words_that_add_up_are_their_scores():
    found = occlusion(Lexicon(), "good, bad and fine", "plus")
    assert found.words == ("good", ",", "bad", "and", "fine")
    assert np.allclose(found.values, [2, 0, -3, 0, 0.5])
    turned = occlusion(Lexicon(), "good, bad and fine", "minus")
    assert np.allclose(turned.values, [-2, 0, 3, 0, -0.5])


def assert_words_act_together():
    found = occlusion(Lexicon(), "not bad", "plus")
    assert np.allclose(found.values, [6, 3])  # more than the 3 that both are worth


def assert_the_curve_is_that_of_the_beginnings():
    found = score_curve(Lexicon(), "good, not bad but bad", "plus")
    assert found.words == ("good", ",", "not", "bad", "but", "bad")
    assert np.allclose(found.values, [2.25, 2.25, 2.25, 5.25, 5.25, 8.25])


CHECKS = [
    assert_words_that_add_up_are_their_scores,
    assert_words_act_together,
    assert_the_curve_is_that_of_the_beginnings,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_explanations_are_right(check):
    check()


def test_by_default_the_predicted_label_is_explained():
    for text, label in (("bad", "minus"), ("good", "plus")):
        assert occlusion(Lexicon(), text).label == label
        assert score_curve(Lexicon(), text).label == label
        assert occlusion(Lexicon(), text).values[0] > 0


def test_all_shortened_texts_are_read_in_one_call():
    model = Lexicon()
    occlusion(model, "good and bad", "plus")
    (read,) = model.calls
    assert [text.split() for text in read] == [
        ["good", "and", "bad"],
        ["and", "bad"],
        ["good", "bad"],
        ["good", "and"],
    ]


def test_the_curve_ends_where_the_text_does():
    model = NaiveBayes.fit(
        ["a joy", "no joy", "no fun"], ["good", "bad", "bad"], features=word_ngrams(2)
    )
    for text in ("no joy at all", "a joy!"):
        last = score_curve(model, text, "good").values[-1]
        assert last == pytest.approx(model.log_odds([text], "good")[0])


def test_the_strongest_word_may_speak_against():
    assert occlusion(Lexicon(), "good but bad", "plus").strongest() == "bad"


@pytest.mark.parametrize("explain", [occlusion, score_curve])
@pytest.mark.parametrize("text", ["", "  \n"])
def test_without_words_there_is_nothing_to_explain(explain, text):
    with pytest.raises(ValueError, match="no word"):
        explain(Lexicon(), text)


def test_a_label_of_another_model_is_refused():
    with pytest.raises(ValueError, match="'great' is none"):
        occlusion(Lexicon(), "good", "great")


def take_the_other_sign(patch):
    log_odds = Classifier.log_odds
    patch.setattr(
        Classifier, "log_odds", lambda self, texts, y: -log_odds(self, texts, y)
    )


def keep_only_the_word(patch):
    def wrong(classifier, text, label=None):
        spans, label = explaining._look_at(classifier, text, label)
        alone = classifier.log_odds([text[a:b] for a, b in spans], label)
        return explaining._explanation(text, spans, label, alone)

    patch.setitem(globals(), "occlusion", wrong)
    patch.setitem(globals(), "score_curve", wrong)


def forget_the_last_word(patch):
    look = explaining._look_at

    def wrong(classifier, text, label):
        spans, label = look(classifier, text, label)
        return [(0, 0), *spans[:-1]], label

    patch.setattr(explaining, "_look_at", wrong)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize(
    "mutant", [take_the_other_sign, keep_only_the_word, forget_the_last_word]
)
def test_a_wrong_explanation_is_noticed(check, mutant, monkeypatch):
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        check()
