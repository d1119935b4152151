"""The wheel alone is enough: installed where there is no checkout around it."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = ["wheel", "--no-deps", "--no-build-isolation", "--no-index"]
    pip(*command, "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """Return the interpreter of an environment that has our package from the wheel.

    TensorFlow is too large to be installed again: all other packages are borrowed
    from the environment that runs the tests, by a `.pth` file. The editable
    installation there is one too, and Python does not follow it twice.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    interpreter = folder / "bin" / "python"
    pip("--python", str(interpreter), "install", "--no-deps", "--no-index", str(wheel))
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return interpreter


def pip(*words):
    command = [sys.executable, "-m", "pip", "--quiet", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def run(python, tmp_path):
    """Run a program of that environment, far from the checkout."""

    def run(program, *words):
        environment = {**os.environ, "RNNCOURSE_DATA": "generated"}
        environment.pop("PYTHONPATH", None)
        return subprocess.run(
            [python.with_name(program), *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


def test_the_catalogue_travels_with_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.read("rnncourse/datasets/catalog.toml")
        assert inside == (ROOT / "datasets" / "catalog.toml").read_bytes()
        assert not [name for name in archive.namelist() if "tests" in name]
        assert [name for name in archive.namelist() if name.endswith("/LICENSE")]


def test_the_package_comes_from_the_wheel(run, python):
    done = run("python", "-c", "import rnncourse; print(rnncourse.__file__)")
    assert Path(done.stdout).is_relative_to(python.parents[1]), done.stderr


def test_the_doctor_is_content(run):
    done = run("rnncourse", "doctor")
    assert done.returncode == 0, done.stdout
    assert "none here" in done.stdout  # the notebooks
    assert done.stdout.endswith("This machine is ready.\n")


def test_the_corpora_are_listed(run):
    done = run("rnncourse", "data", "list")
    assert done.returncode == 0, done.stderr
    assert "tinyshakespeare" in done.stdout


def test_the_course_says_where_its_notebooks_are(run):
    done = run("rnncourse", "course", "run")
    assert done.returncode == 1
    assert "part of the repository" in done.stderr


def test_the_readers_work(run):
    source = (
        "from rnncourse.datasets import load_catalog, load_language_corpus\n"
        "print(len(load_catalog()), len(load_language_corpus().test) > 0)"
    )
    done = run("python", "-c", source)
    assert done.stdout.split()[1:] == ["True"], done.stderr
