"""Train models that answer questions about pictures: easy-VQA, or drawn scenes.

Run:
    python -m benchmarks.vqa --corpus easy-vqa
    python -m benchmarks.vqa --corpus easy-vqa --blind
    python -m benchmarks.vqa --corpus scenes

A run writes a checkpoint after every epoch to `checkpoints/vqa/`; killed and started
again, it goes on.  The valid part selects the epoch.  With `--blind` the model sees the
questions alone: what it knows all the same is what the data betray.  Of scenes it is
known how many answers the best blind model gives, of every kind of question, and there
is a part `unseen` with combinations of colour and shape that were held out.  Results go
to `benchmarks/results/vqa.json`.  `--quick` takes a minute or two on a few scenes and
saves no result.
"""

import argparse
import dataclasses
import pathlib
import tempfile

from benchmarks import recipes, records
from benchmarks.vqa_systems import Recipe, grouped, train
from rnncourse.datasets import easy_vqa
from rnncourse.datasets.worlds import question_kind, scene_world
from rnncourse.training import PrintScores

CHECKPOINTS = pathlib.Path("checkpoints/vqa")
PACKAGES = ("tensorflow", "keras", "numpy")
CORPORA = ("scenes", "easy-vqa")
SCENES = {"pixels": 48, "stages": 3, "filters": 32, "shift": 0, "epochs": 40}
SCENES |= {"question_units": 128, "units": 256}
QUICK = {"filters": 16, "units": 64, "question_units": 48, "epochs": 3, "batch": 32}


def run(system, recipe, corpus, *, seed, checkpoint, minutes=None):
    """Train one model; return the records of what it answers."""
    print(f"{corpus.name}: {system}, seed {seed}", flush=True)
    model, history = train(
        recipe,
        corpus,
        seed=seed,
        checkpoint=checkpoint,
        minutes=minutes,
        callbacks=[PrintScores("accuracy, %")],
    )
    facts = {
        "seed": seed,
        "parameters": model.count_params(),
        "seconds": round(sum(epoch["seconds"] for epoch in history)),
        "epochs": len(history),
        "settings": dataclasses.asdict(recipe),
    }
    measured = []
    for split, asked in parts(corpus):
        pictures, questions, answers = grouped(asked, recipe)
        found = model.answer(pictures, questions)
        for metric, value in score(corpus, questions, answers, found):
            measured.append(_record(corpus, split, system, metric, value, **facts))
    if corpus.world and recipe.blind:
        for kind, share in corpus.world.blind_accuracy.items():
            metric = "accuracy" if kind == "all" else f"accuracy, {kind}"
            measured.append(_record(corpus, "test", "best blind", metric, 100 * share))
    return measured


def _record(corpus, split, system, metric, value, **facts):
    return records.make(
        "vqa",
        packages=PACKAGES,
        corpus=corpus.name,
        split=split,
        system=system,
        metric=metric,
        value=round(value, 2),
        **facts,
    )


def parts(corpus):
    """Yield the parts to be answered, of a world also the one that was held out."""
    yield "valid", corpus.valid
    yield "test", corpus.test
    if corpus.world:
        yield "unseen", corpus.world.unseen_questions()


def score(corpus, questions, answers, found):
    """Yield metric and value, from 0 to 100: of all questions and of every kind."""
    kinds = {}
    for rows in zip(questions, answers, found, strict=True):
        for question, right, given in zip(*rows, strict=True):
            kind = question_kind(question) if corpus.world else None
            kinds.setdefault(kind, []).append(right == given)
    everything = [one for rows in kinds.values() for one in rows]
    yield "accuracy", 100 * sum(everything) / len(everything)
    for kind in sorted(filter(None, kinds)):
        yield f"accuracy, {kind}", 100 * sum(kinds[kind]) / len(kinds[kind])


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--corpus", choices=CORPORA, default="scenes")
    parser.add_argument("--blind", action="store_true", help="see the questions alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--set",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="other settings of the recipe, e.g. units=128",
    )
    parser.add_argument("--minutes", type=float, help="of training")
    parser.add_argument("--folder", type=pathlib.Path, default=CHECKPOINTS)
    parser.add_argument("--quick", action="store_true", help="two minutes, not saved")
    return parser.parse_args(arguments)


def recipe_of(options):
    """Return the system's name and recipe that the options ask for."""
    changes = dict(SCENES) if options.corpus == "scenes" or options.quick else {}
    if options.quick:
        changes |= QUICK
    if options.blind:
        changes["blind"] = 1
    changes |= recipes.settings_of(Recipe, options.set)
    name = "question alone" if options.blind else "picture and question"
    return ", ".join([name, *options.set]), Recipe(**changes)


def main(arguments=None):
    """Train, answer, score, print and save."""
    options = parse(arguments)
    system, recipe = recipe_of(options)
    shared = {"seed": options.seed, "minutes": options.minutes}
    if options.quick:
        corpus = scene_world("small").questions()
    elif options.corpus == "scenes":
        corpus = scene_world().questions()
    else:
        corpus = easy_vqa.load()
    name = "blind" if options.blind else "seeing"
    facts = (name, options.seed, dataclasses.asdict(recipe))
    with tempfile.TemporaryDirectory() as temporary:
        folder = temporary if options.quick else options.folder / options.corpus
        shared["checkpoint"] = recipes.checkpoint(folder, *facts)
        measured = run(system, recipe, corpus, **shared)
    if not options.quick:
        print("written to", records.save("vqa", measured))
    for record in measured:
        print(
            f"{record['system']:30} {record['split']:6} {record['metric']:22} "
            f"{record['value']:6.2f}"
        )


if __name__ == "__main__":
    main()
