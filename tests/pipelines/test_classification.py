"""Texts in batches: every text once, nothing lost, the same order for the same seed."""

import numpy as np
import pytest

from rnncourse.pipelines import classification_batches, drop_words


def some_texts(count=50, seed=0):
    """Texts of different lengths, the empty one among them, all different."""
    rng = np.random.default_rng(seed)
    lengths = [0, *rng.integers(1, 30, count - 1)]
    return [
        np.append(rng.integers(0, 90, max(0, length - 1)), 100 + number)[:length]
        for number, length in enumerate(lengths)
    ]


def read(batches):
    """Return text, label and weight of every row that counts, and all the shapes."""
    rows, shapes = [], []
    for ids, labels, weights in batches.as_numpy_iterator():
        shapes.append(ids.shape)
        for row, label, weight in zip(ids, labels, weights, strict=True):
            if weight:
                rows.append((tuple(row[row >= 0].tolist()), int(label), float(weight)))
            else:
                assert (row == -1).all()
    return rows, shapes


@pytest.mark.parametrize("seed", [None, 3, (3, 1)])
def test_every_text_comes_once_with_its_label_and_its_weight(seed):
    texts = some_texts()
    weights = np.arange(1, 51) / 10
    batches = classification_batches(
        texts, range(50), batch_size=8, buckets=3, weights=weights, seed=seed
    )
    rows, _ = read(batches)
    expected = [
        (tuple(text.tolist()), label, float(np.float32(weight)))
        for label, (text, weight) in enumerate(zip(texts, weights, strict=True))
    ]
    assert sorted(rows) == sorted(expected)


def test_padding_stands_behind_a_text_and_nowhere_else():
    texts = some_texts()
    for ids, _, _ in classification_batches(
        texts, range(50), batch_size=8
    ).as_numpy_iterator():
        held = ids >= 0
        assert (held[:, :-1] | ~held[:, 1:]).all()


def test_there_are_as_many_shapes_as_buckets_and_all_batches_are_full():
    batches = classification_batches(some_texts(), range(50), batch_size=8, buckets=3)
    _, shapes = read(batches)
    assert len(set(shapes)) == 3
    assert {rows for rows, _ in shapes} == {8}
    assert int(batches.cardinality()) == len(shapes)


def test_the_order_is_drawn_from_the_seed_alone():
    def order(seed):
        batches = classification_batches(
            some_texts(), range(50), batch_size=8, buckets=2, seed=seed
        )
        first, again = read(batches)[0], read(batches)[0]
        assert first == again
        return [label for _, label, _ in first]

    assert order((1, 0)) == order((1, 0))
    assert order((1, 0)) != order((1, 1))
    assert sorted(order((1, 0))) == list(range(50))


def test_texts_of_one_group_meet_in_every_combination():
    texts = [[number] for number in range(40)]
    together = set()
    for epoch in range(3):
        batches = classification_batches(texts, range(40), batch_size=20, seed=epoch)
        together.add(frozenset(next(batches.as_numpy_iterator())[1].tolist()))
    assert len(together) == 3


def test_a_row_of_empty_texts_has_one_step():
    batches = classification_batches([[], []], [0, 1], batch_size=2)
    ids, labels, weights = next(batches.as_numpy_iterator())
    assert ids.tolist() == [[-1], [-1]]
    assert labels.tolist() == [0, 1]
    assert weights.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("texts", "labels", "options", "message"),
    [
        ([], [], {}, "no texts"),
        ([[1]], [0, 1], {}, r"labels of shape \(2,\)"),
        ([[1]], [0], {"weights": [1.0, 1.0]}, r"weights of shape \(2,\)"),
        ([[1], [2, -1]], [0, 0], {}, r"text 1 is \[2, -1\]"),
        ([[[1]]], [0], {}, "text 0"),
        ([[1]], [0], {"batch_size": 0}, "at least 1"),
        ([[1]], [0], {"buckets": 0}, "at least 1"),
    ],
)
def test_what_cannot_be_batched_is_refused(texts, labels, options, message):
    with pytest.raises(ValueError, match=message):
        classification_batches(texts, labels, **{"batch_size": 2, **options})


def test_dropped_words_are_a_share_and_the_others_stay():
    texts = [np.arange(2, 2002), np.arange(2, 2002)]
    first, second = drop_words(texts, 0.3, unk_id=1, seed=(4, 2))
    assert (first != second).any()
    for text, dropped in zip(texts, (first, second), strict=True):
        gone = dropped == 1
        assert abs(gone.mean() - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 2000)
        np.testing.assert_array_equal(dropped[~gone], text[~gone])
    assert (texts[0] == np.arange(2, 2002)).all()


def test_words_are_dropped_by_seed():
    texts = [np.arange(2, 200)]
    (one,) = drop_words(texts, 0.5, unk_id=1, seed=(0, 0))
    (same,) = drop_words(texts, 0.5, unk_id=1, seed=(0, 0))
    (other,) = drop_words(texts, 0.5, unk_id=1, seed=(0, 1))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()
    np.testing.assert_array_equal(drop_words(texts, 0, unk_id=1, seed=0), texts)


@pytest.mark.parametrize("rate", [-0.1, 1, 2])
def test_a_rate_that_is_no_share_is_refused(rate):
    with pytest.raises(ValueError, match="share"):
        drop_words([[3]], rate, unk_id=1, seed=0)
