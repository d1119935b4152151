import json
import re
import tomllib

import pytest

from benchmarks import records, report

PUBLISHED_HERE = report.PUBLISHED

PUBLISHED = """
[tables.demo]
corpus = "ptb"
metric = "perplexity"
unit = "test perplexity"

[tables.songs]
corpus = "jsb"
metric = "nll_per_frame"
unit = "nats per frame"

[[published]]
table = "demo"
system = "Elman"
value = 124.7
ours = ["demo", "rnn"]
source = "a paper"

[[published]]
table = "demo"
system = "LSTM"
value = 90.0
ours = ["demo", "lstm"]

[[published]]
table = "demo"
system = "everything"
value = 79.4

[[published]]
table = "songs"
system = "LSTM"
value = 8.67
ours = ["demo", "lstm"]

[[published]]
table = "unheard"
system = "LSTM"
ours = ["demo", "lstm"]

[tables.unheard]
corpus = "birds"
metric = "nll_per_frame"
unit = "nats per frame"
"""


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """Two seeds of an Elman network and one LSTM, beside a published table."""
    published = tmp_path / "published.toml"
    published.write_text(PUBLISHED)
    monkeypatch.setattr(report, "PUBLISHED", published)
    text, song = ("ptb", "perplexity"), ("jsb", "nll_per_frame")
    found = [
        {
            "system": system,
            "corpus": corpus,
            "metric": metric,
            "value": value,
            "split": split,
            "seed": seed,
        }
        for (corpus, metric), system, value, split, seed in [
            (text, "rnn", 118.0, "test", 1),
            (text, "rnn", 120.0, "test", 2),
            (text, "rnn", 1.0, "valid", 1),
            (text, "lstm", 95.0, "test", 1),
            (song, "lstm", 8.3, "test", 1),
        ]
    ]
    monkeypatch.setattr(records, "load", lambda name, folder=None: found)
    return tmp_path


def test_a_row_is_the_median_over_seeds_of_the_test_split(measured):
    elman, lstm, everything = report.rows("demo")
    assert (elman["published"], elman["ours"], elman["spread"]) == (124.7, 119.0, 2.0)
    assert (lstm["ours"], lstm["spread"]) == (95.0, None)
    assert everything["ours"] is None


def test_a_row_takes_the_records_of_one_recipe_only(measured):
    records.load("demo")[1]["seed"] = 1
    with pytest.raises(SystemExit, match=r"'rnn' on 'ptb' .* several settings"):
        report.rows("demo")


def test_bold_is_ours_only_where_it_is_better(measured):
    lines = report.markdown("demo").splitlines()[2:]
    assert re.search(r"\*\*119\.00 \(2 seeds, spread 2\.00\)\*\*", lines[0])
    assert "**" not in lines[1]
    assert lines[2].split("|")[3].strip() == "–"


def test_where_higher_is_better_a_higher_number_is_bold(measured):
    text = PUBLISHED.replace('unit = "test p', 'better = "higher"\nunit = "test p')
    report.PUBLISHED.write_text(text)
    elman, lstm, _ = report.markdown("demo").splitlines()[2:]
    assert "**" not in elman
    assert "| **95.00** |" in lstm


def test_a_table_takes_the_numbers_of_its_corpus_and_metric_only(measured):
    (song,) = report.rows("songs")
    assert (song["published"], song["ours"], song["seeds"]) == (8.67, 8.3, 1)
    (unheard,) = report.rows("unheard")
    assert unheard["ours"] is None


def test_every_table_is_printed(measured, capsys):
    report.main([])
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.isalpha()] == [
        "demo",
        "songs",
        "unheard",
    ]
    assert "| LSTM | 8.67 | **8.30** |" in printed


def test_a_table_is_written_between_its_marks_and_nowhere_else(measured):
    path = measured / "page.md"
    path.write_text("before\n<!-- table: demo -->\nold\n<!-- /table -->\nafter\n")
    assert report.write(path) == 1
    text = path.read_text()
    assert text.startswith("before\n<!-- table: demo -->\n| model")
    assert text.endswith("<!-- /table -->\nafter\n")
    assert "old" not in text
    assert report.write(path) == 1
    assert path.read_text() == text


def test_a_notebook_keeps_its_form(measured):
    path = measured / "page.ipynb"
    cells = [
        {
            "cell_type": "markdown",
            "source": ["<!-- table: demo -->\n", "<!-- /table -->"],
        },
        {"cell_type": "code", "source": ["x = '<!-- table: demo -->'"], "outputs": []},
    ]
    path.write_text(json.dumps({"cells": cells, "nbformat": 4}))
    report.write(path)
    written = json.loads(path.read_text())
    assert "119.00" in "".join(written["cells"][0]["source"])
    assert written["cells"][1] == cells[1]


@pytest.mark.parametrize("table", ["demo", "songs"])
def test_a_picture_is_drawn_of_what_was_measured(measured, table):
    path = report.draw(table, measured / "images")
    assert path.name == f"{table}.png"
    assert path.read_bytes().startswith(b"\x89PNG")


def test_nothing_is_drawn_of_what_was_not_measured(measured, capsys):
    assert report.draw("unheard", measured / "images") is None
    report.main(["--figure", str(measured / "images")])
    assert "unheard: nothing measured" in capsys.readouterr().out


def test_the_published_numbers_name_tables_that_are_described():
    published = tomllib.loads(PUBLISHED_HERE.read_text())
    for entry in published["published"]:
        assert entry["table"] in published["tables"], entry
        assert "source" in entry or "value" not in entry, entry
    for table in published["tables"].values():
        assert table.keys() - {"better"} == {"corpus", "metric", "unit"}
        assert table.get("better") in (None, "higher")
