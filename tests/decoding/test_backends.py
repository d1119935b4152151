"""The decoders on tensors: of TensorFlow here, of JAX in another process."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.decoding.on_tensors import assert_tensors_do_as_arrays

ROOT = Path(__file__).resolve().parents[2]


def test_on_the_tensors_of_tensorflow():
    assert_tensors_do_as_arrays()


@pytest.mark.skipif(not importlib.util.find_spec("jax"), reason="jax is not here")
def test_on_the_arrays_of_jax():
    settings = {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.decoding.on_tensors"],
        env=os.environ | settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, "\n".join(done.stderr.splitlines()[-40:])
    assert done.stdout.split() == ["jax"]
