"""Recurrent classifiers: what they compute, save, refuse, and that they learn."""

import os
import subprocess
import sys

import keras
import numpy as np
import pytest

from rnncourse.layers import GRU, LSTM, bidirectional
from rnncourse.models import RecurrentClassifier
from rnncourse.pipelines import classification_batches, drop_words
from rnncourse.text import CharacterTokenizer, SentencePieceTokenizer, WordTokenizer
from rnncourse.training import fit
from tests.models.classification import classifier_checks as checks
from tests.models.classification.classifier_mutants import MUTANTS


@pytest.mark.parametrize("way", checks.WAYS)
def test_every_way_judges_a_text_as_if_it_were_alone(way):
    checks.assert_texts_are_judged_alone(way)


@pytest.mark.parametrize("way", ["last state", "maximum"])
def test_of_a_long_text_the_last_tokens_are_read(way):
    checks.assert_the_last_tokens_are_read(way)


@pytest.mark.parametrize("check", MUTANTS, ids=lambda check: check.__name__)
def test_the_right_classifier_passes(check):
    check()


@pytest.mark.parametrize(
    ("check", "mutant"),
    [(check, mutant) for check, mutants in MUTANTS.items() for mutant in mutants],
    ids=lambda function: function.__name__,
)
def test_a_wrong_classifier_is_noticed(check, mutant, monkeypatch):
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        check()


@pytest.mark.parametrize("way", checks.WAYS)
def test_empty_texts_are_judged_by_the_bias(way):
    model = checks.make(way)
    log_probs = model.log_probs(["", "  ", "w1"])
    _, bias = model.output_layer.get_weights()
    expected = bias - np.log(np.exp(bias).sum())
    np.testing.assert_allclose(log_probs[:2], [expected] * 2, atol=1e-6)
    assert not np.allclose(log_probs[2], expected, atol=1e-4)


def test_no_texts_give_no_rows():
    model = checks.make()
    assert model.log_probs([]).shape == (0, 3)
    assert model.predict_labels([]) == []
    with pytest.raises(ValueError, match="at least one"):
        model.accuracy([], [])


def test_a_review_of_ten_thousand_words_is_read_to_its_end():
    model = checks.make("last state")
    (long,) = checks.texts([10_000])
    other = long.rsplit(" ", 3)[0] + " w1 w1 w1"
    probs = np.exp(model.log_probs([long, other]))
    np.testing.assert_allclose(probs.sum(axis=1), 1, atol=1e-6)
    assert not np.allclose(probs[0], probs[1], atol=1e-3)


def test_many_texts_need_few_shapes():
    model = checks.make("last state", most_tokens=100)
    seen = []
    read = model.predict_on_batch
    model.predict_on_batch = lambda ids: seen.append(ids.shape) or read(ids)
    model.log_probs(checks.texts(np.random.default_rng(0).integers(0, 300, 500)))
    assert {time for _, time in seen} <= {8, 16, 32, 64, 100}
    assert len(set(seen)) <= 10
    assert len(seen) < 20


@pytest.mark.parametrize(
    "tokenizer",
    [
        WordTokenizer.train(["a good film", "a bad film"], lowercase=True),
        CharacterTokenizer.train(["a good film", "a bad film"]),
        SentencePieceTokenizer.train(["a good film", "a bad film"], vocab_size=268),
    ],
    ids=lambda tokenizer: type(tokenizer).__name__,
)
def test_a_saved_classifier_judges_alike(tokenizer, tmp_path):
    keras.utils.set_random_seed(1)
    model = RecurrentClassifier(
        tokenizer,
        ("bad", "good"),
        [bidirectional(LSTM(4, dropout=0.2))],
        embedding=keras.layers.Embedding(tokenizer.vocab_size, 3, name="vectors"),
        dropout=0.3,
        most_tokens=9,
    )
    some = ["a bad film", "a good and long film that is good", ""]
    before = model.log_probs(some)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(loaded.log_probs(some), before, atol=1e-6)
    assert loaded.labels == ("bad", "good")
    assert loaded.tokenizer == tokenizer
    assert loaded.most_tokens == 9


ON_JAX = """
import sys
import keras
import numpy as np
import rnncourse.layers, rnncourse.models
model = keras.saving.load_model(sys.argv[1])
np.save(sys.argv[2], model.log_probs(["w1 w2 w3", "w4 " * 20, ""]))
"""


@pytest.mark.slow
def test_a_classifier_saved_on_tensorflow_judges_alike_on_jax(tmp_path):
    pytest.importorskip("jax")
    model = checks.make("maximum")
    model.save(tmp_path / "model.keras")
    files = [str(tmp_path / name) for name in ("model.keras", "log_probs.npy")]
    settings = {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(
        [sys.executable, "-c", ON_JAX, *files],
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    expected = model.log_probs(["w1 w2 w3", "w4 " * 20, ""])
    np.testing.assert_allclose(np.load(files[1]), expected, atol=1e-5)


def compiled(seed):
    keras.utils.set_random_seed(seed)
    tokenizer = WordTokenizer.train(["good bad not film"])
    model = RecurrentClassifier(
        tokenizer, ("minus", "plus"), [GRU(12, dropout=0.1)], embedding=6, dropout=0.1
    )
    model.compile(
        keras.optimizers.Adam(0.02),
        keras.losses.SparseCategoricalCrossentropy(
            from_logits=True, reduction="mean_with_sample_weight"
        ),
    )
    return model


EXAMPLES = {
    "good film": "plus",
    "bad film": "minus",
    "film not good": "minus",
    "not bad film": "plus",
    "bad not": "minus",
    "good not": "plus",
    "good": "plus",
    "bad": "minus",
    "not not good": "plus",
    "not not bad": "minus",
}


def trained(epochs, checkpoint=None, seed=1):
    model = compiled(seed)
    ids, targets = model.encode(EXAMPLES), model.targets(EXAMPLES.values())

    def batches(epoch):
        return classification_batches(
            drop_words(ids, 0.05, unk_id=1, seed=(seed, epoch)),
            targets,
            batch_size=2,
            buckets=1,
            seed=(seed, epoch),
        )

    def measure():
        return -float(np.mean(model.log_probs(EXAMPLES)[range(10), targets] < -0.7))

    history = fit(
        model, batches, measure, epochs=epochs, checkpoint=checkpoint, callbacks=[]
    )
    return model, history


def test_a_classifier_learns_what_depends_on_order():
    model, _ = trained(25)
    assert model.accuracy(EXAMPLES, EXAMPLES.values()) == 1


def test_training_that_was_broken_off_ends_as_if_unbroken(tmp_path):
    whole, history = trained(4)
    trained(2, tmp_path / "run.npz")
    resumed, again = trained(4, tmp_path / "run.npz", seed=1)
    assert [logs["loss"] for logs in history] == [logs["loss"] for logs in again]
    for one, other in zip(whole.get_weights(), resumed.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_layers_that_return_sequences_are_refused():
    with pytest.raises(ValueError, match="pooling layer on top"):
        RecurrentClassifier(
            checks.TOKENIZER, ("a", "b"), [LSTM(3, return_sequences=True)]
        )


@pytest.mark.parametrize("labels", [(), ("one",), ("a", "b", "a")])
def test_fewer_than_two_labels_are_refused(labels):
    with pytest.raises(ValueError, match="at least two labels"):
        RecurrentClassifier(checks.TOKENIZER, labels, [LSTM(3)])


def test_a_label_of_another_corpus_is_refused():
    model = checks.make()
    with pytest.raises(ValueError, match=r"'neutral' is none of .*'bad', 'fair'"):
        model.accuracy(["w1", "w2"], ["bad", "neutral"])
    with pytest.raises(ValueError, match="'great' is none"):
        model.log_odds(["w1"], "great")


def test_every_text_needs_its_label():
    with pytest.raises(ValueError, match="2 texts came with 1 labels"):
        checks.make().accuracy(["w1", "w2"], ["bad"])


def test_no_tokens_to_read_are_refused():
    with pytest.raises(ValueError, match="most_tokens"):
        checks.make(most_tokens=0)


def test_one_string_is_not_many_texts():
    with pytest.raises(ValueError, match="iterable of str"):
        checks.make().log_probs("w1 w2")
