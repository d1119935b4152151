"""Small files, rooms that only re-export, and nothing of one machine in the tree."""

import ast
import hashlib
import re

import pytest

from rnncourse.datasets import load_catalog
from tests.architecture.tree import ROOT, all_files, files, modules

LINES = 300
BYTES = 1_000_000
TEXT = (".py", ".md", ".toml", ".yml", ".yaml", ".txt", ".ipynb", ".json", ".cfg", "")
# Put together here, so that this file does not hold what it looks for.
MACHINE = re.compile(r"(?<![\w.~])/(?:" + "home|root|Users|work|srv" + r")/[A-Za-z.]")
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "anaconda" + ".org/",
]


def too_long(text):
    """Whether a source file has more lines than one can take in."""
    return len(text.splitlines()) > LINES


def machine_paths(text):
    """Return the lines that name a folder of somebody's machine."""
    return [line for line in text.splitlines() if MACHINE.search(line)]


def registry_addresses(text):
    """Return the lines that name a package registry."""
    return [
        line
        for line in text.splitlines()
        if any(address in line.lower() for address in REGISTRIES)
    ]


def does_more_than_re_export(source):
    """Return the statements of an `__init__.py` that do not belong there."""
    strange = []
    for number, node in enumerate(ast.parse(source).body):
        docstring = number == 0 and isinstance(node, ast.Expr)
        named = isinstance(node, ast.Assign) and node.targets[0].id in {
            "__all__",
            "__version__",
        }
        if not (docstring or named or isinstance(node, ast.Import | ast.ImportFrom)):
            strange.append(ast.unparse(node))
    return strange


def names_not_listed(source):
    """Return what an `__init__.py` imports by name but does not list."""
    tree = ast.parse(source)
    listed, own = set(), set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "__all__":
            listed = set(ast.literal_eval(node.value))
        if isinstance(node, ast.ImportFrom):
            own |= {alias.asname or alias.name for alias in node.names}
    return {name for name in own - listed if not name.startswith("_")}


@pytest.mark.parametrize("path", files(".py"), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_one_idea(path):
    assert not too_long(path.read_text()), f"{path} is longer than {LINES} lines"


@pytest.mark.parametrize(
    "module", [m for m, p in modules().items() if p.name == "__init__.py"]
)
def test_rooms_only_re_export(module):
    source = modules()[module].read_text()
    assert does_more_than_re_export(source) == []
    assert names_not_listed(source) == set()


def test_no_file_names_a_folder_of_one_machine():
    for path in files(*TEXT):
        assert machine_paths(path.read_text(errors="replace")) == [], path


def test_no_file_names_a_package_registry():
    for path in files(*TEXT):
        assert registry_addresses(path.read_text(errors="replace")) == [], path


def test_no_corpus_file_lies_in_the_tree():
    forms = [f for c in load_catalog() for file in c.files for f in file.forms]
    hashes = {form.sha256 for form in forms}
    sizes = {form.size for form in forms}
    for path in all_files():
        size = path.stat().st_size
        assert size <= BYTES, f"{path} has {size} bytes"
        if size in sizes:
            assert hashlib.sha256(path.read_bytes()).hexdigest() not in hashes, path


def test_constraints_are_exact_and_name_no_address():
    for path in (ROOT / "constraints").glob("*.txt"):
        lines = [
            line
            for line in path.read_text().splitlines()
            if line and not line.startswith("#")
        ]
        assert lines, path
        for line in lines:
            assert re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+", line), line


def test_a_long_file_is_seen():
    assert too_long("x = 1\n" * (LINES + 1))
    assert not too_long("x = 1\n" * LINES)


@pytest.mark.parametrize("folder", ["ro" + "ot/.cache", "ho" + "me/ann/data"])
def test_a_machine_path_is_seen(folder):
    assert machine_paths(f'DATA = "/{folder}"')
    assert not machine_paths('DATA = "../data"\nTMP = "/tmp/x"\nURL = "a.org/home/x"')


def test_a_registry_address_is_seen():
    assert registry_addresses("pip install -i https://" + REGISTRIES[0] + "/simple x")
    assert not registry_addresses("see https://example.org/paper.pdf")


def test_code_in_a_room_is_seen():
    source = '"""Room."""\nfrom a import f\n__all__ = ["f"]\n'
    assert does_more_than_re_export(source) == []
    assert does_more_than_re_export(source + "x = f()") == ["x = f()"]
    assert names_not_listed('from a import f, g\n__all__ = ["f"]') == {"g"}
