"""The ladder once more on JAX, which must be chosen before Keras is imported."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from rnncourse.layers import marginals, viterbi
from tests.layers import chain_checks
from tests.layers.cases import CELLS, MASK, PLANS, case, sequences, states_of
from tests.layers.checks import numbers
from tests.layers.gradient_checks import gradients

ROOT = Path(__file__).resolve().parents[2]


REST = [case.name for case in CELLS if case.name not in PLANS]

pytestmark = pytest.mark.skipif(
    not importlib.util.find_spec("jax"), reason="jax is not here"
)


def run_on_jax(module, *arguments):
    """Run a module of these tests in another process and return what it said."""
    settings = {
        "KERAS_BACKEND": "jax",
        "JAX_PLATFORMS": "cpu",
        "JAX_DISABLE_MOST_OPTIMIZATIONS": "1",  # to compile takes the time here
    }
    command = [sys.executable, "-m", f"tests.layers.{module}", *arguments]
    done = subprocess.run(
        command, env=os.environ | settings, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, "\n".join(done.stderr.splitlines()[-40:])
    return done.stdout.splitlines()


@pytest.mark.parametrize("names", [PLANS, pytest.param(REST, marks=pytest.mark.slow)])
def test_cells_compute_on_jax_what_they_do_on_tensorflow(names, tmp_path):
    for name in names:  # what must come out, in double precision
        row = case(name)
        right = gradients(row.make(), sequences(), states_of(row), MASK)
        np.savez(tmp_path / f"{row}.npz", *numbers(right))
    said = run_on_jax("ladder_on_jax", str(tmp_path), *names)
    assert said == [*(f"{name} passes" for name in names), "passes on jax"]


def test_the_layer_keeps_its_word_on_jax(tmp_path):
    assert run_on_jax("ladder_on_jax", str(tmp_path)) == ["passes on jax"]


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
    said = run_on_jax("chain_on_jax", str(tmp_path / "chain.npz"))
    assert said == ["chains pass on jax"]
