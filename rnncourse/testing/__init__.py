"""Assertions for notebooks and tests that refuse to pass on nothing.

A comparison passes too easily: when no case was tried, when everything is `nan`, when
both sides are zero everywhere. These assertions look for that first.

A step written by hand, and the package: the same function?

>>> import numpy as np
>>> from rnncourse.testing import assert_causal, assert_gradients_match
>>> from rnncourse.testing import assert_matches_enumeration, assert_same_function
>>> def decay(x):
...     return x - x / 4
>>> assert_same_function(decay, lambda x: 0.75 * x, [(1.0,), (-3.0,)])
2

A derivative written by hand, and one measured by moving the input a little:

>>> assert_gradients_match(decay, [2.0], gradients=lambda x: [0.75])
1
>>> assert_gradients_match(decay, [2.0], gradients=lambda x: [0.25])
Traceback (most recent call last):
AssertionError: The gradient of argument 0 is wrong at (): 0.25 given, 0.75 measured.

A sum over time does not know the future. A mean over time does:

>>> x = np.random.default_rng(0).normal(size=(2, 4, 3))
>>> assert_causal(lambda x: np.cumsum(x, axis=1), x)
3
>>> assert_causal(lambda x: 0 * x + x.mean(axis=1, keepdims=True), x)
Traceback (most recent call last):
AssertionError: The output of step 0 changes ... when only steps from 1 on do: ...

For padding there is `assert_padding_invariant`. And what an algorithm computes cleverly
can be computed by trying everything, if the case is small:

>>> coins = [(0, 0), (0, 1), (1, 0), (1, 1)]
>>> def chance(heads):
...     return 0.3 ** sum(heads) * 0.7 ** (2 - sum(heads))
>>> assert_matches_enumeration(1.0, coins, chance)
4
"""

from rnncourse.testing.enumeration import assert_matches_enumeration
from rnncourse.testing.functions import assert_same_function
from rnncourse.testing.gradients import assert_gradients_match
from rnncourse.testing.sequences import assert_causal, assert_padding_invariant

__all__ = [
    "assert_causal",
    "assert_gradients_match",
    "assert_matches_enumeration",
    "assert_padding_invariant",
    "assert_same_function",
]
