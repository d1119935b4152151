"""Small taggers, and what must hold for each of them and for no wrong one."""

import keras
import numpy as np

from rnncourse.datasets import allowed_transitions
from rnncourse.decoding import greedy
from rnncourse.layers import GRU, LSTM, Elman, bidirectional, stacked
from rnncourse.models import (
    AffixEmbedding,
    CharacterReader,
    CRFHead,
    PreviousTagHead,
    SoftmaxHead,
    Tagger,
)
from rnncourse.pipelines import tagging_batches
from rnncourse.text import SentenceEncoder

TAGGED = """
Ann/B-PER Lee/I-PER sleeps/O in/O Oslo/B-LOC ./O
in/O New/B-LOC York/I-LOC Ann/B-PER sings/O
Bo/B-PER sleeps/O
nobody/O sings/O in/O New/B-LOC Oslo/I-LOC ./O
"""
PAIRS = [[word.split("/") for word in line.split()] for line in TAGGED.split("\n")[1:5]]
SENTENCES = [[word for word, _ in line] for line in PAIRS]
TAGS = [tuple(tag for _, tag in line) for line in PAIRS]
NEW = [["Ann", "sleeps", "in", "Paris", "."], [], ["York"] * 9, ["Bo", "Lee"]]
HEADS = {
    "softmax": lambda tags: SoftmaxHead(len(tags)),
    "crf": lambda tags: CRFHead(
        len(tags), allowed=allowed_transitions(tags.tokens, "IOB2")
    ),
    "previous": lambda tags: PreviousTagHead(
        len(tags), GRU(12, return_sequences=True, seed=1), features=4
    ),
}
SEARCH = {"softmax": {}, "crf": {}, "previous": {"search": greedy}}
READERS = {
    "forward": lambda: Elman(10, return_sequences=True),
    "bidirectional": lambda: bidirectional(LSTM(6, return_sequences=True)),
    "stacked": lambda: stacked(
        [bidirectional(GRU(4, return_sequences=True)) for _ in range(2)]
    ),
}


def a_tagger(head, reader="bidirectional", *, dropout=0.0, seed=1):
    """Return a tagger that sees words in all three ways."""
    keras.utils.set_random_seed(seed)
    encoder = SentenceEncoder.fit(SENTENCES, TAGS)
    vectors = {
        "words": keras.layers.Embedding(len(encoder.words.vocabulary), 8),
        "affixes": AffixEmbedding(encoder.affixes.sizes, 2),
        "characters": CharacterReader(
            len(encoder.characters.vocabulary), 4, bidirectional(LSTM(3))
        ),
    }
    return Tagger(
        encoder, vectors, READERS[reader](), HEADS[head](encoder.tags), dropout=dropout
    )


def shaken(tagger, seed=3):
    """Give every weight of a tagger a random value of its own."""
    rng = np.random.default_rng(seed)
    for weight in tagger.trainable_variables:
        weight.assign(rng.normal(0, 0.5, weight.shape))
    return tagger


def batch_of(tagger, **options):
    """Return the training sentences as one batch: features, tags, weights."""
    encoder = tagger.encoder
    sentences, tags = encoder.encode(SENTENCES), encoder.encode_tags(TAGS)
    options = {"words": 30, "buckets": 1, **options}
    (batch,) = tagging_batches(sentences, tags, **options).as_numpy_iterator()
    return batch


def padded(features, tags, weights, *, seed=0):
    """Return the batch with more padding, and in all of it what must not be read."""
    rng = np.random.default_rng(seed)
    wider = {
        name: np.pad(ids, [(0, 2), (0, 3), *[(0, 0)] * (ids.ndim - 2)])
        for name, ids in features.items()
    }
    tags, weights = (np.pad(rows, [(0, 2), (0, 3)]) for rows in (tags, weights))
    for name, ids in wider.items():
        if name == "words":
            ids[weights == 0] = -1
        else:
            ids[weights == 0] = rng.integers(0, 3, ids[weights == 0].shape)
    return wider, np.where(weights > 0, tags, 1), weights


def padding_changes_nothing(tagger):
    """Check that neither the loss nor the scores of a word see padding."""
    features, tags, weights = batch_of(tagger)
    wider, more_tags, more_weights = padded(features, tags, weights)
    scores, same = np.asarray(tagger(features)), np.asarray(tagger(wider))
    np.testing.assert_allclose(
        scores[weights > 0], same[more_weights > 0], rtol=1e-4, atol=1e-5
    )
    loss, other = (
        float(tagger.compute_loss(x, y, tagger(x), w))
        for x, y, w in [(features, tags, weights), (wider, more_tags, more_weights)]
    )
    np.testing.assert_allclose(loss, other, rtol=1e-5)


def loss_is_that_of_the_sentences_alone(tagger):
    """Check that the loss of a batch is a mean over its words."""
    features, tags, weights = batch_of(tagger)
    whole = float(tagger.compute_loss(features, tags, tagger(features), weights))
    total = 0.0
    for row, length in enumerate(weights.sum(axis=1).astype(int)):
        if not length:
            continue
        alone = {name: ids[row : row + 1, :length] for name, ids in features.items()}
        loss = tagger.compute_loss(
            alone, tags[row : row + 1, :length], tagger(alone), np.ones((1, length))
        )
        total += length * float(loss)
    np.testing.assert_allclose(whole, total / weights.sum(), rtol=1e-5)


def check_padding():
    for head in HEADS:
        padding_changes_nothing(shaken(a_tagger(head)))


def check_mean():
    for head in HEADS:
        loss_is_that_of_the_sentences_alone(shaken(a_tagger(head)))
