import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

from rnncourse.datasets.schemes import chunks
from rnncourse.layers import LSTM, Elman
from rnncourse.models import SoftmaxHead, Tagger
from rnncourse.pipelines import drop_rare_words, tagging_batches
from rnncourse.training import fit
from tests.models.tagging.tagger_checks import (
    HEADS,
    NEW,
    READERS,
    SEARCH,
    SENTENCES,
    TAGS,
    a_tagger,
    batch_of,
    loss_is_that_of_the_sentences_alone,
    padding_changes_nothing,
    shaken,
)
from tests.models.tagging.wrong_taggers import WRONG_TAGGERS


@pytest.fixture(scope="module", params=HEADS)
def head(request):
    return request.param


@pytest.fixture(scope="module")
def tagger(head):
    return shaken(a_tagger(head))


def batches(tagger, epoch=0, words=30, alpha=1.0):
    encoder = tagger.encoder
    sentences, counts = encoder.encode(SENTENCES), encoder.words.vocabulary.counts
    sentences = drop_rare_words(sentences, counts, alpha=alpha, seed=(1, epoch))
    tags = encoder.encode_tags(TAGS)
    return tagging_batches(sentences, tags, words=words, buckets=1, seed=(1, epoch))


def by_heart(tagger):
    tagger.compile(keras.optimizers.Adam(0.05), jit_compile=False)
    tagger.fit(batches(tagger, alpha=0).repeat(80), verbose=0, shuffle=False)


@pytest.mark.parametrize(
    ("head", "reader"),
    [
        *(("softmax", name) for name in READERS),
        ("crf", "forward"),
        ("previous", "forward"),
    ],
)
def test_four_sentences_are_learned_by_heart_and_every_weight_moves(head, reader):
    tagger = a_tagger(head, reader)
    before = [np.array(weight) for weight in tagger.trainable_variables]
    by_heart(tagger)
    assert tagger.tag(SENTENCES, **SEARCH[head]) == TAGS
    for weight, old in zip(tagger.trainable_variables, before, strict=True):
        assert not np.array_equal(weight, old), weight.path


def test_padding_changes_neither_scores_nor_loss(tagger):
    padding_changes_nothing(tagger)


def test_the_loss_of_a_batch_is_the_mean_over_its_words(tagger):
    loss_is_that_of_the_sentences_alone(tagger)


def test_a_sentence_is_tagged_as_it_is_alone(head, tagger):
    together = tagger.tag(NEW, **SEARCH[head])
    assert [len(tags) for tags in together] == [len(sentence) for sentence in NEW]
    assert together == [tagger.tag([s], **SEARCH[head])[0] for s in NEW]
    assert tagger.tag([], **SEARCH[head]) == []


def test_a_saved_tagger_tags_the_same_and_goes_on_learning(head, tmp_path):
    tagger = shaken(a_tagger(head))
    tagger.compile(keras.optimizers.Adam(0.01), jit_compile=False)
    tagger.fit(batches(tagger), verbose=0, shuffle=False)
    tagger.save(tmp_path / "tagger.keras")
    loaded = keras.saving.load_model(tmp_path / "tagger.keras")
    assert loaded.encoder == tagger.encoder
    assert loaded.tag(NEW, **SEARCH[head]) == tagger.tag(NEW, **SEARCH[head])
    losses = [
        model.fit(batches(model), verbose=0, shuffle=False).history["loss"]
        for model in (tagger, loaded)
    ]
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-5)


def test_a_sentence_of_ten_thousand_words_is_tagged(head):
    tagger = shaken(a_tagger(head, "forward"))
    sentence = ["Ann", "sleeps", "in", "Oslo"] * 2500
    (tags,) = tagger.tag([sentence], **SEARCH[head])
    assert len(tags) == 10_000
    start = tagger.tag([sentence[:40]], **SEARCH[head])[0]
    assert tags[:30] == start[:30]


def test_a_chain_cannot_say_what_its_scheme_forbids():
    tagger = shaken(a_tagger("crf"))
    rng = np.random.default_rng(0)
    words = tagger.encoder.words.vocabulary.tokens
    sentences = [list(rng.choice(words, length)) for length in range(1, 30)]
    tags = tagger.tag(sentences)
    assert sum(len(chunks(row, "IOB2")) for row in tags) > 10  # raises where it is not


def test_a_broken_run_goes_on_and_ends_as_an_unbroken_one(tmp_path, head):
    def run(name, *, epochs):
        tagger = a_tagger(head, "forward", dropout=0.3)
        rates = keras.optimizers.schedules.CosineDecay(0.05, 6)
        tagger.compile(keras.optimizers.Adam(rates), jit_compile=False)
        history = fit(
            tagger,
            lambda epoch: batches(tagger, epoch),
            lambda: 0.0,
            epochs=epochs,
            checkpoint=tmp_path / name,
            callbacks=[],
        )
        variables = [np.asarray(weight) for weight in tagger.optimizer.variables]
        return [epoch["loss"] for epoch in history], variables

    whole, expected = run("whole", epochs=4)
    run("broken", epochs=2)
    broken, variables = run("broken", epochs=4)
    assert broken == whole
    assert len(set(whole)) == 4
    for one, other in zip(variables, expected, strict=True):
        np.testing.assert_array_equal(one, other)


def test_dropout_acts_in_training_only_and_is_one_mask_a_sentence():
    tagger = a_tagger("softmax", dropout=0.5)
    (ids,) = tagger.encoder.encode([["Bo"] * 6])
    features = {name: column[None] for name, column in ids.items()}
    np.testing.assert_allclose(tagger(features), tagger(features), atol=1e-6)
    seen = []
    tagger.reader.call = lambda x, **_: seen.append(np.asarray(x)) or x[..., :12]
    tagger(features, training=True)
    (vectors,) = seen
    assert 0.2 < (vectors == 0).mean() < 0.8
    np.testing.assert_allclose(vectors[:, 0], vectors[:, 5], atol=1e-6)


ON_JAX = """
import sys, keras, numpy as np
from tests.models.tagging.tagger_checks import *
assert keras.backend.backend() == "jax"
for head in HEADS:
    tagger = keras.saving.load_model(f"{sys.argv[1]}/{head}.keras")
    features, tags, weights = batch_of(tagger)
    loss = tagger.compute_loss(features, tags, tagger(features), weights)
    np.save(f"{sys.argv[1]}/{head}.npy", loss)
"""


@pytest.mark.slow
def test_a_tagger_of_tensorflow_is_the_same_on_jax(tmp_path):
    expected = {}
    for head in HEADS:
        tagger = shaken(a_tagger(head, "forward"))
        features, tags, weights = batch_of(tagger)
        expected[head] = tagger.compute_loss(features, tags, tagger(features), weights)
        tagger.save(tmp_path / f"{head}.keras")
    subprocess.run(
        [sys.executable, "-c", ON_JAX, str(tmp_path)],
        env=os.environ | {"KERAS_BACKEND": "jax"},
        cwd=Path(__file__).parents[2],
        check=True,
    )
    for head, loss in expected.items():
        there = np.load(tmp_path / f"{head}.npy")
        np.testing.assert_allclose(there, loss, rtol=1e-4)


def parts(tagger):
    return {
        "encoder": tagger.encoder,
        "vectors": dict(tagger.vectors),
        "reader": Elman(4, return_sequences=True),
        "head": SoftmaxHead(len(tagger.encoder.tags)),
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"vectors": {}}, "features words, affixes, characters; .* for none"),
        ({"head": SoftmaxHead(3)}, "for 3 tags, the encoder knows 5: B-LOC"),
        ({"reader": LSTM(4, name="last")}, "'last' must be made with `return_seq"),
    ],
)
def test_parts_that_do_not_fit_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        Tagger(**{**parts(a_tagger("softmax")), **change})


def test_a_tagger_names_the_tag_that_it_does_not_know(tagger):
    with pytest.raises(ValueError, match=r"Sentence 2 has the tag 'E-LOC'.*I-PER"):
        tagger.encoder.encode_tags([["O"], ["B-LOC", "E-LOC"]])


def test_one_string_is_no_sentence(head, tagger):
    with pytest.raises(ValueError, match="one string 'Ann sleeps'"):
        tagger.tag(["Ann sleeps"], **SEARCH[head])


def test_a_tagger_that_reads_its_tags_asks_for_a_search():
    with pytest.raises(ValueError, match=r"search=rnncourse\.decoding\.greedy"):
        a_tagger("previous").tag(NEW)


@pytest.mark.parametrize("mutant", WRONG_TAGGERS, ids=str)
def test_a_wrong_line_is_noticed(mutant):
    with pytest.MonkeyPatch.context() as patch:
        mutant.apply(patch)
        with pytest.raises(AssertionError):
            mutant.check()
