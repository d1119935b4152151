import keras
import numpy as np
import pytest

from rnncourse.training import SmoothedCrossentropy

IDS = np.array([[0, 2, 1], [3, 0, 0]])
WEIGHTS = np.array([[1, 1, 1], [1, 0, 0]], "float32")


def logits():
    return np.random.default_rng(0).normal(size=(2, 3, 4)).astype("float32")


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 0.7])
def test_it_is_keras_loss_with_whole_vectors_of_targets(smoothing):
    theirs = keras.losses.CategoricalCrossentropy(
        from_logits=True,
        label_smoothing=smoothing,
        reduction="mean_with_sample_weight",
    )
    right = theirs(np.eye(4)[IDS], logits(), sample_weight=WEIGHTS)
    found = SmoothedCrossentropy(smoothing)(IDS, logits(), sample_weight=WEIGHTS)
    np.testing.assert_allclose(found, right, rtol=1e-5)


def test_padding_neither_counts_nor_shares():
    loss = SmoothedCrossentropy(0.1)
    other = logits()
    other[1, 1:] = 50 * other[1, 1:]
    one = loss(IDS, logits(), sample_weight=WEIGHTS)
    np.testing.assert_array_equal(loss(IDS, other, sample_weight=WEIGHTS), one)
    alone = [loss(IDS[:1], logits()[:1]), loss(IDS[1:, :1], logits()[1:, :1])]
    np.testing.assert_allclose(one, (3 * alone[0] + alone[1]) / 4, rtol=1e-5)


def test_the_best_logits_leave_a_share_to_every_word():
    shares = np.full((1, 1, 4), 0.1 / 4, "float32")
    shares[0, 0, 2] += 0.9
    loss = SmoothedCrossentropy(0.1)
    best = float(loss([[2]], np.log(shares)))
    for other in (0.95, 0.99, 0.8):
        changed = np.full((1, 1, 4), (1 - other) / 3, "float32")
        changed[0, 0, 2] = other
        assert float(loss([[2]], np.log(changed))) > best


def test_it_is_the_same_after_a_round_through_its_config():
    loss = SmoothedCrossentropy(0.2)
    copy = keras.losses.deserialize(keras.losses.serialize(loss))
    assert copy.get_config() == loss.get_config()


@pytest.mark.parametrize("smoothing", [-0.1, 1, float("nan")])
def test_what_is_no_share_is_refused(smoothing):
    with pytest.raises(ValueError, match="share from 0 to below 1"):
        SmoothedCrossentropy(smoothing)
