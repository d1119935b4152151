r"""How far a gradient reaches through every cell, before and after training.

Run:
    python -m benchmarks.norms                     # every cell, a quarter of an hour
    python -m benchmarks.norms --cells LSTM GRU

Each cell reads the adding problem over `--length` steps and is trained on new batches,
with the learning rate (of three) that gives it the lowest error. The norm of
$\partial s_t / \partial s_{t-n}$, of all states of the cell together, is the largest
singular value of the product of the Jacobians of the last $n$ steps, the median over
held-out sequences: in one of them a rectifier may pass nothing. Recorded in
`benchmarks/results/norms.json` for all lags $n$, with the error reached; 1/6 is the
error without memory. `--quick` trains two cells for a few updates and saves nothing.
"""

import argparse
import time
from itertools import accumulate

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np
import tensorflow as tf

from benchmarks import records
from benchmarks.layers_systems import CELLS as KINDS
from rnncourse import layers
from rnncourse.datasets.worlds import adding_problem

CELLS = {kind: (kind, {}) for kind in KINDS}
CELLS["Elman (relu)"] = ("Elman", {"activation": "relu"})
RATES = (1e-3, 3e-3, 1e-2)
UNITS = 16
HELD_OUT = 500


def jacobians(cell, sequences):
    """Return the Jacobian of every step, `(time, batch, from, to)`, of all states."""

    def step(x, s):
        states = tf.split(s, cell.state_size, axis=-1)
        return tf.concat(cell(x, states)[1], axis=-1)

    sequences = tf.constant(sequences, cell.compute_dtype)
    batch, time, features = sequences.shape
    s, before = tf.concat(cell.get_initial_state(batch), axis=-1), []
    for x in tf.unstack(sequences, axis=1):
        before.append(s)
        s = step(x, s)
    # all steps at once, as one large batch
    s = tf.concat(before, axis=0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(s)
        after = step(tf.reshape(tf.transpose(sequences, (1, 0, 2)), (-1, features)), s)
    J = tape.batch_jacobian(after, s, experimental_use_pfor=False).numpy()
    return J.reshape(time, batch, *J.shape[1:]).swapaxes(2, 3)


def norms(J):
    """Return the norm of the product over the last 0, 1, 2 … steps, `(lags + 1,)`."""
    start = np.broadcast_to(np.eye(J.shape[-1]), J.shape[1:])
    products = accumulate(J[::-1], lambda P, J_t: J_t @ P, initial=start)
    sizes = [np.linalg.norm(P, 2, axis=(-2, -1)) for P in products]
    return np.median(sizes, axis=1)


def build(name, length, rate, *, seed):
    """Return the recurrent layer and a compiled model around it."""
    keras.utils.set_random_seed(seed)
    kind, options = CELLS[name]
    layer = getattr(layers, kind)(UNITS, **options)
    model = keras.Sequential([keras.Input((length, 2)), layer, keras.layers.Dense(1)])
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=1.0)
    model.compile(optimizer, "mse", jit_compile=True)
    return layer, model


def train(name, length, rate, updates, *, seed):
    """Train on new sequences; return the layer and the error on held-out ones."""
    layer, model = build(name, length, rate, seed=seed)
    data = adding_problem(32 * updates, length, seed=seed)
    model.fit(*data, batch_size=32, shuffle=False, verbose=0)
    x, y = adding_problem(HELD_OUT, length, seed=[seed, 0])
    return layer, float(model.evaluate(x, y, batch_size=HELD_OUT, verbose=0))


def measure(name, options):
    """Return the two records of a cell: as it begins, and after training."""
    sequences, _ = adding_problem(9, options.length, seed=[options.seed, 1])
    untrained, _ = build(name, options.length, RATES[0], seed=options.seed)
    started = time.perf_counter()
    trained = [
        (rate, *train(name, options.length, rate, options.updates, seed=options.seed))
        for rate in options.rates
    ]
    rate, layer, error = min(trained, key=lambda run: run[2])
    seconds = round(time.perf_counter() - started)
    found = []
    for phase, measured in (("before training", untrained), ("after training", layer)):
        by_lag = norms(jacobians(measured.cell, sequences))
        settings = {"length": options.length, "units": UNITS, "phase": phase}
        if phase == "after training":
            settings |= {"updates": options.updates, "learning_rate": rate}
        found.append(
            records.make(
                "norms",
                packages=("tensorflow", "keras", "numpy"),
                corpus=f"adding {options.length}",
                system=name,
                metric="jacobian_norm",
                value=float(f"{by_lag[-1]:.4g}"),
                seed=options.seed,
                seconds=seconds,
                settings=settings,
                mse=round(error, 5) if phase == "after training" else None,
                by_lag=[float(f"{size:.4g}") for size in by_lag],
            )
        )
    return found


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--cells", nargs="+", choices=CELLS, metavar="NAME")
    parser.add_argument("--length", type=int, default=50, help="steps of a sequence")
    parser.add_argument("--updates", type=int, default=1500)
    parser.add_argument("--rates", type=float, nargs="+", default=list(RATES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a minute, nothing saved")
    options = parser.parse_args(arguments)
    if options.quick:
        options.cells = options.cells or ["Elman", "LSTM"]
        options.length, options.updates, options.rates = 10, 100, [1e-2]
    return options


def main(arguments=None):
    """Measure the cells asked for; save and print the records."""
    options = parse(arguments)
    for name in options.cells or CELLS:
        before, after = measure(name, options)
        if not options.quick:  # at once: a later run may be stopped
            records.save("norms", [before, after])
        print(
            f"{name:22} norm over {options.length} steps: {before['value']:8.1e} "
            f"before, {after['value']:8.1e} after training to an error of "
            f"{after['mse']:.4f} ({after['seconds']} s)",
            flush=True,
        )


if __name__ == "__main__":
    main()
