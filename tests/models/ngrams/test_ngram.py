import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.decoding import sample
from rnncourse.models import (
    AddK,
    MaximumLikelihood,
    NgramLevel,
    NgramModel,
    srilm_cutoffs,
)
from tests.models.checks import (
    SMOOTHINGS,
    TYPES,
    assert_is_the_oracle,
    assert_rows_are_strangers,
    assert_steps,
    fit,
    random_text,
)

texts = st.lists(st.integers(0, TYPES - 2), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(
    text=texts,
    other=st.lists(st.integers(0, TYPES - 1), min_size=1, max_size=12),
    order=st.integers(1, 4),
    kind=st.sampled_from(sorted(SMOOTHINGS)),
    cutoffs=st.dictionaries(st.integers(1, 4), st.integers(1, 3), max_size=2),
)
def test_probabilities_are_those_of_the_definition(text, other, order, kind, cutoffs):
    cutoffs = {k: lowest for k, lowest in cutoffs.items() if k <= order}
    assert_is_the_oracle(kind, text, other, order=order, cutoffs=cutoffs)


@pytest.mark.parametrize("kind", SMOOTHINGS)
@pytest.mark.parametrize("order", [1, 2, 4])
@pytest.mark.parametrize("cutoffs", [{}, {1: 2, 2: 3, 3: 2}])
def test_scoring_equals_stepping_and_steps_are_distributions(kind, order, cutoffs):
    cutoffs = {k: lowest for k, lowest in cutoffs.items() if k <= order}
    model = fit(
        random_text(4), order=order, smoothing=SMOOTHINGS[kind], cutoffs=cutoffs
    )
    assert_steps(model, random_text(5, 40, TYPES))


def test_rows_of_a_batch_know_nothing_of_each_other():
    assert_rows_are_strangers(fit(random_text(4), order=3))


def test_any_type_may_be_the_sentence_end():
    text, other = random_text(4), random_text(5, 40, TYPES)
    turn = np.array([3, 0, 1, 2, 4])  # the end is now 3
    model = fit(text, order=3)
    turned = fit(turn[text], order=3, eos_id=3)
    np.testing.assert_allclose(turned.log_probs(turn[other]), model.log_probs(other))


def test_a_longer_n_gram_is_believed_more():
    text = random_text(6, 400)
    scores = [
        fit(text, order=order, smoothing=MaximumLikelihood()).perplexity(text)
        for order in (1, 2, 3, 4)
    ]
    assert scores == sorted(scores, reverse=True)


def test_match_lengths_are_those_of_the_longest_n_gram_that_was_seen():
    text, other = random_text(4, 60), random_text(5, 60, TYPES)
    seen, after = [0, *text], [0, *other]

    def occurs(ngram):
        inside = [w for w in ngram[1:-1] if w == 0]  # behind a sentence start
        return not inside and any(
            seen[i : i + len(ngram)] == ngram for i in range(len(seen))
        )

    expected = [
        max(
            [n for n in (2, 3, 4) if n <= t + 2 and occurs(after[t + 2 - n : t + 2])]
            + [1]
        )
        for t in range(len(other))
    ]
    assert fit(text, order=4).match_lengths(other).tolist() == expected


def test_cut_offs_make_the_model_smaller_and_keep_it_whole():
    text = random_text(6, 2000, TYPES - 1)
    whole = fit(text, order=5)
    small = fit(text, order=5, cutoffs=srilm_cutoffs(5))
    assert len(small.levels[4]) < len(whole.levels[4])
    for lower, level in zip(small.levels, small.levels[1:], strict=False):
        assert level.contexts.min() >= 0
        assert level.contexts.max() < len(lower)
        assert (np.diff(level.keys) > 0).all()


def test_srilm_drops_singletons_from_order_three_up():
    assert srilm_cutoffs(2) == {}
    assert srilm_cutoffs(4) == {3: 2, 4: 2}


def test_samples_are_drawn_from_the_model():
    model = fit(np.array([1, 2, 3, 0]), order=3, smoothing=MaximumLikelihood())
    drawn = sample(model.step, model.start(2), 8, first=[0, 0], seed=1)
    np.testing.assert_array_equal(drawn, [[1, 2, 3, 0, 1, 2, 3, 0]] * 2)


def test_samples_have_the_frequencies_of_the_text():
    # after <s>: 1 three times in four
    text = np.array([1, 0, 1, 0, 2, 0, 1, 0])
    model = fit(text, order=2, smoothing=MaximumLikelihood())
    rows = 4000
    drawn = sample(model.step, model.start(rows), 1, first=[0] * rows, seed=5)
    four_sigma = 4 * np.sqrt(3 / 16 / rows)
    assert abs((drawn == 1).mean() - 3 / 4) < four_sigma


def test_a_model_never_changes():
    model = fit(random_text(4), order=2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.levels = ()
    with pytest.raises(ValueError, match="read-only"):
        model.levels[1].log_probs[0] = 0.0


def test_a_model_says_its_size():
    text = np.array([1, 2, 1, 2, 1, 3, 0])
    assert repr(fit(text, order=2)) == "NgramModel(order=2, ngrams=5 + 5)"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"order": 0}, "order of an n-gram must be 1 or more; got 0"),
        ({"ids": []}, "at least one token"),
        ({"ids": [0, 7]}, "id 7 at position 1 is outside the 5 types"),
        ({"eos_id": 9}, "`eos_id` must be one of the 5 ids"),
        ({"smoothing": "kneser-ney"}, "must be a `Smoothing`"),
        ({"smoothing": AddK}, "must be a `Smoothing`"),
        ({"cutoffs": {4: 2}}, "an order from 1 to 3 .* got 4: 2"),
        ({"cutoffs": {0: 2}}, "got 0: 2"),
        ({"cutoffs": {2: 0}}, "got 2: 0"),
        ({"cutoffs": {2: 1.5}}, "got 2: 1.5"),
    ],
)
def test_nonsense_is_an_error(change, message):
    arguments = {"ids": [1, 2, 0], "order": 3, "vocab_size": TYPES, **change}
    with pytest.raises(ValueError, match=message):
        NgramModel.fit(arguments.pop("ids"), **arguments)


@pytest.mark.parametrize("ids", [[5], [-1], [0.5], []])
def test_a_text_of_another_vocabulary_is_an_error(ids):
    model = fit(random_text(4), order=2)
    for use in (model.log_probs, model.match_lengths, model.perplexity):
        with pytest.raises(ValueError, match=r"types of this model|must be"):
            use(ids)
    with pytest.raises(ValueError, match=r"types of this model|must be"):
        model.step(ids, model.start(1))


def test_finding_is_searching():
    rng = np.random.default_rng(0)
    keys = np.unique(rng.integers(0, 200, 60))
    level = NgramLevel(10, keys, np.zeros(len(keys)), np.zeros(len(keys)))
    contexts, words = rng.integers(-1, 20, 300), rng.integers(0, 10, 300)
    expected = [
        list(keys).index(10 * h + w) if h >= 0 and 10 * h + w in keys else -1
        for h, w in zip(contexts, words, strict=True)
    ]
    assert level.find(contexts, words).tolist() == expected


def test_an_empty_level_finds_nothing():
    nothing = np.empty(0, np.int64)
    level = NgramLevel(10, nothing, np.empty(0), np.empty(0))
    assert level.find(np.array([0, 3]), np.array([1, 1])).tolist() == [-1, -1]
    assert level.continuations(np.array([0, 3]))[0].size == 0


def test_continuations_are_all_n_grams_of_a_context():
    keys = np.array([3, 42, 47, 48, 90])
    level = NgramLevel(10, keys, np.zeros(5), np.zeros(5))
    rows, ngrams = level.continuations(np.array([4, -1, 9, 4, 5]))
    assert rows.tolist() == [0, 0, 0, 2, 3, 3, 3]
    assert level.words[ngrams].tolist() == [2, 7, 8, 0, 2, 7, 8]
