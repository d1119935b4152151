"""Probabilities as fractions, worked out by hand for one small text.

The text is `a b a b a c </s>` over five types, of which `d` does not occur.

    bigrams   <s> a 1   a b 2   b a 2   a c 1   c </s> 1
    words     a 3   b 2   c 1   </s> 1                           (7)
    contexts  a after <s>, b (2)   b after a (1)   c after a (1)   </s> after c (1)
"""

import itertools

import numpy as np
import pytest
from nltk.lm import MLE, KneserNeyInterpolated, Lidstone
from nltk.util import ngrams

from rnncourse.models import (
    AddK,
    KneserNey,
    MaximumLikelihood,
    ModifiedKneserNey,
    NgramModel,
)
from tests.models.checks import SMOOTHINGS, fit, random_text

END, A, B, C, D = range(5)
TEXT = np.array([A, B, A, B, A, C, END])


def distribution(smoothing, context, *, order=2, **settings):
    model = NgramModel.fit(
        TEXT, order=order, vocab_size=5, smoothing=smoothing, **settings
    )
    return np.exp(model.next_log_probs(context))


def check(smoothing, context, numerators, denominator, **settings):
    """`numerators` are for </s>, a, b, c, d."""
    expected = np.array(numerators) / denominator
    assert expected.sum() == pytest.approx(1)
    np.testing.assert_allclose(
        distribution(smoothing, context, **settings), expected, atol=1e-15
    )


def test_maximum_likelihood():
    # after a: b twice, c once
    check(MaximumLikelihood(), [A], [0, 0, 2, 1, 0], 3)
    check(MaximumLikelihood(), [], [0, 1, 0, 0, 0], 1)
    # d was never a context: relative frequencies of the words
    check(MaximumLikelihood(), [D], [1, 3, 2, 1, 0], 7)
    check(MaximumLikelihood(), [A], [1, 3, 2, 1, 0], 7, order=1)


def test_maximum_likelihood_gives_what_is_cut_off_to_the_shorter_context():
    # a c is dropped: its third is spread like the words, 1/3 of 1 3 2 1 0 over 7
    check(MaximumLikelihood(), [A], [1, 3, 16, 1, 0], 21, cutoffs={2: 2})


def test_add_k():
    # k = 1/2: (2 + 1/2) / (3 + 5/2) = 5/11 and so on
    check(AddK(0.5), [A], [1, 1, 5, 3, 1], 11)
    check(AddK(0.5), [D], [1, 1, 1, 1, 1], 5)
    # k = 1: of 7 + 5 words
    check(AddK(1.0), [], [2, 4, 3, 2, 1], 12, order=1)


def test_add_k_knows_short_contexts_at_the_start_of_a_sentence():
    # of order 3, after <s>: a once, of 1 + 5
    check(AddK(1.0), [], [1, 2, 1, 1, 1], 6, order=3)
    # a b was followed by a twice, c a never by anything
    check(AddK(1.0), [A, B], [1, 3, 1, 1, 1], 7, order=3)
    check(AddK(1.0), [C, A], [1, 1, 1, 1, 1], 5, order=3)


def test_kneser_ney():
    # Words: n1 = 3 (b, c, </s>), n2 = 1 (a), so D = 3/5. What is left, 4 · 3/5 of 5,
    # is 12/25: P(a) = (2 - 3/5)/5 + 12/25 · 1/5 = 47/125, P(b) = 22/125, P(d) = 12/125.
    check(KneserNey(), [D], [22, 47, 22, 22, 12], 125)
    # Bigrams: n1 = 3, n2 = 2, so D = 3/7. After a, 2 · 3/7 of 3 is left, 2/7:
    # P(b | a) = (2 - 3/7)/3 + 2/7 · 22/125 = 11/21 + 44/875 = 1507/2625.
    check(KneserNey(), [A], [132, 282, 1507, 632, 72], 2625)


def test_modified_kneser_ney():
    # D1 = 1/2, D2 = 1. Words: (2 - 1)/5 for a, (1 - 1/2)/5 for b, c, </s>; 1/2 is
    # left, of which 1/10 for each: 3/10, 1/5, 1/5, 1/5, 1/10.
    discounts = ((0.5, 1.0, 1.5), (0.5, 1.0, 1.5))
    check(ModifiedKneserNey(discounts), [D], [2, 3, 2, 2, 1], 10)
    # After a: (2 - 1)/3 for b, (1 - 1/2)/3 for c, 1/2 left:
    # P(b | a) = 1/3 + 1/2 · 1/5 = 26/60, P(c | a) = 1/6 + 1/10 = 16/60.
    check(ModifiedKneserNey(discounts), [A], [6, 9, 26, 16, 3], 60)


def test_a_kneser_ney_model_backs_off_to_contexts_and_not_to_counts():
    # Without discounts for words, P(a) = 2/5 by contexts; 3/7 by counts would be more.
    check(KneserNey((0.0, 0.5)), [D], [1, 2, 1, 1, 0], 5)


def test_cut_offs_go_by_the_counts_of_the_smoothing():
    # In three bigrams of contexts, a b is counted 2, the others 1 (see test_counts).
    model = fit(TEXT, order=3, smoothing=KneserNey(), cutoffs={2: 2})
    kept = fit(TEXT, order=3, smoothing=KneserNey())
    assert len(kept.levels[1]) == 5
    # a b, and what longer n-grams begin with: <s> a, b a, a c
    assert len(model.levels[1]) == 4
    assert len(model.levels[2]) == len(kept.levels[2])


@pytest.mark.parametrize("k", [0, -1, float("nan"), float("inf")])
def test_add_k_needs_a_positive_k(k):
    with pytest.raises(ValueError, match="`k` must be above 0"):
        AddK(k)


@pytest.mark.parametrize("kind", SMOOTHINGS)
@pytest.mark.parametrize("order", [1, 2, 3, 5])
def test_probabilities_sum_to_one_after_every_context(kind, order):
    model = fit(random_text(2), order=order, smoothing=SMOOTHINGS[kind])
    # all contexts of three words, most of which never occurred; 4 is always new
    contexts = np.stack(np.meshgrid(*[range(5)] * 3), axis=-1).reshape(-1, 3)
    state = model.start(len(contexts))
    for tokens in contexts.T:
        log_probs, state = model.step(tokens, state)
        np.testing.assert_allclose(np.exp(log_probs).sum(axis=1), 1)


def nltk_model(kind, text, order, **settings):
    """Train a model of nltk on the n-grams that we count, words as strings."""
    sentences = [["<s>"]]
    for token in text:
        sentences[-1].append(str(token))
        if token == END:
            sentences.append(["<s>"])
    grams = [list(ngrams(words, n)) for words in sentences for n in range(1, order + 1)]
    # the start of a sentence is no word
    grams = [[gram for gram in some if gram != ("<s>",)] for some in grams]
    model = kind(order=order, **settings)
    model.fit(grams, vocabulary_text=list("01234"))
    return model


def assert_agrees_with_nltk(model, theirs, contexts):
    for context in contexts:
        ours = np.exp(model.next_log_probs([END, *context]))
        names = tuple(map(str, context))
        expected = [theirs.score(str(word), names) for word in range(5)]
        np.testing.assert_allclose(ours, expected, atol=1e-12)


SEEN = [(a, b) for a in (A, B, C) for b in (A, B, C)]


def seen_contexts(text):
    text = list(map(int, text))
    pairs = set(itertools.pairwise(text))
    return [pair for pair in SEEN if pair in pairs and text[-2:] != [*pair]]


def test_relative_frequencies_agree_with_nltk():
    text = random_text(8)
    contexts = seen_contexts(text)
    assert len(contexts) > 5
    model = fit(text, order=3, smoothing=MaximumLikelihood())
    assert_agrees_with_nltk(model, nltk_model(MLE, text, 3), contexts)


def test_add_k_agrees_with_nltk():
    text = random_text(8)
    model = fit(text, order=3, smoothing=AddK(0.3))
    # nltk counts its own word for the unknown among the types
    theirs = nltk_model(Lidstone, text, 3, gamma=0.3)
    assert len(theirs.vocab) == 6
    wider = NgramModel.fit(text, order=3, smoothing=AddK(0.3), vocab_size=6)
    for context in SEEN:
        ours = np.exp(wider.next_log_probs([END, *context]))[:5]
        names = tuple(map(str, context))
        expected = [theirs.score(str(word), names) for word in range(5)]
        np.testing.assert_allclose(ours, expected, atol=1e-12)
    np.testing.assert_allclose(np.exp(model.next_log_probs([D, D])), 1 / 5)


def test_kneser_ney_with_one_discount_agrees_with_nltk():
    # nltk discounts no words, and has one discount for all longer n-grams
    text = random_text(8)
    model = fit(text, order=3, smoothing=KneserNey((0.0, 0.1, 0.1)))
    theirs = nltk_model(KneserNeyInterpolated, text, 3, discount=0.1)
    assert_agrees_with_nltk(model, theirs, SEEN)
