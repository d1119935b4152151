"""Train and score classifiers of texts: opinions (MR, SST-2, IMDB) and languages.

Run:
    python -m benchmarks.sentiment --corpus mr --seeds 1 2 3
    python -m benchmarks.sentiment --corpus sst --systems last ends mean attention
    python -m benchmarks.sentiment --corpus imdb --set units=256 --select

A recurrent classifier is called as it makes one vector of its states: `last`, `ends`,
`maximum`, `mean`, `attention`; the linear baselines are `nb` and `nbsvm`; `mixtures`
mixes what was trained before, with weights fitted on valid.  MR is scored by ten
folds.  The valid part selects the epoch, the test part is scored once; with `--select`
not even once, and nothing is recorded: so settings are chosen.

A run writes a checkpoint after every epoch to `checkpoints/sentiment/`; killed and
started again, it goes on.  Results go to `benchmarks/results/sentiment.json`.
`--quick` takes a minute on generated texts and saves no result.
"""

import argparse
import dataclasses
import functools
import pathlib
import statistics
import tempfile

from benchmarks import records
from benchmarks.recipes import apart, settings_of
from benchmarks.sentiment_mixtures import mixtures
from benchmarks.sentiment_systems import BASELINES, RECIPES, WAYS, Recipe
from benchmarks.sentiment_trial import Trial
from rnncourse.datasets import imdb, language_detection, names, rt_polarity, sst
from rnncourse.datasets.worlds import languages_world, review_world

CHECKPOINTS = pathlib.Path("checkpoints/sentiment")
COPIED = ("settings", "parameters", "weights")  # of the first fold
PACKAGES = ("tensorflow", "keras", "scikit-learn", "numpy")
FOLDS = {
    "mr": [functools.partial(rt_polarity.load, fold=fold) for fold in range(10)],
    "sst": [sst.load],
    "imdb": [imdb.load],
    "languages": [language_detection.load],
    "names": [names.load],
}
METRICS = {"languages": "macro_f1", "names": "macro_f1"}
QUICK = {"units": 24, "embedding": 24, "epochs": 12, "learning_rate": 0.01}
QUICK |= {"input_dropout": 0.2, "dropout": 0.2}


def run(trials, folds, *, metric, select, minutes=None):
    """Run trials, fold after fold, and return the records of each system and seed.

    Args:
        trials: One `Trial` a fold for each system and seed: `{(system, seed): [...]}`.
        folds: Functions that load the corpus of each fold.
        metric: What selects the epoch.
        select: Whether to leave the test part alone.
        minutes: Of training, a trial.
    """
    for number, load in enumerate(folds):
        corpus = load()
        if number == 0:
            print(corpus.description, flush=True)
        for of_folds in trials.values():
            trial = of_folds[number]
            if not trial.done(select):
                settings = {"metric": metric, "select": select, "minutes": minutes}
                apart(trial.run, corpus, **settings)
    splits = ("valid",) if select else ("valid", "test")
    return [
        record
        for of_folds in trials.values()
        for split in splits
        for record in _records(of_folds, split, metric)
    ]


def _records(of_folds, split, metric):
    """Return the records of one system with one seed: means over its folds."""
    results = [trial.result() for trial in of_folds]
    first, measured = results[0]["facts"], []
    facts = {name: first[name] for name in COPIED if name in first}
    if of_folds[0].seed is not None:
        facts["seed"] = of_folds[0].seed
    for name in dict.fromkeys(["accuracy", metric]):
        values = [result["scores"][split][name] for result in results]
        if len(values) > 1:
            facts["folds"] = [round(value, 3) for value in values]
        measured.append(
            records.make(
                "sentiment",
                packages=PACKAGES,
                corpus=first["corpus"],
                split=split,
                system=of_folds[0].system,
                metric=name,
                value=round(statistics.mean(values), 3),
                seconds=round(sum(result["facts"]["seconds"] for result in results)),
                **facts,
            )
        )
    return measured


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--corpus", choices=FOLDS, default="mr")
    parser.add_argument(
        "--systems",
        nargs="+",
        choices=[*WAYS, *BASELINES, "mixtures"],
        metavar="NAME",
        default=["nb", "nbsvm", "maximum", "mixtures"],
        help="classifiers: %(choices)s",
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], metavar="SEED")
    parser.add_argument(
        "--set",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="other settings of the recipe, such as units=64",
    )
    parser.add_argument(
        "--folds", type=int, help="only so many folds of MR, to select by"
    )
    parser.add_argument("--select", action="store_true", help="leave test alone")
    parser.add_argument("--minutes", type=float, help="of training, a classifier")
    parser.add_argument("--folder", type=pathlib.Path, default=CHECKPOINTS)
    parser.add_argument("--quick", action="store_true", help="a minute, nothing saved")
    options = parser.parse_args(arguments)
    if options.folds and not options.select:
        parser.error("--folds gives no result to record: say --select, too")
    return options


def recipe_of(options):
    """Return the recipe that the options ask for."""
    recipe = RECIPES[options.corpus]
    changes = dict(QUICK) if options.quick else {}
    changes |= settings_of(Recipe, options.set, types=(int, float, str))
    return dataclasses.replace(recipe, **changes)


def trials_of(options, recipe, folds, folder):
    """Return the trials of all systems and seeds: `{(system, seed): one a fold}`."""
    settings = "".join(f", {setting}" for setting in sorted(options.set))
    return {
        (name, seed): [
            Trial(name, settings, recipe, seed, fold, folder) for fold in range(folds)
        ]
        for name in options.systems
        if name != "mixtures"
        for seed in ([None] if name in BASELINES else options.seeds)
    }


def main(arguments=None):
    """Train, score, print and save."""
    options = parse(arguments)
    with tempfile.TemporaryDirectory() as aside:
        folds, folder = FOLDS[options.corpus], options.folder / options.corpus
        if options.quick:
            folds, folder = [_world(options.corpus)], pathlib.Path(aside)
        folds = folds[: options.folds]
        recipe = recipe_of(options)
        metric = METRICS.get(options.corpus, "accuracy")
        trials = trials_of(options, recipe, len(folds), folder)
        measured = run(
            trials, folds, metric=metric, select=options.select, minutes=options.minutes
        )
        if "mixtures" in options.systems:
            mixed = mixtures(folder, seeds=options.seeds, folds=len(folds))
            splits = ("valid",) if options.select else ("valid", "test")
            for of_folds in mixed:
                for split in splits:
                    measured += _records(of_folds, split, metric)
    if not options.quick and not options.select:
        print("written to", records.save("sentiment", measured))
    for record in measured:
        print(
            f"{record['system']:24} seed {record.get('seed', '-')!s:3} "
            f"{record['split']:6} {record['metric']:9} {record['value']:6.2f}"
        )


def _world(corpus):
    """Return what loads a generated corpus of the same kind, and say how hard it is."""
    world = languages_world() if corpus in METRICS else review_world("small")
    made = world.corpus()
    best = world.best_accuracy(made.test)
    print(f"no classifier can be right more often than {100 * best:.2f} % of the time")
    return lambda: made


if __name__ == "__main__":
    main()
