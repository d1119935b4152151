"""The right decoders pass every check."""

import pytest

from tests.decoding.mutants import MUTANTS

CHECKS = sorted({mutant.check for mutant in MUTANTS}, key=lambda check: check.__name__)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_right_decoders_pass(check):
    check()
