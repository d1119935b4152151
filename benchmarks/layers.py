"""Speed of the recurrent layers against Keras and PyTorch, in turns, as ratios.

Run:
    python -m benchmarks.layers                          # every cell at four sizes
    python -m benchmarks.layers --cells LSTM GRU --sizes 20,35,200 48,50,300
    python -m benchmarks.layers --masked                 # sequences of many lengths
    python -m benchmarks.layers --memory                 # peak memory, a process each
    python -m benchmarks.layers --profile                # where the time goes

All systems of one size are made first, then take turns, on an otherwise idle
machine; what is reported is the median over the turns, divided by a peer's. PyTorch
takes part where it is installed (`pip install torch`). KERAS_BACKEND=jax measures
the same layers on JAX. `--quick` takes a minute and saves nothing.
"""

import argparse
import gc
import importlib.util
import statistics
import time

import rnncourse._quiet  # noqa: F401

import keras

from benchmarks import records
from benchmarks.layers_memory import measure_memory
from benchmarks.layers_profile import measure_parts
from benchmarks.layers_systems import CELLS, KERAS, TORCH, Size, make, names

SIZES = [Size(20, 35, 200), Size(32, 64, 256), Size(64, 128, 512), Size(32, 400, 128)]
LONG = 0.5  # seconds; beside them it does not matter what is in the cache
PAUSE = 0.05  # seconds; idle threads of the system before go to sleep meanwhile
FAMILY = {"GRU": "GRU", "ResetBeforeGRU": "GRU", "MinimalGatedUnit": "GRU"}
FAMILY |= {cell: "Elman" for cell in ("Elman", "ResidualElman", "MultiplicativeRNN")}


def measure(systems, repeats):
    """Return `{name: {"first", "train", "infer"}}`, medians in seconds."""
    seconds = {}
    for name, system in systems.items():
        seconds[name] = {"first": [_timed(system.train)], "train": [], "infer": []}
        system.infer()
    for kind in ("train", "infer"):
        for _ in range(repeats):
            for name, system in systems.items():
                run = getattr(system, kind)
                time.sleep(PAUSE)
                taken = _timed(run)
                if taken < LONG:  # again, with its weights back in the cache
                    taken = _timed(run)
                seconds[name][kind].append(taken)
    return {
        name: {kind: statistics.median(v) for kind, v in kinds.items()}
        for name, kinds in seconds.items()
    }


def _timed(run):
    before = time.perf_counter()
    run()
    return time.perf_counter() - before


def peers(cell, measured):
    """Return the peers that a cell is compared with, among what was measured."""
    family = FAMILY.get(cell, "LSTM")
    of_keras = [f"keras {KERAS[family]}, {mode}" for mode in ("XLA", "no XLA")]
    naive = f"keras RNN({cell}Cell), XLA"
    known = [*of_keras, naive, f"torch {TORCH[family]}"]
    return [name for name in known if name in measured]


def compare(size, masked, medians, repeats, seed):
    """Return the records of one size: seconds of all, ratios of ours."""
    settings = {**size._asdict(), "masked": masked, "repeats": repeats}
    settings["backend"] = keras.config.backend()
    base = {"packages": packages(), "seed": seed, "settings": settings}
    made = []
    for name, median in medians.items():
        for kind, metric in [
            ("train", "train_step_seconds"),
            ("infer", "inference_seconds"),
            ("first", "first_step_seconds"),
        ]:
            made.append(
                records.make(
                    "layers", system=name, metric=metric, value=median[kind], **base
                )
            )
        if not name.startswith("rnncourse "):
            continue
        for peer in peers(name.removeprefix("rnncourse "), medians):
            for kind, metric in [
                ("train", "train_step_ratio"),
                ("infer", "inference_ratio"),
            ]:
                value = round(median[kind] / medians[peer][kind], 3)
                made.append(
                    records.make(
                        "layers",
                        system=name,
                        metric=metric,
                        value=value,
                        against=peer,
                        **base,
                    )
                )
    return made


def packages():
    """Return the distributions whose versions matter."""
    used = ["keras", "numpy", keras.config.backend()]
    return [*used, "torch"] if importlib.util.find_spec("torch") else used


def table(measured):
    """Return ratios as lines of text, a line a system and size."""
    lines = []
    for record in measured:
        if record["metric"] not in ("train_step_ratio", "inference_ratio"):
            continue
        settings = record["settings"]
        size = f"{settings['batch']},{settings['time']},{settings['units']}"
        lines.append(
            f"{size:12} {'masked' if settings['masked'] else '':7}"
            f"{record['metric'].removesuffix('_ratio'):11}"
            f"{record['system'].removeprefix('rnncourse '):26}"
            f"{record['value']:6.2f}  of {record['against']}"
        )
    return "\n".join(lines)


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cells", nargs="+", choices=CELLS, default=CELLS)
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=_size,
        default=SIZES,
        metavar="BATCH,TIME,UNITS",
        help="default: 20,35,200 32,64,256 64,128,512 32,400,128",
    )
    parser.add_argument("--masked", action="store_true", help="different lengths")
    parser.add_argument("--repeats", type=int, default=7, help="turns (default 7)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory", action="store_true", help="peak memory instead")
    parser.add_argument(
        "--profile", action="store_true", help="parts of a step instead"
    )
    parser.add_argument("--quick", action="store_true", help="small, nothing saved")
    return parser.parse_args(arguments)


def _size(text):
    try:
        batch, steps, units = (int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no size; write three whole numbers, such as 20,35,200"
        ) from None
    return Size(batch, steps, units)


def main(arguments=None):
    """Measure, print a table, save the records."""
    options = parse(arguments)
    if options.quick:
        options.sizes, options.repeats = [Size(4, 10, 16)], 3
        options.cells = [cell for cell in options.cells if cell in KERAS] or ["LSTM"]
    for size in options.sizes:
        if options.memory:
            measured = measure_memory(names(options.cells), size, options.seed)
        elif options.profile:
            measured = measure_parts(size, options.repeats, options.seed)
        else:
            measured = _compare_at(size, options)
        if not options.quick:
            records.save("layers_masked" if options.masked else "layers", measured)


def _compare_at(size, options):
    print(f"{size}{', masked' if options.masked else ''}: compiling", flush=True)
    found = {
        name: make(name, size, masked=options.masked, seed=options.seed)
        for name in names(options.cells)
    }
    systems = {name: system for name, system in found.items() if system}
    medians = measure(systems, options.repeats)
    measured = compare(size, options.masked, medians, options.repeats, options.seed)
    print(table(measured), flush=True)
    del systems, found
    gc.collect()
    keras.utils.clear_session()
    return measured


if __name__ == "__main__":
    main()
