import subprocess
import sys

import numpy as np
import pytest

from benchmarks import memory, records


class Stub:
    """In the place of a network, where only what is done with it matters."""

    def fit(self, *data, **options):
        pass

    def predict(self, inputs, **options):
        return np.zeros((len(inputs), 1))

    def count_params(self):
        return 7


@pytest.fixture
def stub(monkeypatch):
    monkeypatch.setattr(memory, "build", lambda *_, **__: Stub())


@pytest.mark.parametrize("task", memory.LENGTHS)
def test_a_network_is_trained_and_recorded(task, capsys):
    recipe = memory.Recipe(units=8, learning_rate=0.02, batch_size=10, steps=200)
    record = memory.train(task, "lstm", 4, recipe, seed=1)
    assert record["corpus"] == f"{task} 4"
    assert record["metric"] == {"adding": "mse", "copy": "recall"}[task]
    assert record["updates"] == 200
    assert record["value"] == record["history"][-1]
    # better than an answer without memory, though after little training
    assert record["value"] < 1 / 6 if task == "adding" else record["value"] > 1 / 8
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(record["history"])


def test_training_stops_when_the_task_is_solved(stub, monkeypatch):
    monkeypatch.setattr(memory, "solved", lambda task, value: True)
    recipe = memory.Recipe(units=2, learning_rate=0.01, batch_size=2, steps=500)
    record = memory.train("adding", "elman", 4, recipe, seed=1)
    assert record["updates"] == memory.SCORE_EVERY


def test_training_stops_when_the_time_is_over(stub):
    recipe = memory.Recipe(units=2, learning_rate=0.01, batch_size=2, steps=500)
    record = memory.train("adding", "elman", 4, recipe, seed=1, minutes=0)
    assert record["updates"] == memory.SCORE_EVERY


def test_training_goes_on_for_all_updates_otherwise(stub):
    recipe = memory.Recipe(units=2, learning_rate=0.01, batch_size=2, steps=300)
    record = memory.train("adding", "elman", 4, recipe, seed=1)
    assert record["updates"] == 300
    assert len(record["history"]) == 300 // memory.SCORE_EVERY


def test_what_counts_as_solved_is_far_from_guessing():
    assert memory.solved("adding", 0.0004)
    assert not memory.solved("adding", 1 / 6)
    assert memory.solved("copy", 0.999)
    assert not memory.solved("copy", 1 / 8)


def test_gates_are_open_for_as_long_as_the_task_lasts():
    layer = memory.LSTM(400)
    layer.build((None, None, 3))
    memory.open_gates(layer, 120, seed=1)
    i, f, g, o = np.split(np.array(layer.cell.bias), 4)
    np.testing.assert_allclose(i, -f)
    assert not g.any()
    assert not o.any()
    times = np.exp(f)
    assert times.min() >= 1 - 1e-5
    assert times.max() <= 119 + 1e-3
    assert times.mean() == pytest.approx(60, rel=0.1)  # spread evenly


def test_only_chrono_changes_the_bias():
    recipe = memory.RECIPES["copy"]
    biases = {
        system: np.array(
            memory.build("copy", system, 5, recipe, seed=1).layers[0].cell.bias
        )
        for system in ("lstm", "chrono")
    }
    units = recipe.units
    assert (biases["lstm"][units : 2 * units] == 1).all()
    assert not np.allclose(biases["lstm"], biases["chrono"])


def test_symbols_are_given_one_hot():
    inputs, targets = memory.draw("copy", 3, 5, seed=1)
    assert inputs.shape == (3, 25, 10)
    np.testing.assert_array_equal(inputs.sum(axis=-1), 1)
    np.testing.assert_array_equal(inputs[:, :10].argmax(axis=-1), targets[:, -10:])


def test_held_out_sequences_are_not_those_of_training(stub, monkeypatch):
    seeds = []
    draw = memory.draw
    monkeypatch.setattr(
        memory, "draw", lambda *a, seed: seeds.append(str(seed)) or draw(*a, seed=seed)
    )
    recipe = memory.Recipe(units=2, learning_rate=0.01, batch_size=2, steps=200)
    memory.train("adding", "elman", 4, recipe, seed=3)
    assert len(set(seeds)) == len(seeds) == 3


def test_quick_saves_nothing(stub, monkeypatch, capsys):
    monkeypatch.setattr(records, "save", lambda *_: pytest.fail("saved"))
    memory.main(["--quick", "--task", "adding", "--systems", "elman", "--steps", "100"])
    assert "adding 20" in capsys.readouterr().out


def test_help_names_tasks_and_systems():
    text = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "adding,copy" in text
    assert "--quick" in text
