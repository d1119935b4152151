"""Train every LSTM variant of the search-space study, and others, on the JSB chorales.

Run:
    python -m benchmarks.music                        # all variants, 6 trials each
    python -m benchmarks.music --variants NP GRU --trials 20
    python -m benchmarks.music --minutes 10           # as far as it comes

The study (Greff et al., 2017) takes one gate or connection after the other from an
LSTM, and lets a random search find the setting that suits each variant.  Here every
variant is tried with the same list of settings under the same budget.  The validation
pieces select; the test pieces are scored once, with the setting that was selected.

A finished trial is a file in `checkpoints/music/`; killed and started again, the run
goes on with the others.  Trials go round the variants, so that a run that was stopped
early has still tried all of them equally often.  Results go to
`benchmarks/results/music.json`.  `--quick` takes a minute on generated music and saves
no result.
"""

import argparse
import concurrent.futures
import dataclasses
import math
import multiprocessing
import os
import pathlib
import tempfile
import time

from benchmarks import records
from benchmarks.music_trial import Budget, Trial, settings_of
from benchmarks.music_variants import VARIANTS
from rnncourse.datasets import jsb
from rnncourse.datasets.worlds import music_world

CHECKPOINTS = pathlib.Path("checkpoints/music")
PACKAGES = ("tensorflow", "keras", "numpy")


def run_all(trials, corpus, *, jobs, minutes=None):
    """Run the trials that are still to be run, and tell about each; stop in time.

    Args:
        trials: In the order in which to run them.
        corpus: The pieces.
        jobs: Number of processes; with 1 everything happens in this one.
        minutes: Start no trial that would end later than this, as far as one can tell.
    """
    started, longest = time.monotonic(), 0.0
    done = sum(trial.result() is not None for trial in trials)
    if done:
        print(f"{done} of {len(trials)} trials are done already", flush=True)

    def in_time():
        passed = time.monotonic() - started
        return minutes is None or passed + longest <= 60 * minutes

    todo = (trial for trial in trials if trial.result() is None and in_time())
    for trial, seconds in _as_they_end(todo, corpus, jobs):
        done += 1
        longest = max(longest, seconds)
        result = trial.result()
        print(
            f"[{done:3}/{len(trials)}] {trial.variant:14} trial {trial.number:2}  "
            f"valid {result['valid']:7.3f}  epoch {result['best_epoch']:2} of "
            f"{result['epochs']:2}  {seconds:4.0f} s",
            flush=True,
        )


def _as_they_end(todo, corpus, jobs):
    """Run what `todo` gives, in `jobs` processes; yield each trial and its seconds."""
    if jobs == 1:
        for trial in todo:
            yield trial, _run(trial, corpus)
        return
    # One thread a process: the matrices are too small to be shared out.
    os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"
    with concurrent.futures.ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        max_tasks_per_child=12,  # compiled steps pile up in a process
    ) as pool:
        running = {}
        while True:
            for trial in todo:
                running[pool.submit(_run, trial, corpus)] = trial
                if len(running) == jobs:
                    break
            if not running:
                return
            ended, _ = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED
            )
            for future in ended:
                yield running.pop(future), future.result()


def _run(trial, corpus):
    started = time.monotonic()
    trial.run(corpus)
    return time.monotonic() - started


def measure(trials, corpus, *, seed):
    """Select each variant's setting by valid, score it on test; return the records.

    Only as many trials count as every variant has finished.
    """
    of_variant = {}
    for trial in trials:
        of_variant.setdefault(trial.variant, []).append(trial)
    results = {
        variant: _until_none([trial.result() for trial in tried])
        for variant, tried in of_variant.items()
    }
    count = min(map(len, results.values()))
    if not count:
        raise SystemExit(
            "Not every variant has finished a trial: give it more minutes."
        )
    measured = []
    for variant, tried in of_variant.items():
        valid = [result["valid"] for result in results[variant][:count]]
        chosen = valid.index(min(valid))
        facts = {
            "corpus": corpus.name,
            "seed": seed,
            "parameters": results[variant][chosen]["parameters"],
            "cpu_seconds": round(
                sum(result["cpu_seconds"] for result in results[variant][:count])
            ),
            "settings": dataclasses.asdict(tried[chosen].budget),
            "selected": dataclasses.asdict(tried[chosen].setting),
            "valid_of_trials": [
                round(value, 3) if math.isfinite(value) else None for value in valid
            ],
        }
        for split, value in [
            ("valid", valid[chosen]),
            ("test", tried[chosen].test(corpus)),
        ]:
            measured.append(
                records.make(
                    "music",
                    packages=PACKAGES,
                    system=variant,
                    metric="nll_per_frame",
                    value=round(value, 3),
                    split=split,
                    **facts,
                )
            )
    return measured


def _until_none(values):
    return values[: values.index(None)] if None in values else values


def trials_of(variants, settings, budget, *, seed, folder):
    """Return the trials in the order in which to run them: round the variants."""
    return [
        Trial(variant, number, setting, budget, seed, folder)
        for number, setting in enumerate(settings)
        for variant in variants
    ]


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument(
        "--variants",
        nargs="+",
        choices=VARIANTS,
        metavar="NAME",
        default=[*VARIANTS],
        help="which layers",
    )
    parser.add_argument("--trials", type=int, default=6, help="settings a variant")
    parser.add_argument("--seed", type=int, default=1, help="of settings and weights")
    parser.add_argument("--minutes", type=float, help="start no trial that ends later")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--folder", type=pathlib.Path, default=CHECKPOINTS)
    parser.add_argument("--quick", action="store_true", help="a minute, nothing saved")
    options = parser.parse_args(arguments)
    if options.trials < 1 or options.jobs < 1:
        parser.error("--trials and --jobs must be at least 1")
    return options


def main(arguments=None):
    """Run the trials, print and save the records."""
    options = parse(arguments)
    if options.quick:
        measured = quick(options)
    else:
        corpus = jsb.load()
        trials = trials_of(
            options.variants,
            settings_of(options.trials, options.seed),
            Budget(),
            seed=options.seed,
            folder=options.folder,
        )
        run_all(trials, corpus, jobs=options.jobs, minutes=options.minutes)
        measured = measure(trials, corpus, seed=options.seed)
        print("written to", records.save("music", measured))
    for line in table(measured):
        print(line)


def table(measured):
    """Return one line a variant: valid, test, and the spread over the settings."""
    lines = ["variant           test   valid   valid of the trials, best to worst"]
    by_split = {(r["system"], r["split"]): r for r in measured}
    for variant in dict.fromkeys(record["system"] for record in measured):
        test, valid = by_split[variant, "test"], by_split[variant, "valid"]
        finite = sorted(filter(None, test["valid_of_trials"]))
        spread = " ".join(f"{value:.2f}" for value in finite)
        lines.append(
            f"{variant:14} {test['value']:7.3f} {valid['value']:7.3f}   {spread}"
        )
    return lines


def quick(options):
    """Try two variants with two settings on generated music; nothing is kept."""
    world = music_world(options.seed)
    corpus = world.corpus(train=200, seed=options.seed)
    every = options.variants == [*VARIANTS]
    variants = ["NP", "Elman"] if every else options.variants
    settings = settings_of(min(options.trials, 2), options.seed)
    print(f"{corpus.description}\nkeys cannot be predicted independently below "
          f"{world.key_floor(corpus.test):.3f} nats per frame (test)")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        budget = Budget(epochs=30, buckets=1)
        trials = trials_of(
            variants, settings, budget, seed=options.seed, folder=pathlib.Path(folder)
        )
        run_all(trials, corpus, jobs=options.jobs, minutes=options.minutes)
        return measure(trials, corpus, seed=options.seed)


if __name__ == "__main__":
    main()
