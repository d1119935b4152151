"""What must hold for the algorithms on chains; mutants must break it.

Everything is compared with a loop over all sequences of tags, which shares no line
with the package.
"""

import itertools

import numpy as np
import tensorflow as tf
from keras import ops

from rnncourse.layers import chain, crf
from rnncourse.testing import assert_gradients_match, assert_matches_enumeration

BATCH, TIME, TAGS = 6, 4, 3
MASK = np.array(
    [
        [1, 1, 1, 1],
        [1, 1, 1, 0],
        [0, 1, 0, 1],  # holes
        [1, 0, 0, 0],  # one word
        [0, 0, 1, 0],  # one word, between holes
        [0, 0, 0, 0],  # no word
    ],
    bool,
)
WORDS = range(BATCH - 1)  # the rows that have any


def weights(seed=0):
    """Return transitions, start and end; nothing is symmetric, nothing is zero."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(TAGS, TAGS)), rng.normal(size=TAGS), rng.normal(size=TAGS)


def scores(seed=1):
    return np.random.default_rng(seed).normal(size=(BATCH, TIME, TAGS))


def paths(row):
    return list(itertools.product(range(TAGS), repeat=int(MASK[row].sum())))


def by_hand(row, path, e, transitions, start, end):
    """Return the score of a path, tag by tag."""
    score = start[path[0]] + end[path[-1]]
    for t, tag in zip(np.flatnonzero(MASK[row]), path, strict=True):
        score += e[row, t, tag]
    for tag, following in itertools.pairwise(path):
        score += transitions[tag, following]
    return score


def arguments():
    transitions, start, end = weights()
    return {"transitions": transitions, "start": start, "end": end, "mask": MASK}


def check_partition():
    log_partition = np.asarray(chain.log_partition(scores(), **arguments()))
    for row in WORDS:
        assert_matches_enumeration(
            log_partition[row],
            paths(row),
            lambda path, row=row: by_hand(row, path, scores(), *weights()),
            combine=np.logaddexp.reduce,
        )
    assert log_partition[-1] == 0


def check_viterbi():
    for seed in range(5):
        e, tables = scores(seed), weights(seed)
        named = dict(zip(["transitions", "start", "end"], tables, strict=True))
        tags, best = map(np.asarray, chain.viterbi(e, mask=MASK, **named))
        for row in WORDS:
            totals = {path: by_hand(row, path, e, *tables) for path in paths(row)}
            found = best[row]
            assert_matches_enumeration(found, paths(row), totals.get, combine=np.max)
            assert tuple(tags[row, MASK[row]]) == max(totals, key=totals.get)
        assert best[-1] == 0
        assert (tags[~MASK] == 0).all()


def check_ties():
    """Among equals the smallest tags win, counted from the end."""
    rng = np.random.default_rng(2)
    for _ in range(20):
        e = rng.integers(0, 2, size=(BATCH, TIME, TAGS)).astype(float)
        tables = [rng.integers(0, 2, size=w.shape).astype(float) for w in weights()]
        named = dict(zip(["transitions", "start", "end"], tables, strict=True))
        tags, _ = map(np.asarray, chain.viterbi(e, mask=MASK, **named))
        for row in WORDS:
            ranked = sorted(paths(row), key=lambda path: path[::-1])
            totals = [by_hand(row, path, e, *tables) for path in ranked]
            assert tuple(tags[row, MASK[row]]) == ranked[int(np.argmax(totals))]


def check_marginals():
    marginals = np.asarray(chain.marginals(scores(), **arguments()))
    for row in WORDS:
        terms = [
            np.exp(by_hand(row, path, scores(), *weights())) for path in paths(row)
        ]
        expected = np.zeros((int(MASK[row].sum()), TAGS))
        for path, term in zip(paths(row), terms, strict=True):
            expected[range(len(path)), path] += term / sum(terms)
        np.testing.assert_allclose(marginals[row, MASK[row]], expected, atol=1e-12)
    assert (marginals[~MASK] == 0).all()


def check_path_scores():
    for seed in range(5):
        tags = np.random.default_rng(seed).integers(0, TAGS, size=(BATCH, TIME))
        tags = np.where(MASK, tags, 99)
        total = np.asarray(chain.path_score(scores(), tags, **arguments()))
        for row in WORDS:
            path = tuple(tags[row, MASK[row]])
            expected = by_hand(row, path, scores(), *weights())
            assert abs(total[row] - expected) < 1e-12
        assert total[-1] == 0


def check_what_is_hidden():
    """Nothing that stands at masked steps is read, neither forwards nor back."""
    tags = np.random.default_rng(0).integers(0, TAGS, size=(BATCH, TIME))
    results = []
    for hidden in (scores(7), np.nan):
        e = tf.constant(np.where(MASK[..., None], scores(), hidden))
        with tf.GradientTape() as tape:
            tape.watch(e)
            total = chain.path_score(e, tags, **arguments())
            total -= chain.log_partition(e, **arguments())
        decoded = chain.viterbi(e, **arguments())
        gradient = tape.gradient(total, e)
        results.append([total, gradient, *decoded, chain.marginals(e, **arguments())])
    for one, other in zip(*results, strict=True):
        np.testing.assert_array_equal(one, other)
        assert np.isfinite(one).all()


def loss(e, transitions, start, end, seed=3):
    """Return one number in which every row's log-likelihood counts differently."""
    rng = np.random.default_rng(seed)
    tags, share = rng.integers(0, TAGS, size=(BATCH, TIME)), rng.normal(size=BATCH)
    chained = dict(transitions=transitions, start=start, end=end, mask=MASK)
    gold = chain.path_score(e, tags, **chained)
    return ops.sum((gold - chain.log_partition(e, **chained)) * ops.array(share))


def check_gradient():
    compiled = tf.function(loss, autograph=False)
    assert_gradients_match(compiled, [scores(), *weights()], directions=3)


def made(*, allowed=None, **options):
    """Return a built layer with the weights above."""
    layer = crf.CRF(TAGS, allowed=allowed, **{"dtype": "float64", **options})
    layer.build((None, None, TAGS))
    layer.set_weights(weights())
    return layer


ALLOWED = (
    np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1]], bool),
    np.array([1, 0, 1], bool),
    np.array([1, 1, 0], bool),
)


def legal(path):
    moves, first, last = ALLOWED
    steps = [moves[i, j] for i, j in itertools.pairwise(path)]
    return first[path[0]] and last[path[-1]] and all(steps)


def check_layer():
    """Probabilities are those of the legal paths, which share 1 among them."""
    for layer, counts in [(made(), lambda path: True), (made(allowed=ALLOWED), legal)]:
        decoded = np.asarray(layer.decode(scores(), MASK))
        marginals = np.asarray(layer.marginals(scores(), MASK))
        for row in WORDS:
            every = [path for path in paths(row) if counts(path)]
            totals = np.array([by_hand(row, p, scores(), *weights()) for p in every])
            expected = totals - np.logaddexp.reduce(totals)
            found = log_likelihoods(layer, row, every)
            np.testing.assert_allclose(found, expected, atol=1e-9)
            assert tuple(decoded[row, MASK[row]]) == every[int(np.argmax(totals))]
            share = np.zeros((int(MASK[row].sum()), TAGS))
            for path, log_probability in zip(every, expected, strict=True):
                share[range(len(path)), path] += np.exp(log_probability)
            np.testing.assert_allclose(marginals[row, MASK[row]], share, atol=1e-9)
            others = [path for path in paths(row) if not counts(path)]
            if others:
                assert (np.exp(log_likelihoods(layer, row, others)) == 0).all()


def log_likelihoods(layer, row, candidates):
    """Return the log-likelihood of every path of one row."""
    tags = np.zeros((len(candidates), TIME), int)
    tags[:, MASK[row]] = candidates
    e, mask = (np.repeat(v[row : row + 1], len(tags), 0) for v in (scores(), MASK))
    return np.asarray(layer.log_likelihood(e, tags, mask))


CHECKS = [
    check_partition,
    check_viterbi,
    check_ties,
    check_marginals,
    check_path_scores,
    check_what_is_hidden,
    check_gradient,
    check_layer,
]
