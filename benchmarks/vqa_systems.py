"""The models of the benchmark of visual questions, and how they are trained."""

import dataclasses
import functools

import rnncourse._quiet  # noqa: F401

import keras

from benchmarks.recipes import adam
from rnncourse.layers import LSTM
from rnncourse.models import PictureEncoder, VisualQuestionAnswerer
from rnncourse.pipelines import DecodedPictures, by_picture, moved, question_batches
from rnncourse.text import WordTokenizer
from rnncourse.training import fit


@dataclasses.dataclass(frozen=True)
class Recipe:
    """One model of questions about pictures, and its training.

    A `blind` one sees the question alone.  A picture comes with `each` of its questions
    in an epoch, moved by up to `shift` pixels.  The learning rate of Adam falls to zero
    along a cosine over all epochs; the weights of the epoch that was best on valid are
    kept.
    """

    blind: int = 0
    stages: int = 4
    filters: int = 8
    pixels: int = 64
    shift: int = 4
    embedding: int = 64
    question_units: int = 64
    units: int = 128
    dropout: float = 0.0
    each: int = 8
    batch: int = 16
    epochs: int = 15
    learning_rate: float = 3e-3
    clip_norm: float = 1.0


def build(recipe, corpus, tokenizer):
    """Return an untrained model."""
    filters = [recipe.filters * 2**n for n in range(recipe.stages)]
    return VisualQuestionAnswerer(
        tokenizer,
        corpus.answers,
        None if recipe.blind else PictureEncoder(filters),
        [LSTM(recipe.question_units)],
        embedding=recipe.embedding,
        units=recipe.units,
        picture_shape=(recipe.pixels, recipe.pixels, 3),
        dropout=recipe.dropout,
    )


def grouped(asked, recipe):
    """Return pictures, questions and answers of a part, those of a picture together."""
    pictures, questions, answers = by_picture(asked)
    return DecodedPictures(pictures, recipe.pixels), questions, answers


def train(recipe, corpus, *, seed, checkpoint=None, minutes=None, callbacks=None):
    """Train a model, or go on with it; return it and its history.

    Args:
        recipe: What to build and how to train it.
        corpus: A `QuestionCorpus`; its test part is not looked at.
        seed: Of everything random.
        checkpoint: File to write after every epoch, and to go on from.
        minutes: Start no epoch that would end later than this.
        callbacks: Keras callbacks, told of every epoch.
    """
    pictures, questions, answers = grouped(corpus.train, recipe)
    tokenizer = WordTokenizer.train(
        [text for rows in questions for text in rows], lowercase=True
    )
    keras.utils.set_random_seed(seed)
    model = build(recipe, corpus, tokenizer)
    ids, numbers = model.encode(questions), model.targets(answers)
    augment = functools.partial(moved, shift=recipe.shift) if recipe.shift else None

    def batches(epoch):
        return question_batches(
            pictures,
            ids,
            numbers,
            batch_size=recipe.batch,
            each=recipe.each,
            augment=augment,
            seed=(seed, epoch),
        )

    loss = keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, reduction="mean_with_sample_weight"
    )
    model.compile(adam(recipe, batches(0)), loss, jit_compile=False)
    valid = grouped(corpus.valid, recipe)
    history = fit(
        model,
        batches,
        lambda: 100 * model.accuracy(*valid),
        epochs=recipe.epochs,
        minutes=minutes,
        checkpoint=checkpoint,
        callbacks=callbacks,
    )
    return model, history
