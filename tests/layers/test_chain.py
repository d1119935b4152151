"""Chains: equal to a loop over all sequences, compiled and not, and every wrong line
is noticed."""

import numpy as np
import pytest
import tensorflow as tf

from rnncourse.layers import log_partition, marginals, path_score, viterbi
from tests.layers.chain_checks import (
    CHECKS,
    MASK,
    TAGS,
    TIME,
    arguments,
    loss,
    scores,
    weights,
)
from tests.layers.wrong_chains import WRONG_CHAINS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__[6:])
def test_chains_are_what_all_sequences_say(check):
    check()


@pytest.mark.parametrize("mutant", WRONG_CHAINS, ids=str)
def test_a_wrong_line_is_noticed(mutant):
    with pytest.MonkeyPatch.context() as patch:
        mutant.apply(patch)
        with pytest.raises(AssertionError):
            mutant.check()


def everything(e, transitions, start, end, mask):
    """Return all that the module computes, with the gradients of the likelihood."""
    sources = [e, transitions, start, end]
    with tf.GradientTape() as tape:
        tape.watch(sources)
        value = loss(*sources)
    chained = dict(transitions=transitions, start=start, end=end, mask=mask)
    found = [log_partition(e, **chained), marginals(e, **chained)]
    return [value, *found, *viterbi(e, **chained), *tape.gradient(value, sources)]


def test_compiled_is_eager():
    tensors = [tf.constant(array) for array in [scores(), *weights(), MASK]]
    eager = everything(*tensors)
    compiled = tf.function(everything, jit_compile=True, autograph=False)(*tensors)
    for one, other in zip(compiled, eager, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("jit_compile", [True, False])
def test_one_graph_serves_all_lengths_and_batches(jit_compile):
    signature = [
        tf.TensorSpec((None, None, TAGS), tf.float64),
        tf.TensorSpec((None, None), tf.bool),
    ]
    transitions, start, end = weights()

    @tf.function(input_signature=signature, jit_compile=jit_compile, autograph=False)
    def gradient(e, mask):
        with tf.GradientTape() as tape:
            tape.watch(e)
            total = tf.reduce_sum(log_partition(e, transitions, mask, start, end))
        return tape.gradient(total, e), viterbi(e, transitions, mask, start, end)[0]

    for batch, time in [(1, 1), (6, 4), (2, 3)]:
        e, mask = scores()[:batch, :time], MASK[:batch, :time]
        found, tags = gradient(e, mask)
        chained = arguments() | {"mask": mask}
        np.testing.assert_allclose(found, marginals(e, **chained), atol=1e-12)
        np.testing.assert_array_equal(tags, viterbi(e, **chained)[0])


def test_without_mask_and_ends_they_are_ones_and_zeros():
    transitions, e, ones = weights()[0], scores(), np.ones_like(MASK)
    zeros, tags = np.zeros(TAGS), np.ones(MASK.shape, int)
    full = {"mask": ones, "start": zeros, "end": zeros}
    np.testing.assert_allclose(
        log_partition(e, transitions), log_partition(e, transitions, **full)
    )
    np.testing.assert_allclose(
        path_score(e, tags, transitions), path_score(e, tags, transitions, **full)
    )


def test_impossible_is_minus_infinity_and_no_nan():
    """Logarithms of counts may be minus infinity, in Viterbi and in sums."""
    transitions = np.array([[0.0, -np.inf], [-np.inf, 0.0]])
    e = np.array([[[0.0, -np.inf], [-1.0, 0.0], [-1.0, 0.0]]])
    tags, best = viterbi(e, transitions)
    assert np.asarray(tags).tolist() == [[0, 0, 0]]
    assert np.asarray(best).tolist() == [-2.0]
    assert np.asarray(log_partition(e, transitions)).tolist() == [-2.0]
    assert np.asarray(path_score(e, tags, transitions)).tolist() == [-2.0]
    assert np.asarray(path_score(e, [[0, 0, 1]], transitions)).tolist() == [-np.inf]


def test_a_long_sentence_stays_finite():
    e = np.random.default_rng(0).normal(0, 30, size=(1, 2000, TAGS)).astype("float32")
    transitions = weights()[0].astype("float32")
    compiled = tf.function(lambda f: f(e, transitions), autograph=False)
    total, (_, best) = compiled(log_partition), compiled(viterbi)
    assert np.isfinite(total).all()
    assert float(best[0]) <= float(total[0]) < float(best[0]) + 2000 * np.log(TAGS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"scores": scores()[0]},
            r"\(batch, time, tags\).*got \(4, 3\).*scores\[None\]",
        ),
        ({"scores": scores()[:, :0]}, "one step at least"),
        ({"scores": np.ones((2, 3, 4), int)}, "real numbers; got int64"),
        ({"transitions": np.ones((3, 4))}, r"`transitions`.*\(3, 3\).*got \(3, 4\)"),
        ({"start": np.ones(4)}, r"`start` must have the shape \(3,\)"),
        ({"end": np.ones((1, 3))}, r"`end` must have the shape \(3,\)"),
        ({"mask": MASK[:, :2]}, r"`mask` must have the shape \(6, 4\).*got \(6, 2\)"),
        ({"mask": MASK[0]}, r"`mask` must have the shape \(6, 4\)"),
        ({"tags": MASK[:, :2] * 1}, r"`tags` must have the shape \(6, 4\)"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    tags = np.zeros((len(MASK), TIME), int)
    with pytest.raises(ValueError, match=message):
        path_score(**({"scores": scores(), "tags": tags} | arguments() | change))
