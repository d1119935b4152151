"""What proves equality must fail on what is different, and on nothing."""

import subprocess
import sys

import numpy as np
import pytest

from rnncourse.testing import assert_same_function

CASES = [(np.array([1.0, -2.0]),), (np.array([0.5, 3.0]),)]


def double(x):
    return 2 * x


def test_the_same_function_passes_and_the_numbers_are_counted():
    assert assert_same_function(double, lambda x: x + x, CASES) == 4


@pytest.mark.parametrize(
    ("other", "cases", "message"),
    [
        (lambda x: 2 * x + 1e-6, CASES, "differ by 1e-06 in case 0"),
        (lambda x: 2 * np.abs(x), CASES, r"in case 0, at \(1,\): -4.0 by hand, 4.0"),
        (lambda x: (2 * x)[:1], CASES, "shapes are"),
        (lambda x: (2 * x)[:, None], CASES, "shapes are"),
        (lambda x: x * np.nan, CASES, "in the package is not finite"),
        (double, [], "Nothing was compared: 0 cases"),
        (double, [(np.empty(0),)], "Nothing was compared: 1 cases"),
        (double, [(np.zeros(3),)] * 2, "All 6 numbers are 0.0"),
    ],
)
def test_what_differs_or_proves_nothing_fails(other, cases, message):
    with pytest.raises(AssertionError, match=message):
        assert_same_function(double, other, cases)


def test_infinities_are_not_equal():
    infinite = [(np.array([np.inf, 1.0]),)]
    with pytest.raises(AssertionError, match="by hand is not finite"):
        assert_same_function(double, double, infinite)


def test_the_last_case_is_compared_too():
    with pytest.raises(AssertionError, match="in case 1"):
        assert_same_function(double, lambda x: 2 * min(x, 3), [(1.0,), (4.0,)])


def test_the_tolerance_grows_with_large_numbers_only():
    def off(x):
        return x + 1e-7

    assert assert_same_function(off, lambda x: x, [(1e3,), (1e4,)]) == 2
    with pytest.raises(AssertionError, match="1e-07"):
        assert_same_function(off, lambda x: x, [(1e-3,), (1e-4,)])


def test_one_number_may_be_compared():
    assert assert_same_function(double, double, [(3.0,)]) == 1


def test_tensorflow_stays_at_home():
    code = "import sys, rnncourse.testing; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
