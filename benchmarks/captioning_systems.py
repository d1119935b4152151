"""The captioning models of the benchmark: what is built, and how it is trained."""

import dataclasses
import functools

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np

from benchmarks.recipes import adam
from rnncourse.layers import (
    LSTM,
    AdditiveAttention,
    GatedAttention,
    LSTMCell,
    MultiplicativeAttention,
)
from rnncourse.metrics import caption_words
from rnncourse.models import (
    BahdanauDecoder,
    PictureEncoder,
    RecurrentDecoder,
    ShowAndTell,
    ShowAttendAndTell,
    cache_features,
)
from rnncourse.pipelines import DecodedPictures, captioning_batches, moved
from rnncourse.text import WordTokenizer
from rnncourse.training import SmoothedCrossentropy, fit


@dataclasses.dataclass(frozen=True)
class Recipe:
    """One captioning model and its training.

    `decoder` is `"tell"` (the picture is the first word), `"attend"` (it is looked at
    before every word, as in the paper, with gate and penalty) or `"look"` (after every
    word, with the present state).  Each picture comes with `each` of its captions in an
    epoch, moved by up to `shift` pixels and, with `flip` 1, turned round half of the
    time.  Embeddings start as normal numbers with the standard deviation `std`, so far
    from zero that words differ.  The learning rate of Adam falls to zero along a cosine
    over all epochs; the weights of the epoch whose greedy captions were best on valid
    are kept.  With `shuffled` 1 the pictures of the training part are those of other
    captions.
    """

    decoder: str = "attend"
    stages: int = 4
    filters: int = 32
    pixels: int = 96
    shift: int = 8
    flip: int = 1
    units: int = 256
    size: int = 256
    std: float = 0.2
    dropout: float = 0.4
    smoothing: float = 0.1
    doubly_stochastic: float = 0.0
    min_count: int = 5
    each: int = 2
    batch: int = 32
    buckets: int = 4
    epochs: int = 40
    learning_rate: float = 1e-3
    clip_norm: float = 1.0
    shuffled: int = 0


SYSTEMS = {
    "tell": {"decoder": "tell"},
    "attend": {"decoder": "attend", "doubly_stochastic": 0.1},
    "look": {"decoder": "look"},
}


def build(recipe, tokenizer, backbone=None):
    """Return an untrained model; with a backbone one that reads its features."""
    if backbone is None:
        filters = [recipe.filters * 2**n for n in range(recipe.stages)]
        encoder, shape = PictureEncoder(filters), (recipe.pixels, recipe.pixels, 3)
    else:
        encoder = keras.layers.Dense(recipe.units, activation="relu")
        shape = backbone.compute_output_shape((None, None, None, 3))[1:]
    start = keras.initializers.RandomNormal(stddev=recipe.std)
    embedding = keras.layers.ReversibleEmbedding(
        tokenizer.vocab_size, recipe.size, embeddings_initializer=start
    )
    common = {"picture_shape": shape, "dropout": recipe.dropout}
    if recipe.decoder == "attend":
        decoder = BahdanauDecoder(
            LSTMCell(recipe.units),
            recipe.size,
            attention=GatedAttention(AdditiveAttention(recipe.units // 2)),
        )
    else:
        looks = recipe.decoder == "look"
        decoder = RecurrentDecoder(
            [LSTM(recipe.units, return_sequences=True)],
            recipe.size,
            attention=MultiplicativeAttention() if looks else None,
        )
    if recipe.decoder == "tell":
        return ShowAndTell(tokenizer, encoder, embedding, decoder, **common)
    common["doubly_stochastic"] = recipe.doubly_stochastic
    return ShowAttendAndTell(tokenizer, encoder, embedding, decoder, **common)


def seen(items, recipe, backbone=None, folder=None):
    """Return the pictures of some items, or a backbone's features of them."""
    size = recipe.pixels if backbone is None else backbone.size
    pictures = DecodedPictures([item.picture for item in items], size)
    return pictures if backbone is None else cache_features(backbone, pictures, folder)


def plain(captions):
    """Return captions as they are scored: in small letters, without punctuation."""
    return [" ".join(caption_words(text)) for text in captions]


def train(
    recipe,
    corpus,
    measure,
    *,
    seed,
    see=seen,
    backbone=None,
    checkpoint=None,
    minutes=None,
    callbacks=None,
):
    """Train a captioning model, or go on with it; return it and its history.

    Args:
        recipe: What to build and how to train it.
        corpus: A `CaptionCorpus`; its test part is not looked at.
        measure: From a model to its score on the valid part.
        seed: Of everything random.
        see: From items and recipe to pictures, as `seen`.
        backbone: A `Backbone`, or `None` to train an encoder from scratch.
        checkpoint: File to write after every epoch, and to go on from.
        minutes: Start no epoch that would end later than this.
        callbacks: Keras callbacks, told of every epoch.
    """
    texts = [plain(item.captions) for item in corpus.train]
    tokenizer = WordTokenizer.train(
        [text for row in texts for text in row],
        min_count=recipe.min_count,
        punctuation=False,
    )
    keras.utils.set_random_seed(seed)
    model = build(recipe, tokenizer, backbone)
    captions = [model.encode(row) for row in texts]
    items = list(corpus.train)
    if recipe.shuffled:
        order = np.random.default_rng(seed).permutation(len(items))
        items = [items[n] for n in order]
    pictures = see(items, recipe)
    augment = functools.partial(moved, shift=recipe.shift, flip=bool(recipe.flip))

    def batches(epoch):
        return captioning_batches(
            pictures,
            captions,
            batch_size=recipe.batch,
            each=recipe.each,
            buckets=recipe.buckets,
            augment=augment if backbone is None else None,
            seed=(seed, epoch),
        )

    loss = SmoothedCrossentropy(recipe.smoothing)
    # XLA is slower at convolutions on processors.
    model.compile(adam(recipe, batches(0)), loss, jit_compile=False)
    history = fit(
        model,
        batches,
        lambda: measure(model),
        epochs=recipe.epochs,
        minutes=minutes,
        checkpoint=checkpoint,
        callbacks=callbacks,
    )
    return model, history
