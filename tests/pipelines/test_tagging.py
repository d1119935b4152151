from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.pipelines import drop_rare_words, sentence_batches, tagging_batches


def numbered(lengths):
    """Sentences of which every word is unique; the tag is the word times ten."""
    cuts = np.cumsum(lengths)[:-1]
    words = np.split(np.arange(1, sum(lengths) + 1), cuts)
    affixes = [np.stack([row, row + 1], axis=1) for row in words]
    sentences = [
        {"words": row, "affixes": columns}
        for row, columns in zip(words, affixes, strict=True)
    ]
    return sentences, [10 * row for row in words]


def batches_of(lengths, **options):
    return list(tagging_batches(*numbered(lengths), **options).as_numpy_iterator())


CASES = given(
    lengths=st.lists(st.integers(1, 12), min_size=1, max_size=15),
    words=st.integers(1, 40),
    buckets=st.integers(1, 4),
    seed=st.sampled_from([None, 3, (1, 2)]),
)


@settings(max_examples=40, deadline=None)
@CASES
def test_every_word_is_there_once_with_its_tag_and_its_sentence(
    lengths, words, buckets, seed
):
    whole = {tuple(sentence["words"]) for sentence in numbered(lengths)[0]}
    found = []
    for features, tags, weights in batches_of(
        lengths, words=words, buckets=buckets, seed=seed
    ):
        mask = features["words"] >= 0
        np.testing.assert_array_equal(weights, mask)
        np.testing.assert_array_equal(tags[mask], 10 * features["words"][mask])
        np.testing.assert_array_equal(
            features["affixes"][mask][:, 1], features["words"][mask] + 1
        )
        assert not tags[~mask].any()
        assert not features["affixes"][~mask].any()
        found += [tuple(row[row >= 0]) for row in features["words"] if row.max() >= 0]
    assert Counter(found) == Counter(whole)


@settings(max_examples=40, deadline=None)
@CASES
def test_shapes_are_few_and_batches_full_and_not_larger_than_asked(
    lengths, words, buckets, seed
):
    batches = batches_of(lengths, words=words, buckets=buckets, seed=seed)
    shapes = Counter(tags.shape for _, tags, _ in batches)
    assert len(shapes) <= buckets
    for rows, time in shapes:
        assert rows == max(1, words // time)
        full = [
            (features["words"].max(axis=1) >= 0).sum() == rows
            for features, _, _ in batches
            if features["words"].shape == (rows, time)
        ]
        assert full.count(False) <= 1


def test_a_seed_decides_the_order_and_another_epoch_has_another():
    lengths = [3] * 12 + [9] * 12

    def order(seed):
        batches = batches_of(lengths, words=18, buckets=2, seed=seed)
        return [features["words"].tolist() for features, _, _ in batches]

    assert order((1, 0)) == order((1, 0))
    assert order((1, 0)) != order((1, 1))
    assert order(None) == sorted(order(None), key=lambda rows: len(rows[0]))
    # neighbours differ, and long and short batches take turns
    assert {tuple(row) for batch in order((1, 0)) for row in batch} == {
        tuple(row) for batch in order((1, 1)) for row in batch
    }
    times = [len(batch[0]) for batch in order((1, 0))]
    assert times not in (sorted(times), sorted(times)[::-1])


def test_a_dataset_gives_the_same_batches_in_every_pass():
    batches = tagging_batches(*numbered([2, 3, 2, 5, 1]), words=5, seed=1)
    one, other = (
        [features["words"].tolist() for features, _, _ in batches.as_numpy_iterator()]
        for _ in range(2)
    )
    assert one == other
    assert len(one) == int(batches.cardinality())


@pytest.mark.parametrize(
    ("sentences", "tags", "message"),
    [
        ([], [], "0 sentences came with the tags of 0"),
        ([{"words": [1]}], [], "1 sentences came with the tags of 0"),
        ([{"words": [1, 2]}], [[1]], "Sentence 0 has 2 words and 1 tags"),
        ([{"words": []}], [[]], "Sentence 0 has 0 words and 0 tags"),
    ],
)
def test_what_does_not_fit_is_refused(sentences, tags, message):
    with pytest.raises(ValueError, match=message):
        tagging_batches(sentences, tags)


@pytest.mark.parametrize(("words", "buckets"), [(0, 1), (1, 0)])
def test_sizes_below_one_are_refused(words, buckets):
    with pytest.raises(ValueError, match="at least 1"):
        tagging_batches(*numbered([2]), words=words, buckets=buckets)


@settings(max_examples=40, deadline=None)
@given(
    lengths=st.lists(st.integers(0, 40), min_size=1, max_size=20),
    words=st.integers(1, 100),
)
def test_sentences_to_be_tagged_come_with_their_numbers(lengths, words):
    sentences, _ = numbered(lengths)
    seen = []
    for numbers, features in sentence_batches(sentences, words=words):
        rows, time = features["words"].shape
        assert time >= 8
        assert time & (time - 1) == 0
        assert rows == max(1, words // time) >= len(numbers)
        for row, number in zip(features["words"], numbers, strict=False):
            np.testing.assert_array_equal(row[row >= 0], sentences[number]["words"])
        assert (features["words"][len(numbers) :] == -1).all()
        seen += numbers
    assert sorted(seen) == [n for n, length in enumerate(lengths) if length]


def test_a_word_is_dropped_as_often_as_its_count_says():
    counts = np.array([0, 1, 3, 999])
    sentence = {"words": np.repeat([1, 2, 3], 20_000), "affixes": np.zeros(60_000)}
    (seen,) = drop_rare_words([sentence], counts, alpha=1.0, seed=5)
    rates = (seen["words"] == 0).reshape(3, -1).mean(axis=1)
    # alpha / (alpha + count); four standard deviations of 20,000 draws
    expected = np.array([1 / 2, 1 / 4, 1 / 1000])
    assert (abs(rates - expected) < 4 * np.sqrt(expected / 20_000)).all()
    kept = seen["words"] != 0
    np.testing.assert_array_equal(seen["words"][kept], sentence["words"][kept])
    assert seen["affixes"] is sentence["affixes"]


def test_words_are_dropped_anew_in_every_epoch_and_the_given_ones_stay():
    sentences, _ = numbered([3, 0, 5])
    before = [sentence["words"].copy() for sentence in sentences]
    counts = np.ones(9)

    def epoch(number):
        seen = drop_rare_words(sentences, counts, seed=(1, number))
        return [sentence["words"].tolist() for sentence in seen]

    assert epoch(0) == epoch(0)
    assert len({str(epoch(number)) for number in range(5)}) > 1
    assert [len(row) for row in epoch(0)] == [3, 0, 5]
    for sentence, words in zip(sentences, before, strict=True):
        np.testing.assert_array_equal(sentence["words"], words)


def test_without_alpha_nothing_is_dropped():
    sentences, _ = numbered([3, 2])
    for seen, sentence in zip(
        drop_rare_words(sentences, np.ones(6), alpha=0, seed=1), sentences, strict=True
    ):
        np.testing.assert_array_equal(seen["words"], sentence["words"])


@pytest.mark.parametrize(
    ("alpha", "counts", "message"),
    [(-1, [0, 1, 1], "0 or more; -1"), (1, [0, 1], "counts for 2 words and ids")],
)
def test_rates_need_an_alpha_and_a_count(alpha, counts, message):
    with pytest.raises(ValueError, match=message):
        drop_rare_words([{"words": np.array([1, 2])}], counts, alpha=alpha, seed=1)
