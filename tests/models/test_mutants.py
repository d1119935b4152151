"""Tests of the tests: every wrong model is noticed."""

import pytest

from tests.models.mutants import MUTANTS


@pytest.mark.parametrize("check", MUTANTS, ids=lambda check: check.__name__)
def test_the_right_models_pass(check):
    check()


@pytest.mark.parametrize(
    ("check", "mutant"),
    [(check, mutant) for check, mutants in MUTANTS.items() for mutant in mutants],
    ids=lambda function: function.__name__,
)
def test_a_wrong_model_is_noticed(check, mutant, monkeypatch):
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        check()
