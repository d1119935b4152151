"""Commands as users run them, in processes of their own."""

import os
import subprocess
import sys

import nbformat
import nbformat.v4
import pytest


@pytest.fixture
def rnncourse(tmp_path):
    """Run `rnncourse` with these words, outside the checkout and without data."""

    def run(*words, python=sys.executable, data="generated", **environment):
        return subprocess.run(
            [python, "-m", "rnncourse", *words],
            cwd=tmp_path,
            env={**os.environ, "RNNCOURSE_DATA": data, **environment},
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


@pytest.fixture
def write_notebook(tmp_path):
    """Write a tiny notebook with a title and these code cells."""

    def write(name, title, *sources):
        cells = [nbformat.v4.new_markdown_cell(f"# {title}\n\nHere $p < 1$.")]
        cells += [nbformat.v4.new_code_cell(source) for source in sources]
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    return write
