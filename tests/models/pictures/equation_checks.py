"""The equations of models of pictures, written again in NumPy from the papers."""

import keras
import numpy as np
from keras import ops

from rnncourse.layers import DotAttention, Elman, ElmanCell, GatedAttention
from rnncourse.models import (
    BahdanauDecoder,
    PictureEncoder,
    RecurrentDecoder,
    ShowAndTell,
    ShowAttendAndTell,
    VisualQuestionAnswerer,
)
from rnncourse.text import WordTokenizer
from tests.models.pictures.picture_checks import SIZE, UNITS, WORDS, WRITE, shaken


def features_model(kind):
    """Return a model of features with Elman's cell, and some features of 2 pictures."""
    embedding = keras.layers.ReversibleEmbedding(WORDS.vocab_size, SIZE)
    common = {"picture_shape": (5, UNITS)}
    if kind == "tell":
        decoder = RecurrentDecoder([Elman(UNITS, **WRITE)], SIZE)
        model = ShowAndTell(
            WORDS, keras.layers.Identity(), embedding, decoder, **common
        )
    else:
        attention = GatedAttention(DotAttention())
        decoder = BahdanauDecoder(ElmanCell(UNITS), SIZE, attention=attention)
        model = ShowAttendAndTell(
            WORDS, keras.layers.Identity(), embedding, decoder, **common
        )
    h = np.random.default_rng(3).normal(size=(2, 5, UNITS)).astype("float32")
    return shaken(model), h


def check_equations(kind):
    """The papers' equations, one word after the other in NumPy."""
    model, h = features_model(kind)
    ids = np.array([[[0, 2, 3, 4]], [[0, 5, 2, 3]]])
    found = ops.convert_to_numpy(model({"picture": h, "caption": ids}))
    E = np.array(model.embedding.embeddings)
    cell = (
        model.decoder.cell if kind == "attend" else model.decoder.layers[0].cell
    ).get_weights()
    W, U, b = cell
    V, d = model.decoder.readout.get_weights()
    for picture in range(2):
        mean = h[picture].mean(axis=0)
        if kind == "tell":
            A, a = model.first.get_weights()
            s = np.tanh((mean @ A + a) @ W + b)
        else:
            A, a = model.bridge.layer.get_weights()
            w, c = model.decoder.attention.gate.get_weights()
            s = np.tanh(mean @ A + a)
        for i, token in enumerate(ids[picture, 0]):
            if kind == "tell":
                s = np.tanh(E[token] @ W + s @ U + b)
                o = np.tanh(s @ V + d)
            else:
                alpha = np.exp(h[picture] @ s)
                context = alpha @ h[picture] / alpha.sum()
                context = context / (1 + np.exp(-(s @ w + c)))
                s = np.tanh(np.concatenate([E[token], context]) @ W + s @ U + b)
                o = np.tanh(np.concatenate([s, context, E[token]]) @ V + d)
            np.testing.assert_allclose(found[picture, 0, i], o @ E.T, atol=3e-5)


def filtered(x, F, gamma, beta, mean, variance, stride):
    """A convolution, a norm and a relu, pixel by pixel."""
    rows, columns = (-(-n // stride) for n in x.shape[:2])
    before = [
        max((count - 1) * stride + 3 - n, 0) // 2
        for count, n in zip((rows, columns), x.shape[:2], strict=True)
    ]
    padded = np.pad(x, ((before[0], 3), (before[1], 3), (0, 0)))
    y = np.zeros((rows, columns, F.shape[-1]))
    for i, j in np.ndindex(rows, columns):
        patch = padded[i * stride : i * stride + 3, j * stride : j * stride + 3]
        y[i, j] = np.tensordot(patch, F, axes=3)
    y = gamma * (y - mean) / np.sqrt(variance + 1e-3) + beta
    return np.maximum(y, 0)


def check_encoder():
    """The encoder is its equations."""
    encoder = PictureEncoder((3, 4))
    encoder.build((None, None, None, 3))
    shaken(encoder)
    pictures = np.random.default_rng(0).integers(0, 256, (2, 7, 10, 3), np.uint8)
    found = ops.convert_to_numpy(encoder(pictures))
    assert encoder.places(7, 10) == (2, 3)
    for picture, places in zip(pictures, found, strict=True):
        down, right = np.meshgrid(
            np.linspace(-1, 1, 7), np.linspace(-1, 1, 10), indexing="ij"
        )
        x = np.dstack([picture / 127.5 - 1, right, down])
        for number, (halving, going_on) in enumerate(encoder.stages):
            x = filtered(x, *weights_of(halving), 2)
            if number:
                x = x + filtered(x, *weights_of(going_on), 1)
        np.testing.assert_allclose(places, x.reshape(6, 4), rtol=1e-4, atol=1e-4)


def weights_of(layers):
    return [array for layer in layers for array in layer.get_weights()]


def check_answers():
    """The equations of a model of questions, with Elman's cell, in NumPy."""
    keras.utils.set_random_seed(1)
    words = WordTokenizer.train(["is it red"])
    model = shaken(
        VisualQuestionAnswerer(
            words,
            ("no", "yes"),
            keras.layers.Identity(),
            [Elman(4)],
            embedding=3,
            units=5,
            picture_shape=(6, 8),
        )
    )
    h = np.random.default_rng(0).normal(size=(2, 6, 8)).astype("float32")
    ids = np.array([[[2, 3, 4], [4, -1, -1]], [[1, 2, -1], [-1, -1, -1]]])
    found = ops.convert_to_numpy(model({"picture": h, "question": ids}))
    W, U, b = model.question_layers[0].get_weights()
    E = model.embedding.get_weights()[0]

    def dense(name, x):
        A, a = model.hidden[name].get_weights()
        return np.tanh(x @ A + a)

    V, d = model.output_layer.get_weights()
    for picture, number in ((0, 0), (0, 1), (1, 0)):
        s = np.zeros(4)
        for token in ids[picture, number]:
            if token >= 0:
                s = np.tanh(E[token] @ W + s @ U + b)
        v, q = dense("picture", h[picture].mean(axis=0)), dense("question", s)
        right = dense("product", v * q) @ V + d
        np.testing.assert_allclose(found[picture, number], right, atol=2e-5)
