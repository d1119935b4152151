"""Every public name says what it does, shows it, and names its shapes."""

import ast
import re

import pytest

from tests.architecture.tree import modules, room_of

ARRAYS = re.compile(r"\b(arrays?|ndarrays?|tensors?)\b")
SHAPE = re.compile(r"`\((?:[^`()]|\([^`()]*\))*\)`")


def public_definitions(source):
    """Return the public functions and classes at the top of a module."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    body = ast.parse(source).body
    return [
        node
        for node in body
        if isinstance(node, kinds) and not node.name.startswith("_")
    ]


def sections(docstring, *titles):
    """Return the text of these sections of a Google-style docstring."""
    text = ""
    for title in titles:
        if found := re.search(rf"^{title}:\n((?: +.*\n|\n)*)", docstring + "\n", re.M):
            text += found[1]
    return text


def faults(source, *, doctest=True):
    """Return what is missing in the docstrings of a module, each as a sentence."""
    found = []
    for node in public_definitions(source):
        text = ast.get_docstring(node) or ""
        if not text:
            found.append(f"{node.name} has no docstring")
        elif doctest and ">>>" not in text:
            found.append(f"{node.name} has no doctest")
        taken = sections(text, "Args", "Call arguments", "Returns")
        if ARRAYS.search(taken) and not SHAPE.search(text):
            found.append(f"{node.name} speaks of arrays without their shapes")
    return found


PUBLIC = [m for m in modules() if not m.rpartition(".")[2].startswith("_")]


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_are_documented(module):
    # commands are shown by --help and by tests that run them
    doctest = room_of(module) != "cli"
    assert faults(modules()[module].read_text(), doctest=doctest) == []


@pytest.mark.parametrize("module", modules())
def test_every_module_says_what_it_is_for(module):
    assert ast.get_docstring(ast.parse(modules()[module].read_text()))


def test_rooms_tell_a_story_in_doctests():
    rooms = {m: p for m, p in modules().items() if p.name == "__init__.py"}
    for module in rooms.keys() - {"rnncourse", "rnncourse.datasets.worlds"}:
        assert ">>>" in ast.get_docstring(ast.parse(rooms[module].read_text())), module


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def f(x):\n    return x", "f has no docstring"),
        ('class A:\n    """What it is."""', "A has no doctest"),
        (
            'def f(x):\n    """Say.\n\n    Args:\n        x: An array.\n\n'
            '    >>> f(1)\n    1\n    """',
            "f speaks of arrays without their shapes",
        ),
        (
            'def f(x):\n    """Say.\n\n    Returns:\n        A tensor (see below).\n\n'
            '    >>> f(1)\n    1\n    """',
            "f speaks of arrays without their shapes",
        ),
    ],
)
def test_a_fault_is_seen(source, fault):
    assert faults(source) == [fault]


@pytest.mark.parametrize("shape", ["`(batch, time)`", "`(tokens,)`", "``(n, d)``"])
def test_shapes_are_recognised(shape):
    source = f'def f(x):\n    """Say.\n\n    Args:\n        x: Array {shape}.\n\n'
    assert faults(source + '    >>> f(1)\n    1\n    """') == []


def test_private_names_are_left_alone():
    assert faults("def _f(x):\n    return x") == []
