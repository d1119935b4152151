import dataclasses
import json
import subprocess
import sys

import numpy as np
import pytest

from benchmarks import music, music_trial, records
from benchmarks.music_trial import Budget, Setting, Trial, settings_of
from benchmarks.music_variants import VARIANTS
from rnncourse.datasets.worlds import music_world

SHORT = Budget(epochs=3, patience=3, batch_size=4, buckets=1)
SMALL = Setting(0.02, 8, input_dropout=0.1, recurrent_dropout=0.1, output_dropout=0.1)


@pytest.fixture(scope="module")
def corpus():
    return music_world().corpus(train=8, valid=3, test=4)


@pytest.fixture
def no_training(monkeypatch):
    """Let trials end at once; the returned table decides how, by variant and number."""
    ends = {}

    def run(trial, corpus):
        valid = ends[trial.variant, trial.number]
        if valid is None:
            raise KeyboardInterrupt
        result = {"valid": valid, "best_epoch": 1, "epochs": 2, "parameters": 5}
        saved = {"facts": trial.facts(), "result": result | {"cpu_seconds": 1.5}}
        music_trial.save_checkpoint(trial.path, {"best": [np.ones(2)]}, saved)

    scored = []

    def test(trial, corpus):
        scored.append((trial.variant, trial.number))
        return 100 + trial.number

    monkeypatch.setattr(Trial, "run", run)
    monkeypatch.setattr(Trial, "test", test)
    ends["scored"] = scored
    return ends


def trials(folder, count=2, variants=("NP", "GRU"), seed=1):
    return music.trials_of(
        variants, settings_of(count, seed), SHORT, seed=seed, folder=folder
    )


def test_every_variant_of_the_study_is_there_and_reads_its_setting():
    study = {"V", "NIG", "NFG", "NOG", "NIAF", "NOAF", "CIFG", "NP", "FGR"}
    assert study < set(VARIANTS)
    frames = np.random.default_rng(0).integers(0, 2, (2, 3, 88)).astype("float32")
    for name in VARIANTS:
        model = music_trial.build(name, dataclasses.replace(SMALL, units=5))
        assert model(frames).shape == (2, 3, 88)
        layer = model.layers[0]
        assert type(layer) is VARIANTS[name]
        assert layer.units == 5
        assert (layer.dropout, layer.recurrent_dropout) == (0.1, 0.1)


def test_all_variants_differ():
    assert len(set(VARIANTS.values())) == len(VARIANTS) == 13


def test_a_longer_list_of_settings_begins_alike():
    assert settings_of(5, seed=1)[:3] == settings_of(3, seed=1)
    assert settings_of(3, seed=1) != settings_of(3, seed=2)
    assert len(set(settings_of(20, seed=1))) == 20
    assert all(50 <= setting.units <= 120 for setting in settings_of(50, seed=3))


def test_training_keeps_the_weights_of_the_best_epoch(corpus):
    model, result = music_trial.train("Elman", SMALL, corpus, SHORT, seed=3)
    assert result["valid"] == pytest.approx(music_trial.score(model, corpus.valid))
    assert result["valid"] < 60  # guessing costs 61
    assert result["best_epoch"] <= result["epochs"] <= 3
    assert result["parameters"] == 8 * (88 + 8 + 1) + 88 * (8 + 1)


def test_training_stops_when_valid_gets_worse(corpus, monkeypatch):
    values = iter([10.0, 9.0, 9.5, 9.4, 8.0])
    monkeypatch.setattr(music_trial, "score", lambda model, pieces: next(values))
    budget = dataclasses.replace(SHORT, epochs=9, patience=2)
    _, result = music_trial.train("Elman", SMALL, corpus, budget, seed=0)
    assert (result["valid"], result["best_epoch"], result["epochs"]) == (9.0, 2, 4)


def test_a_trial_that_diverges_ends_with_what_it_had(corpus):
    wild = dataclasses.replace(SMALL, learning_rate=float("nan"))
    _, result = music_trial.train("Elman", wild, corpus, SHORT, seed=0)
    assert result["valid"] == float("inf")
    assert result["epochs"] == 0


def test_the_loss_is_the_metric(corpus):
    model = music_trial.build("Elman", SMALL)
    model.compile(loss=music_trial.FrameLoss())
    batches = music_trial.frame_batches(corpus.test, batch_size=4, buckets=1)
    loss = model.evaluate(batches, verbose=0)
    assert loss == pytest.approx(music_trial.score(model, corpus.test), rel=1e-5)


def test_a_finished_trial_can_be_tested_later(corpus, tmp_path):
    trial = Trial("Elman", 0, SMALL, SHORT, seed=1, folder=tmp_path)
    assert trial.result() is None
    trial.run(corpus)
    again = dataclasses.replace(trial)
    assert again.result()["valid"] < 60  # guessing costs 61
    assert again.test(corpus) == again.test(corpus) < 60


def test_a_file_of_other_settings_is_not_taken_for_the_trial(tmp_path, no_training):
    no_training["NP", 0] = 9.0
    trial = trials(tmp_path)[0]
    trial.run(None)
    other = dataclasses.replace(trial, budget=dataclasses.replace(SHORT, epochs=4))
    with pytest.raises(SystemExit, match=r"other settings.*--folder"):
        other.result()


def test_a_run_that_was_killed_goes_on_with_what_is_missing(
    tmp_path, no_training, capsys
):
    order = [("NP", 0), ("GRU", 0), ("NP", 1), ("GRU", 1)]
    no_training.update(dict.fromkeys(order, 9.0))
    no_training["NP", 1] = None
    with pytest.raises(KeyboardInterrupt):
        music.run_all(trials(tmp_path), None, jobs=1)
    finished = [t.result() is not None for t in trials(tmp_path)]
    assert finished == [True, True, False, False]

    no_training["NP", 0] = None  # would raise if it were run again
    no_training["NP", 1] = 8.0
    capsys.readouterr()
    music.run_all(trials(tmp_path), None, jobs=1)
    printed = capsys.readouterr().out
    assert "2 of 4 trials are done already" in printed
    assert "[  3/4] NP             trial  1  valid   8.000" in printed
    assert "[  4/4] GRU" in printed


def test_valid_selects_and_test_is_scored_once(tmp_path, no_training):
    ends = {("NP", 0): 9.0, ("NP", 1): 8.5, ("GRU", 0): 8.75, ("GRU", 1): np.inf}
    no_training.update(ends)
    music.run_all(trials(tmp_path), None, jobs=1)
    corpus = music_world().corpus(train=1, valid=1, test=1)
    measured = music.measure(trials(tmp_path), corpus, seed=1)

    assert no_training["scored"] == [("NP", 1), ("GRU", 0)]
    values = {(r["system"], r["split"]): r["value"] for r in measured}
    assert values == {
        ("NP", "valid"): 8.5,
        ("NP", "test"): 101,
        ("GRU", "valid"): 8.75,
        ("GRU", "test"): 100,
    }
    first = measured[0]
    assert first["metric"] == "nll_per_frame"
    assert first["corpus"] == "world music"
    assert first["valid_of_trials"] == [9.0, 8.5]
    assert first["selected"] == dataclasses.asdict(settings_of(2, seed=1)[1])
    assert first["cpu_seconds"] == 3
    assert measured[-1]["valid_of_trials"] == [8.75, None]
    json.dumps(measured, allow_nan=False)
    assert "8.50 9.00" in "\n".join(music.table(measured))


def test_only_trials_that_every_variant_has_finished_count(tmp_path, no_training):
    no_training.update({("NP", 0): 9.0, ("NP", 1): 8.5, ("GRU", 0): 8.75})
    for trial in trials(tmp_path)[:3]:
        trial.run(None)
    corpus = music_world().corpus(train=1, valid=1, test=1)
    measured = music.measure(trials(tmp_path), corpus, seed=1)
    assert {r["system"]: r["valid_of_trials"] for r in measured} == {
        "NP": [9.0],
        "GRU": [8.75],
    }


def test_without_time_nothing_is_run_and_nothing_is_recorded(tmp_path, no_training):
    music.run_all(trials(tmp_path), None, jobs=1, minutes=-1)
    with pytest.raises(SystemExit, match="more minutes"):
        music.measure(trials(tmp_path), None, seed=1)


def test_the_command_records_what_it_measured(tmp_path, no_training, monkeypatch):
    corpus = music_world().corpus(train=1, valid=1, test=1)
    saved = []
    monkeypatch.setattr(music.jsb, "load", lambda: corpus)
    monkeypatch.setattr(records, "save", lambda name, found: saved.extend(found))
    no_training.update({("MGU", 0): 9.0, ("Elman", 0): 9.5})
    options = "--variants MGU Elman --trials 1 --seed 4 --jobs 1"
    music.main([*options.split(), "--folder", str(tmp_path)])
    assert [(r["system"], r["seed"]) for r in saved] == [("MGU", 4)] * 2 + [
        ("Elman", 4)
    ] * 2


@pytest.mark.slow
def test_two_processes_do_the_same_work(corpus, tmp_path):
    every = [
        Trial("Elman", number, SMALL, SHORT, seed=1, folder=tmp_path)
        for number in range(2)
    ]
    music.run_all(every, corpus, jobs=2)
    both = [trial.result()["valid"] for trial in every]
    for trial in every:
        trial.path.unlink()
    music.run_all(every, corpus, jobs=1)
    assert [trial.result()["valid"] for trial in every] == pytest.approx(both, rel=1e-3)


@pytest.mark.parametrize("option", [["--trials", "0"], ["--jobs", "0"]])
def test_numbers_below_one_are_refused(option, capsys):
    with pytest.raises(SystemExit):
        music.parse(option)
    assert "must be at least 1" in capsys.readouterr().err


def test_help_names_every_variant():
    text = subprocess.run(
        [sys.executable, "-m", "benchmarks.music", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in [*VARIANTS, "--quick", "--minutes", "--trials", "--seed"]:
        assert name in text
