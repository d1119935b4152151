"""One training step of the language model of notebook 06, on our layers and on Keras's.

Run:
    python -m benchmarks.layers_language_model             # two minutes
    python -m benchmarks.layers_language_model --quick     # small, nothing saved

The models are those of `benchmarks.ptb_table`, with a vocabulary of 10,000, trained on
tokens drawn at random: the time of a step does not depend on what is read.
"""

import argparse
import statistics
import time

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np

from benchmarks import records
from benchmarks.ptb_table import PACKAGES
from rnncourse.layers import LSTM, Elman
from rnncourse.models import RecurrentLanguageModel
from rnncourse.models.stream import Stream

PAIRS = {
    "rnn": (Elman, keras.layers.SimpleRNN, 300),
    "lstm": (LSTM, keras.layers.LSTM, 400),
}


def make_step(layer, units, *, vocab_size, batch, steps, seed):
    """Return a function that trains on one window."""
    keras.utils.set_random_seed(seed)
    recurrent = layer(units, return_sequences=True, return_state=True)
    stream = Stream(RecurrentLanguageModel(vocab_size, [recurrent]), batch)
    stream.build((batch, steps))
    stream.compile(
        keras.optimizers.Adam(1e-3, global_clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=True,
    )
    ids = np.random.default_rng(seed).integers(0, vocab_size, (2, batch, steps))
    return lambda: stream.train_on_batch(ids[0], ids[1])


def measure(name, *, repeats, seed, **size):
    """Return the records of one pair: seconds of both, and our share of Keras's."""
    ours, theirs, units = PAIRS[name]
    systems = {f"rnncourse {ours.__name__}": ours, f"keras {theirs.__name__}": theirs}
    seconds = {system: [] for system in systems}
    trained = {
        system: make_step(layer, units, seed=seed, **size)
        for system, layer in systems.items()
    }
    for turn in range(-1, repeats):  # the first turn compiles
        for system, step in trained.items():
            before = time.perf_counter()
            step()
            if turn >= 0:
                seconds[system].append(time.perf_counter() - before)
    mine, other = (statistics.median(times) for times in seconds.values())
    base = {
        "packages": PACKAGES,
        "seed": seed,
        "settings": {**size, "units": units, "repeats": repeats, "model": name},
    }
    (ours, theirs), step = systems, "language_model_step"
    made = [
        {"system": ours, "metric": f"{step}_seconds", "value": mine},
        {"system": theirs, "metric": f"{step}_seconds", "value": other},
        {
            "system": ours,
            "metric": f"{step}_ratio",
            "value": round(mine / other, 3),
            "against": f"{theirs}, XLA",
        },
    ]
    return [records.make("layers", **fields, **base) for fields in made]


def main(arguments=None):
    """Measure both pairs, print the ratios, save the records."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="small, nothing saved")
    options = parser.parse_args(arguments)
    size = {"vocab_size": 10_000, "batch": 32, "steps": 35}
    if options.quick:
        size, options.repeats = {"vocab_size": 50, "batch": 2, "steps": 5}, 2
    for name in PAIRS:
        measured = measure(name, repeats=options.repeats, seed=options.seed, **size)
        ratio = measured[-1]
        print(f"{ratio['system']:16} {ratio['value']:.2f} of {ratio['against']}")
        if not options.quick:
            records.save("layers", measured)


if __name__ == "__main__":
    main()
