"""The translators of the benchmark: what is built, and how it is trained."""

import dataclasses

import rnncourse._quiet  # noqa: F401

import keras

from benchmarks.recipes import adam
from rnncourse.decoding import greedy
from rnncourse.layers import (
    LSTM,
    AdditiveAttention,
    LSTMCell,
    MultiplicativeAttention,
    bidirectional,
)
from rnncourse.metrics import bleu
from rnncourse.models import (
    BahdanauDecoder,
    DenseBridge,
    RecurrentDecoder,
    RecurrentEncoder,
    SequenceToSequence,
)
from rnncourse.pipelines import translation_batches
from rnncourse.text import SentencePieceTokenizer
from rnncourse.training import SmoothedCrossentropy, fit


@dataclasses.dataclass(frozen=True)
class Recipe:
    """One translator and its training.

    The learning rate of Adam falls to zero along a cosine over all epochs; the weights
    of the epoch whose greedy translations were best on valid are kept.  `decoder` is
    `"attention"` (which looks with the present state), `"bahdanau"` (with the state
    before) or `"vector"` (which never looks back); `direction` is that in which the
    source is read: `"both"`, `"forward"` or `"backward"`.

    The embeddings start as normal numbers with these standard deviations, that of the
    target smaller as it is the output, too.  Within 0.05 of zero, where Keras starts,
    words hardly differ.
    """

    decoder: str = "attention"
    direction: str = "both"
    layers: int = 1
    units: int = 256
    size: int = 256
    pieces: int = 4000
    source_std: float = 1.0
    target_std: float = 0.2
    dropout: float = 0.3
    smoothing: float = 0.1
    tokens: int = 1024
    target_buckets: int = 4
    source_buckets: int = 2
    epochs: int = 10
    learning_rate: float = 2e-3
    clip_norm: float = 1.0


SYSTEMS = {
    "attention": {},
    "bahdanau": {"decoder": "bahdanau"},
    "vector": {"decoder": "vector"},
    "vector-forward": {"decoder": "vector", "direction": "forward"},
    "vector-reversed": {"decoder": "vector", "direction": "backward"},
}


def build(recipe, tokenizers):
    """Return an untrained translator; its decoder is twice as wide as one direction."""
    both = recipe.direction == "both"
    width = recipe.units if both else 2 * recipe.units
    readers = [
        LSTM(
            width,
            return_sequences=True,
            return_state=True,
            go_backwards=recipe.direction == "backward",
            dropout=recipe.dropout if number else 0.0,
        )
        for number in range(recipe.layers)
    ]
    encoder = RecurrentEncoder([bidirectional(r) if both else r for r in readers])
    if recipe.decoder == "bahdanau":
        decoder = BahdanauDecoder(
            LSTMCell(2 * recipe.units),
            recipe.size,
            attention=AdditiveAttention(recipe.units),
        )
    else:
        writers = [
            LSTM(
                2 * recipe.units,
                return_sequences=True,
                dropout=recipe.dropout if number else 0.0,
            )
            for number in range(recipe.layers)
        ]
        looks = recipe.decoder == "attention"
        attention = MultiplicativeAttention() if looks else None
        decoder = RecurrentDecoder(writers, recipe.size, attention=attention)
    source, target = (tokenizer.vocab_size for tokenizer in tokenizers)
    normal = keras.initializers.RandomNormal
    return SequenceToSequence(
        tokenizers,
        (
            keras.layers.Embedding(
                source,
                recipe.size,
                embeddings_initializer=normal(stddev=recipe.source_std),
            ),
            keras.layers.ReversibleEmbedding(
                target,
                recipe.size,
                embeddings_initializer=normal(stddev=recipe.target_std),
            ),
        ),
        encoder,
        DenseBridge(decoder.state_sizes),
        decoder,
        dropout=recipe.dropout,
    )


def train(recipe, corpus, *, seed, checkpoint=None, minutes=None, callbacks=None):
    """Train a translator, or go on with it; return it and its history.

    Args:
        recipe: What to build and how to train it.
        corpus: A `ParallelCorpus`; its test part is not looked at.
        seed: Of everything random.
        checkpoint: File to write after every epoch, and to go on from.
        minutes: Start no epoch that would end later than this.
        callbacks: Keras callbacks, told of every epoch.
    """
    sources, targets = sides(corpus.train)
    tokenizers = [
        SentencePieceTokenizer.train(texts, vocab_size=recipe.pieces)
        for texts in (sources, targets)
    ]
    keras.utils.set_random_seed(seed)
    model = build(recipe, tokenizers)
    ids = model.encode_sources(sources), model.encode_targets(targets)

    def batches(epoch):
        return translation_batches(
            *ids,
            tokens=recipe.tokens,
            buckets=(recipe.target_buckets, recipe.source_buckets),
            seed=(seed, epoch),
        )

    loss = SmoothedCrossentropy(recipe.smoothing)
    # XLA is no faster here, and would compile every shape.
    model.compile(adam(recipe, batches(0)), loss, jit_compile=False)
    valid_sources, references = sides(corpus.valid)

    def measure():
        return bleu(model.translate(valid_sources, search=greedy), references).score

    history = fit(
        model,
        batches,
        measure,
        epochs=recipe.epochs,
        minutes=minutes,
        checkpoint=checkpoint,
        callbacks=callbacks,
    )
    return model, history


def sides(pairs):
    """Return the sources and the targets of some pairs."""
    return [pair.source for pair in pairs], [pair.target for pair in pairs]
