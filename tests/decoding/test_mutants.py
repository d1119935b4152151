"""Tests of the tests: every wrong decoder is noticed."""

import pytest

from tests.decoding.mutants import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_wrong_line_is_noticed(mutant):
    with pytest.MonkeyPatch.context() as patch:
        mutant.apply(patch)
        with pytest.raises(AssertionError):
            mutant.check()
