"""Every notebook runs again on generated data, and checked outputs stay the same."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import nbformat.v4 as new
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("[0-9][0-9]_*.ipynb"))
SECONDS_A_CELL = 300


def nbval(path):
    """Run nbval on one notebook and return the finished process.

    `--nbval-lax` compares outputs only where a cell has the tag
    `nbval-check-output`; a cell that raises fails everywhere. The options of the
    project are replaced: warnings inside a kernel are not ours to turn into errors.
    """
    command = [sys.executable, "-m", "pytest", "-q", "--nbval-lax"]
    command += ["--nbval-current-env", f"--nbval-cell-timeout={SECONDS_A_CELL}"]
    command += ["-p", "no:cacheprovider", "-o", "addopts=", "-o", "filterwarnings="]
    return subprocess.run(
        [*command, path.name],
        cwd=path.parent,
        env={
            **os.environ,
            "RNNCOURSE_DATA": "generated",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        },
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_prints_what_is_stored(path):
    done = nbval(path)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    ("source", "stored", "tags", "passes"),
    [
        ("print(6 * 7)", "42\n", ["nbval-check-output"], True),
        ("print(6 * 7)", "41\n", ["nbval-check-output"], False),
        ("print(6 * 7)", "41\n", [], True),
        ("assert not 'a claim'", "", [], False),
    ],
)
def test_stale_numbers_and_errors_are_seen(tmp_path, source, stored, tags, passes):
    printed = new.new_output("stream", name="stdout", text=stored)
    cell = new.new_code_cell(source, execution_count=1, outputs=[printed])
    cell.metadata["tags"] = tags
    nbformat.write(new.new_notebook(cells=[cell]), tmp_path / "tiny.ipynb")
    assert (nbval(tmp_path / "tiny.ipynb").returncode == 0) is passes
