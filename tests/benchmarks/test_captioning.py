import dataclasses
import subprocess
import sys
import tomllib
import types

import pytest

from benchmarks import captioning, captioning_systems, records
from benchmarks.report import PUBLISHED
from benchmarks.translation import beam_name, search_of
from rnncourse.datasets.worlds import scene_world
from tests.models.pictures.test_feature_cache import Glance

pytest.importorskip("sacrebleu")

SMALL = {"filters": 4, "stages": 3, "units": 8, "size": 8, "each": 1, "buckets": 1}
SMALL |= {"epochs": 2, "pixels": 24, "batch": 8, "min_count": 1, "shift": 2}


def corpus():
    whole = scene_world("small").captions()
    parts = {part: getattr(whole, part)[:12] for part in ("train", "valid", "test")}
    return dataclasses.replace(whole, **parts, world=None)


@pytest.mark.slow
@pytest.mark.parametrize("system", ["tell", "attend"])
def test_captioning_models_are_trained_and_scored(system, tmp_path):
    recipe = captioning_systems.Recipe(**captioning_systems.SYSTEMS[system] | SMALL)
    searches = {beam_name(width): search_of(width, 1.0) for width in (1, 2)}
    options = {"searches": searches, "seed": 1, "checkpoint": tmp_path / "run.npz"}
    measured = captioning.run("tried", recipe, corpus(), **options)
    assert {record["system"] for record in measured} == {
        "tried, greedy",
        "tried, greedy, pictures exchanged",
        "tried, beam 2",
        "tried, beam 2, pictures exchanged",
    }
    metrics = {"bleu_1", "bleu_2", "bleu_3", "bleu_4", "rouge_l", "cider_d"}
    assert {record["metric"] for record in measured} == metrics
    assert {record["split"] for record in measured} == {"valid", "test"}
    # what is finished is read and not trained again
    again = captioning.run("tried", recipe, corpus(), **options)
    assert [r["value"] for r in again] == [r["value"] for r in measured]
    assert [r["seconds"] for r in again] == [r["seconds"] for r in measured]


@pytest.mark.slow
def test_quick_saves_nothing(monkeypatch, capsys):
    small = types.SimpleNamespace(captions=corpus)
    monkeypatch.setattr(captioning, "scene_world", lambda size: small)
    monkeypatch.setattr(records, "save", lambda *_: pytest.fail("saved"))
    settings = [f"{name}={value}" for name, value in SMALL.items()]
    captioning.main(["--quick", "--system", "tell", "--beam", "1", "--set", *settings])
    printed = capsys.readouterr().out
    assert "CIDEr-D" in printed
    assert printed.count("bleu_4") == 4  # valid and test, right and exchanged


def test_a_backbone_sees_pictures_of_its_own_size_once(tmp_path):
    items = corpus().train
    recipe = captioning_systems.Recipe(**SMALL)
    assert captioning_systems.seen(items, recipe)[0].shape == (24, 24, 3)
    backbone = Glance()
    backbone.size = 8
    for _ in range(2):
        found = captioning_systems.seen(items, recipe, backbone, tmp_path)
        assert (len(found), found[0].shape) == (12, (2, 3))
    assert len(list(tmp_path.glob("*.npz"))) == 12


def test_a_shuffled_model_is_trained_on_pictures_of_other_captions(monkeypatch):
    shown = []

    def see(items, recipe):
        shown.append([item.picture.name for item in items])
        raise KeyboardInterrupt  # before anything is trained

    for shuffled in (0, 1):
        recipe = captioning_systems.Recipe(**SMALL, shuffled=shuffled)
        with pytest.raises(KeyboardInterrupt):
            captioning_systems.train(recipe, corpus(), None, seed=1, see=see)
    right = [item.picture.name for item in corpus().train]
    assert shown[0] == right
    assert sorted(shown[1]) == sorted(right)
    moved = [one != other for one, other in zip(*shown, strict=True)]
    assert sum(moved) > len(moved) / 2


def test_what_is_said_of_scenes_is_judged_by_its_meaning():
    world = scene_world("small")
    whole = world.captions()
    items = whole.test[:20]
    right = dict(captioning.score(whole, items, [i.captions[0] for i in items]))
    assert right["true"] == right["bleu_4"] == pytest.approx(100)
    assert 0 < right["told"] <= 100
    wrong = dict(captioning.score(whole, items, ["four green circles"] * 20))
    assert wrong["false"] > 90
    assert wrong["cider_d"] < right["cider_d"]
    assert [name for name, _ in captioning.parts(whole)] == ["valid", "test", "unseen"]


@pytest.mark.parametrize(
    ("arguments", "system", "changes"),
    [
        ("--corpus flickr8k --system look", "look", {"decoder": "look"}),
        (
            "--corpus flickr8k --system tell --shuffled --set units=128",
            "tell, shuffled, units=128",
            {"decoder": "tell", "shuffled": 1, "units": 128},
        ),
        (
            "--system tell",
            "tell",
            {"decoder": "tell"} | captioning.SCENES,
        ),
        (
            "--corpus flickr8k --system tell --backbone MobileNetV2",
            "tell, MobileNetV2",
            {"decoder": "tell"},
        ),
    ],
)
def test_a_system_is_called_after_what_is_changed(arguments, system, changes):
    name, recipe = captioning.recipe_of(captioning.parse(arguments.split()))
    assert name == system
    assert recipe == dataclasses.replace(captioning_systems.Recipe(), **changes)


def test_the_tables_name_systems_that_there_are():
    published = tomllib.loads(PUBLISHED.read_text())["published"]
    ours = {e["ours"][1] for e in published if e.get("ours", [""])[0] == "captioning"}
    names = {
        f"{system}{shuffled}, {beam_name(width)}{exchanged}"
        for system in captioning_systems.SYSTEMS
        for shuffled in ("", ", shuffled")
        for width in (1, 5)
        for exchanged in ("", ", pictures exchanged")
    }
    assert ours
    assert ours <= names


def test_help_names_the_corpora():
    text = subprocess.run(
        [sys.executable, "-m", "benchmarks.captioning", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for corpus in captioning.CORPORA:
        assert corpus in text
