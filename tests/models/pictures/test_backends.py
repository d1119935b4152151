import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.models.pictures.pictures_on_jax import results

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("jax"), reason="jax is not here")
def test_models_of_pictures_say_on_jax_what_they_do_on_tensorflow(tmp_path):
    np.savez(tmp_path / "right.npz", *results())
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.models.pictures.pictures_on_jax",
            str(tmp_path / "right.npz"),
        ],
        env=os.environ | {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, "\n".join(done.stderr.splitlines()[-40:])
    assert done.stdout.splitlines() == ["pictures pass on jax"]
