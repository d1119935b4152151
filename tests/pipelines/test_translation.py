from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.pipelines import translation_batches
from tests.layers.mutants import Mutant

END = 0


def numbered(lengths):
    """Pairs of which every id is unique; a target is its source backwards, times 2."""
    ids = np.split(np.arange(1, sum(lengths) + 1), np.cumsum(lengths)[:-1])
    sources = [np.append(row, END) for row in ids]
    targets = [np.append(2 * row[::-1][: 1 + len(row) // 2], END) for row in ids]
    return sources, targets


def batches_of(lengths, **options):
    return list(translation_batches(*numbered(lengths), **options).as_numpy_iterator())


CASES = given(
    lengths=st.lists(st.integers(1, 12), min_size=1, max_size=15),
    tokens=st.integers(1, 60),
    buckets=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    seed=st.sampled_from([None, 3, (1, 2)]),
)


def check_pairs(lengths, **options):
    """Every pair is there once, each target behind <eos>, and weights say where."""
    sources, targets = numbered(lengths)
    whole = Counter((tuple(s), tuple(t)) for s, t in zip(sources, targets, strict=True))
    found = []
    for features, said, weights in batches_of(lengths, **options):
        assert (said[weights == 0] == END).all()
        for source, read, target, counts in zip(
            features["source"], features["target"], said, weights, strict=True
        ):
            length = int(counts.sum())
            assert (counts[:length] == 1).all()
            assert read[0] == END
            np.testing.assert_array_equal(read[1:], target[:-1])
            if length:
                words = tuple(source[source >= 0].tolist())
                assert (source[len(words) :] == -1).all()
                found.append((words, tuple(target[:length].tolist())))
            else:
                assert (source == -1).all()
    assert Counter(found) == whole


@settings(max_examples=40, deadline=None)
@CASES
def test_every_pair_is_there_once_and_the_target_is_shifted(
    lengths, tokens, buckets, seed
):
    check_pairs(lengths, tokens=tokens, buckets=buckets, seed=seed)


@pytest.mark.parametrize(
    "mutant",
    [
        Mutant(
            "the target is not shifted",
            "translation:_behind",
            "np.concatenate([np.full_like(said[:, :1], end), said[:, :-1]], axis=1)",
            "said",
            check_pairs,
            room="rnncourse.pipelines",
        ),
        Mutant(
            "the last batch of a group is lost",
            "translation:_plan",
            "range(0, len(rows), count)",
            "range(0, len(rows) - count + 1, count)",
            check_pairs,
            room="rnncourse.pipelines",
        ),
        Mutant(
            "batches of a group are mixed up",
            "translation:_cut",
            "rows = rows[",
            "rows = np.arange(len(lengths))[:len(rows)][",
            check_pairs,
            room="rnncourse.pipelines",
        ),
    ],
    ids=str,
)
def test_a_wrong_line_is_noticed(mutant, monkeypatch):
    lengths = [3, 5, 1, 9, 9, 2, 4]
    options = {"tokens": 40, "buckets": (2, 2), "seed": 1}
    mutant.check(lengths, **options)
    mutant.apply(monkeypatch)
    with pytest.raises((AssertionError, ValueError)):
        mutant.check(lengths, **options)


@settings(max_examples=40, deadline=None)
@CASES
def test_shapes_are_few_and_batches_full_and_not_larger_than_asked(
    lengths, tokens, buckets, seed
):
    batches = batches_of(lengths, tokens=tokens, buckets=buckets, seed=seed)
    shapes = {(f["source"].shape, said.shape) for f, said, _ in batches}
    assert len(shapes) <= buckets[0] * buckets[1]
    for (rows, source), (same, target) in shapes:
        assert rows == same == max(1, tokens // (source + target))
    partial = sum((weights.sum(axis=1) == 0).any() for _, _, weights in batches)
    assert partial <= buckets[0] * buckets[1]


def test_a_seed_decides_the_order_and_another_epoch_has_another():
    lengths = [3] * 12 + [9] * 12

    def order(seed):
        batches = batches_of(lengths, tokens=24, buckets=(2, 1), seed=seed)
        return [features["source"].tolist() for features, _, _ in batches]

    assert order((1, 0)) == order((1, 0))
    assert order((1, 0)) != order((1, 1))
    times = [len(batch[0]) for batch in order((1, 0))]
    assert times not in (sorted(times), sorted(times)[::-1])
    times = [len(batch[0]) for batch in order(None)]
    assert times == sorted(times)


def test_a_dataset_gives_the_same_batches_in_every_pass():
    batches = translation_batches(*numbered([2, 3, 2, 5, 1]), tokens=9, seed=1)
    one, other = (
        [said.tolist() for _, said, _ in batches.as_numpy_iterator()] for _ in range(2)
    )
    assert one == other
    assert len(one) == int(batches.cardinality())


@pytest.mark.parametrize(
    ("sources", "targets", "options", "message"),
    [
        ([], [], {}, "0 sources came with 0 targets"),
        ([[1, 0]], [], {}, "1 sources came with 0 targets"),
        ([[1, 0], []], [[1, 0], [0]], {}, "in pair 1 stands"),
        ([[1, 0]], [[-1, 0]], {}, r"in pair 0 stands \[-1, 0\]"),
        ([[1, 0]] * 2, [[1, 0], [1]], {}, "targets end with different ids"),
        ([[1, 0]], [[1, 0]], {"tokens": 0}, "at least 1; got 0"),
        ([[1, 0]], [[1, 0]], {"buckets": (2, 0)}, r"got 2048 and \(2, 0\)"),
    ],
)
def test_what_does_not_fit_is_refused(sources, targets, options, message):
    with pytest.raises(ValueError, match=message):
        translation_batches(sources, targets, **options)
