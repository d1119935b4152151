"""IBM model 1 against the paper in plain Python, and against wrong versions."""

import math
from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest

from rnncourse.models.alignment import cooccurrence, ibm_model
from rnncourse.models.alignment.ibm_model import IBMModel1
from rnncourse.models.alignment.positions import DiagonalPositions, UniformPositions

RNG = np.random.default_rng(0)
PAIRS = [
    (RNG.integers(0, 5, n).tolist(), RNG.integers(0, 4, m).tolist())
    for n, m in [(3, 2), (1, 4), (4, 3), (2, 2), (5, 4), (3, 1), (2, 5), (4, 4)]
]
PRIORS = [UniformPositions(), DiagonalPositions(3.0, 0.2), DiagonalPositions(0.0, 0.0)]


def position_prob(prior, i, j, n, m):
    """The probability of a position, from the papers."""
    if isinstance(prior, UniformPositions):
        return 1 / (n + 1)
    if i == 0:
        return prior.null
    weights = [math.exp(-prior.tension * abs(k / n - j / m)) for k in range(1, n + 1)]
    return (1 - prior.null) * weights[i - 1] / sum(weights)


def learned(pairs, prior, iterations):
    """Expectation maximisation as the paper writes it, one word pair at a time.

    Returns t as {(target, source): probability}, source None for NULL, and the log-
    likelihood before each round.
    """
    targets = 1 + max(y for _, target in pairs for y in target)
    t = defaultdict(lambda: 1 / targets)
    likelihoods = []
    for _ in range(iterations):
        counts, totals, log_likelihood = defaultdict(float), defaultdict(float), 0.0
        for source, target in pairs:
            words = [None, *source]
            for j, y in enumerate(target, 1):
                joint = [
                    position_prob(prior, i, j, len(source), len(target)) * t[y, x]
                    for i, x in enumerate(words)
                ]
                log_likelihood += math.log(sum(joint))
                for x, p in zip(words, joint, strict=True):
                    counts[y, x] += p / sum(joint)
                    totals[x] += p / sum(joint)
        likelihoods.append(log_likelihood)
        # with a prior of 0 NULL is never seen: its t stays unused
        t = {(y, x): c / totals[x] if totals[x] else 0 for (y, x), c in counts.items()}
    return t, likelihoods


def table(model):
    """The learned t of a model as {(target, source): probability}."""
    sources = np.unique(model.keys // model.target_size).tolist()
    return {
        (y, x - 1 if x else None): p
        for x in sources
        for y, p in model.translations(x - 1 if x else None)
    }


def check_against_the_paper(prior):
    model = IBMModel1.fit(PAIRS, iterations=4, positions=prior)
    expected, likelihoods = learned(PAIRS, prior, 4)
    found = table(model)
    assert found.keys() == expected.keys()
    for pair, p in expected.items():
        if not (pair[1] is None and position_prob(prior, 0, 1, 2, 2) == 0):
            assert found[pair] == pytest.approx(p, abs=1e-10)
    assert model.log_likelihoods == pytest.approx(likelihoods, abs=1e-10)


def check_posteriors_and_alignments(prior):
    model = IBMModel1.fit(PAIRS, iterations=3, positions=prior)
    t = table(model)
    linked = model.align(PAIRS)
    for (source, target), links in zip(PAIRS, linked, strict=True):
        joint = np.array(
            [
                [
                    position_prob(prior, i, j, len(source), len(target)) * t[y, x]
                    for i, x in enumerate([None, *source])
                ]
                for j, y in enumerate(target, 1)
            ]
        )
        expected = joint / joint.sum(axis=1, keepdims=True)
        np.testing.assert_allclose(model.posteriors(source, target), expected)
        best = joint.argmax(axis=1)
        assert links == {(i - 1, j) for j, i in enumerate(best.tolist()) if i}
        (log_prob,) = model.log_probs([(source, target)])
        assert log_prob == pytest.approx(np.log(joint.sum(axis=1)).sum())
    assert len(model.log_probs(PAIRS)) == len(PAIRS)


@pytest.mark.parametrize("prior", PRIORS[:2])
def test_learning_is_that_of_the_paper(prior):
    check_against_the_paper(prior)


@pytest.mark.parametrize("prior", PRIORS[:2])
def test_posteriors_and_alignments_are_those_of_the_paper(prior):
    check_posteriors_and_alignments(prior)


def test_one_round_by_hand():
    # x = 0 1 beside y = 0 1, and x = 0 beside y = 0. In the first pair each of NULL, 0
    # and 1 has a third of every y, in the second NULL and 0 have a half:
    # c(y=0, x=0) = 1/3 + 1/2, c(y=1, x=0) = 1/3, so t(0|0) = 5/7.
    model = IBMModel1.fit([([0, 1], [0, 1]), ([0], [0])], iterations=1)
    found = {k: Fraction(p).limit_denominator(99) for k, p in table(model).items()}
    assert found == {
        (0, None): Fraction(5, 7),
        (1, None): Fraction(2, 7),
        (0, 0): Fraction(5, 7),
        (1, 0): Fraction(2, 7),
        (0, 1): Fraction(1, 2),
        (1, 1): Fraction(1, 2),
    }


@pytest.mark.parametrize("prior", PRIORS[:2])
def test_the_likelihood_never_falls_and_rises_first(prior):
    model = IBMModel1.fit(PAIRS, iterations=30, positions=prior)
    steps = np.diff(model.log_likelihoods)
    assert (steps > -1e-9).all()
    assert steps[0] > 0.1


@pytest.mark.parametrize("dirichlet", [0.0, 0.01])
def test_translations_of_a_word_sum_to_one_or_less(dirichlet):
    model = IBMModel1.fit(PAIRS, dirichlet=dirichlet)
    for word in [None, *range(5)]:
        probs = [p for _, p in model.translations(word)]
        assert probs == sorted(probs, reverse=True)
        if dirichlet:
            assert 0 < sum(probs) < 1
        else:
            assert sum(probs) == pytest.approx(1)
    assert model.translations(77) == []


def test_a_prior_takes_from_the_rare_word_what_stands_beside_it():
    # word 9 occurs once, among words that others explain
    pairs = [([0], [0]), ([1], [1]), ([2], [2])] * 5 + [([0, 1, 2, 9], [0, 1, 2, 3])]
    bare, prior = (IBMModel1.fit(pairs, dirichlet=a) for a in (0.0, 0.01))
    wrong = [dict(m.translations(9)).get(0, 0) for m in (bare, prior)]
    assert wrong[1] < wrong[0]
    assert prior.align(pairs[-1:])[0] >= {(0, 0), (1, 1), (2, 2)}


def test_words_never_seen_have_no_link_and_no_probability():
    model = IBMModel1.fit([([0, 1], [0, 1]), ([0], [0])])
    assert model.align([([0, 5], [0, 7])])[0] <= {(0, 0)}
    assert model.log_probs([([0], [7])])[0] == -np.inf
    assert model.posteriors([0], [7]).tolist() == [[0, 0]]
    # an id beyond the table must not be read as a pair of others
    assert model.posteriors([0], [2]).tolist() == [[0, 0]]


def test_the_diagonal_decides_where_words_do_not():
    model = IBMModel1.fit(
        [([0, 0, 0], [0, 0, 0])], positions=DiagonalPositions(4.0, 0.05)
    )
    assert model.align([([0, 0, 0], [0, 0, 0])]) == [{(0, 0), (1, 1), (2, 2)}]


@pytest.mark.parametrize("prior", PRIORS)
def test_positions_of_a_word_sum_to_one(prior):
    cells = cooccurrence.cells_of(PAIRS)
    np.testing.assert_allclose(cells.total(prior.probs(cells)), 1)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([], "no sentence pairs"),
        ([([0], [0]), ([1], [])], "Pair 1 has 1 source and 0 target"),
        ([([], [1])], "Pair 0 has 0 source"),
        ([([[0, 1]], [1])], "in a row"),
        ([([0.5], [1])], "ids are integers"),
        ([([0], [-1])], "ids are integers"),
    ],
)
def test_pairs_that_are_none_are_refused(pairs, message):
    with pytest.raises(ValueError, match=message):
        IBMModel1.fit(pairs)


@pytest.mark.parametrize("wrong", [{"iterations": 0}, {"dirichlet": -1}])
def test_settings_without_sense_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        IBMModel1.fit(PAIRS, **wrong)


@pytest.mark.parametrize("wrong", [(-1.0, 0.1), (4.0, 1.0), (np.inf, 0.1)])
def test_positions_without_sense_are_refused(wrong):
    with pytest.raises(ValueError, match="tension"):
        DiagonalPositions(*wrong)


cells_of = cooccurrence.cells_of
diagonal = DiagonalPositions.probs


def exchange_the_languages(patch):
    patch.setattr(ibm_model, "cells_of", lambda p: cells_of([(y, x) for x, y in p]))


def forget_the_empty_word(patch):
    def wrong(self, cells):
        return np.where(cells.i == 0, 1e-300, uniform(self, cells))

    uniform = UniformPositions.probs
    patch.setattr(UniformPositions, "probs", wrong)


def take_the_greatest_for_the_sum(patch):
    patch.setattr(
        cooccurrence.Cells,
        "total",
        lambda self, values: np.maximum.reduceat(values, self.starts),
    )


def count_positions_from_zero(patch):
    def wrong(self, cells):
        moved = cooccurrence.Cells(**{**vars_of(cells), "j": cells.j - 1})
        return diagonal(self, moved)

    patch.setattr(DiagonalPositions, "probs", wrong)


def vars_of(cells):
    return {name: getattr(cells, name) for name in cells.__dataclass_fields__}


@pytest.mark.parametrize(
    ("wrong", "prior"),
    [
        (exchange_the_languages, PRIORS[0]),
        (forget_the_empty_word, PRIORS[0]),
        (take_the_greatest_for_the_sum, PRIORS[0]),
        (count_positions_from_zero, PRIORS[1]),
    ],
)
def test_a_wrong_version_is_noticed(wrong, prior, monkeypatch):
    wrong(monkeypatch)
    with pytest.raises((AssertionError, KeyError)):
        check_against_the_paper(prior)
