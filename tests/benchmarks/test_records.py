import json
import subprocess
import sys

import pytest

from benchmarks import records


def make(value, system="lstm", seed=1, **settings):
    return records.make(
        "demo",
        system=system,
        metric="perplexity",
        value=value,
        corpus="tiny",
        split="test",
        seed=seed,
        settings=settings,
    )


def test_a_record_carries_its_circumstances():
    record = make(97.3, units=300)
    assert record["value"] == 97.3
    assert record["settings"] == {"units": 300}
    assert record["command"].startswith("python -m benchmarks.demo")
    assert {"versions", "machine", "date"} <= set(record)


def test_a_new_measurement_replaces_its_older_self_only(tmp_path):
    records.save("demo", [make(99.0), make(80.0, "gru"), make(98.0, seed=2)], tmp_path)
    records.save("demo", [make(97.0), make(96.0, units=7)], tmp_path)
    values = [record["value"] for record in records.load("demo", tmp_path)]
    assert sorted(values) == [80.0, 96.0, 97.0, 98.0]


def test_nothing_measured_is_an_empty_list(tmp_path):
    assert records.load("demo", tmp_path) == []


def test_a_failed_write_leaves_the_older_file(tmp_path):
    path = records.save("demo", [make(99.0)], tmp_path)
    with pytest.raises(TypeError):
        records.save("demo", [make(object())], tmp_path)
    assert [record["value"] for record in json.loads(path.read_text())] == [99.0]


def test_the_peak_of_memory_is_kept_when_the_memory_is_given_back():
    program = (
        "from benchmarks.records import peak_megabytes as peak\n"
        "before = peak(); taken = b'x' * (64 * 2**20); del taken\n"
        "print(peak() - before)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert 60 < float(run.stdout) < 68
