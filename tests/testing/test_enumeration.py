"""An enumeration that is empty, double or flat proves nothing and must fail."""

import itertools

import numpy as np
import pytest

from rnncourse.testing import assert_matches_enumeration

SCORES = np.random.default_rng(0).normal(size=(3, 2))
PATHS = list(itertools.product(range(2), repeat=3))


def score(path):
    return SCORES[range(3), path].sum()


def test_sum_maximum_and_log_of_a_sum_pass():
    total = np.exp(SCORES).sum(axis=1).prod()
    assert assert_matches_enumeration(total, PATHS, lambda p: np.exp(score(p))) == 8
    best = SCORES.max(axis=1).sum()
    assert assert_matches_enumeration(best, PATHS, score, combine=np.max) == 8
    log = np.logaddexp.reduce
    assert assert_matches_enumeration(np.log(total), PATHS, score, combine=log) == 8


def test_impossible_candidates_may_have_an_infinite_logarithm():
    def some(path):
        return score(path) if path[0] else -np.inf

    best = SCORES[0, 1] + SCORES[1:].max(axis=1).sum()
    assert_matches_enumeration(best, PATHS, some, combine=np.max)


@pytest.mark.parametrize(
    ("computed", "candidates", "term", "message"),
    [
        (1.0, PATHS, score, "They differ by .* trying all 8"),
        (0.0, [], score, "0 candidates"),
        (score(PATHS[0]), PATHS[:1], score, "1 candidates"),
        (0.0, [*PATHS, PATHS[3]], score, r"\(0, 1, 1\) comes twice"),
        (0.0, [np.zeros(2), np.zeros(2)], sum, "comes twice"),
        (8.0, PATHS, lambda path: 1.0, "All 8 terms are 1.0"),
        (np.nan, PATHS, score, "computed number is nan"),
        (np.inf, PATHS, score, "computed number is inf"),
        (0.0, PATHS, lambda p: np.nan if p[2] else 1.0, r"\(0, 0, 1\) is nan"),
        (0.0, PATHS, lambda p: p[2] - np.inf * p[0] if p[0] else 1, "not finite"),
    ],
)
def test_what_differs_or_proves_nothing_fails(computed, candidates, term, message):
    with pytest.raises(AssertionError, match=message):
        assert_matches_enumeration(computed, candidates, term)
