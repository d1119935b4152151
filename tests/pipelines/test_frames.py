from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.pipelines import frame_batches
from rnncourse.pipelines._buckets import cuts


def numbered(lengths, features=3):
    """Sequences of which every frame is unique: its first feature counts them all."""
    total = sum(lengths)
    frames = np.stack(
        [np.arange(1, total + 1), *np.ones((features - 1, total))], axis=1
    )
    return np.split(frames, np.cumsum(lengths)[:-1])


def batches_of(sequences, **options):
    return list(frame_batches(sequences, **options).as_numpy_iterator())


CASES = given(
    lengths=st.lists(st.integers(1, 12), min_size=1, max_size=15),
    batch_size=st.integers(1, 5),
    buckets=st.integers(1, 4),
    seed=st.sampled_from([None, 3]),
)


@settings(max_examples=40, deadline=None)
@CASES
def test_every_frame_is_a_target_exactly_once(lengths, batch_size, buckets, seed):
    batches = batches_of(
        numbered(lengths), batch_size=batch_size, buckets=buckets, seed=seed
    )
    scored = np.concatenate([targets[weights == 1] for _, targets, weights in batches])
    assert sorted(scored[:, 0]) == list(range(1, sum(lengths) + 1))


@settings(max_examples=40, deadline=None)
@CASES
def test_the_input_is_the_frame_before_and_zeros_before_the_first(
    lengths, batch_size, buckets, seed
):
    sequences = numbered(lengths)
    before = {
        float(frame[0]): previous
        for sequence in sequences
        for previous, frame in zip(
            np.concatenate([np.zeros((1, 3)), sequence[:-1]]), sequence, strict=True
        )
    }
    for inputs, targets, weights in batches_of(
        sequences, batch_size=batch_size, buckets=buckets, seed=seed
    ):
        for given_frame, target in zip(
            inputs[weights == 1], targets[weights == 1], strict=True
        ):
            np.testing.assert_array_equal(given_frame, before[float(target[0])])


@settings(max_examples=40, deadline=None)
@CASES
def test_there_are_few_shapes_and_filling_is_zero_and_last(
    lengths, batch_size, buckets, seed
):
    batches = batches_of(
        numbered(lengths), batch_size=batch_size, buckets=buckets, seed=seed
    )
    shapes = {inputs.shape for inputs, _, _ in batches}
    assert len(shapes) <= min(buckets, len(set(lengths)))
    assert {shape[0] for shape in shapes} == {batch_size}
    for inputs, targets, weights in batches:
        assert inputs.dtype == targets.dtype == weights.dtype == np.float32
        assert (np.diff(weights, axis=1) <= 0).all()
        assert not inputs[weights == 0].any()
        assert not targets[weights == 0].any()


@settings(max_examples=40, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 20), min_size=1, max_size=9),
    buckets=st.integers(1, 4),
)
def test_no_other_cut_takes_less_filling(lengths, buckets):
    lengths = sorted(lengths)

    def frames(ends):
        starts = (0, *ends[:-1])
        return sum((b - a) * lengths[b - 1] for a, b in zip(starts, ends, strict=True))

    every = [
        (*ends, len(lengths))
        for count in range(min(buckets, len(lengths)))
        for ends in combinations(range(1, len(lengths)), count)
    ]
    found = cuts(lengths, buckets)
    assert len(found) <= buckets
    assert found[-1] == len(lengths)
    assert frames(found) == min(map(frames, every))


def test_without_a_seed_the_batches_are_sorted_by_length():
    batches = batches_of(numbered([5, 1, 3, 2]), batch_size=1, buckets=4)
    assert [len(weights[0]) for _, _, weights in batches] == [1, 2, 3, 5]


def test_a_seed_decides_the_order_and_every_pass_has_its_own():
    options = {"batch_size": 2, "buckets": 2, "seed": 7}
    one = frame_batches(numbered([4, 4, 4, 4, 9, 9, 9, 9]), **options)
    other = frame_batches(numbered([4, 4, 4, 4, 9, 9, 9, 9]), **options)

    def passes(batches):
        return [
            [targets[:, 0, 0].tolist() for _, targets, _ in batches.as_numpy_iterator()]
            for _ in range(20)
        ]

    first = passes(one)
    assert first == passes(other)
    assert len({str(order) for order in first}) > 1
    # pieces of one length meet in other pairs, batches come in another order
    pairs = Counter(tuple(sorted(pair)) for order in first for pair in order)
    assert max(pairs.values()) < 20
    assert len({max(order[0]) > 16 for order in first}) == 2


@pytest.mark.parametrize(
    ("sequences", "message"),
    [
        ([], "no sequences"),
        ([np.ones((2, 3)), np.ones(3)], r"sequence 1 has the shape \(3,\)"),
        ([np.ones((2, 3)), np.ones((2, 4))], r"sequence 1 .* \(2, 4\), the first"),
        ([np.ones((0, 3))], r"sequence 0 has the shape \(0, 3\)"),
    ],
)
def test_what_are_no_sequences_is_refused_with_what_came(sequences, message):
    with pytest.raises(ValueError, match=message):
        frame_batches(sequences, batch_size=2)


@pytest.mark.parametrize(("batch_size", "buckets"), [(0, 1), (1, 0)])
def test_sizes_below_one_are_refused(batch_size, buckets):
    with pytest.raises(ValueError, match="at least 1"):
        frame_batches([np.ones((2, 3))], batch_size=batch_size, buckets=buckets)
