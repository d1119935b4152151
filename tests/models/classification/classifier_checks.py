"""What must hold for every recurrent classifier; the mutants break it line by line."""

import keras
import numpy as np

from rnncourse.layers import (
    GRU,
    LSTM,
    AttentionPooling,
    MaskedMaxPooling,
    MaskedMeanPooling,
    bidirectional,
)
from rnncourse.models import RecurrentClassifier
from rnncourse.text import WordTokenizer

WORDS = [f"w{number}" for number in range(20)]
TOKENIZER = WordTokenizer.train([" ".join(WORDS)], punctuation=False)
LABELS = ("bad", "fair", "good")

# One row a way to make a vector of the states; every check applies to each.
WAYS = {
    "last state": lambda: [GRU(6)],
    "both ends": lambda: [bidirectional(LSTM(5))],
    "maximum": lambda: [
        bidirectional(LSTM(5, return_sequences=True)),
        MaskedMaxPooling(),
    ],
    "mean": lambda: [LSTM(6, return_sequences=True), MaskedMeanPooling()],
    "attention": lambda: [GRU(6, return_sequences=True), AttentionPooling(3)],
}


def make(way="both ends", *, labels=LABELS, seed=3, **options):
    """Return a classifier with random weights, biases included."""
    keras.utils.set_random_seed(seed)
    options = {"embedding": 4, "dropout": 0.5, **options}
    model = RecurrentClassifier(TOKENIZER, labels, WAYS[way](), **options)
    rng = np.random.default_rng(0)
    model.set_weights([rng.normal(0, 0.7, w.shape) for w in model.get_weights()])
    return model


def texts(lengths, seed=1):
    rng = np.random.default_rng(seed)
    return [" ".join(rng.choice(WORDS, length)) for length in lengths]


def reference(model, text):
    """Compute the log-probabilities of one text from its own tokens, step by step."""
    ids = model.tokenizer.encode(text)
    if model.most_tokens is not None:
        ids = ids[len(ids) - min(len(ids), model.most_tokens) :]
    v = np.asarray(model.embedding.embeddings)[ids][None]
    for layer in model.vector_layers:
        v = np.asarray(layer(v))
    kernel, bias = model.output_layer.get_weights()
    logits = (v @ kernel + bias)[0]
    return logits - np.log(np.exp(logits).sum())


def assert_texts_are_judged_alone(way="both ends"):
    """In company of others, padded, and in whatever order: the same as alone."""
    model = make(way)
    some = texts([3, 9, 1, 30, 8, 17, 2])
    together = model.log_probs(some)
    alone = [reference(model, text) for text in some]
    assert together.shape == (7, 3)
    assert np.ptp(together, axis=0).min() > 0.01  # the texts do differ
    assert np.allclose(together, alone, atol=1e-5)


def assert_the_last_tokens_are_read(way="both ends"):
    model = make(way, most_tokens=5)
    (long,) = texts([40])
    words = long.split()
    read = model.log_probs([long, " ".join(words[-5:]), " ".join(words[:5])])
    assert np.allclose(read[0], read[1], atol=1e-6)
    assert not np.allclose(read[0], read[2], atol=1e-3)


def assert_log_odds_are_those_of_the_label(way="last state"):
    model = make(way)
    some = texts([4, 7])
    probs = np.exp(model.log_probs(some))
    for column, label in enumerate(LABELS):
        odds = probs[:, column] / (1 - probs[:, column])
        assert np.allclose(model.log_odds(some, label), np.log(odds), atol=1e-6)


def assert_accuracy_counts_the_right_ones():
    model = make()
    some = texts([4, 7, 2, 9, 12], seed=3)  # not all of one label
    best = [LABELS[int(np.argmax(reference(model, text)))] for text in some]
    assert model.predict_labels(some) == best
    assert model.accuracy(some, best) == 1
    others = [LABELS[(LABELS.index(label) + 1) % 3] for label in best]
    assert model.accuracy(some, [*best[:3], *others[3:]]) == 0.6
