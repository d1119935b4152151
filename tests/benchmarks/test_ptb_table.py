import subprocess
import sys

import numpy as np
import pytest

from benchmarks import ptb_table
from rnncourse.datasets import TextCorpus
from rnncourse.datasets.worlds import language_world
from rnncourse.layers import GRU
from rnncourse.training import Recipe


@pytest.fixture(scope="module")
def texts():
    parts = language_world("small").corpus(train=1500, valid=150, test=150)
    corpus = TextCorpus("tiny", **parts._asdict(), generated=True, description="")
    return ptb_table.Texts.encode(corpus)


def test_the_vocabulary_counts_one_sentence_end_a_sentence(texts):
    assert texts.vocabulary.counts[texts.vocabulary.eos_id] == 1500
    assert (texts.train == texts.vocabulary.eos_id).sum() == 1500


# A language this small has no estimate for some discounts.
@pytest.mark.filterwarnings("ignore:The discounts of order")
def test_a_row_is_trained_recorded_and_mixed(texts, tmp_path):
    row = ptb_table.Row(
        GRU,
        units=32,
        layers=1,
        dropout=0.0,
        recipe=Recipe(batch_size=8, time_steps=20, epochs=2, learning_rate=0.02),
    )
    measured = ptb_table.train_row(
        "gru", row, texts, seed=1, folder=tmp_path, callbacks=[]
    )
    alone = {record["split"]: record["value"] for record in measured}
    assert alone["test"] < 100, "two epochs should learn something"
    assert measured[0]["settings"]["units"] == 32

    mixed = ptb_table.mixtures(texts, seed=1, folder=tmp_path)
    valid = {r["system"]: r["value"] for r in mixed if r["split"] == "valid"}
    assert set(valid) == {"gru+kn5", "gru+kn5+cache"}
    assert valid["gru+kn5"] < alone["valid"]


def test_mixing_needs_a_trained_row(texts, tmp_path):
    with (
        pytest.warns(UserWarning, match="discounts"),
        pytest.raises(SystemExit, match="run `--model lstm` first"),
    ):
        ptb_table.mixtures(texts, seed=1, folder=tmp_path)


def test_a_row_builds_what_its_settings_say(texts):
    row = ptb_table.ROWS["lstm"]
    model = row.build(texts.vocabulary)
    model.build((None, None))
    # tied embedding and output bias; LSTM: 4 h (d + h + 1)
    types, units = len(texts.vocabulary), row.units
    assert model.count_params() == types * units + types + 4 * units * (2 * units + 1)


def test_weights_are_learned_on_the_validation_text_only(texts, tmp_path, monkeypatch):
    seen = []
    fit = ptb_table.fit_weights
    monkeypatch.setattr(
        ptb_table,
        "fit_weights",
        lambda log_probs, **rest: (
            seen.append(log_probs.shape[1]) or fit(log_probs, **rest)
        ),
    )
    scores = {
        split: np.full(len(getattr(texts, split)), -5.0) for split in ptb_table.SPLITS
    }
    np.savez(tmp_path / "lstm-1.scores.npz", **scores)
    with pytest.warns(UserWarning, match="discounts"):
        ptb_table.mixtures(texts, seed=1, folder=tmp_path)
    assert set(seen) == {len(texts.valid)}
    assert len(texts.valid) != len(texts.test)


def test_help_names_every_model():
    text = subprocess.run(
        [sys.executable, "-m", "benchmarks.ptb_table", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "rnn,lstm,mixtures" in text
