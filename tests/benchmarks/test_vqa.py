import dataclasses
import tomllib
import types

import pytest

from benchmarks import records, vqa, vqa_systems
from benchmarks.report import PUBLISHED
from rnncourse.datasets.worlds import scene_world

SMALL = {"filters": 4, "stages": 3, "units": 8, "question_units": 8, "embedding": 8}
SMALL |= {"epochs": 2, "pixels": 24, "batch": 8}


def corpus():
    whole = scene_world("small").questions()
    parts = {part: getattr(whole, part)[:60] for part in ("train", "valid", "test")}
    answers = {asked.answer for asked in parts["train"]}
    assert len(answers) > 5
    return dataclasses.replace(whole, **parts)


@pytest.mark.slow
@pytest.mark.parametrize("blind", [0, 1])
def test_models_of_questions_are_trained_and_scored(blind, tmp_path):
    recipe = vqa_systems.Recipe(**SMALL, blind=blind)
    options = {"seed": 1, "checkpoint": tmp_path / "run.npz"}
    measured = vqa.run("tried", recipe, corpus(), **options)
    ours = [record for record in measured if record["system"] == "tried"]
    assert {record["split"] for record in ours} == {"valid", "test", "unseen"}
    assert {"accuracy", "accuracy, count"} <= {record["metric"] for record in ours}
    limits = [record for record in measured if record["system"] == "best blind"]
    assert bool(limits) == bool(blind)
    again = vqa.run("tried", recipe, corpus(), **options)
    assert [r["value"] for r in again] == [r["value"] for r in measured]


@pytest.mark.slow
def test_quick_saves_nothing(monkeypatch, capsys):
    small = types.SimpleNamespace(questions=corpus)
    monkeypatch.setattr(vqa, "scene_world", lambda size: small)
    monkeypatch.setattr(records, "save", lambda *_: pytest.fail("saved"))
    settings = [f"{name}={value}" for name, value in SMALL.items()]
    vqa.main(["--quick", "--blind", "--set", *settings])
    printed = capsys.readouterr().out
    assert "valid accuracy, %" in printed
    assert "accuracy, count" in printed
    assert "best blind" in printed


def test_accuracy_is_counted_by_kind():
    questions = [["how many things are there?", "is there a red circle?"], []]
    answers, found = [["two", "yes"], []], [["two", "no"], []]
    scores = dict(vqa.score(corpus(), questions, answers, found))
    assert scores == {
        "accuracy": 50,
        "accuracy, count": 100,
        "accuracy, existence": 0,
    }


@pytest.mark.parametrize(
    ("arguments", "system", "changes"),
    [
        ("--corpus easy-vqa", "picture and question", {}),
        ("--corpus easy-vqa --blind", "question alone", {"blind": 1}),
        (
            "--blind --set units=9",
            "question alone, units=9",
            vqa.SCENES | {"blind": 1, "units": 9},
        ),
    ],
)
def test_a_system_is_called_after_what_is_changed(arguments, system, changes):
    name, recipe = vqa.recipe_of(vqa.parse(arguments.split()))
    assert name == system
    assert recipe == dataclasses.replace(vqa_systems.Recipe(), **changes)


def test_the_tables_name_systems_that_there_are():
    published = tomllib.loads(PUBLISHED.read_text())["published"]
    ours = {e["ours"][1] for e in published if e.get("ours", [""])[0] == "vqa"}
    assert ours == {"picture and question", "question alone", "best blind"}
