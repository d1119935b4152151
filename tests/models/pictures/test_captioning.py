import functools

import keras
import numpy as np
import pytest

from rnncourse.decoding import greedy, sample
from rnncourse.layers import LSTM
from rnncourse.models import PictureEncoder, RecurrentDecoder, ShowAndTell
from rnncourse.pipelines import captioning_batches
from rnncourse.training import SmoothedCrossentropy
from tests.models.pictures.equation_checks import check_encoder, check_equations
from tests.models.pictures.picture_checks import (
    ATTENTIVE,
    BEAM,
    CAPTIONS,
    KINDS,
    SIZE,
    WORDS,
    WRITE,
    a_batch,
    a_captioner,
    check_padding,
    check_penalty,
    check_steps,
    log_probs_of,
    shaken,
    the_pictures,
)
from tests.models.pictures.wrong_pictures import WRONG_PICTURES


def batches(model, epochs):
    captions = [model.encode(texts[:1]) for texts in CAPTIONS]
    data = captioning_batches(
        the_pictures(), captions, batch_size=4, buckets=1, seed=(1, 0)
    )
    return data.repeat(epochs)


def learn(model, rate, *, epochs=600):
    """Learn the captions of four pictures by heart."""
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=1.0)
    model.compile(optimizer, SmoothedCrossentropy(0.0), jit_compile=False)
    model.fit(batches(model, epochs), verbose=0, shuffle=False)
    return model


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_scored_at_once_is_what_steps_say(kind):
    check_steps(kind)


@pytest.mark.parametrize("kind", ["tell", "attend"])
def test_padding_and_other_pictures_change_nothing(kind):
    check_padding(kind)


@pytest.mark.parametrize("kind", ["tell", "attend"])
def test_both_models_are_their_equations(kind):
    check_equations(kind)


def test_the_encoder_is_its_equations():
    check_encoder()


@pytest.mark.parametrize("kind", ATTENTIVE)
def test_the_penalty_is_that_of_the_weights(kind):
    check_penalty(kind)


@pytest.mark.parametrize("mutant", WRONG_PICTURES, ids=str)
def test_a_wrong_line_is_noticed(mutant):
    with pytest.MonkeyPatch.context() as patch:
        mutant.apply(patch)
        with pytest.raises(AssertionError):
            mutant.check()


@pytest.mark.parametrize("kind", ["tell", "attend"])
def test_four_pictures_are_told_apart_and_every_weight_moves(kind, tmp_path):
    options = {} if kind == "tell" else {"doubly_stochastic": 0.1}
    model = a_captioner(kind, **options)
    before = [np.array(weight) for weight in model.trainable_variables]
    learn(model, 0.02 if kind == "tell" else 0.01)
    for search in (greedy, BEAM):
        said = model.caption(the_pictures(), search=search)
        assert said == [texts[0] for texts in CAPTIONS]
    for weight, old in zip(model.trainable_variables, before, strict=True):
        assert not np.array_equal(weight, old), weight.path

    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert loaded.tokenizer == model.tokenizer
    noise = np.random.default_rng(5).integers(0, 256, (6, 12, 16, 3), np.uint8)
    for search in (greedy, BEAM):
        expected = model.caption(noise, search=search)
        assert loaded.caption(noise, search=search) == expected
    losses = [
        one.fit(batches(one, 1), verbose=0, shuffle=False).history["loss"]
        for one in (model, loaded)
    ]
    assert losses[0] == losses[1]


def test_the_next_word_is_not_known_before_it_is_said():
    model = shaken(a_captioner("attend"))
    features, _ = a_batch()
    right = log_probs_of(model, features)
    changed = {**features, "caption": features["caption"].copy()}
    changed["caption"][:, :, 2:] = 6
    found = log_probs_of(model, changed)
    np.testing.assert_array_equal(found[:, :, :2], right[:, :, :2])
    assert abs(found[0, 0, 2] - right[0, 0, 2]).max() > 0.01


def test_pictures_are_captioned_as_they_are_alone_and_sampled_by_seed():
    model = shaken(a_captioner("attend"))
    colours = np.random.default_rng(1).integers(0, 256, (5, 1, 1, 3), np.uint8)
    pictures = colours * np.ones((1, 12, 16, 1), np.uint8)
    for search in (greedy, BEAM):
        together = model.caption(pictures, search=search)
        alone = [model.caption([one], search=search)[0] for one in pictures]
        assert together == alone
        assert together == model.caption(iter(pictures), search=search, batch_size=2)
    assert len(set(together)) > 1

    def draw(step, state, first, *, max_length, eos_id):
        return sample(step, state, max_length, first=first, seed=3)

    drawn = model.caption(pictures, search=draw, max_length=7)
    assert drawn == model.caption(pictures, search=draw, max_length=7)
    assert all(len(text.split()) <= 7 for text in drawn)


def test_dropout_acts_in_training_only():
    model = shaken(a_captioner("tell", dropout=0.5))
    model.encoder.trainable = False
    features, _ = a_batch()
    right = model(features)
    np.testing.assert_array_equal(model(features), right)
    noisy = [np.asarray(model(features, training=True)) for _ in range(2)]
    assert abs(noisy[0] - noisy[1]).max() > 0.01


def test_a_known_caption_shows_where_the_model_looks():
    model = shaken(a_captioner("attend"))
    weights = model.attend(the_pictures()[0], "a red one")
    assert model.encoder.places(12, 16) == (3, 4)
    assert weights.shape == (4, 12)
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-5)
    assert abs(weights[0] - weights[1]).max() > 0.01
    with pytest.raises(ValueError, match="has no attention"):
        a_captioner("tell").attend(the_pictures()[0], "a red one")


def test_a_picture_of_another_size_has_other_places():
    model = shaken(a_captioner("attend"))
    wide = np.zeros((1, 12, 40, 3), np.uint8)
    assert model.start(wide)["attention"].shape == (1, 30)


EMBEDDING = keras.layers.ReversibleEmbedding(WORDS.vocab_size, SIZE)
DECODER = RecurrentDecoder([LSTM(4, **WRITE)], SIZE)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: ShowAndTell(
                WORDS,
                PictureEncoder((4,)),
                keras.layers.ReversibleEmbedding(3, SIZE),
                DECODER,
            ),
            f"knows {WORDS.vocab_size} pieces, and the embedding is for 3",
        ),
        (
            lambda: ShowAndTell(
                WORDS,
                PictureEncoder((4,)),
                keras.layers.Embedding(WORDS.vocab_size, SIZE),
                DECODER,
            ),
            "got a `Embedding`",
        ),
        (
            lambda: ShowAndTell(
                WORDS,
                PictureEncoder((4,)),
                EMBEDDING,
                RecurrentDecoder([LSTM(4, **WRITE)], 3),
            ),
            "vectors of size 3, and the embedding has 6",
        ),
        (
            lambda: ShowAndTell(
                WORDS,
                keras.layers.Identity(),
                EMBEDDING,
                DECODER,
                picture_shape=(8, 8, 3),
            ),
            r"`\(batch, places, features\)` of pictures; this one makes",
        ),
        (lambda: PictureEncoder(()), "one stage or more"),
        (lambda: a_captioner("attend", doubly_stochastic=-1.0), "0 or more"),
    ],
)
def test_parts_that_do_not_fit_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("kind", "other"), [("tell", "attention; `ShowAtt"), ("attend", "with attention")]
)
def test_a_decoder_of_the_other_model_is_refused(kind, other):
    model = a_captioner("attend" if kind == "tell" else "tell")
    right = type(a_captioner(kind))
    with pytest.raises(ValueError, match=other):
        right(WORDS, PictureEncoder((4,)), EMBEDDING, model.decoder)


@pytest.mark.parametrize(
    ("pictures", "message"),
    [
        (np.zeros((1, 8, 8, 3)), "uint8.*of float32"),
        (np.zeros((1, 8, 8, 4), np.uint8), r"got \(1, 8, 8, 4\)"),
        (np.zeros((2, 8, 8), np.uint8), r"got \(2, 8, 8\)"),
        ([np.zeros((8, 8, 3), np.uint8), np.zeros((8, 9, 3), np.uint8)], "one size"),
        (np.zeros(8, np.uint8), "One picture came"),
    ],
)
def test_what_is_no_picture_is_refused(pictures, message):
    model = a_captioner("tell")
    caption = functools.partial(model.caption, search=greedy)
    with pytest.raises(ValueError, match=message):
        caption(pictures)
