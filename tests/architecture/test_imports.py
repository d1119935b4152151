"""The import table of the house.

Text flows one way. A room may import the rooms before it, itself, and what stands
under all rooms; the command line stands on top. Some libraries have a home: a room, or
a module, where only the shim of one backend may know that backend.
"""

import ast

import pytest

from tests.architecture.tree import docstring_free, modules, room_of

ROOMS = (
    "datasets",
    "text",
    "pipelines",
    "metrics",
    "layers",
    "models",
    "training",
    "decoding",
    "plots",
)
FOUNDATION = {"", "typing", "_quiet"}  # "" is `rnncourse/__init__.py`
ON_TOP = {"cli", "__main__", "testing"}
ENGINE = "rnncourse.layers.engine"
HOMES = {
    "tensorflow": {
        "text",
        "pipelines",
        "_quiet",
        "testing",
        f"{ENGINE}._tensorflow",
        f"{ENGINE}._lists",
    },
    "jax": {f"{ENGINE}._jax"},
    "jaxlib": set(),
    "torch": set(),
    "tensorflow_text": {"text", "_quiet"},
    "matplotlib": {"plots"},
    "sklearn": {"models"},
    "requests": {"datasets"},
    "PIL": {"datasets"},
    "nbformat": {"cli"},
    "nbclient": {"cli"},
    "nbconvert": {"cli"},
}


def imported(source, module):
    """Return the absolute names that the source of `module` imports anywhere."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = module.split(".")[: -node.level] if node.level else []
            place = ".".join([*start, *filter(None, [node.module])])
            # `from rnncourse import text` names a room just as `rnncourse.text` does
            names += [f"{place}.{alias.name}" for alias in node.names]
    return names


def may_import(room, other):
    """Whether a module in `room` may import from the room `other`."""
    if other == room or other in FOUNDATION or room in ON_TOP:
        return True
    return room in ROOMS and other in ROOMS[: ROOMS.index(room)]


def wrong_imports(source, module):
    """Return the imports of a module that the house forbids, each as a sentence."""
    room = room_of(module)
    wrong = []
    for name in imported(source, module):
        library = name.split(".")[0]
        if library == "rnncourse":
            other = room_of(name)
            is_room = other in {*ROOMS, *ON_TOP, *FOUNDATION}
            if is_room and not may_import(room, other):
                wrong.append(f"{module}: {room or 'the package'} imports {other}")
        elif library in HOMES and not HOMES[library] & {room, module}:
            wrong.append(f"{module}: {library} belongs into {sorted(HOMES[library])}")
    return wrong


@pytest.mark.parametrize("module", modules())
def test_imports_go_one_way(module):
    assert wrong_imports(modules()[module].read_text(), module) == []


def test_homes_exist():
    places = {*modules(), *map(room_of, modules())}
    assert set().union(*HOMES.values()) <= places


def test_every_folder_of_the_package_has_a_place_in_the_table():
    folders = {room_of(module) for module in modules()}
    assert folders <= {*ROOMS, *FOUNDATION, *ON_TOP}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("rnncourse.text.words", "from rnncourse.models import Ngram"),
        ("rnncourse.text.words", "from rnncourse import models"),
        ("rnncourse.text.words", "import rnncourse.models.ngrams.ngram"),
        ("rnncourse.text.words", "from ..models import ngram"),
        ("rnncourse.text.words", "def f():\n    import rnncourse.plots"),
        ("rnncourse.metrics.scores", "import tensorflow as tf"),
        ("rnncourse.layers.lstm", "from tensorflow import raw_ops"),
        ("rnncourse.layers.lstm", "import jax.numpy as jnp"),
        ("rnncourse.layers.engine.unroll", "import tensorflow as tf"),
        ("rnncourse.layers.engine._plan", "def f():\n    import jax"),
        ("rnncourse.layers.engine._tensorflow", "from jax import lax"),
        ("rnncourse.layers.engine._jax", "import tensorflow as tf"),
        ("rnncourse.layers.engine._jax", "import torch"),
        ("rnncourse.models._tensorflow", "import tensorflow as tf"),
        ("rnncourse.models.ngrams.ngram", "import matplotlib.pyplot as plt"),
        ("rnncourse.pipelines.captions", "from PIL import Image"),
        ("rnncourse.plots.curves", "from rnncourse.cli import main"),
        ("rnncourse.plots.curves", "import nbformat"),
        ("rnncourse", "from rnncourse import datasets"),
    ],
)
def test_a_wrong_import_is_seen(module, line):
    assert len(wrong_imports(line, module)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("rnncourse.models.ngrams.ngram", "from rnncourse.text import Vocabulary"),
        (
            "rnncourse.models.ngrams.ngram",
            "from rnncourse.models.ngrams.counts import count",
        ),
        ("rnncourse.models.ngrams.ngram", "from rnncourse import _quiet"),
        ("rnncourse.decoding.beam", "from rnncourse.typing import StepFunction"),
        ("rnncourse.pipelines.tagging", "import tensorflow as tf"),
        ("rnncourse.layers.engine._tensorflow", "import tensorflow as tf"),
        ("rnncourse.layers.engine._lists", "from tensorflow import raw_ops"),
        ("rnncourse.layers.engine._jax", "import jax\nimport jax.numpy as jnp"),
        ("rnncourse.cli.course", "from rnncourse import plots\nimport nbformat"),
    ],
)
def test_a_right_import_passes(module, line):
    assert wrong_imports(line, module) == []


def test_only_datasets_and_the_command_line_ask_where_data_is():
    for module, path in modules().items():
        if room_of(module) not in {"datasets", "cli"}:
            strings = docstring_free(ast.parse(path.read_text()))
            assert not [text for text in strings if "RNNCOURSE_DATA" in text], module


def test_docstrings_are_told_from_other_strings():
    source = 'def f():\n    "RNNCOURSE_DATA in prose"\n    return "RNNCOURSE_DATA"'
    assert docstring_free(ast.parse(source)) == ["RNNCOURSE_DATA"]
