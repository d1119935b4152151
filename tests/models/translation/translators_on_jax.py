"""Translators on JAX, run in a process of its own by `test_backends.py`."""

import sys

import keras
import numpy as np

from rnncourse.decoding import greedy
from rnncourse.layers.engine import graph
from tests.models.translation.translator_checks import (
    SOURCES,
    TARGETS,
    a_batch,
    a_translator,
    shaken,
)
from tests.on_jax import assert_stored

KINDS = ("attention", "bahdanau")


def results(system):
    """Return a translator's logits, what it says, and where it looks: arrays."""
    model = shaken(a_translator(system), seed=14)
    return [
        np.asarray(graph(model)(a_batch(model)[0])),
        np.array(model.translate(SOURCES[:2], search=greedy)),
        model.attend(SOURCES[0], TARGETS[0]),
    ]


def main(folder):
    """Compare with what the other process stored."""
    assert keras.config.backend() == "jax"
    for system in KINDS:
        assert_stored(f"{folder}/{system}.npz", results(system))
    print("translators pass on jax")


if __name__ == "__main__":
    main(*sys.argv[1:])
