"""Backwards: the gradient of every cell is the derivative of what it computes."""

import pytest

from tests.layers.cases import CELLS, PLANS, case
from tests.layers.gradient_checks import GRADIENTS, check_compiled


@pytest.mark.parametrize("check", GRADIENTS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("case", CELLS, ids=str)
def test_every_cell_passes(case, check):
    check(case)


@pytest.mark.parametrize("name", PLANS)
def test_compiled_cells_compute_the_same(name):
    check_compiled(case(name))
