"""The decoders on tensors: of TensorFlow here, of JAX in another process."""

from tests.decoding.on_tensors import assert_tensors_do_as_arrays
from tests.on_jax import needs_jax, run_on_jax


def test_on_the_tensors_of_tensorflow():
    assert_tensors_do_as_arrays()


@needs_jax
def test_on_the_arrays_of_jax():
    assert run_on_jax("decoding.on_tensors") == ["jax"]
