"""The benchmark of classifiers: what is recorded, resumed, refused, and left alone."""

import dataclasses
import subprocess
import sys

import numpy as np
import pytest

from benchmarks import records, sentiment, sentiment_trial
from benchmarks.sentiment_mixtures import mixtures
from benchmarks.sentiment_systems import RECIPES, WAYS, build, scores
from benchmarks.sentiment_trial import Trial, path_of, read_result
from rnncourse.datasets import LabelledCorpus, LabelledText

SMALL = dataclasses.replace(RECIPES["mr"], units=4, embedding=4, epochs=1)


def examples(count, seed):
    rng = np.random.default_rng(seed)
    words = [("bad", "minus"), ("dull", "minus"), ("good", "plus"), ("fine", "plus")]
    chosen = [words[number] for number in rng.integers(0, 4, count)]
    return tuple(LabelledText(f"a {word} film", label) for word, label in chosen)


def corpus():
    parts = {"train": 40, "valid": 10, "test": 10}
    made = {part: examples(count, count) for part, count in parts.items()}
    return LabelledCorpus("tiny", **made, generated=True, description="tiny texts")


def run(*arguments, folder, monkeypatch):
    """Run the command on two folds of a tiny corpus; return what it recorded."""
    saved = []
    monkeypatch.setattr(
        sentiment, "apart", lambda run, *given, **named: run(*given, **named)
    )
    monkeypatch.setitem(sentiment.FOLDS, "mr", [corpus, corpus])
    monkeypatch.setitem(sentiment.RECIPES, "mr", SMALL)
    monkeypatch.setattr(records, "save", lambda name, found: saved.extend(found))
    sentiment.main(["--corpus", "mr", "--folder", str(folder), *arguments])
    return saved


@pytest.fixture
def no_training(monkeypatch):
    """Let recurrent classifiers say what the table says, without any training."""
    trained = []

    class Fixed:
        labels = ("minus", "plus")
        vocabulary = None

        def __init__(self, seed):
            self.seed = seed

        def log_probs(self, texts):
            # seed 1 is right but of "dull", seed 2 but of "fine", and not sure
            wrong = {1: "dull", 2: "fine"}[self.seed]
            plus = [
                ("good" in text or "fine" in text) != (wrong in text) for text in texts
            ]
            probs = np.where(np.array(plus)[:, None], [0.4, 0.6], [0.6, 0.4])
            return np.log(probs)

        def targets(self, labels):
            return np.array([self.labels.index(label) for label in labels])

        def count_params(self):
            return 7

    def train(recipe, train_part, valid_part, *, seed, **options):
        trained.append((recipe.way, seed))
        return Fixed(seed), [{"seconds": 1.5}]

    monkeypatch.setattr(sentiment_trial, "train_recurrent", train)
    return trained


def test_every_system_is_recorded_as_the_mean_of_its_folds(
    tmp_path, no_training, monkeypatch
):
    systems = ["--systems", "nb", "last", "--seeds", "1", "2"]
    saved = run(*systems, folder=tmp_path, monkeypatch=monkeypatch)
    found = {(r["system"], r.get("seed"), r["split"]): r for r in saved}
    assert set(found) == {
        (system, seed, split)
        for system, seed in [("nb", None), ("last", 1), ("last", 2)]
        for split in ("valid", "test")
    }
    dull = np.mean(["dull" in example.text for example in corpus().test])
    last = found["last", 1, "test"]
    assert last["value"] == pytest.approx(100 * (1 - dull))
    assert last["folds"] == [last["value"]] * 2
    assert last["seconds"] == 3
    assert last["settings"]["way"] == "last"
    assert found["nb", None, "test"]["value"] == 100
    assert no_training == [("last", 1), ("last", 2)] * 2


def test_what_was_finished_is_not_trained_again(tmp_path, no_training, monkeypatch):
    first = run("--systems", "ends", folder=tmp_path, monkeypatch=monkeypatch)
    no_training.clear()
    again = run("--systems", "ends", folder=tmp_path, monkeypatch=monkeypatch)
    assert not no_training
    assert [r["value"] for r in first] == [r["value"] for r in again]


def test_selecting_leaves_the_test_part_alone(
    tmp_path, no_training, monkeypatch, capsys
):
    options = ["--systems", "nb", "last", "--select", "--folds", "1"]
    assert run(*options, folder=tmp_path, monkeypatch=monkeypatch) == []
    printed = capsys.readouterr().out
    assert "valid" in printed
    assert " test " not in printed
    path = path_of(tmp_path / "mr", "last", 1, 0)
    assert list(read_result(path)["log_probs"]) == ["valid"]
    assert not path_of(tmp_path / "mr", "last", 1, 1).exists()
    saved = run("--systems", "last", folder=tmp_path, monkeypatch=monkeypatch)
    assert {r["split"] for r in saved} == {"valid", "test"}


def test_other_settings_have_another_name(tmp_path, no_training, monkeypatch):
    options = ["--systems", "last", "--set", "units=5", "smoothing=0.1"]
    saved = run(*options, folder=tmp_path, monkeypatch=monkeypatch)
    assert {r["system"] for r in saved} == {"last, smoothing=0.1, units=5"}
    assert saved[0]["settings"]["units"] == 5


def test_a_file_of_other_settings_is_not_taken(tmp_path, no_training):
    trial = Trial("last", "", SMALL, 1, 0, tmp_path)
    trial.run(corpus(), metric="accuracy", select=True)
    other = dataclasses.replace(trial, recipe=dataclasses.replace(SMALL, units=5))
    with pytest.raises(SystemExit, match=r"other settings.*--folder"):
        other.result()


@pytest.mark.parametrize("setting", ["unit=5", "characters=1", "units"])
def test_a_setting_that_is_none_is_refused(setting, tmp_path, monkeypatch):
    with pytest.raises(SystemExit, match="--set"):
        run("--set", setting, folder=tmp_path, monkeypatch=monkeypatch)


def test_results_come_of_all_folds(capsys):
    with pytest.raises(SystemExit):
        sentiment.parse(["--folds", "2"])
    assert "--select" in capsys.readouterr().err


def test_mixtures_are_of_what_was_trained(tmp_path, no_training, monkeypatch):
    systems = ["--systems", "nbsvm", "last", "mixtures", "--seeds", "1", "2"]
    saved = run(*systems, folder=tmp_path, monkeypatch=monkeypatch)
    found = {(r["system"], r.get("seed")): r for r in saved if r["split"] == "test"}
    assert set(found) == {
        ("nbsvm", None),
        ("last", 1),
        ("last", 2),
        ("last + nbsvm", 1),
        ("last + nbsvm", 2),
        ("last x2", None),
        ("last x2 + nbsvm", None),
    }
    assert found["last x2", None]["weights"] == [0.5, 0.5]
    assert found["last + nbsvm", 1]["value"] == 100  # NB-SVM knows "dull"
    assert found["last + nbsvm", 1]["weights"][1] > 0


def test_a_mixture_waits_for_all_folds(tmp_path, no_training):
    for fold in range(2):
        trial = Trial("last", "", SMALL, 1, fold, tmp_path)
        assert mixtures(tmp_path, seeds=[1], folds=2) == []
        trial.run(corpus(), metric="accuracy", select=False)
    assert mixtures(tmp_path, seeds=[1, 2], folds=2) == []
    Trial("nbsvm", "", SMALL, None, 0, tmp_path).run(
        corpus(), metric="accuracy", select=False
    )
    assert mixtures(tmp_path, seeds=[1], folds=2) == []
    assert len(mixtures(tmp_path, seeds=[1], folds=1)) == 1


def test_scores_are_per_cent():
    log_probs = np.log([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3]])
    found = scores(log_probs, ["a", "a", "b"], ["a", "b"])
    assert found["accuracy"] == pytest.approx(200 / 3)
    assert found["macro_f1"] == pytest.approx(40)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_can_be_built(way):
    recipe = dataclasses.replace(SMALL, way=way, cell="GRU")
    model = build(recipe, ["a good film", "a bad film"], ["plus", "minus"])
    assert model.labels == ("minus", "plus")
    assert model(np.array([[2, 3, -1]])).shape == (1, 2)


def test_a_trial_trains_and_can_be_broken_off(tmp_path, capsys):
    trial = Trial("ends", "", dataclasses.replace(SMALL, epochs=3), 1, 0, tmp_path)
    trial.run(corpus(), metric="accuracy", select=True, minutes=1e-9)
    printed = capsys.readouterr().out
    assert "epoch  1" in printed
    assert "epoch  2" not in printed
    trial.path.unlink()
    trial.run(corpus(), metric="accuracy", select=False)
    printed = capsys.readouterr().out
    assert "epoch  1" not in printed
    assert "epoch  3" in printed
    assert trial.result()["facts"]["epochs"] == 3
    assert trial.result()["log_probs"]["test"].shape == (10, 2)


def test_help_names_the_systems():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sentiment", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in [*WAYS, "nb", "nbsvm", "mixtures", "--select", "--seeds", "--quick"]:
        assert name in done.stdout
