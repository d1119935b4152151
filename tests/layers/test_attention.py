"""Attention: values, masks, kept keys, Keras's own, half precision, JAX."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnncourse.layers import AdditiveAttention, DotAttention, MultiplicativeAttention
from tests.layers.attention_checks import (
    HIDDEN,
    KINDS,
    MASK,
    check_owners,
    check_padding,
    check_steps,
    check_values,
    looked,
    made,
    memory,
    queries,
)
from tests.layers.wrong_attentions import WRONG_ATTENTIONS
from tests.on_jax import needs_jax, run_on_jax


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


def test_contexts_and_weights_are_those_of_the_papers(kind):
    check_values(kind)


def test_what_stands_in_the_padding_is_not_seen(kind):
    check_padding(kind)


def test_one_step_after_the_other_sees_what_all_at_once_see(kind):
    check_steps(kind)


def test_several_queries_of_one_memory_see_what_each_sees_alone(kind):
    check_owners(kind)


@pytest.mark.parametrize("mutant", WRONG_ATTENTIONS, ids=str)
def test_a_wrong_line_is_noticed(mutant):
    with pytest.MonkeyPatch.context() as patch:
        mutant.apply(patch)
        with pytest.raises(AssertionError):
            mutant.check()


def test_on_projected_queries_and_keys_it_is_keras_additive_attention():
    layer = made("additive")
    W, U, v = layer.get_weights()
    theirs = keras.layers.AdditiveAttention(dtype="float64")
    s, h = queries("additive") @ W, memory()
    theirs.build([s.shape, (*h.shape[:2], HIDDEN)])
    theirs.set_weights([v[:, 0]])
    shown = slice(0, 3)  # of the last row, without a word, Keras says something else
    right = theirs(
        [s[shown], h[shown], (h @ U)[shown]],
        mask=[None, MASK[shown]],
        return_attention_scores=True,
    )
    for one, other in zip(looked(layer, "additive"), right, strict=True):
        np.testing.assert_allclose(one[shown], other, rtol=1e-10, atol=1e-12)


def test_the_dot_product_is_keras_attention():
    s, h = queries("dot")[:3], memory()[:3]
    theirs = keras.layers.Attention(dtype="float64")
    right = theirs([s, h], mask=[None, MASK[:3]], return_attention_scores=True)
    for one, other in zip(looked(made("dot"), "dot"), right, strict=True):
        np.testing.assert_allclose(one[:3], other, rtol=1e-10, atol=1e-12)


def test_a_matrix_of_ones_on_the_diagonal_makes_it_the_dot_product():
    layer = MultiplicativeAttention(dtype="float64")
    layer(queries("dot"), memory())
    layer.set_weights([np.eye(memory().shape[-1])])
    for one, other in zip(
        looked(layer, "dot"), looked(made("dot"), "dot"), strict=True
    ):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def gradients_of(layer, kind):
    s, h = tf.constant(queries(kind)), tf.constant(memory())
    with tf.GradientTape() as tape:
        tape.watch([s, h])
        contexts, weights = layer(s, h, mask=MASK)
        loss = tf.reduce_sum(contexts**2) + tf.reduce_sum(weights**2)
    return loss, tape.gradient(loss, [s, h])


def test_padding_and_sources_without_words_have_no_gradient(kind):
    _, (ds, dh) = gradients_of(made(kind), kind)
    assert np.isfinite(ds).all()
    assert (np.asarray(dh)[~MASK] == 0).all()
    assert (np.asarray(ds)[3] == 0).all()
    assert (abs(np.asarray(dh)[MASK]) > 0).all()


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_weights_are_single_where_all_else_is_half(kind, policy):
    fine, coarse = made(kind, dtype="float32"), made(kind, dtype=policy)
    right, found = looked(fine, kind), coarse(queries(kind), memory(), mask=MASK)
    assert found[0].dtype == policy.removeprefix("mixed_")
    assert found[1].dtype == "float32"
    np.testing.assert_allclose(np.sum(found[1], axis=-1)[:3], 1, rtol=1e-5)
    # scores up to 20 in half precision are off by a tenth in the coarser of the two
    np.testing.assert_allclose(found[1], right[1], atol=0.15)


def test_a_copy_made_of_its_config_has_the_same_weights_and_results(kind):
    layer = made(kind, seed=4)
    copy = type(layer).from_config(layer.get_config())
    copy(queries(kind), memory())
    copy.set_weights(layer.get_weights())
    for one, other in zip(looked(copy, kind), looked(layer, kind), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_seed_decides_the_first_weights_and_no_two_are_the_same():
    weights = []
    for seed in (1, 1, 2):
        layer = AdditiveAttention(6, seed=seed)
        layer(np.ones((2, 6), "float32"), np.ones((2, 3, 6), "float32"))
        weights.append(layer.get_weights())
    np.testing.assert_array_equal(weights[0][0], weights[1][0])
    assert not np.array_equal(weights[0][0], weights[2][0])
    assert not np.array_equal(weights[0][0], weights[0][1])


@needs_jax
def test_attention_computes_on_jax_what_it_does_on_tensorflow(tmp_path):
    right = {}
    for kind in KINDS:
        loss, gradients = gradients_of(made(kind), kind)
        for number, array in enumerate([loss, *gradients]):
            right[f"{kind}{number}"] = np.asarray(array)
    np.savez(tmp_path / "attention.npz", **right)
    said = run_on_jax("layers.attention_on_jax", str(tmp_path / "attention.npz"))
    assert said == ["attention passes on jax"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((2, 3), (2, 5, 4)), "queries of size 3 with a memory of size 4"),
        (((2, 4), (2, 4)), r"shapes \(2, 4\) and \(2, 4\)"),
        (((2, 1, 1, 4), (2, 5, 4)), r"a memory \(batch, source, units\)"),
        (((2, 4), (2, 5, 4), (2, 4)), r"a mask of shape \(2, 4\)"),
        (((2, 4), (2, 5, 4), (2, 5, 1)), r"a mask of shape \(2, 5, 1\)"),
    ],
)
def test_what_does_not_fit_is_refused(arguments, message):
    queries, memory, *mask = (np.ones(shape, "float32") for shape in arguments)
    mask = mask[0] > 0 if mask else None
    with pytest.raises(ValueError, match=message):
        DotAttention()(queries, memory, mask=mask)
