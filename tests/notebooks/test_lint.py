"""The form of the notebooks; every rule is also shown something that breaks it."""

import copy
import re
from pathlib import Path

import nbformat
import nbformat.v4 as new
import pytest

from tests.notebooks import lint

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("[0-9][0-9]_*.ipynb"))
RULES = (
    lint.outputs,
    lint.structure,
    lint.portability,
    lint.randomness,
    lint.checked_outputs,
    lint.figures,
    lint.equations,
    lint.environment,
)
BYTES = 700_000
# The first notebook shows the way and teaches nothing yet.
START = {"cells": (5, 25), "words": (400, 1500)}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@each_notebook
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_notebook_keeps_the_rule(path, rule):
    assert rule(nbformat.read(path, as_version=4)) == []


@each_notebook
def test_a_notebook_keeps_its_size(path):
    budget = START if path.stem.startswith("00") else {}
    assert lint.sizes(nbformat.read(path, as_version=4), **budget) == []
    assert path.stat().st_size <= BYTES


@each_notebook
def test_a_notebook_is_valid(path):
    nbformat.validate(nbformat.read(path, as_version=4))


@pytest.fixture
def good():
    """Return a small notebook that keeps every rule but that on sizes."""
    opening = (
        "# Counting\n\nAfter this you can count. Prerequisites: none. Running time: "
        "one second. [Colab](https://colab.example.org/x)"
    )
    printed = new.new_output("stream", name="stdout", text="2\n")
    cell = new.new_code_cell("print(1 + 1)", execution_count=1, outputs=[printed])
    cell.metadata["tags"] = ["nbval-check-output"]
    closing = "Here $p < 1$.\n\n## Summary\n\n## Exercises\n\n## References"
    cells = [new.new_markdown_cell(opening), cell, new.new_markdown_cell(closing)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def test_a_good_notebook_passes(good):
    assert [complaint for rule in RULES for complaint in rule(good)] == []


def test_sizes_are_measured(good):
    assert lint.sizes(good, cells=(1, 1), words=(10, 30)) == []
    assert len(lint.sizes(good)) == 2  # too few cells, too few words
    assert lint.word_count(good) == 17  # not the equation, not the address
    good.cells[1].source = "x = 1\n\n" * 41
    assert lint.sizes(good, cells=(1, 1), words=(1, 30)) == [
        "half of the code cells have more than 6 lines",
        "code cell 1 has 41 lines",
    ]


def broken_cells():
    """Yield a rule and the change of a code cell that breaks it."""
    stderr = new.new_output("stream", name="stderr", text="Warning: so noisy")
    error = new.new_output("error", ename="KeyError", evalue="'x'", traceback=[])
    yield lint.outputs, {"outputs": []}
    yield lint.outputs, {"outputs": [stderr]}
    yield lint.outputs, {"outputs": [error]}
    yield lint.outputs, {"execution_count": 7}
    yield lint.outputs, {"execution_count": None}
    yield lint.checked_outputs, {"metadata": {}}
    for source in (
        "!pip install thing",
        "import requests",
        "x = urllib.request.urlopen(y)",
        "download('https://example.org/a.txt')",
        "open('/" + "home/ann/notes.txt')",
    ):
        yield lint.portability, {"source": source}
    for source in (
        "rng = np.random.default_rng()",
        "x = np.random.rand(3)",
        "random.shuffle(words)",
        "tf.random.normal([2])",
    ):
        yield lint.randomness, {"source": source}


@pytest.mark.parametrize(("rule", "change"), list(broken_cells()))
def test_a_bad_code_cell_is_seen(good, rule, change):
    good.cells[1].update(copy.deepcopy(change))
    assert len(rule(good)) == 1


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        (lint.structure, "# Counting", "Counting"),
        (lint.structure, "Prerequisites", "Before"),
        (lint.structure, "colab", "example"),
        (lint.figures, "After", "![](figure.png)\nAfter"),
        (lint.figures, "After", '<img src="figure.png">\nAfter'),
        (lint.equations, "After", r"$\nonsense{x}$ After"),
    ],
)
def test_a_bad_text_is_seen(good, rule, old, new):
    cell = good.cells[0]
    cell.source = re.sub(old, lambda _: new, cell.source, flags=re.IGNORECASE)
    assert len(rule(good)) == 1


def test_sections_in_another_order_are_seen(good):
    good.cells[2].source = "## Exercises\n\n## Summary\n\n## References"
    assert len(lint.structure(good)) == 1


def test_another_kernel_is_seen(good):
    good.metadata.kernelspec.name = "my-environment"
    assert len(lint.environment(good)) == 1


def test_seeded_randomness_passes(good):
    good.cells[1].source = "rng = np.random.default_rng(0)\nx = rng.random(3)"
    assert lint.randomness(good) == []


def test_a_set_up_cell_may_install_on_colab(good):
    good.cells[1].source = 'if "google.colab" in sys.modules:\n    !pip install x'
    assert lint.portability(good) == []
