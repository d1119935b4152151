"""Models of pictures on JAX, run in a process of its own by `test_backends.py`."""

import sys

import keras
import numpy as np

from rnncourse.decoding import greedy
from tests.models.pictures.picture_checks import (
    a_batch,
    a_captioner,
    an_answerer,
    check_steps,
    shaken,
    the_pictures,
)
from tests.on_jax import assert_stored

ASKED = [["what colour is it"], ["is it"], ["is it on the left", "left"], []]


def results():
    """Return what the models say, as a flat list of arrays."""
    found = []
    for kind in ("tell", "attend"):
        model = shaken(a_captioner(kind))
        found.append(np.asarray(model(a_batch()[0])))
        said = model.caption(the_pictures(), search=greedy, max_length=6)
        found.append(np.array(said))
    return [*found, *shaken(an_answerer()).log_probs(the_pictures(), ASKED)]


def main(path):
    """Compare with what the other process stored."""
    assert keras.config.backend() == "jax"
    check_steps("attend")
    assert_stored(path, results())
    print("pictures pass on jax")


if __name__ == "__main__":
    main(*sys.argv[1:])
