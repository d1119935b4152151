"""Wrong counting models, one line each; every one must fail the check beside it."""

import itertools

import numpy as np

from rnncourse.models.language import cache, mixture, recency
from rnncourse.models.ngrams import kneser_ney, ngram
from rnncourse.models.ngrams.levels import NgramLevel
from rnncourse.models.ngrams.smoothing import AddK, Smoothing
from tests.models import checks

find, count_ngrams, estimate = NgramLevel.find, ngram.count_ngrams, ngram.estimate
sums, window_sums = cache.Decay.sums, cache.Window.sums
weights, climb = cache.Decay.weights, mixture._climb
of, recency_step = recency.Recency.of, recency.Recency.step


def exchange_context_and_word(patch):
    patch.setattr(NgramLevel, "find", lambda self, h, w: find(self, w, h))


def go_by_raw_counts(patch):
    patch.setattr(kneser_ney.Discounting, "counts", Smoothing.counts)


def count_contexts_before_sentence_starts(patch):
    def wrong(tables):
        lower = [
            np.bincount(higher.suffixes, minlength=len(table.keys))
            for table, higher in itertools.pairwise(tables)
        ]
        return [*lower, tables[-1].counts]

    patch.setattr(kneser_ney, "continuation_counts", wrong)


def take_discounts_of_raw_counts(patch):
    def wrong(self, counts, table, highest):
        discounts = self.discounts_of(table.counts, table.order)
        return np.maximum(counts - discounts[np.minimum(counts, 3)], 0)

    patch.setattr(kneser_ney.Discounting, "discounted", wrong)


def take_discounts_of_the_first_order(patch):
    first = {}

    def wrong(self, counts, table, highest):
        if table.order == 1:
            first["discounts"] = self.discounts_of(counts, 1)
        return np.maximum(counts - first["discounts"][np.minimum(counts, 3)], 0)

    patch.setattr(kneser_ney.Discounting, "discounted", wrong)


def trust_three_like_two(patch):
    def wrong(self, counts, table, highest):
        discounts = self.discounts_of(counts, table.order)
        return np.maximum(counts - discounts[np.minimum(counts, 2)], 0)

    patch.setattr(kneser_ney.Discounting, "discounted", wrong)


def cut_one_more(patch):
    def wrong(tables, smoothing, cutoffs):
        higher = {order: lowest + 1 for order, lowest in (cutoffs or {}).items()}
        return estimate(tables, smoothing, higher)

    patch.setattr(ngram, "estimate", wrong)


def reach_behind_the_sentence(patch):
    def wrong(ids, order, *, vocab_size, eos_id):
        # with another id for the end, 0 is a word like any other
        return count_ngrams(ids, order, vocab_size=vocab_size, eos_id=vocab_size - 1)

    patch.setattr(ngram, "count_ngrams", wrong)


def forget_to_back_off(patch):
    init = NgramLevel.__post_init__

    def wrong(self):
        object.__setattr__(self, "log_backoffs", np.zeros(len(self.keys)))
        init(self)

    patch.setattr(NgramLevel, "__post_init__", wrong)


def spread_over_the_words_seen(patch):
    def wrong(tables, smoothing, cutoffs):
        levels = estimate(tables, smoothing, cutoffs)
        probs = np.exp(levels[0].log_probs)
        probs = np.where(tables[0].counts > 0, probs, 0)
        levels[0] = NgramLevel(
            levels[0].vocab_size,
            levels[0].keys,
            checks.log(probs / probs.sum()),
            levels[0].log_backoffs,
        )
        return levels

    patch.setattr(ngram, "estimate", wrong)


def add_k_once_a_context(patch):
    patch.setattr(AddK, "added", lambda self, vocab_size: self.k)


def see_the_current_word(patch):
    patch.setattr(cache.Decay, "sums", lambda self, things: sums(self, things) + 1)


def see_it_in_the_window(patch):
    patch.setattr(
        cache.Window, "sums", lambda self, things: window_sums(self, things) + 1
    )


def open_the_window_too_early(patch):
    patch.setattr(
        cache.Window,
        "sums",
        lambda self, things: window_sums(cache.Window(self.size + 1), things),
    )


def fade_once_too_often(patch):
    patch.setattr(
        cache.Decay, "sums", lambda self, things: self.rate * sums(self, things)
    )


def fade_only_when_scoring(patch):
    patch.setattr(cache.Decay, "weights", lambda self, length: np.ones(length))


def fade_the_recent(patch):
    patch.setattr(
        cache.Decay, "weights", lambda self, length: weights(self, length)[::-1]
    )


def maximise_over_the_wrong_axis(patch):
    def wrong(probs, prior, tolerance):
        return climb(probs / probs.sum(axis=1, keepdims=True), prior, tolerance)

    patch.setattr(mixture, "_climb", wrong)


def stop_after_one_round(patch):
    patch.setattr(mixture, "MOST_ROUNDS", 1)


def add_logarithms(patch):
    def wrong(log_probs, weights, *, buckets=None):
        shares = weights[:, None] if buckets is None else weights[buckets].T
        return (shares * log_probs).sum(axis=0)

    patch.setattr(mixture, "mix", wrong)
    patch.setattr(checks, "mix", wrong)


def weigh_by_the_current_word(patch):
    patch.setattr(
        recency.Recency,
        "of",
        lambda self, ids: of(self, np.append(ids, 0))[1:],
    )


def count_from_the_word_before(patch):
    def wrong(self, tokens, state):
        buckets, state = recency_step(self, tokens, state)
        return buckets, np.where(state > 0, state + 1, 0)

    patch.setattr(recency.Recency, "step", wrong)


MUTANTS = {
    checks.assert_ngrams_are_the_oracle: [
        exchange_context_and_word,
        go_by_raw_counts,
        count_contexts_before_sentence_starts,
        take_discounts_of_raw_counts,
        take_discounts_of_the_first_order,
        trust_three_like_two,
        cut_one_more,
        reach_behind_the_sentence,
        forget_to_back_off,
        spread_over_the_words_seen,
        add_k_once_a_context,
    ],
    checks.assert_caches_are_the_oracle: [
        see_the_current_word,
        see_it_in_the_window,
        open_the_window_too_early,
        fade_once_too_often,
        fade_only_when_scoring,
        fade_the_recent,
    ],
    checks.assert_weights_are_the_best: [
        maximise_over_the_wrong_axis,
        stop_after_one_round,
        add_logarithms,
    ],
    checks.assert_recency_is_the_oracle: [
        weigh_by_the_current_word,
        count_from_the_word_before,
    ],
    checks.assert_mixtures_step: [
        add_logarithms,
        weigh_by_the_current_word,
        see_the_current_word,
    ],
}
