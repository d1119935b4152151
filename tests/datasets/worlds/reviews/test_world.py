from collections import Counter

import numpy as np
import pytest

from rnncourse.datasets import LabelledText
from rnncourse.datasets.worlds import review_world
from rnncourse.datasets.worlds.reviews.world import ReviewWorld

WORLD = review_world("small")
CORPUS = WORLD.corpus(seed=0)


def test_the_best_accuracy_is_what_the_best_classifier_gets():
    reviews = WORLD.sample(2_000, seed=6)
    right = [(WORLD.score(r.text)[-1] > 0) == (r.label == "positive") for r in reviews]
    error = np.std(right) / np.sqrt(len(right))
    assert 0 < error < 0.02
    assert abs(np.mean(right) - WORLD.best_accuracy(reviews)) < 4 * error


def test_scores_are_log_odds_of_the_labels():
    # Of the reviews that begin with the same words, the share that is positive.
    reviews = WORLD.sample(6_000, seed=2)
    for start in ("although i", "i did not", "the film is not", "the plot is"):
        some = [
            r.label == "positive" for r in reviews if r.text.startswith(start + " ")
        ]
        expected = 1 / (1 + np.exp(-WORLD.score(start)[-1]))
        assert len(some) > 60
        assert abs(np.mean(some) - expected) < 4 * 0.5 / np.sqrt(len(some))


def test_a_score_does_not_see_what_comes_later():
    text = "the plot is dull , but i loved the cast ."
    words = text.split()
    for end in range(1, len(words) + 1):
        np.testing.assert_allclose(
            WORLD.score(" ".join(words[:end])), WORLD.score(text)[:end], atol=1e-12
        )


def test_the_verdict_turns_with_what_follows_but():
    scores = WORLD.score("the plot is dull , but i loved the cast .")
    assert scores[2] == pytest.approx(0, abs=1e-9)
    assert scores[3] < -0.5
    assert scores[-1] > 2


def test_minimal_pairs_are_told_apart_with_little_doubt():
    pairs = WORLD.minimal_pairs()
    assert {"negation", "contrast", "concession"} <= {p.phenomenon for p in pairs}
    for pair in pairs:
        assert WORLD.score(pair.negative)[-1] < -2, pair
        assert WORLD.score(pair.positive)[-1] > 2, pair


def test_order_is_worth_much():
    some = CORPUS.test[:150]
    assert WORLD.order_blind_accuracy(some) < WORLD.best_accuracy(some) - 0.1
    both = [
        LabelledText(text, "")
        for pair in WORLD.minimal_pairs()
        if pair.phenomenon in ("contrast", "concession")
        for text in pair[1:]
    ]
    assert WORLD.order_blind_accuracy(both) < 0.65 < 0.9 < WORLD.best_accuracy(both)


def test_an_order_blind_reader_of_one_plain_clause_loses_nothing():
    plain = [
        LabelledText("the plot is dull .", ""),
        LabelledText("i loved the cast .", ""),
    ]
    assert WORLD.order_blind_accuracy(plain) == pytest.approx(
        WORLD.best_accuracy(plain)
    )


def test_no_count_of_words_beats_the_order_blind_limit():
    counts = {label: Counter() for label in WORLD.labels}
    for review in CORPUS.train:
        counts[review.label].update(review.text.split())

    def naive_bayes(text):
        good, bad = (
            sum(np.log(counts[label][word] + 1) for word in text.split())
            - len(text.split()) * np.log(sum(counts[label].values()))
            for label in ("positive", "negative")
        )
        return "positive" if good > bad else "negative"

    some = CORPUS.test[:200]
    right = np.mean([naive_bayes(r.text) == r.label for r in some])
    limit = WORLD.order_blind_accuracy(some)
    assert 0.55 < right < limit + 3 * 0.5 / np.sqrt(len(some))


def test_the_best_accuracy_leaves_some_doubt():
    assert 0.92 < WORLD.best_accuracy(CORPUS.test) < 0.96


def test_the_labels_of_the_texts_do_not_decide_their_best_accuracy():
    blind = [LabelledText(r.text, "positive") for r in CORPUS.test]
    assert WORLD.best_accuracy(blind) == WORLD.best_accuracy(CORPUS.test)


def test_the_same_words_are_known_to_both_labels():
    good, bad = (WORLD._languages[label] for label in ("positive", "negative"))
    assert good.vocabulary == bad.vocabulary == WORLD.vocabulary
    seen = {word for r in CORPUS.train for word in r.text.split()}
    assert seen == set(WORLD.vocabulary)


def test_labels_are_balanced_and_parts_have_their_sizes():
    parts = (CORPUS.train, CORPUS.valid, CORPUS.test)
    assert [len(part) for part in parts] == [2000, 300, 500]
    assert CORPUS.labels == ("negative", "positive")
    for part in parts:
        positive = np.mean([r.label == "positive" for r in part])
        assert abs(positive - 0.5) < 4 * 0.5 / np.sqrt(len(part))


def test_the_same_seeds_give_the_same_corpus():
    again = ReviewWorld("small", 0).corpus(seed=0)
    assert (again.train, again.valid, again.test) == (
        CORPUS.train,
        CORPUS.valid,
        CORPUS.test,
    )
    assert WORLD.corpus(seed=1).test != CORPUS.test
    assert review_world(seed=1).corpus(seed=0).test != CORPUS.test


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="choose 'small' or 'full'"):
        review_world("long")
    with pytest.raises(ValueError, match="negative: -2"):
        WORLD.sample(-2, seed=0)
    with pytest.raises(ValueError, match="empty text"):
        WORLD.score("")
    with pytest.raises(ValueError, match="begins with 'the plot plot'"):
        WORLD.score("the plot plot is good .")
    with pytest.raises(ValueError, match="'zebra' does not belong"):
        WORLD.score("the zebra is good .")
    with pytest.raises(ValueError, match="No order of"):
        WORLD.order_blind_accuracy([LabelledText("plot plot plot", "")])
    for ask in (WORLD.best_accuracy, WORLD.order_blind_accuracy):
        with pytest.raises(ValueError, match="without texts"):
            ask([])
