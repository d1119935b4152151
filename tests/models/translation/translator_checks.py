"""Small models from one sequence to another, and what must hold for each of them."""

import functools

import keras
import numpy as np
from keras import ops

from rnncourse.decoding import beam_search, greedy, length_power
from rnncourse.layers import (
    GRU,
    LSTM,
    AdditiveAttention,
    DotAttention,
    Elman,
    ElmanCell,
    GRUCell,
    MultiplicativeAttention,
    bidirectional,
)
from rnncourse.models import (
    BahdanauDecoder,
    CopyBridge,
    DenseBridge,
    RecurrentDecoder,
    RecurrentEncoder,
    SequenceToSequence,
)
from rnncourse.models.translation import translating
from rnncourse.text import WordTokenizer

SOURCES = ["a b c d", "d c", "b", "c a b", "a d d a b"]
TARGETS = ["D C B A", "C D", "B", "B A C", "B A D D A"]  # from the last to the first
NEW = ["a b", "", "d", "c c c c c c c c c", "q q", "  "]
BEAM = functools.partial(beam_search, width=3, length_penalty=length_power(1.0))
READ = {"return_sequences": True, "return_state": True}
WRITE = {"return_sequences": True}
SIZE = 10


def with_attention():
    decoder = RecurrentDecoder(
        [LSTM(12, **WRITE)], SIZE, attention=MultiplicativeAttention()
    )
    encoder = RecurrentEncoder([bidirectional(LSTM(7, **READ))])
    return encoder, DenseBridge(decoder.state_sizes), decoder


def on_layers():
    layers = [bidirectional(GRU(6, **READ)), LSTM(11, **READ)]
    decoder = RecurrentDecoder(
        [GRU(9, **WRITE), LSTM(11, **WRITE)], SIZE, attention=DotAttention()
    )
    return RecurrentEncoder(layers), DenseBridge(decoder.state_sizes), decoder


def looking_first():
    decoder = BahdanauDecoder(GRUCell(12), SIZE, attention=AdditiveAttention(8))
    encoder = RecurrentEncoder([bidirectional(GRU(7, **READ))])
    return encoder, DenseBridge(decoder.state_sizes), decoder


def one_vector():
    encoder = RecurrentEncoder([LSTM(24, go_backwards=True, **READ)])
    return encoder, CopyBridge(), RecurrentDecoder([LSTM(24, **WRITE)], SIZE)


SYSTEMS = {
    "attention": with_attention,
    "layers": on_layers,
    "bahdanau": looking_first,
    "one vector": one_vector,
}


def a_translator(system, *, dropout=0.0, seed=1, pairs=(SOURCES, TARGETS)):
    """Return an untrained model; the one with one vector shares all embeddings."""
    keras.utils.set_random_seed(seed)
    encoder, bridge, decoder = SYSTEMS[system]()
    if system == "one vector":
        both = WordTokenizer.train([*pairs[0], *pairs[1]])
        shared = keras.layers.ReversibleEmbedding(both.vocab_size, SIZE)
        tokenizers, embeddings = (both, both), (shared, shared)
    else:
        tokenizers = [WordTokenizer.train(texts) for texts in pairs]
        source, target = (tokenizer.vocab_size for tokenizer in tokenizers)
        tied = system != "layers"
        embeddings = (
            keras.layers.Embedding(source, 8),
            keras.layers.ReversibleEmbedding(target, SIZE, tie_weights=tied),
        )
    return SequenceToSequence(
        tokenizers, embeddings, encoder, bridge, decoder, dropout=dropout
    )


def shaken(model, seed=2):
    """Return the model with weights so large that everything matters."""
    rng = np.random.default_rng(seed)
    for weight in model.trainable_variables:
        weight.assign(rng.normal(0, 0.7, weight.shape))
    return model


def a_batch(model, extra=0):
    """Return the pairs as one batch, padded more than is needed by `extra`."""
    sources = model.encode_sources(SOURCES)
    targets = [np.roll(row, 1) for row in model.encode_targets(TARGETS)]
    longest = max(map(len, [*sources, *targets])) + extra
    padded = {"source": (sources, -1), "target": (targets, 0)}
    return {
        name: np.array([[*row] + [filling] * (longest - len(row)) for row in rows])
        for name, (rows, filling) in padded.items()
    }, list(map(len, targets))


def log_probs_of(model, features):
    return ops.convert_to_numpy(ops.log_softmax(model(features)))


def check_padding(system):
    """A pair alone, among others, and with more padding: the same logits."""
    model = shaken(a_translator(system))
    together, lengths = a_batch(model)
    wider, _ = a_batch(model, extra=3)
    found, wide = log_probs_of(model, together), log_probs_of(model, wider)
    for row, length in enumerate(lengths):
        alone = {
            name: ids[
                row : row + 1, : (ids[row] >= 0).sum() if name == "source" else length
            ]
            for name, ids in together.items()
        }
        right = log_probs_of(model, alone)[0]
        np.testing.assert_allclose(found[row, :length], right, atol=2e-5)
        np.testing.assert_allclose(wide[row, :length], right, atol=2e-5)


def check_steps(system):
    """What is scored at once is what steps say one after the other."""
    model = shaken(a_translator(system))
    features, lengths = a_batch(model)
    right = log_probs_of(model, features)
    state = model.start(features["source"])
    for position in range(right.shape[1]):
        found, state = model.step(features["target"][:, position], state)
        for row, length in enumerate(lengths):
            if position < length:
                np.testing.assert_allclose(found[row], right[row, position], atol=2e-5)


def check_coverage(system):
    """Attention is paid to words only, and coverage is the sum of it."""
    model = shaken(a_translator(system))
    features, _ = a_batch(model)
    words = features["source"] >= 0
    state, paid = model.start(features["source"]), 0
    for position in range(3):
        _, state = model.step(features["target"][:, position], state)
        weights = ops.convert_to_numpy(state["attention"])
        np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-5)
        assert (weights[~words] == 0).all()
        paid = paid + weights
        right = np.where(words, paid, 1)
        np.testing.assert_allclose(state["coverage"], right, atol=1e-5)


def check_batches(system):
    """A text is translated as it is alone, greedily and with a beam."""
    model = shaken(a_translator(system), seed=14)
    for search in (greedy, BEAM):
        look_up = functools.partial(translating.translate, model, search=search)
        together = look_up(NEW)
        assert together == [look_up([source])[0] for source in NEW]
        assert together[1] == together[5] == ""
        assert len({*together}) >= 3
        assert together == look_up(NEW, tokens=1)


def dot_look(state, memory):
    """Return the context of one state, by hand."""
    weights = np.exp(memory @ state)
    return weights @ memory / weights.sum()


def check_decoder(kind):
    """The equations of both decoders, with Elman's cell, step by step in NumPy."""
    rng = np.random.default_rng(0)
    units, features, size, words, time = 4, 3, 5, 6, 3
    if kind == "before":
        cell = ElmanCell(units)
        decoder = BahdanauDecoder(cell, size, attention=DotAttention())
    else:
        layer = Elman(units, **WRITE)
        cell = layer.cell
        decoder = RecurrentDecoder([layer], size, attention=DotAttention())
    decoder.build((None, None, features), (None, None, units))
    for weight in decoder.trainable_variables:
        weight.assign(rng.normal(size=weight.shape))
    W, U, b = cell.get_weights()
    V, d = decoder.readout.get_weights()
    x, h, s = (rng.normal(size=n) for n in ((time, features), (words, units), units))
    x, h, s = (array.astype("float32") for array in (x, h, s))
    source = decoder.prepare(ops.array(h[None]), ops.ones((1, words), "bool"))
    found = ops.convert_to_numpy(
        decoder(ops.array(x[None]), [ops.array(s[None])], source)
    )
    for i in range(time):
        if kind == "before":
            c = dot_look(s, h)
            s = np.tanh(np.concatenate([x[i], c]) @ W + s @ U + b)
            right = np.tanh(np.concatenate([s, c, x[i]]) @ V + d)
        else:
            s = np.tanh(x[i] @ W + s @ U + b)
            right = np.tanh(np.concatenate([s, dot_look(s, h)]) @ V + d)
        np.testing.assert_allclose(found[0, i], right, atol=1e-5)


def check_reversal(kind=LSTM):
    """To read backwards is to read a reversed source."""
    keras.utils.set_random_seed(3)
    forward = RecurrentEncoder([kind(6, **READ), kind(5, **READ)])
    backward = RecurrentEncoder(
        [kind(6, go_backwards=True, **READ), kind(5, go_backwards=True, **READ)]
    )
    for encoder in (forward, backward):
        encoder.build((None, None, 3))
    backward.set_weights(forward.get_weights())
    x = np.random.default_rng(0).normal(size=(3, 4, 3)).astype("float32")
    lengths = [4, 2, 1]
    mask = np.arange(4) < np.array(lengths)[:, None]
    memory, states = backward(x, mask=mask)
    for row, length in enumerate(lengths):
        right, last = forward(x[row : row + 1, :length][:, ::-1])
        np.testing.assert_allclose(memory[row, :length], right[0, ::-1], atol=1e-6)
        for one, other in zip(states, last, strict=True):
            np.testing.assert_allclose(one[row], other[0], atol=1e-6)
