"""The classifiers of the sentiment benchmark: what is built, and how it is trained."""

import dataclasses

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np

from benchmarks.recipes import adam
from rnncourse.layers import (
    GRU,
    LSTM,
    AttentionPooling,
    MaskedMaxPooling,
    MaskedMeanPooling,
    bidirectional,
)
from rnncourse.metrics import macro_f1
from rnncourse.models import (
    NBSVM,
    NaiveBayes,
    RecurrentClassifier,
    character_ngrams,
    word_ngrams,
)
from rnncourse.pipelines import classification_batches, drop_words
from rnncourse.text import CharacterTokenizer, WordTokenizer
from rnncourse.training import SmoothedCrossentropy, fit

CELLS = {"LSTM": LSTM, "GRU": GRU}
POOLING = {
    "maximum": MaskedMaxPooling,
    "mean": MaskedMeanPooling,
    "attention": lambda: AttentionPooling(64),
}
WAYS = ("last", "ends", *POOLING)
BASELINES = ("nb", "nbsvm")


@dataclasses.dataclass(frozen=True)
class Recipe:
    """One recurrent classifier and its training.

    The learning rate of Adam falls to zero along a cosine over all epochs; the weights
    of the epoch that was best on valid are kept.

    Args:
        way: How states become one vector: the last state, both ends, or a pooling.
        characters: Whether characters are read, or words in lower case.
        order: Longest n-gram of the baselines, in words or characters.
        word_dropout: Share of the tokens that are unknown in training.
        input_dropout: Share of the features of every token that are dropped.
        dropout: Share of the vector of the text that is dropped.
        smoothing: Share of the probability that the loss leaves to all labels.
    """

    way: str = "maximum"
    cell: str = "LSTM"
    characters: bool = False
    order: int = 2
    min_count: int = 2
    vocab_size: int = 30_000
    most_tokens: int = 400
    embedding: int = 100
    units: int = 100
    word_dropout: float = 0.0
    input_dropout: float = 0.5
    dropout: float = 0.5
    smoothing: float = 0.0
    batch_size: int = 32
    buckets: int = 4
    epochs: int = 10
    patience: int = 4
    learning_rate: float = 2e-3
    clip_norm: float = 1.0


SENTENCE = Recipe(min_count=1, word_dropout=0.3, smoothing=0.1, learning_rate=1e-3)
RECIPES = {
    "mr": SENTENCE,
    "sst": dataclasses.replace(SENTENCE, batch_size=64, epochs=5),
    "imdb": Recipe(
        units=128,
        buckets=6,
        batch_size=64,
        epochs=4,
        word_dropout=0.2,
        smoothing=0.1,
    ),
    "languages": Recipe(
        cell="GRU",
        characters=True,
        order=4,
        most_tokens=256,
        embedding=32,
        units=128,
        input_dropout=0.1,
        dropout=0.3,
        word_dropout=0.1,
        epochs=20,
        learning_rate=4e-3,
    ),
    "names": Recipe(
        cell="GRU",
        characters=True,
        order=4,
        embedding=32,
        units=96,
        input_dropout=0.1,
        dropout=0.3,
        buckets=1,
        learning_rate=4e-3,
    ),
}


def parts(corpus):
    """Return texts and labels of each part: `{split: (texts, labels)}`."""
    return {
        split: (
            [example.text for example in getattr(corpus, split)],
            [example.label for example in getattr(corpus, split)],
        )
        for split in ("train", "valid", "test")
    }


def scores(log_probs, labels, names):
    """Return accuracy and macro F1 in per cent, by name.

    Args:
        log_probs: `(texts, labels)`.
        labels: The right labels, as many.
        names: The labels of the columns.
    """
    predicted = [names[best] for best in log_probs.argmax(axis=1)]
    right = [one == other for one, other in zip(labels, predicted, strict=True)]
    return {
        "accuracy": 100 * float(np.mean(right)),
        "macro_f1": 100 * macro_f1(labels, predicted),
    }


def fit_baseline(name, recipe, texts, labels):
    """Return naive Bayes or NB-SVM, on n-grams of what the recipe reads."""
    ngrams = character_ngrams if recipe.characters else word_ngrams
    kind = {"nb": NaiveBayes, "nbsvm": NBSVM}[name]
    return kind.fit(texts, labels, features=ngrams(recipe.order))


def build(recipe, texts, labels):
    """Return an untrained classifier whose vocabulary is that of the texts."""
    if recipe.characters:
        tokenizer = CharacterTokenizer.train(texts, min_count=recipe.min_count)
    else:
        tokenizer = WordTokenizer.train(
            texts,
            min_count=recipe.min_count,
            vocab_size=recipe.vocab_size,
            lowercase=True,
        )
    layer = CELLS[recipe.cell](
        recipe.units,
        dropout=recipe.input_dropout,
        return_sequences=recipe.way in POOLING,
    )
    layers = [layer if recipe.way == "last" else bidirectional(layer)]
    if recipe.way in POOLING:
        layers.append(POOLING[recipe.way]())
    return RecurrentClassifier(
        tokenizer,
        sorted(set(labels)),
        layers,
        embedding=recipe.embedding,
        dropout=recipe.dropout,
        most_tokens=recipe.most_tokens,
    )


def train(
    recipe,
    train_part,
    valid_part,
    *,
    metric,
    seed,
    checkpoint=None,
    minutes=None,
    callbacks=None,
):
    """Train a classifier, or go on with it; return it and its history.

    Args:
        recipe: What to build and how to train it.
        train_part: Texts and labels to learn from.
        valid_part: Texts and labels that select the epoch.
        metric: By which score: `"accuracy"` or `"macro_f1"`.
        seed: Of everything random.
        checkpoint: File to write after every epoch, and to go on from.
        minutes: Start no epoch that would end later than this.
        callbacks: Keras callbacks, told of every epoch.
    """
    keras.utils.set_random_seed(seed)
    model = build(recipe, *train_part)
    ids, targets = model.encode(train_part[0]), model.targets(train_part[1])
    unknown = model.tokenizer.vocabulary.unk_id

    def batches(epoch):
        return classification_batches(
            drop_words(ids, recipe.word_dropout, unk_id=unknown, seed=(seed, epoch, 1)),
            targets,
            batch_size=recipe.batch_size,
            buckets=recipe.buckets,
            seed=(seed, epoch),
        )

    loss = SmoothedCrossentropy(recipe.smoothing)
    model.compile(adam(recipe, batches(0)), loss, jit_compile=True)

    def measure():
        texts, labels = valid_part
        return scores(model.log_probs(texts), labels, model.labels)[metric]

    history = fit(
        model,
        batches,
        measure,
        epochs=recipe.epochs,
        patience=recipe.patience,
        minutes=minutes,
        checkpoint=checkpoint,
        callbacks=callbacks,
    )
    return model, history
