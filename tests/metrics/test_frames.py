import math

import numpy as np
import pytest

from rnncourse.metrics import frame_log_probs, nll_per_frame


def logit(probability):
    return np.log(probability) - np.log1p(-probability)


def test_the_keys_of_a_frame_are_added_up():
    # the first key sounds, of probability 1/4; the second does not, of 1/3
    value = frame_log_probs([[1, 0]], logit(np.array([[1 / 4, 1 / 3]])))
    assert value == pytest.approx([math.log(1 / 4 * 2 / 3)])


def test_the_mean_is_over_frames_and_not_over_pieces():
    # One key. A piece of one frame that costs ln 2, and one of three that cost ln 4
    # each: (1 + 2 * 3) / 4 ln 2, where the mean of the two means would be 3/2 ln 2.
    frames = np.array([[[1], [0], [0]], [[1], [1], [1]]])
    logits = logit(np.array([[[1 / 2], [0.9], [0.9]], [[1 / 4], [1 / 4], [1 / 4]]]))
    weights = np.array([[1, 0, 0], [1, 1, 1]])
    assert nll_per_frame(frames, logits, weights) == pytest.approx(7 / 4 * math.log(2))


def test_it_is_nats_summed_over_the_keys():
    frames = np.random.default_rng(0).integers(0, 2, (7, 88))
    assert nll_per_frame(frames, np.zeros((7, 88))) == pytest.approx(88 * math.log(2))


def test_filling_counts_nothing_whatever_stands_there():
    frames = np.array([[[1, 0], [1, 1]]])
    weights = np.array([[1, 0]])
    one = nll_per_frame(frames, np.array([[[2.0, -1.0], [50.0, -50.0]]]), weights)
    other = nll_per_frame(frames, np.array([[[2.0, -1.0], [-9.0, 9.0]]]), weights)
    assert (
        one
        == other
        == pytest.approx(math.log1p(math.exp(-2)) + math.log1p(math.exp(-1)))
    )


def test_large_logits_are_exact():
    # wrong by 1000 nats, and right by e^-1000; a sigmoid in between would say inf, 0
    assert frame_log_probs([[1]], [[-1000.0]]) == pytest.approx([-1000])
    assert frame_log_probs([[1]], [[40.0]])[0] == pytest.approx(
        -math.exp(-40), rel=1e-9
    )


def test_certainty_costs_nothing():
    assert math.copysign(1, nll_per_frame([[1, 0]], [[800.0, -800.0]])) == 1
    assert nll_per_frame([[1, 0]], [[800.0, -800.0]]) == 0


@pytest.mark.parametrize(
    ("frames", "logits", "message"),
    [
        (np.ones((2, 3)), np.ones((3, 2)), r"same shape .* \(2, 3\) and \(3, 2\)"),
        (1, 0.0, r"same shape .* \(\) and \(\)"),
        ([[0.5]], [[0.0]], "Got 0.5"),
        ([[math.nan]], [[0.0]], "Got nan"),
        ([[1, 0]], [[0.0, math.nan]], r"logit at \(0, 1\) is nan"),
        ([[1, 0]], [[math.inf, 0.0]], r"logit at \(0, 0\) is inf"),
        (np.ones((0, 3)), np.ones((0, 3)), "no frames"),
    ],
)
def test_what_is_no_music_is_an_error(frames, logits, message):
    with pytest.raises(ValueError, match=message):
        nll_per_frame(frames, logits)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (np.ones((2, 1)), r"expected the shape \(2,\), got \(2, 1\)"),
        ([0.5, 1], "must be 0 or 1"),
        ([0, 0], "no frames"),
    ],
)
def test_weights_that_are_no_choice_of_frames_are_refused(weights, message):
    with pytest.raises(ValueError, match=message):
        nll_per_frame([[1], [0]], [[0.0], [0.0]], weights)
