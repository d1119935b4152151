"""What must hold for the heads of taggers; wrong lines must break it."""

from itertools import product

import numpy as np

from rnncourse.decoding import beam_search, greedy
from rnncourse.layers import GRU, LSTM, Elman
from rnncourse.models import CRFHead, PreviousTagHead, SoftmaxHead

TAGS, UNITS = 3, 5
ALLOWED = (
    np.array([[True, True, False], [True, True, True], [False, True, True]]),
    np.array([True, True, False]),
    np.array([True, False, True]),
)


def shaken(head, seed=0):
    """Return the head with random weights."""
    rng = np.random.default_rng(seed)
    head(np.zeros((1, 1, UNITS), "float32"))
    for weight in head.trainable_variables:
        weight.assign(rng.normal(size=weight.shape))
    return head


def previous(cell=GRU):
    layer = cell(4, return_sequences=True)
    return shaken(PreviousTagHead(TAGS, layer, features=2))


HEADS = {
    "softmax": lambda: shaken(SoftmaxHead(TAGS)),
    "crf": lambda: shaken(CRFHead(TAGS, allowed=ALLOWED)),
    "previous": previous,
}


def states(rows=2, seed=1):
    """Return the states of sentences of four words."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(rows, 4, UNITS)).astype("float32")


def log_probs_of_all(head, row):
    """Return the log-probability of every sequence of tags of one sentence."""
    scores, weights = head(row[None]), np.ones((1, len(row)))
    return {
        tags: -len(row) * float(head.loss(scores, np.array([tags]), weights))
        for tags in product(range(TAGS), repeat=len(row))
    }


def check_sum():
    """The losses of all sequences are those of a distribution."""
    for make in HEADS.values():
        found = log_probs_of_all(make(), states()[0])
        np.testing.assert_allclose(np.exp(list(found.values())).sum(), 1, rtol=1e-4)
        assert len({round(value, 4) for value in found.values()}) > TAGS


def check_best():
    """A head without a search finds the most probable sequence."""
    rows, mask = states(rows=6), np.ones((6, 4), bool)
    mask[1, 2:] = mask[2] = False
    for name in ("softmax", "crf"):
        head = HEADS[name]()
        found = head.decode(head(rows), mask)
        for row, tags, shown in zip(rows, found, mask, strict=True):
            if shown.any():
                every = log_probs_of_all(head, row[shown])
                assert tuple(tags[shown]) == max(every, key=every.get)
            assert not tags[~shown].any()


def check_steps():
    """What a search steps through is what was trained."""
    rows = states(rows=3)
    tags = np.array([[0, 1, 2, 1], [2, 2, 0, 0], [1, 0, 0, 2]])
    for cell in (Elman, GRU, LSTM):
        head = previous(cell)
        step, state, tokens = head.search_from(rows)
        total = np.zeros(3)
        for right in tags.T:
            log_probs, state = step(tokens, state)
            total += log_probs[np.arange(3), right]
            tokens = right
        loss = float(head.loss(rows, tags, np.ones((3, 4))))
        np.testing.assert_allclose(loss, -total.mean() / 4, rtol=1e-4)


def check_tags_matter():
    """The tags before change the probability of the next, however far back."""
    head, row = previous(), states()[0]
    found = log_probs_of_all(head, row)
    for first in range(TAGS):
        shares = [
            found[(first, 1, 0, 2)] - found[(first, 1, 0, 0)],
            found[(first, 0, 0, 2)] - found[(first, 0, 0, 0)],
        ]
        assert abs(shares[0] - shares[1]) > 1e-3


def check_beam():
    """A beam that holds everything is exact; greedy is not; short rows end early."""
    head, rows = previous(), states(rows=12, seed=4)
    mask = np.ones((12, 4), bool)
    mask[3, 1:] = mask[5] = False

    def wide(step, state, first, **limits):
        found = beam_search(step, state, first, width=TAGS**4, **limits)
        return [hypotheses[0].tokens for hypotheses in found]

    best, quick = head.decode(rows, mask, wide), head.decode(rows, mask, greedy)
    for row, shown, tags in zip(rows, mask, best, strict=True):
        if shown.any():
            every = log_probs_of_all(head, row[shown])
            assert tuple(tags[shown]) == max(every, key=every.get)
        assert not tags[~shown].any()
    assert 0 < (best != quick).any(axis=1).sum() < 11
