import itertools

import numpy as np
import pytest

from rnncourse.datasets.worlds import silence_alarm, silence_floor_without_memory


def alarms_by_hand(spikes, wait):
    """Count the silent steps one by one."""
    silent, rings = 0, []
    for spike in spikes:
        silent = 0 if spike else silent + 1
        rings.append(silent >= wait)
    return rings


def test_the_alarm_rings_when_it_has_been_silent_long_enough():
    inputs, targets = silence_alarm(50, 40, wait=7, rate=0.1, seed=3)
    assert inputs.shape == targets.shape == (50, 40, 1)
    assert inputs.dtype == targets.dtype == np.float32
    assert 0 < targets.mean() < 1
    for spikes, rings in zip(inputs[..., 0], targets[..., 0], strict=True):
        assert rings.astype(bool).tolist() == alarms_by_hand(spikes, 7)


def test_every_train_begins_with_a_spike_and_others_come_at_the_rate():
    inputs, _ = silence_alarm(2000, 50, wait=5, rate=0.1, seed=0)
    assert (inputs[:, 0] == 1).all()
    error = np.sqrt(0.1 * 0.9 / inputs[:, 1:].size)
    assert abs(inputs[:, 1:].mean() - 0.1) < 4 * error


def test_the_same_seed_gives_the_same_trains_and_another_one_others():
    first, again, other = (
        silence_alarm(4, 60, wait=5, rate=0.1, seed=seed)[0] for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize(("length", "wait", "rate"), [(7, 3, 0.3), (6, 1, 0.5)])
def test_the_floor_is_the_expectation_over_all_trains(length, wait, rate):
    trains = np.array(list(itertools.product([0, 1], repeat=length - 1)))
    chances = np.prod(np.where(trains == 1, rate, 1 - rate), axis=1)
    spikes = np.pad(trains, [(0, 0), (1, 0)], constant_values=1)
    rings = np.array([alarms_by_hand(train, wait) for train in spikes], float)
    silent = chances[:, None] * (spikes == 0)
    answer = (silent * rings).sum() / silent.sum()
    error = (silent * (rings - answer) ** 2).sum() / length
    floor = silence_floor_without_memory(length, wait=wait, rate=rate)
    assert floor == pytest.approx(error)


@pytest.mark.parametrize(
    "wrong",
    [{"wait": 0}, {"wait": 20}, {"rate": 0.0}, {"rate": 1.0}, {"count": 0}],
)
def test_numbers_outside_their_range_are_refused(wrong):
    numbers = {"count": 2, "length": 20, "wait": 5, "rate": 0.1, **wrong}
    with pytest.raises(ValueError, match=f"{next(iter(wrong))}.*got"):
        silence_alarm(**numbers, seed=0)
