"""The taggers of the tagging benchmark: what is built, and how it is trained."""

import dataclasses
import functools

import rnncourse._quiet  # noqa: F401

import keras

from benchmarks.recipes import adam
from rnncourse.datasets import allowed_transitions
from rnncourse.datasets.schemes import convert_scheme
from rnncourse.decoding import beam_search, greedy
from rnncourse.layers import LSTM, bidirectional, stacked
from rnncourse.metrics import chunk_scores, tag_accuracy
from rnncourse.models import (
    AffixEmbedding,
    CharacterReader,
    CRFHead,
    PreviousTagHead,
    SoftmaxHead,
    Tagger,
)
from rnncourse.pipelines import drop_rare_words, tagging_batches
from rnncourse.text import SentenceEncoder
from rnncourse.training import fit

BEAM = 5


@dataclasses.dataclass(frozen=True)
class Recipe:
    """One tagger and its training.

    The learning rate of Adam falls to zero along a cosine over all epochs; the weights
    of the epoch that was best on valid are kept.
    """

    head: str = "softmax"
    features: tuple[str, ...] = ("words", "affixes", "characters")
    reader: str = "bidirectional"
    units: int = 200
    layers: int = 1
    word_size: int = 128
    affix_size: int = 16
    character_size: int = 25
    character_units: int = 25
    dropout: float = 0.5
    alpha: float = 1.0
    words: int = 512
    buckets: int = 6
    epochs: int = 15
    learning_rate: float = 2e-3
    clip_norm: float = 1.0


def read(sentences, scheme):
    """Return words and tags of some sentences; chunks are written as IOBES."""
    words = [sentence.words for sentence in sentences]
    tags = [sentence.tags for sentence in sentences]
    if scheme is not None:
        tags = [convert_scheme(row, scheme, "IOBES") for row in tags]
    return words, tags


def score(tags, predicted, scheme):
    """Return what a corpus is scored by, in per cent: accuracy, or F1 of chunks.

    Chunks are read as the conlleval script reads them: one whose first tag is wrong is
    a chunk all the same.
    """
    if scheme is None:
        return 100 * tag_accuracy(tags, predicted)
    return 100 * chunk_scores(tags, predicted, "IOBES", strict=False).f1


def build(recipe, encoder, scheme):
    """Return an untrained tagger."""
    sizes = {name: getattr(encoder, name) for name in encoder.features}
    make = {
        "words": lambda words: keras.layers.Embedding(
            len(words.vocabulary), recipe.word_size
        ),
        "affixes": lambda affixes: AffixEmbedding(affixes.sizes, recipe.affix_size),
        "characters": lambda characters: CharacterReader(
            len(characters.vocabulary),
            recipe.character_size,
            bidirectional(LSTM(recipe.character_units)),
        ),
    }
    layers = [LSTM(recipe.units, return_sequences=True) for _ in range(recipe.layers)]
    if recipe.reader == "bidirectional":
        layers = [bidirectional(layer) for layer in layers]
    tags = len(encoder.tags)
    if recipe.head == "crf":
        rules = "IOBES" if scheme else None
        head = CRFHead(tags, allowed=allowed_transitions(encoder.tags.tokens, rules))
    elif recipe.head == "previous":
        head = PreviousTagHead(tags, LSTM(recipe.units // 2, return_sequences=True))
    else:
        head = SoftmaxHead(tags)
    return Tagger(
        encoder,
        {name: make[name](part) for name, part in sizes.items()},
        layers[0] if len(layers) == 1 else stacked(layers, dropout=recipe.dropout),
        head,
        dropout=recipe.dropout,
    )


def train(recipe, corpus, *, seed, checkpoint=None, minutes=None, callbacks=None):
    """Train a tagger, or go on with it; return it and its history.

    Args:
        recipe: What to build and how to train it.
        corpus: A `TaggedCorpus`; its test part is not looked at.
        seed: Of everything random.
        checkpoint: File to write after every epoch, and to go on from.
        minutes: Start no epoch that would end later than this.
        callbacks: Keras callbacks, told of every epoch.
    """
    words, tags = read(corpus.train, corpus.scheme)
    valid_words, valid_tags = read(corpus.valid, corpus.scheme)
    encoder = SentenceEncoder.fit(words, tags, features=recipe.features)
    sentences, tags = encoder.encode(words), encoder.encode_tags(tags)
    counts = encoder.words.vocabulary.counts

    def batches(epoch):
        seen = drop_rare_words(
            sentences, counts, alpha=recipe.alpha, seed=(seed, epoch, 1)
        )
        return tagging_batches(
            seen, tags, words=recipe.words, buckets=recipe.buckets, seed=(seed, epoch)
        )

    keras.utils.set_random_seed(seed)
    tagger = build(recipe, encoder, corpus.scheme)
    tagger.compile(adam(recipe, batches(0)), jit_compile=True)

    def measure():
        predicted = tagger.tag(valid_words, **searches(recipe.head)[""])
        return score(valid_tags, predicted, corpus.scheme)

    history = fit(
        tagger,
        batches,
        measure,
        epochs=recipe.epochs,
        minutes=minutes,
        checkpoint=checkpoint,
        callbacks=callbacks,
    )
    return tagger, history


def searches(head):
    """Return how a head is decoded: options of `tag`, by what its name is called."""
    if head != "previous":
        return {"": {}}
    beam = functools.partial(_best_of_beam, width=BEAM)
    return {"": {"search": greedy}, f" beam {BEAM}": {"search": beam}}


def _best_of_beam(step, state, first, *, width, **limits):
    found = beam_search(step, state, first, width=width, **limits)
    return [hypotheses[0].tokens for hypotheses in found]
