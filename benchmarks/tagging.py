"""Train and score recurrent taggers: parts of speech (EWT), names (CoNLL-2003).

Run:
    python -m benchmarks.tagging --corpus ewt --seeds 1 2 3 4 5
    python -m benchmarks.tagging --corpus conll2003 --head crf --seeds 1 2 3 4 5

A run writes a checkpoint after every epoch to `checkpoints/tagging/`; killed and
started again, it goes on.  The valid part selects the epoch; the test part is scored
once for every tagger, and once for all seeds together, the mean of their
log-probabilities.  Results go to `benchmarks/results/tagging.json`.  `--quick` takes a
minute on generated sentences and saves no result.
"""

import argparse
import dataclasses
import functools
import pathlib
import tempfile

from benchmarks import recipes, records
from benchmarks.tagging_systems import Recipe, read, score, searches, train
from rnncourse.datasets import conll2003, ewt
from rnncourse.datasets.worlds import entity_world, tagging_world
from rnncourse.models import average_tags
from rnncourse.training import PrintScores

CHECKPOINTS = pathlib.Path("checkpoints/tagging")
PACKAGES = ("tensorflow", "keras", "numpy")
LOAD = {"ewt": ewt.load, "conll2003": conll2003.load}
WORLDS = {"ewt": tagging_world, "conll2003": entity_world}
RECIPES = {
    "ewt": Recipe(words=1024, epochs=12, learning_rate=2.5e-3),
    "conll2003": Recipe(words=1024, dropout=0.6, epochs=8, learning_rate=3e-3),
}
QUICK = {"units": 32, "character_units": 8, "buckets": 2, "epochs": 6}
QUICK |= {"learning_rate": 0.01}


def run(system, recipe, corpus, *, seeds, folder, minutes=None):
    """Train a tagger for every seed; return the records of each and of all together."""
    taggers, measured = [], []
    for seed in seeds:
        print(f"{corpus.name}: {system}, seed {seed}", flush=True)
        tagger, history = train(
            recipe,
            corpus,
            seed=seed,
            checkpoint=recipes.checkpoint(
                folder, system, seed, dataclasses.asdict(recipe)
            ),
            minutes=minutes,
            callbacks=[PrintScores(_metric(corpus))],
        )
        taggers.append(tagger)
        facts = {
            "seed": seed,
            "parameters": tagger.count_params(),
            "seconds": round(sum(epoch["seconds"] for epoch in history)),
            "epochs": len(history),
            "settings": dataclasses.asdict(recipe),
        }
        for name, search in searches(recipe.head).items():
            tag = functools.partial(tagger.tag, **search)
            measured += score_parts(system + name, tag, corpus, facts)
    if len(seeds) > 1 and recipe.head != "previous":
        facts = {"seeds": list(seeds), "settings": dataclasses.asdict(recipe)}
        tag = functools.partial(average_tags, taggers)
        measured += score_parts(f"{system} x{len(seeds)}", tag, corpus, facts)
    return measured


def score_parts(system, tag, corpus, facts):
    """Return the records of one tagger on valid and test."""
    measured = []
    for split in ("valid", "test"):
        words, tags = read(getattr(corpus, split), corpus.scheme)
        value = score(tags, tag(words), corpus.scheme)
        measured.append(
            records.make(
                "tagging",
                packages=PACKAGES,
                corpus=corpus.name,
                split=split,
                system=system,
                metric=_metric(corpus),
                value=round(value, 3),
                **facts,
            )
        )
    return measured


def _metric(corpus):
    return "chunk_f1" if corpus.scheme else "accuracy"


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--corpus", choices=LOAD, default="ewt")
    parser.add_argument(
        "--head", choices=["softmax", "crf", "previous"], default="softmax"
    )
    parser.add_argument(
        "--without",
        nargs="+",
        choices=["affixes", "characters"],
        default=[],
        help="features to leave out",
    )
    parser.add_argument("--forward", action="store_true", help="read one way only")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], metavar="SEED")
    parser.add_argument(
        "--set",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="other settings of the recipe, e.g. units=100",
    )
    parser.add_argument("--minutes", type=float, help="of training, a tagger")
    parser.add_argument("--folder", type=pathlib.Path, default=CHECKPOINTS)
    parser.add_argument("--quick", action="store_true", help="a minute, nothing saved")
    return parser.parse_args(arguments)


def recipe_of(options):
    """Return the system's name and recipe that the options ask for."""
    recipe = RECIPES[options.corpus]
    changes = {"head": options.head, "features": _features(recipe, options.without)}
    if options.forward:
        changes["reader"] = "forward"
    if options.quick:
        changes |= QUICK
    changes |= recipes.settings_of(Recipe, options.set)
    words = [options.head, *(f"no {name}" for name in options.without)]
    words += ["forward"] * options.forward + options.set
    return ", ".join(words), dataclasses.replace(recipe, **changes)


def _features(recipe, without):
    return tuple(name for name in recipe.features if name not in without)


def main(arguments=None):
    """Train, score, print and save."""
    options = parse(arguments)
    system, recipe = recipe_of(options)
    shared = {"seeds": options.seeds, "minutes": options.minutes}
    if options.quick:
        world = WORLDS[options.corpus]("small")
        with tempfile.TemporaryDirectory() as folder:
            measured = run(
                system, recipe, world.corpus(), folder=pathlib.Path(folder), **shared
            )
    else:
        corpus = LOAD[options.corpus]()
        folder = options.folder / corpus.name
        measured = run(system, recipe, corpus, folder=folder, **shared)
        print("written to", records.save("tagging", measured))
    for record in measured:
        seed = record.get("seed", "all")
        print(
            f"{record['system']:30} seed {seed:3} {record['split']:6} "
            f"{record['metric']} {record['value']:.2f}"
        )


if __name__ == "__main__":
    main()
