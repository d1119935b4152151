"""The files of the project, as the tests on its architecture see them."""

import ast
import functools
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "rnncourse"
MADE = {"build", "dist", "checkpoints", "__pycache__"}


@functools.cache
def all_files():
    """Return every file of the project, but what was made and what is hidden."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        ours = [name for name in folders if name == ".ci" or not name.startswith(".")]
        folders[:] = sorted(set(ours) - MADE)
        found += [Path(folder, name) for name in sorted(names)]
    return found


def files(*suffixes):
    """Return the files of the project with these endings."""
    return [path for path in all_files() if path.suffix in suffixes]


@functools.cache
def modules():
    """Map `rnncourse.room.module` to its path, for every module of the package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def room_of(module):
    """Return the room in which a module lives: `rnncourse.text.stream` in `text`."""
    return module.split(".")[1] if "." in module else ""


def docstring_free(tree):
    """Return the string constants of a module that are no docstrings."""
    docstrings = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            docstrings.add(id(body[0].value))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]
