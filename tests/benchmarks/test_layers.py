import json
import subprocess
import sys

import pytest

from benchmarks import layers, layers_language_model, records
from benchmarks.layers_systems import CELLS, Size, System, make, names


def test_every_cell_is_measured():
    assert {"LSTM", "PeepholeLSTM", "GRU", "Elman", "MultiplicativeRNN"} <= set(CELLS)
    assert len(CELLS) == 16


def test_each_cell_meets_the_peers_of_its_family():
    measured = dict.fromkeys(names(["LSTM", "GRU", "MinimalGatedUnit"]))
    assert "keras LSTM, no XLA" in layers.peers("LSTM", measured)
    assert "keras RNN(LSTMCell), XLA" in layers.peers("LSTM", measured)
    assert "keras GRU, XLA" in layers.peers("MinimalGatedUnit", measured)
    assert not any("LSTM" in name for name in layers.peers("GRU", measured))


@pytest.fixture
def nothing_is_saved(monkeypatch):
    saved = []
    monkeypatch.setattr(records, "save", lambda name, made: saved.append(made))
    return saved


def test_quick_measures_and_saves_nothing(nothing_is_saved, capsys, monkeypatch):
    monkeypatch.setattr(layers, "PAUSE", 0)
    layers.main(["--quick", "--cells", "Elman"])
    printed = capsys.readouterr().out
    assert "keras SimpleRNN, XLA" in printed
    assert "train_step Elman" in printed
    assert nothing_is_saved == []


def test_ratios_are_ours_by_theirs():
    medians = {
        "rnncourse GRU": {"train": 1.0, "infer": 2.0, "first": 3.0},
        "keras GRU, XLA": {"train": 4.0, "infer": 1.0, "first": 5.0},
    }
    made = layers.compare(Size(2, 3, 4), True, medians, repeats=7, seed=1)
    ratios = {r["metric"]: r["value"] for r in made if r["metric"].endswith("ratio")}
    assert ratios == {"train_step_ratio": 0.25, "inference_ratio": 2.0}
    assert made[0]["settings"] == {
        "batch": 2,
        "time": 3,
        "units": 4,
        "masked": True,
        "repeats": 7,
        "backend": "tensorflow",
    }
    assert "0.25  of keras GRU, XLA" in layers.table(made)


def fake_system(monkeypatch, *taken):
    """Make a system whose calls take these seconds by a clock of its own."""
    clock = iter([moment for seconds in taken for moment in (0.0, seconds)])
    monkeypatch.setattr(layers.time, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(layers, "PAUSE", 0)
    calls = []
    return calls, System(lambda: calls.append("train"), lambda: calls.append("infer"))


def test_the_median_is_over_the_turns_and_the_first_step_apart(monkeypatch):
    warm = [0.4, 0.05, 0.4, 0.01, 0.4, 0.03]
    calls, system = fake_system(monkeypatch, 9, *warm, *warm)
    medians = layers.measure({"one": system}, repeats=3)
    assert medians["one"] == {"first": 9, "train": 0.03, "infer": 0.03}
    assert calls.count("train") == 1 + 2 * 3


def test_what_takes_long_is_not_run_twice_a_turn(monkeypatch):
    calls, system = fake_system(monkeypatch, 9, 3, 1, 2, 5, 6, 4)
    medians = layers.measure({"one": system}, repeats=3)
    assert medians["one"] == {"first": 9, "train": 2, "infer": 5}
    assert calls.count("train") == 1 + 3


def test_systems_that_know_no_masks_are_left_out():
    if any(name.startswith("torch") for name in names(["GRU"])):
        assert make("torch GRU", Size(2, 3, 4), masked=True, seed=1) is None


def test_a_size_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        layers.parse(["--sizes", "20x35"])
    assert "write three whole numbers, such as 20,35,200" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_memory_is_measured_in_a_process_of_its_own():
    request = json.dumps(["rnncourse Elman", 2, 3, 4, 1])
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.layers_memory", request],
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(run.stdout) > 0


def test_parts_of_a_step_are_less_than_the_whole(nothing_is_saved):
    made = layers.measure_parts(Size(2, 3, 4), repeats=1, seed=1)
    names = [record["against"] for record in made]
    assert names[0] == "whole training step"
    assert len(set(names)) == len(names) == 9


def test_the_language_models_differ_in_their_layer_only(nothing_is_saved, capsys):
    layers_language_model.main(["--quick"])
    printed = capsys.readouterr().out
    assert "rnncourse LSTM" in printed
    assert "keras SimpleRNN, XLA" in printed
    assert nothing_is_saved == []
