import dataclasses
import subprocess
import sys
import tomllib

import pytest

from benchmarks import translation, translation_systems
from benchmarks.report import PUBLISHED
from rnncourse.datasets import ParallelCorpus, SentencePair

pytest.importorskip("sacrebleu")

SMALL = {"units": 4, "size": 4, "pieces": 275, "epochs": 2, "tokens": 200}
SMALL |= {"target_buckets": 1, "source_buckets": 1, "dropout": 0.1}


def corpus():
    """A language in which dogs are cats, and words come the other way round."""
    words = {"ein": "a", "Hund": "cat", "rennt": "runs", "schläft": "sleeps"}
    lines = ["ein Hund rennt", "Hund schläft", "rennt ein Hund", "schläft ein Hund"]
    pairs = tuple(
        SentencePair(line, " ".join(words[word] for word in reversed(line.split())))
        for line in lines
    )
    return ParallelCorpus("tiny", pairs * 3, pairs[:3], pairs[2:], True, "")


@pytest.mark.slow
@pytest.mark.parametrize("system", ["attention", "vector-reversed"])
def test_translators_are_trained_searched_and_scored(system, tmp_path):
    recipe = translation_systems.Recipe(**translation_systems.SYSTEMS[system] | SMALL)
    options = {"name": "tiny", "beams": [1, 2], "alpha": 1.0, "seed": 1}
    options["checkpoint"] = tmp_path / "run.npz"
    measured = translation.run("tried", recipe, corpus(), **options)
    assert {record["system"] for record in measured} == {
        "tried, greedy",
        "tried, beam 2",
    }
    assert {record["split"] for record in measured} == {"valid", "test"}
    metrics = {record["metric"] for record in measured}
    assert metrics == {"bleu", "bleu_lower", "exact_match", "bleu, 1 to 9 words"}
    assert all(0 <= record["value"] <= 100 for record in measured)
    assert all("tok:13a" in r["signature"] for r in measured if "bleu" in r["metric"])
    # what is finished is read and not trained again
    again = translation.run("tried", recipe, corpus(), **options)
    assert [r["value"] for r in again] == [r["value"] for r in measured]
    assert [r["seconds"] for r in again] == [r["seconds"] for r in measured]


@pytest.mark.parametrize(
    ("arguments", "system", "changes"),
    [
        ("", "attention", {}),
        ("--system bahdanau", "bahdanau", {"decoder": "bahdanau"}),
        (
            "--system vector-reversed --set units=128",
            "vector-reversed, units=128",
            {"decoder": "vector", "direction": "backward", "units": 128},
        ),
        ("--set dropout=.3", "attention, dropout=.3", {"dropout": 0.3}),
    ],
)
def test_a_system_is_called_after_what_is_changed(arguments, system, changes):
    name, recipe = translation.recipe_of(translation.parse(arguments.split()))
    assert name == system
    assert recipe == dataclasses.replace(translation_systems.Recipe(), **changes)


@pytest.mark.parametrize("setting", ["wings=2", "decoder=vector", "units"])
def test_a_setting_that_is_none_is_refused(setting):
    with pytest.raises((SystemExit, ValueError)):
        translation.recipe_of(translation.parse(["--set", setting]))


def test_scores_of_lengths_are_those_of_the_sentences_so_long():
    sources = ["w " * length for length in (3, 9, 10, 20)]
    found = ["a b c d e", "a b c d f", "g h i j k", "l m n o p"]
    references = ["a b c d e", "a b c d e", "x y z v w", "l m n o p"]
    scores = {
        name: value for name, value, _ in translation.scores(sources, found, references)
    }
    assert scores["exact_match"] == 50
    assert scores["bleu, 16 to 99 words"] == pytest.approx(100)
    assert scores["bleu, 10 to 12 words"] < 20
    assert 50 < scores["bleu, 1 to 9 words"] < 100
    assert "bleu, 13 to 15 words" not in scores


def test_the_tables_name_systems_that_there_are():
    published = tomllib.loads(PUBLISHED.read_text())["published"]
    ours = {e["ours"][1] for e in published if e.get("ours", [""])[0] == "translation"}
    names = {
        f"{system}, {translation.beam_name(width)}"
        for system in translation_systems.SYSTEMS
        for width in (1, 5, 12)
    }
    assert ours
    assert ours <= names


def test_help_names_the_directions():
    text = subprocess.run(
        [sys.executable, "-m", "benchmarks.translation", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for direction in translation.DIRECTIONS:
        assert direction in text
