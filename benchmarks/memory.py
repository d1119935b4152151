"""Train recurrent networks on two tasks that need memory and nothing else.

Run:
    python -m benchmarks.memory                            # everything
    python -m benchmarks.memory --task adding --lengths 100 400 --systems lstm
    python -m benchmarks.memory --task copy --lengths 100 --systems chrono --minutes 4

Adding problem: mean squared error, 1/6 without memory. Copy memory: share of the ten
symbols recalled, 1/8 without memory; the mean loss over all steps would look good even
where nothing is remembered. A `chrono` LSTM starts with forget gates open for as long
as the task lasts (Tallec & Ollivier, 2018).

Every batch is new, so nothing can be learned by heart. A run ends when the task is
solved, after `--steps` updates or after `--minutes`; what was reached then is recorded
in `benchmarks/results/memory.json`, with the updates it took. `--quick` takes a minute,
on shorter sequences, and saves no result.
"""

import argparse
import dataclasses
import time

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np

from benchmarks import records
from rnncourse.datasets.worlds import adding_problem, copy_memory, recall
from rnncourse.layers import GRU, LSTM, Elman

PACKAGES = ("tensorflow", "keras", "numpy")
LAYERS = {"elman": Elman, "gru": GRU, "lstm": LSTM, "chrono": LSTM}
LENGTHS = {"adding": (100, 200, 400), "copy": (50, 100)}
SYSTEMS = {
    "adding": ("elman", "gru", "lstm", "chrono"),
    "copy": ("elman", "lstm", "chrono"),
}
METRICS = {"adding": "mse", "copy": "recall"}
HELD_OUT = 1000  # sequences, drawn from a seed that training never comes to
SCORE_EVERY = 100  # updates


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How a network is trained; the learning rate falls to zero along a line."""

    units: int
    learning_rate: float
    batch_size: int
    steps: int
    clip_norm: float = 1.0


RECIPES = {
    "adding": Recipe(units=32, learning_rate=1e-2, batch_size=20, steps=6000),
    "copy": Recipe(units=96, learning_rate=1.5e-2, batch_size=20, steps=14000),
}
ELMAN_LEARNING_RATE = 1e-3  # with the rate of the others its loss jumps about


def draw(task, count, length, *, seed):
    """Return inputs `(count, time, features)` and targets of a task."""
    if task == "adding":
        return adding_problem(count, length, seed=seed)
    inputs, targets = copy_memory(count, length, seed=seed)
    return np.eye(10, dtype=np.float32)[inputs], targets


def open_gates(layer, longest, *, seed):
    r"""Give an LSTM the chrono initialisation: b_f = ln U(1, longest - 1), b_i = -b_f.

    A forget gate of bias ln(n) keeps n / (n + 1) of the cell a step, so that half is
    left after some 0.7 n steps: the units are spread over all time scales up to the
    longest.
    """
    times = np.random.default_rng(seed).uniform(1, longest - 1, layer.units)
    bias = layer.cell.bias.numpy()  # blocks i, f, g, o
    bias[: 2 * layer.units] = np.concatenate([-np.log(times), np.log(times)])
    layer.cell.bias.assign(bias)


def build(task, system, length, recipe, *, seed):
    """Return an untrained, compiled model."""
    keras.utils.set_random_seed(seed)
    layer = LAYERS[system](recipe.units, return_sequences=task == "copy")
    inputs, _ = draw(task, 1, length, seed=seed)
    model = keras.Sequential([keras.Input(inputs.shape[1:]), layer])
    model.add(keras.layers.Dense(1 if task == "adding" else 10))
    if system == "chrono":
        open_gates(layer, inputs.shape[1], seed=seed)
    loss = keras.losses.MeanSquaredError()
    if task == "copy":
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    rate = keras.optimizers.schedules.PolynomialDecay(
        recipe.learning_rate, recipe.steps, end_learning_rate=0.0
    )
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=recipe.clip_norm)
    model.compile(optimizer, loss, jit_compile=True)
    return model


def score(task, model, inputs, targets):
    """Return the mean squared error, or the share of symbols recalled."""
    answers = model.predict(inputs, batch_size=len(inputs), verbose=0)
    if task == "adding":
        return float(((answers[:, 0] - targets) ** 2).mean())
    return recall(answers.argmax(axis=-1), targets)


def solved(task, value):
    """Whether a score is as good as it needs to be."""
    return value < 5e-4 if task == "adding" else value > 0.995


def train(task, system, length, recipe, *, seed, minutes=None):
    """Train one network; return its record."""
    started = time.perf_counter()
    model = build(task, system, length, recipe, seed=seed)
    held_out = draw(task, HELD_OUT, length, seed=[seed, 0])
    history = []
    while len(history) * SCORE_EVERY < recipe.steps:
        count = SCORE_EVERY * recipe.batch_size
        fresh = draw(task, count, length, seed=[seed, len(history) + 1])
        model.fit(*fresh, batch_size=recipe.batch_size, shuffle=False, verbose=0)
        history.append(round(score(task, model, *held_out), 5))
        seconds = time.perf_counter() - started
        print(
            f"{task} {length:4} {system:7} update {len(history) * SCORE_EVERY:5}  "
            f"{METRICS[task]} {history[-1]:.4f}  {seconds:4.0f} s",
            flush=True,
        )
        if solved(task, history[-1]):
            break
        if minutes is not None and seconds > 60 * minutes:
            break
    return records.make(
        "memory",
        packages=PACKAGES,
        corpus=f"{task} {length}",
        split="test",
        system=system,
        metric=METRICS[task],
        value=history[-1],
        seed=seed,
        parameters=model.count_params(),
        seconds=round(time.perf_counter() - started),
        settings=dataclasses.asdict(recipe),
        updates=len(history) * SCORE_EVERY,
        history=history,
    )


def recipe_of(task, system, steps=None):
    """Return how a system is trained on a task."""
    recipe = RECIPES[task]
    if system == "elman":
        recipe = dataclasses.replace(recipe, learning_rate=ELMAN_LEARNING_RATE)
    return recipe if steps is None else dataclasses.replace(recipe, steps=steps)


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--task", choices=[*LENGTHS], help="both if left out")
    parser.add_argument("--lengths", type=int, nargs="+", help="steps, or delays")
    parser.add_argument("--systems", nargs="+", choices=LAYERS, metavar="NAME")
    parser.add_argument("--steps", type=int, help="updates at most, for every system")
    parser.add_argument("--minutes", type=float, help="at most, for every network")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a minute, nothing saved")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Train what was asked for; save and print the records."""
    options = parse(arguments)
    measured = []
    for task in [options.task] if options.task else LENGTHS:
        short = {"adding": (20,), "copy": (5,)} if options.quick else LENGTHS
        for length in options.lengths or short[task]:
            for system in options.systems or SYSTEMS[task]:
                steps = options.steps or (300 if options.quick else None)
                measured.append(
                    train(
                        task,
                        system,
                        length,
                        recipe_of(task, system, steps),
                        seed=options.seed,
                        minutes=options.minutes,
                    )
                )
                if not options.quick:  # at once: a later run may be stopped
                    records.save("memory", measured[-1:])
    for record in measured:
        print(
            f"{record['corpus']:12} {record['system']:8} {record['metric']:6} "
            f"{record['value']:.4f} after {record['updates']} updates"
        )


if __name__ == "__main__":
    main()
