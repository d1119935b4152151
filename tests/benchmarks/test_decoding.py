import importlib.util

import keras
import numpy as np
import pytest

from benchmarks import decoding, records, report_decoding
from benchmarks.decoding_systems import (
    HUB,
    HUB_SORTED,
    LOOP,
    OURS,
    TUNED,
    batches,
    systems,
)
from benchmarks.translation_systems import Recipe, build
from rnncourse.text import WordTokenizer

END = 0


def sources(*lengths):
    return [np.arange(length, 0, -1) - 1 for length in lengths]


def test_batches_hold_each_sentence_once_in_few_shapes():
    made = batches(sources(9, 3, 20, 8, 4), 2, by_length=True)
    assert [batch.numbers.tolist() for batch in made] == [[1, 4], [3, 0], [2]]
    assert [batch.ids.shape for batch in made] == [(2, 4), (2, 12), (1, 20)]
    assert {batch.longest for batch in made} == {50}
    assert [(row >= 0).sum() for batch in made for row in batch.ids] == [3, 4, 8, 9, 20]
    assert made[0].ids[0].tolist() == [2, 1, 0, -1]
    made = batches(sources(9, 3, 20, 8, 4), 2, by_length=False)
    assert [batch.numbers.tolist() for batch in made] == [[0, 1], [2, 3], [4]]
    assert [batch.ids.shape for batch in made] == [(2, 12), (2, 20), (1, 4)]


def test_the_turns_are_timed_and_the_first_run_is_not(monkeypatch):
    clock = iter([0.0, 3.0, 0.0, 5.0, 0.0, 4.0, 0.0, 7.0])
    monkeypatch.setattr(decoding.time, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(decoding, "PAUSE", 0)
    calls = []

    def search(batch):
        calls.append(batch)
        return [[number] for number in batch.numbers], [-1.0] * len(batch.numbers)

    given = sources(5, 4, 3)
    work = {name: batches(given, 2, by_length=name == OURS) for name in (OURS, LOOP)}
    found, seconds = decoding.measure({OURS: search, LOOP: search}, work, turns=1)
    assert found == {name: [[[n], -1.0] for n in range(3)] for name in (OURS, LOOP)}
    assert seconds == {OURS: [7.0], LOOP: [12.0]}
    assert len(calls) == 8


def answers(*rows, log_prob=-1.0):
    return [(np.array(row), log_prob) for row in rows]


def test_what_stands_behind_the_end_does_not_matter():
    ours, theirs = answers([3, END, END], [3, 4, 5]), answers([3, END, 7], [3, 4, 5])
    assert decoding.agreement(ours, theirs, END) == 1
    theirs = answers([3, END, 7], [3, 4, 6])
    with pytest.raises(SystemExit, match=r"Only 50.0% .* translated the same"):
        decoding.agreement(ours, theirs, END)


def test_the_same_words_must_have_the_same_probability():
    with pytest.raises(SystemExit, match=r"up to 0.5 apart: not the same search"):
        decoding.agreement(answers([3]), answers([3], log_prob=-1.5), END)


@pytest.fixture(scope="module")
def translator():
    """A small one with weights so large that words are told apart."""
    keras.utils.set_random_seed(3)
    words = WordTokenizer.train(["a b c d e f g h", "i j k l m n o"])
    model = build(Recipe(units=6, size=8), (words, words))
    rng = np.random.default_rng(5)
    for weight in model.trainable_variables:
        weight.assign(rng.normal(0, 0.7, weight.shape))
    rows = keras.ops.convert_to_numpy(model.target_embedding.embeddings).copy()
    rows[END] *= 1.5  # so that many sentences end
    model.target_embedding.embeddings.assign(rows)
    return model


@pytest.mark.parametrize("peer", [LOOP, TUNED, HUB])
def test_peers_find_the_same_with_the_same_weights(peer, translator):
    rng = np.random.default_rng(1)
    given = [np.append(rng.integers(1, 16, rng.integers(1, 9)), END) for _ in range(24)]
    (batch,) = batches(given, 24, by_length=True)
    batch = batch._replace(longest=9)
    for width in (1, 4):
        searches = systems(translator, width)
        if peer not in searches:
            pytest.skip(f"{peer} is not here")
        ours, theirs = searches[OURS](batch), searches[peer](batch)
        pairs = [list(zip(*found, strict=True)) for found in (ours, theirs)]
        assert decoding.agreement(*pairs, END) >= decoding.SAME
        assert len({tuple(row) for row in ours[0].tolist()}) > 5
        assert (ours[0] == END).any(axis=1).sum() > 5


def test_every_peer_that_is_installed_takes_part(translator):
    there = {"keras_hub": {HUB, HUB_SORTED}, "torch": {LOOP, TUNED}}
    expected = [OURS]
    for module, names in there.items():
        if importlib.util.find_spec(module):
            expected += names
    assert set(systems(translator, 2)) == set(expected)


def test_a_record_is_ours_by_theirs(translator, monkeypatch, capsys):
    monkeypatch.setattr(
        decoding,
        "systems",
        lambda model, width: {OURS: None, LOOP: None},
    )
    found = {OURS: answers([3]), LOOP: answers([3])}
    seconds = {OURS: [0.5, 0.25, 9.0], LOOP: [2.0, 1.0, 1.0]}
    monkeypatch.setattr(decoding, "measure", lambda *_: (found, seconds))
    options = {"corpus": "tiny", "width": 5, "sentences": 4, "turns": 3, "seed": 1}
    made = decoding.compare(translator, ["a b"], **options)
    numbers = [(r["system"], r["metric"], r.get("against"), r["value"]) for r in made]
    assert numbers == [
        (OURS, "sentences_per_second", None, 2.0),
        (LOOP, "sentences_per_second", None, 1.0),
        (OURS, "speed_ratio", LOOP, 2.0),
    ]
    assert made[0]["settings"] == {"width": 5, "sentences": 4, "turns": 3}
    assert "ours 2.00 times as many; 100.0% the same" in capsys.readouterr().out


def test_the_table_has_a_row_a_width_and_a_column_a_system(monkeypatch):
    def record(system, metric, value, width, **against):
        settings = {"width": width}
        found = {"system": system, "metric": metric, "value": value, **against}
        return {**found, "settings": settings}

    measured = [
        record(OURS, "sentences_per_second", 100.4, 5),
        record(LOOP, "sentences_per_second", 25.0, 5),
        record(OURS, "speed_ratio", 4.02, 5, against=LOOP),
        record(OURS, "sentences_per_second", 400.0, 1),
    ]
    monkeypatch.setattr(records, "load", lambda name: measured)
    lines = report_decoding.speeds().splitlines()
    assert lines[0] == f"| beam | {OURS} | {LOOP} |"
    assert lines[2:4] == ["| 1 | 400 | – |", "| 5 | 100 | 25 (ours 4.0 times) |"]


def test_help_says_how_to_get_the_peers(capsys):
    with pytest.raises(SystemExit):
        decoding.parse(["--help"])
    assert "pip install keras-hub" in capsys.readouterr().out
