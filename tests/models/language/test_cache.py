import numpy as np
import pytest

from rnncourse.models import CacheModel, Decay, Window
from tests.models.checks import (
    MEMORIES,
    TYPES,
    assert_caches_are_the_oracle,
    assert_rows_are_strangers,
    assert_steps,
    random_text,
)


def test_a_unigram_cache_by_hand():
    # Half is forgotten with every token. Before 1 only the sentence end was read, of
    # weight 1; before the second 1, the end weighs 1/2 and 1 weighs 1.
    cache = CacheModel(4, memory=Decay(0.5), prior=1.0)
    expected = [(0 + 1 / 4) / (1 + 1), (1 + 1 / 4) / (3 / 2 + 1)]
    np.testing.assert_allclose(np.exp(cache.log_probs([1, 1])), expected)


def test_a_bigram_cache_by_hand():
    # Read </s> 1 2 1: after 1 came 2, two tokens ago, weight 1/2. The unigram cache
    # says: 1 weighs 1 + 1/4, 2 weighs 1/2, the end 1/8, together 15/8.
    cache = CacheModel(4, order=2, memory=Decay(0.5), prior=1.0)
    words = (np.array([1 / 8, 5 / 4, 1 / 2, 0]) + 1 / 4) / (15 / 8 + 1)
    expected = (np.array([0, 0, 1 / 2, 0]) + words) / (1 / 2 + 1)
    np.testing.assert_allclose(np.exp(cache.next_log_probs([1, 2, 1])), expected)


def test_a_window_forgets_all_at_once():
    cache = CacheModel(4, memory=Window(2), prior=1.0)
    before = np.exp(cache.next_log_probs([1, 2]))  # the window holds 1 and 2
    np.testing.assert_allclose(before, np.array([1, 5, 5, 1]) / 12)
    after = np.exp(cache.next_log_probs([1, 2, 3]))
    np.testing.assert_allclose(after, np.array([1, 1, 5, 5]) / 12)


def test_caches_are_those_of_the_definition():
    assert_caches_are_the_oracle()


def test_a_cache_carries_on_over_sentence_ends():
    cache = CacheModel(4, memory=Decay(0.9))
    carried = np.exp(cache.next_log_probs([3, 3, 3, 0]))
    assert carried[3] > 0.5


def test_long_texts_neither_overflow_nor_vanish():
    ids = random_text(1, 5000)
    for rate in (0.05, 0.999):
        scores = CacheModel(TYPES, order=3, memory=Decay(rate)).log_probs(ids)
        assert np.isfinite(scores).all()
    # where the powers of the rate underflow, stepping has the last word
    assert_steps(CacheModel(TYPES, order=2, memory=Decay(0.05)), ids[:300])


def test_what_is_out_of_reach_may_be_forgotten():
    for memory in MEMORIES:
        cache = CacheModel(TYPES, order=2, memory=memory)
        state, tokens = cache.start(1), np.array([0])
        for token in random_text(1, 400):
            _, state = cache.step(tokens, state)
            tokens = np.array([token])
        assert state.shape == (1, memory.reach + 1)


def test_rows_of_a_batch_know_nothing_of_each_other():
    assert_rows_are_strangers(CacheModel(TYPES, order=3, memory=Decay(0.7)))


@pytest.mark.parametrize("tokens", [1, 2, 3])
def test_an_order_longer_than_the_text_is_no_trouble(tokens):
    ids = random_text(1, tokens)
    assert_steps(CacheModel(TYPES, order=5, memory=Window(9)), ids)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Decay(1.0), "between 0 and 1; got 1.0"),
        (lambda: Decay(0.0), "between 0 and 1; got 0.0"),
        (lambda: Decay(float("nan")), "between 0 and 1"),
        (lambda: Window(0), "1 or more; got 0"),
        (lambda: CacheModel(5, order=0), "order must be 1 or more"),
        (lambda: CacheModel(5, prior=0.0), "`prior` must be above 0"),
        (lambda: CacheModel(5).log_probs([5]), "outside the 5 types"),
        (lambda: CacheModel(5).log_probs([]), "at least one token"),
    ],
)
def test_nonsense_is_an_error(make, message):
    with pytest.raises(ValueError, match=message):
        make()
