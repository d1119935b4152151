"""The CRF layer: rules are kept, half precision is single inside, saving, learning."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnncourse.datasets import allowed_transitions
from rnncourse.layers import CRF, LSTM, bidirectional
from tests.layers.chain_checks import ALLOWED, MASK, TAGS, made, scores

NAMES = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "B-LOC", "I-LOC", "E-LOC", "S-LOC"]


def test_without_weights_it_is_a_softmax_for_each_word():
    layer = CRF(TAGS, dtype="float64")
    marginals = layer.marginals(scores(), MASK)
    alone = tf.nn.softmax(tf.constant(scores())) * MASK[..., None]
    np.testing.assert_allclose(marginals, alone, atol=1e-12)
    best = np.where(MASK, scores().argmax(axis=-1), 0)
    np.testing.assert_array_equal(layer.decode(scores(), MASK), best)


def test_forbidden_transitions_are_never_decoded():
    rng = np.random.default_rng(0)
    moves, first, last = allowed = allowed_transitions(NAMES, "IOBES")
    layer = CRF(len(NAMES), allowed=allowed)
    loud = rng.normal(0, 100, size=(50, 12, len(NAMES))).astype("float32")
    mask = np.arange(12) < rng.integers(1, 13, size=(50, 1))
    tags = np.asarray(layer.decode(loud, mask))
    marginals = np.asarray(layer.marginals(loud, mask))
    for row, valid in zip(tags, mask, strict=True):
        path = row[valid]
        assert first[path[0]]
        assert last[path[-1]]
        assert moves[path[:-1], path[1:]].all()
    assert (marginals[:, 0][:, ~first] == 0).all()
    alone = loud.argmax(axis=-1)  # the test would be empty if this were legal, too
    assert not moves[alone[:, :-1], alone[:, 1:]].all(axis=1).any()


def test_a_forbidden_transition_has_no_gradient_and_all_are_finite():
    layer = made(allowed=ALLOWED)
    with tf.GradientTape() as tape:
        illegal = np.full(MASK.shape, 2)
        loss = -tf.reduce_sum(layer.log_likelihood(scores(), illegal, MASK))
    gradients = [np.asarray(g) for g in tape.gradient(loss, layer.trainable_weights)]
    assert np.isfinite(loss)
    for gradient, allowed in zip(gradients, ALLOWED, strict=True):
        assert np.isfinite(gradient).all()
        assert (gradient[~allowed] == 0).all()
        assert (gradient[allowed] != 0).all()


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_half_precision_is_single_inside(policy):
    half = scores().astype("float16")
    coarse, fine = made(dtype=policy, allowed=ALLOWED), made(dtype="float32")
    fine.allowed = coarse.allowed
    tags = np.zeros(MASK.shape, int)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(coarse.log_likelihood(half, tags, MASK))
    with tf.GradientTape() as other:
        expected = tf.reduce_sum(fine.log_likelihood(half.astype("f4"), tags, MASK))
    assert loss.dtype == tf.float32
    assert coarse(half).dtype == tf.float32
    np.testing.assert_array_equal(loss, expected)
    for one, two in zip(
        tape.gradient(loss, coarse.trainable_weights),
        other.gradient(expected, fine.trainable_weights),
        strict=True,
    ):
        assert one.dtype == tf.float32
        np.testing.assert_array_equal(one, two)


def test_a_saved_model_decodes_the_same(tmp_path):
    inputs = keras.Input((None, 2))
    hidden = keras.layers.Masking()(inputs)
    hidden = bidirectional(LSTM(4, return_sequences=True, seed=1))(hidden)
    unary = keras.layers.Dense(TAGS)(hidden)
    model = keras.Model(inputs, CRF(TAGS, allowed=ALLOWED, name="crf")(unary))
    rng = np.random.default_rng(0)
    model.get_layer("crf").set_weights(
        [rng.normal(size=w.shape) for w in model.get_layer("crf").get_weights()]
    )
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    x = rng.normal(size=(5, 6, 2)).astype("float32") * (np.arange(6) < 4)[:, None]
    np.testing.assert_array_equal(model(x), again(x))
    old, new = model.get_layer("crf"), again.get_layer("crf")
    assert model(x)._keras_mask is not None  # whoever reads the scores sees the mask
    np.testing.assert_array_equal(
        old.marginals(model(x), model(x)._keras_mask),
        new.marginals(again(x), again(x)._keras_mask),
    )
    assert [table.tolist() for table in new.allowed] == [t.tolist() for t in ALLOWED]


def test_it_learns_what_no_word_alone_can_tell():
    """The scores are the same everywhere; tags alternate, and the first is random."""
    rng = np.random.default_rng(0)
    tags = (rng.integers(0, 2, size=(64, 1)) + np.arange(6)) % 2
    layer, flat = CRF(2), np.zeros((64, 6, 2), "float32")
    layer.build(flat.shape)
    optimizer = keras.optimizers.Adam(0.1)

    @tf.function(autograph=False)
    def step():
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(layer.log_likelihood(flat, tags))
        weights = layer.trainable_weights
        optimizer.apply_gradients(
            zip(tape.gradient(loss, weights), weights, strict=True)
        )
        return loss

    losses = [float(step()) for _ in range(100)]
    assert losses[0] == pytest.approx(6 * np.log(2))
    assert losses[-1] == pytest.approx(np.log(2), abs=0.05)  # the first tag is chance
    decoded = np.asarray(layer.decode(flat))
    assert (decoded[:, 1:] != decoded[:, :-1]).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"tags": 0}, "number of tags, 1 or more; got 0"),
        ({"tags": ["O", "B-PER"]}, "number of tags"),
        ({"tags": 2, "allowed": ALLOWED}, r"\(2, 2\).*Got bool \(3, 3\)"),
        ({"tags": 3, "allowed": np.ones((3, 3), bool)}, "three arrays of booleans"),
        ({"tags": 3, "allowed": [a * 1.0 for a in ALLOWED]}, "Got float64"),
        (
            {"tags": 3, "allowed": (*ALLOWED[:2], np.zeros(3, bool))},
            "no tag be last: nothing could be said",
        ),
    ],
)
def test_what_is_no_layer_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        CRF(**options)


def test_another_number_of_tags_is_refused():
    with pytest.raises(ValueError, match=r"3 tags.*got shape \(6, 4, 2\).*Dense\(3\)"):
        CRF(TAGS)(scores()[..., :2])
