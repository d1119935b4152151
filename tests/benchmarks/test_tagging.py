import dataclasses
import subprocess
import sys
import tomllib

import pytest

from benchmarks import tagging, tagging_systems
from benchmarks.report import PUBLISHED
from rnncourse.datasets import TaggedCorpus, TaggedSentence

SMALL = {"units": 6, "word_size": 6, "affix_size": 2, "epochs": 2, "buckets": 1}
SMALL |= {"features": ("words",), "words": 64}


def corpus(scheme):
    """Sentences in which a capital makes a name, in IOB1, or a part of speech."""
    tags = ("O", "I-PER") if scheme else ("VERB", "PROPN")
    lines = ["Ann sees Bo", "Bo sleeps", "sees Cy Ann", "Cy sleeps", "Ann sleeps"]
    sentences = tuple(
        TaggedSentence(line.split(), [tags[word[0].isupper()] for word in line.split()])
        for line in lines * 4
    )
    return TaggedCorpus(
        "tiny", sentences, sentences[:4], sentences[1:4], True, "", scheme=scheme
    )


@pytest.mark.parametrize("head", ["softmax", "crf", "previous"])
def test_taggers_are_trained_scored_and_averaged(head, tmp_path):
    scheme = "IOB1" if head == "crf" else None
    recipe = tagging_systems.Recipe(head=head, **SMALL)
    options = {"seeds": [1, 2], "folder": tmp_path}
    measured = tagging.run("tried", recipe, corpus(scheme), **options)
    names = {
        "softmax": {"tried", "tried x2"},
        "crf": {"tried", "tried x2"},
        "previous": {"tried", "tried beam 5"},
    }
    assert {record["system"] for record in measured} == names[head]
    assert {record["split"] for record in measured} == {"valid", "test"}
    metrics = {record["metric"] for record in measured}
    assert metrics == {"chunk_f1" if scheme else "accuracy"}
    assert all(0 <= record["value"] <= 100 for record in measured)
    single = [record for record in measured if record["system"] == "tried"]
    assert {record["seed"] for record in single} == {1, 2}
    assert single[0]["settings"]["units"] == 6
    # what is finished is read and not trained again
    again = tagging.run("tried", recipe, corpus(scheme), **options)
    assert [r["value"] for r in again] == [r["value"] for r in measured]
    assert [r.get("seconds") for r in again] == [r.get("seconds") for r in measured]


def test_the_test_part_is_not_looked_at_in_training(tmp_path):
    tiny = corpus(None)
    blind = dataclasses.replace(tiny, test=None)
    recipe = tagging_systems.Recipe(**SMALL | {"epochs": 1})
    _, history = tagging_systems.train(recipe, blind, seed=1, callbacks=[])
    assert len(history) == 1


def test_names_are_scored_as_names_and_words_as_words():
    tags = [("B-PER", "E-PER", "O", "S-LOC")]
    half = [("B-PER", "E-PER", "O", "S-ORG")]
    broken = [("I-PER", "E-PER", "O", "S-LOC")]  # conlleval takes it for a name
    assert tagging_systems.score(tags, half, "IOB1") == 50
    assert tagging_systems.score(tags, broken, "IOB1") == 100
    assert tagging_systems.score(tags, half, None) == 75


def test_chunks_are_learned_as_iobes():
    sentence = TaggedSentence(
        ["New", "York", "calls", "Ann"], ["I-LOC", "I-LOC", "O", "I-PER"]
    )
    words, tags = tagging_systems.read([sentence], "IOB1")
    assert words == [("New", "York", "calls", "Ann")]
    assert tags == [("B-LOC", "E-LOC", "O", "S-PER")]


@pytest.mark.parametrize(
    ("arguments", "system", "changes"),
    [
        ("", "softmax", {}),
        ("--head crf", "crf", {"head": "crf"}),
        (
            "--without affixes",
            "softmax, no affixes",
            {"features": ("words", "characters")},
        ),
        ("--forward", "softmax, forward", {"reader": "forward"}),
        ("--set units=100", "softmax, units=100", {"units": 100}),
        ("--set dropout=.3", "softmax, dropout=.3", {"dropout": 0.3}),
    ],
)
def test_a_system_is_called_after_what_is_changed(arguments, system, changes):
    name, recipe = tagging.recipe_of(tagging.parse(arguments.split()))
    assert name == system
    assert recipe == dataclasses.replace(tagging.RECIPES["ewt"], **changes)


@pytest.mark.parametrize("setting", ["wings=2", "head=3", "units"])
def test_a_setting_that_is_none_is_refused(setting):
    with pytest.raises((SystemExit, ValueError)):
        tagging.recipe_of(tagging.parse(["--set", setting]))


def test_the_tables_name_systems_that_there_are():
    published = tomllib.loads(PUBLISHED.read_text())["published"]
    ours = {e["ours"][1] for e in published if e.get("ours", [""])[0] == "tagging"}
    options = ["", "--head crf", "--head previous", "--forward", "--without affixes"]
    options += ["--head crf --without affixes"]
    names = {tagging.recipe_of(tagging.parse(line.split()))[0] for line in options}
    assert ours - {"softmax x5", "crf x5"} <= names


def test_help_names_the_corpora():
    text = subprocess.run(
        [sys.executable, "-m", "benchmarks.tagging", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "ewt,conll2003" in text
