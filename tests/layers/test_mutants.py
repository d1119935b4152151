"""Tests of the tests: every wrong cell and every wrong engine is noticed."""

import pytest

from tests.layers.wrong_cells import WRONG_CELLS
from tests.layers.wrong_engines import WRONG_ENGINES, WRONG_LAYERS

MUTANTS = [*WRONG_CELLS, *WRONG_ENGINES, *WRONG_LAYERS]


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_wrong_line_is_noticed(mutant):
    with pytest.MonkeyPatch.context() as patch:
        mutant.apply(patch)
        with pytest.raises(AssertionError):
            mutant.check()


@pytest.mark.parametrize(
    "check",
    {mutant.check.__name__: mutant.check for mutant in MUTANTS}.values(),
    ids=lambda check: check.__name__.replace(" ", "_"),
)
def test_the_right_lines_pass(check):
    check()
