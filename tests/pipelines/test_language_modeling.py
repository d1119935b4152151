import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.pipelines import contiguous_batches


def windows_of(ids, batch_size, time_steps):
    batches = contiguous_batches(
        ids, batch_size=batch_size, time_steps=time_steps, eos_id=0
    )
    return list(batches.as_numpy_iterator())


@settings(max_examples=40, deadline=None)
@given(
    tokens=st.integers(1, 60),
    batch_size=st.integers(1, 7),
    time_steps=st.integers(1, 9),
)
def test_every_token_is_scored_exactly_once_and_the_tail_is_included(
    tokens, batch_size, time_steps
):
    ids = np.arange(100, 100 + tokens)  # all different, so that a loss would show
    scored = np.concatenate(
        [
            targets[weights == 1]
            for _, targets, weights in windows_of(ids, batch_size, time_steps)
        ]
    )
    assert sorted(scored) == list(ids)


@settings(max_examples=40, deadline=None)
@given(
    tokens=st.integers(1, 60),
    batch_size=st.integers(1, 7),
    time_steps=st.integers(1, 9),
)
def test_the_input_is_the_token_before_the_target(tokens, batch_size, time_steps):
    ids = np.arange(100, 100 + tokens)
    before = dict(zip(ids, np.concatenate([[0], ids[:-1]]), strict=True))
    for inputs, targets, weights in windows_of(ids, batch_size, time_steps):
        counted = weights == 1
        assert [before[target] for target in targets[counted]] == list(inputs[counted])


def test_a_row_goes_on_where_it_ended_in_the_window_before():
    windows = windows_of(np.arange(1, 25), batch_size=3, time_steps=4)
    first, second = windows[0][1], windows[1][1]
    assert (second[:, 0] == first[:, -1] + 1).all()


def test_filling_weighs_nothing_and_stands_only_at_the_ends_of_rows():
    _, _, weights = (
        np.concatenate(parts, axis=1)
        for parts in zip(*windows_of(np.arange(11), 2, 4), strict=True)
    )
    assert weights.sum() == 11
    assert (np.diff(weights, axis=1) <= 0).all()


def test_a_text_shorter_than_the_batch_is_still_scored_once():
    windows = windows_of(np.array([5, 6]), batch_size=4, time_steps=3)
    assert len(windows) == 1
    assert windows[0][2].sum() == 2


@pytest.mark.parametrize(
    "ids", [np.array([], np.int32), np.ones((2, 3), np.int32), np.array([0.5])]
)
def test_what_is_not_a_text_is_refused_with_what_came(ids):
    with pytest.raises(ValueError, match=r"one-dimensional .* got shape"):
        contiguous_batches(ids, batch_size=1, time_steps=1, eos_id=0)


@pytest.mark.parametrize(("batch_size", "time_steps"), [(0, 5), (5, 0)])
def test_sizes_below_one_are_refused(batch_size, time_steps):
    with pytest.raises(ValueError, match="at least 1"):
        windows_of(np.arange(4), batch_size, time_steps)
