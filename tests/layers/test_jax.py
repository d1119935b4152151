"""The ladder once more on JAX, which must be chosen before Keras is imported."""

import numpy as np
import pytest
import tensorflow as tf

from rnncourse.layers import marginals, viterbi
from tests.layers import chain_checks
from tests.layers.cases import CELLS, MASK, PLANS, case, sequences, states_of
from tests.layers.checks import numbers
from tests.layers.gradient_checks import gradients
from tests.on_jax import needs_jax, run_on_jax

REST = [case.name for case in CELLS if case.name not in PLANS]

pytestmark = needs_jax


@pytest.mark.parametrize("names", [PLANS, pytest.param(REST, marks=pytest.mark.slow)])
def test_cells_compute_on_jax_what_they_do_on_tensorflow(names, tmp_path):
    for name in names:  # what must come out, in double precision
        row = case(name)
        right = gradients(row.make(), sequences(), states_of(row), MASK)
        np.savez(tmp_path / f"{row}.npz", *numbers(right))
    said = run_on_jax("layers.ladder_on_jax", str(tmp_path), *names)
    assert said == [*(f"{name} passes" for name in names), "passes on jax"]


def test_the_layer_keeps_its_word_on_jax(tmp_path):
    assert run_on_jax("layers.ladder_on_jax", str(tmp_path)) == ["passes on jax"]


def test_chains_compute_on_jax_what_they_do_on_tensorflow(tmp_path):
    e = chain_checks.scores()
    arguments = [tf.constant(array) for array in [e, *chain_checks.weights()]]
    with tf.GradientTape() as tape:
        tape.watch(arguments)
        value = chain_checks.loss(*arguments)
    gradients = tape.gradient(value, arguments)
    found = [*viterbi(e, **chain_checks.arguments())]
    found.append(marginals(e, **chain_checks.arguments()))
    np.savez(tmp_path / "chain.npz", *numbers([value, *gradients, *found]))
    said = run_on_jax("layers.chain_on_jax", str(tmp_path / "chain.npz"))
    assert said == ["chains pass on jax"]
