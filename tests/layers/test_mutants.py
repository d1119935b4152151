"""Tests of the tests: every wrong cell and every wrong engine is noticed.

That the right lines pass the same checks of the same rows is shown by `test_values.py`,
`test_gradients.py` and `test_dropout.py`.
"""

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
