import numpy as np
import pytest

from tests.models.translation.translators_on_jax import KINDS, results
from tests.on_jax import needs_jax, run_on_jax


@needs_jax
@pytest.mark.slow
def test_translators_say_on_jax_what_they_do_on_tensorflow(tmp_path):
    for system in KINDS:
        np.savez(tmp_path / f"{system}.npz", *results(system))
    said = run_on_jax("models.translation.translators_on_jax", str(tmp_path))
    assert said == ["translators pass on jax"]
