import numpy as np
import pytest

from tests.models.pictures.pictures_on_jax import results
from tests.on_jax import needs_jax, run_on_jax


@pytest.mark.slow
@needs_jax
def test_models_of_pictures_say_on_jax_what_they_do_on_tensorflow(tmp_path):
    np.savez(tmp_path / "right.npz", *results())
    said = run_on_jax("models.pictures.pictures_on_jax", str(tmp_path / "right.npz"))
    assert said == ["pictures pass on jax"]
