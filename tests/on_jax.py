"""JAX must be chosen before Keras is imported: a module runs in another process."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[1]

needs_jax = pytest.mark.skipif(
    not importlib.util.find_spec("jax"), reason="jax is not here"
)


def run_on_jax(module, *arguments):
    """Run a module of the tests on JAX and return the lines that it printed."""
    settings = {
        "KERAS_BACKEND": "jax",
        "JAX_PLATFORMS": "cpu",
        "JAX_DISABLE_MOST_OPTIMIZATIONS": "1",  # to compile takes the time here
    }
    done = subprocess.run(
        [sys.executable, "-m", f"tests.{module}", *arguments],
        env=os.environ | settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, "\n".join(done.stderr.splitlines()[-40:])
    return done.stdout.splitlines()


def assert_stored(path, found):
    """Assert that arrays are those of `np.savez(path, *arrays)`, texts included."""
    with np.load(path) as stored:
        assert len(stored.files) == len(found)
        for number, array in enumerate(found):
            right = stored[f"arr_{number}"]
            if right.dtype.kind == "U":
                assert array.tolist() == right.tolist()
            else:  # the other backend, in single precision
                np.testing.assert_allclose(array, right, rtol=1e-3, atol=1e-4)
