"""Small models of pictures, and what must hold for each of them."""

import functools

import keras
import numpy as np
from keras import ops

from rnncourse.decoding import beam_search, length_power
from rnncourse.layers import (
    LSTM,
    AdditiveAttention,
    GatedAttention,
    GRUCell,
    LSTMCell,
    MultiplicativeAttention,
)
from rnncourse.models import (
    BahdanauDecoder,
    PictureEncoder,
    RecurrentDecoder,
    ShowAndTell,
    ShowAttendAndTell,
    VisualQuestionAnswerer,
)
from rnncourse.text import WordTokenizer

CAPTIONS = [
    ["red on the left", "a red one"],
    ["blue on the left"],
    ["red on the right", "a red one"],
    ["nothing"],
]
WORDS = WordTokenizer.train([text for texts in CAPTIONS for text in texts])
BEAM = functools.partial(beam_search, width=3, length_penalty=length_power(1.0))
WRITE = {"return_sequences": True}
SIZE, UNITS = 6, 9


def the_pictures():
    """Four pictures of the captions, 12 × 16 pixels."""
    pictures = np.full((4, 12, 16, 3), 230, np.uint8)
    pictures[0, 3:9, 1:7] = 200, 30, 30
    pictures[1, 3:9, 1:7] = 30, 30, 200
    pictures[2, 3:9, 9:15] = 200, 30, 30
    return pictures


def tell(encoder, embedding, **options):
    decoder = RecurrentDecoder([LSTM(UNITS, **WRITE)], SIZE)
    return ShowAndTell(WORDS, encoder, embedding, decoder, **options)


def attend(encoder, embedding, **options):
    attention = GatedAttention(AdditiveAttention(7))
    decoder = BahdanauDecoder(LSTMCell(UNITS), SIZE, attention=attention)
    return ShowAttendAndTell(WORDS, encoder, embedding, decoder, **options)


def ungated(encoder, embedding, **options):
    decoder = BahdanauDecoder(GRUCell(UNITS), SIZE, attention=AdditiveAttention(7))
    return ShowAttendAndTell(WORDS, encoder, embedding, decoder, **options)


def look_after(encoder, embedding, **options):
    decoder = RecurrentDecoder(
        [LSTM(UNITS, **WRITE)], SIZE, attention=MultiplicativeAttention()
    )
    return ShowAttendAndTell(WORDS, encoder, embedding, decoder, **options)


KINDS = {"tell": tell, "attend": attend, "ungated": ungated, "look after": look_after}
ATTENTIVE = [kind for kind in KINDS if kind != "tell"]


def a_captioner(kind, *, seed=1, filters=(4, 8), **options):
    """Return an untrained model."""
    keras.utils.set_random_seed(seed)
    embedding = keras.layers.ReversibleEmbedding(WORDS.vocab_size, SIZE)
    return KINDS[kind](PictureEncoder(filters), embedding, **options)


def an_answerer(*, seed=1, blind=False, **options):
    """Return an untrained model of questions about the same pictures."""
    keras.utils.set_random_seed(seed)
    encoder = None if blind else PictureEncoder((4, 8))
    questions = WordTokenizer.train(["what colour is it", "is it on the left"])
    answers = "red", "blue", "yes", "no"
    return VisualQuestionAnswerer(
        questions, answers, encoder, [LSTM(6)], embedding=5, units=7, **options
    )


def shaken(model, seed=2):
    """Return the model with weights so large that everything matters."""
    rng = np.random.default_rng(seed)
    for weight in model.weights:
        if "seed_generator" in weight.path:
            continue
        values = rng.normal(0, 0.7, weight.shape)
        weight.assign(abs(values) + 0.5 if "variance" in weight.path else values)
    return model


def a_batch(extra=0):
    """Return the captions as one batch, padded more than is needed by `extra`."""
    texts = [WORDS.encode_all(rows) for rows in CAPTIONS]
    longest = 1 + max(len(row) for rows in texts for row in rows) + extra
    ids = np.zeros((len(texts), 2, longest), np.int32)
    lengths = np.ones((len(texts), 2), int)
    for picture, rows in enumerate(texts):
        for number, row in enumerate(rows):
            ids[picture, number, 1 : 1 + len(row)] = row  # <eos>, 0, first
            lengths[picture, number] = 1 + len(row)
    return {"picture": the_pictures(), "caption": ids}, lengths


def log_probs_of(model, features):
    return ops.convert_to_numpy(ops.log_softmax(model(features), axis=-1))


def check_steps(kind):
    """What is scored at once is what steps say one after the other."""
    model = shaken(a_captioner(kind))
    features, lengths = a_batch()
    right = log_probs_of(model, features)
    for number in range(2):
        state = model.start(features["picture"])
        for position in range(right.shape[2]):
            tokens = features["caption"][:, number, position]
            found, state = model.step(tokens, state)
            there = position < lengths[:, number]
            np.testing.assert_allclose(
                ops.convert_to_numpy(found)[there],
                right[there, number, position],
                atol=2e-5,
            )


def check_padding(kind):
    """A caption alone, among others, and with more padding: the same logits."""
    model = shaken(a_captioner(kind))
    together, lengths = a_batch()
    found, wide = log_probs_of(model, together), log_probs_of(model, a_batch(3)[0])
    for picture, number in np.ndindex(lengths.shape):
        length = lengths[picture, number]
        alone = {
            "picture": together["picture"][picture : picture + 1],
            "caption": together["caption"][
                picture : picture + 1, number : number + 1, :length
            ],
        }
        right = log_probs_of(model, alone)[0, 0]
        for other in (found, wide):
            np.testing.assert_allclose(
                other[picture, number, :length], right, atol=2e-5
            )


def check_penalty(kind):
    """The penalty is what the paper says of the weights that steps return."""
    model = shaken(a_captioner(kind, doubly_stochastic=0.7))
    features, lengths = a_batch()
    model(features, training=False)
    assert model.losses == []
    model.encoder.trainable = False  # the same features in training as in steps
    model(features, training=True)
    (found,) = map(float, model.losses)
    right = []
    for number in range(2):
        state, seen = model.start(features["picture"]), 0
        for position in range(lengths.max()):
            _, state = model.step(features["caption"][:, number, position], state)
            there = position < lengths[:, number, None]
            seen = seen + there * ops.convert_to_numpy(state["attention"])
        uneven = ((1 - seen) ** 2).sum(axis=1)
        right += [*uneven[lengths[:, number] > 1]]
    assert len(right) == 6
    np.testing.assert_allclose(found, 0.7 * np.mean(right), rtol=1e-4)
