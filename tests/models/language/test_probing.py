import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnncourse.models.language.probing import ProbingTable

numbers = st.integers(0, 50) | st.integers(0, 2**62)


@given(st.sets(numbers), st.lists(numbers | st.integers(-9, -1)))
def test_every_key_is_found_and_no_other(keys, asked):
    keys = sorted(keys)
    asked = [*asked, *keys]
    found = ProbingTable(np.array(keys, np.int64)).find(np.array(asked, np.int64))
    places = {key: place for place, key in enumerate(keys)}
    assert found.tolist() == [places.get(key, -1) for key in asked]


@pytest.mark.parametrize("step", [1, 10_000, 2**17, 2**20, 2**40])
def test_regular_keys_do_not_crowd_together(step):
    keys = np.arange(20_000) * step
    table = ProbingTable(keys)
    np.testing.assert_array_equal(table.find(keys), np.arange(len(keys)))
    at_home = table._places[table._slots(keys)] == np.arange(len(keys))
    assert at_home.mean() > 0.8  # as by chance, where a third of the slots is taken


def test_keys_of_one_slot_are_kept_apart():
    # all keys whose slot is the last of eight: the search goes round to the first
    table = ProbingTable(np.arange(3))
    many = np.arange(2000)
    crowded = many[table._slots(many) == table._last][:3]
    table = ProbingTable(crowded)
    assert len(set(table._slots(crowded))) == 1
    np.testing.assert_array_equal(table.find(crowded), [0, 1, 2])
    assert table.find(many).tolist().count(-1) == len(many) - 3
