import numpy as np
import pytest
from keras import ops

from rnncourse.decoding import greedy
from rnncourse.layers import GRU, bidirectional
from rnncourse.models import CRFHead, PreviousTagHead, SoftmaxHead
from tests.models.tagging import tag_head_checks as checks
from tests.models.tagging.tag_head_checks import HEADS, TAGS, previous, states


def test_the_losses_of_all_sequences_are_those_of_a_distribution():
    checks.check_sum()


def test_decoding_finds_the_most_probable_sequence():
    checks.check_best()


def test_the_steps_of_a_search_are_what_was_trained():
    checks.check_steps()


def test_the_tags_before_change_the_probability_of_the_next():
    checks.check_tags_matter()


def test_a_wide_beam_finds_the_most_probable_tags_and_greedy_may_not():
    checks.check_beam()


def test_a_softmax_is_a_chain_without_transitions():
    chain, alone = CRFHead(TAGS), SoftmaxHead(TAGS)
    for head in (chain, alone):
        head(states())
    alone.set_weights(chain.get_weights()[:2])
    tags, weights = np.array([[0, 1, 2, 1], [2, 2, 0, 0]]), np.array([[1.0] * 4] * 2)
    weights[1, 3] = 0
    losses = [h.loss(h(states()), tags, weights) for h in (chain, alone)]
    np.testing.assert_allclose(*losses, rtol=1e-5)


def test_a_row_is_searched_as_it_is_alone():
    head, rows = previous(), states(rows=3)
    mask = np.arange(4) < np.array([[4], [2], [3]])
    together = head.decode(rows, mask, greedy)
    for row, shown, tags in zip(rows, mask, together, strict=True):
        alone = head.decode(row[None, shown], np.ones((1, shown.sum()), bool), greedy)
        np.testing.assert_array_equal(alone[0], tags[shown])


@pytest.mark.parametrize("head", HEADS)
def test_a_batch_of_nothing_has_no_loss(head):
    head = HEADS[head]()
    loss = head.loss(head(states()), np.zeros((2, 4), int), np.zeros((2, 4)))
    assert float(loss) == 0


@pytest.mark.parametrize("head", HEADS)
def test_a_head_is_made_again_from_its_settings(head):
    head = HEADS[head]()
    copy = type(head).from_config(head.get_config())
    copy(states())
    copy.set_weights(head.get_weights())
    tags, weights = np.array([[0, 1, 1, 2], [0, 0, 1, 1]]), np.ones((2, 4))
    losses = [float(ops.sum(h.loss(h(states()), tags, weights))) for h in (head, copy)]
    assert losses[0] == losses[1]


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (bidirectional(GRU(4, return_sequences=True)), "read from left to right"),
        (GRU(4, return_sequences=True, go_backwards=True), "read from left to right"),
        (GRU(4), "return_sequences=True"),
        (GRU(4, return_sequences=True, return_state=True), "without `return_state"),
    ],
)
def test_tags_are_read_one_after_the_other(layer, message):
    with pytest.raises(ValueError, match=message):
        PreviousTagHead(TAGS, layer)
