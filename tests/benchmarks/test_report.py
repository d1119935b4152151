import json
import re

import pytest

from benchmarks import records, report

PUBLISHED = """
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
"""


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """Two seeds of an Elman network and one LSTM, beside a published table."""
    published = tmp_path / "published.toml"
    published.write_text(PUBLISHED)
    monkeypatch.setattr(report, "PUBLISHED", published)
    found = [
        {
            "system": system,
            "metric": "perplexity",
            "value": value,
            "corpus": "ptb",
            "split": split,
            "seed": seed,
        }
        for system, value, split, seed in [
            ("rnn", 118.0, "test", 1),
            ("rnn", 120.0, "test", 2),
            ("rnn", 1.0, "valid", 1),
            ("lstm", 95.0, "test", 1),
        ]
    ]
    monkeypatch.setattr(records, "load", lambda name, folder=None: found)
    return tmp_path


def test_a_row_is_the_median_over_seeds_of_the_test_split(measured):
    elman, lstm, everything = report.rows("demo")
    assert (elman["published"], elman["ours"], elman["spread"]) == (124.7, 119.0, 2.0)
    assert (lstm["ours"], lstm["spread"]) == (95.0, None)
    assert everything["ours"] is None


def test_bold_is_ours_only_where_it_is_better(measured):
    lines = report.markdown("demo").splitlines()[2:]
    assert re.search(r"\*\*119\.00 \(2 seeds, spread 2\.00\)\*\*", lines[0])
    assert "**" not in lines[1]
    assert lines[2].split("|")[3].strip() == "–"


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


def test_a_picture_is_drawn_of_what_was_measured(measured):
    path = report.draw("demo", measured / "images")
    assert path.read_bytes().startswith(b"\x89PNG")
