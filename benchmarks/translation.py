"""Train recurrent translators on Multi30k and score them with sacreBLEU.

Run:
    python -m benchmarks.translation --direction de-en
    python -m benchmarks.translation --direction de-en --system vector-reversed

A run writes a checkpoint after every epoch to `checkpoints/translation/`; killed and
started again, it goes on.  Greedy translations of the valid part select the epoch; then
valid and test are translated with every beam and scored, cased and in lower case, as a
whole and by the length of the source.  Results go to
`benchmarks/results/translation.json`, each with sacreBLEU's signature.  `--quick` takes
two minutes on a generated world, of which it gets half of the sentences right, and
saves no result.
"""

import argparse
import dataclasses
import functools
import pathlib
import tempfile
import time

from benchmarks import recipes, records
from benchmarks.translation_systems import SYSTEMS, Recipe, sides, train
from rnncourse.datasets import multi30k
from rnncourse.datasets.worlds import translation_world
from rnncourse.decoding import beam_search, greedy, length_power
from rnncourse.metrics import bleu, exact_match
from rnncourse.training import PrintScores

CHECKPOINTS = pathlib.Path("checkpoints/translation")
PACKAGES = ("tensorflow", "keras", "numpy", "sacrebleu")
DIRECTIONS = ("de-en", "en-de", "en-fr")
LENGTHS = ((1, 9), (10, 12), (13, 15), (16, 99))  # words of the source
QUICK = {"units": 48, "size": 48, "pieces": 450, "epochs": 3, "learning_rate": 5e-3}
QUICK |= {"dropout": 0.1, "target_buckets": 2, "source_buckets": 1}


def run(system, recipe, corpus, *, name, beams, alpha, seed, checkpoint, minutes=None):
    """Train one translator; return the records of what it translates."""
    print(f"{name}: {system}, seed {seed}", flush=True)
    model, history = train(
        recipe,
        corpus,
        seed=seed,
        checkpoint=checkpoint,
        minutes=minutes,
        callbacks=[PrintScores("BLEU, greedy")],
    )
    facts = {
        "seed": seed,
        "parameters": model.count_params(),
        "seconds": round(sum(epoch["seconds"] for epoch in history)),
        "epochs": len(history),
    }
    measured = []
    for width in beams:
        settings = dataclasses.asdict(recipe)
        if width > 1:
            settings["length_power"] = alpha
        for split in ("valid", "test"):
            sources, references = sides(getattr(corpus, split))
            started = time.perf_counter()
            found = model.translate(sources, search=search_of(width, alpha))
            taken = time.perf_counter() - started
            print(f"{split}, {beam_name(width)}: {taken:.0f} s", flush=True)
            for metric, value, extra in scores(sources, found, references):
                measured.append(
                    records.make(
                        "translation",
                        packages=PACKAGES,
                        corpus=name,
                        split=split,
                        system=f"{system}, {beam_name(width)}",
                        metric=metric,
                        value=round(value, 2),
                        settings=settings,
                        **facts,
                        **extra,
                    )
                )
    return measured


def search_of(width, alpha):
    """Return the search of a beam so wide; of 1, greedy search."""
    if width == 1:
        return greedy
    penalty = length_power(alpha)
    return functools.partial(beam_search, width=width, length_penalty=penalty)


def beam_name(width):
    """Return what a width is called in the records."""
    return "greedy" if width == 1 else f"beam {width}"


def scores(sources, found, references):
    """Yield metric, value and signature of translations, of all and by length."""
    for metric, lowercase in (("bleu", False), ("bleu_lower", True)):
        score = bleu(found, references, lowercase=lowercase)
        yield metric, score.score, {"signature": score.signature}
    yield "exact_match", 100 * exact_match(found, references), {}
    for low, high in LENGTHS:
        rows = [n for n, text in enumerate(sources) if low <= len(text.split()) <= high]
        if rows:
            score = bleu([found[n] for n in rows], [references[n] for n in rows])
            extra = {"signature": score.signature, "sentences": len(rows)}
            yield f"bleu, {low} to {high} words", score.score, extra


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--direction", choices=DIRECTIONS, default="de-en")
    parser.add_argument("--system", choices=SYSTEMS, default="attention")
    parser.add_argument(
        "--beam", type=int, nargs="+", default=[1, 5, 12], metavar="WIDTH"
    )
    parser.add_argument(
        "--alpha", type=float, default=1.0, help="power of the length normalisation"
    )
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
    changes = dict(SYSTEMS[options.system])
    if options.quick:
        changes |= QUICK
    changes |= recipes.settings_of(Recipe, options.set)
    return ", ".join([options.system, *options.set]), Recipe(**changes)


def main(arguments=None):
    """Train, translate, score, print and save."""
    options = parse(arguments)
    system, recipe = recipe_of(options)
    shared = {"beams": options.beam, "alpha": options.alpha, "seed": options.seed}
    shared |= {"minutes": options.minutes}
    facts = (system, options.seed, dataclasses.asdict(recipe))
    if options.quick:
        corpus = translation_world("small", seed=0).corpus(seed=0)
        with tempfile.TemporaryDirectory() as folder:
            shared["checkpoint"] = recipes.checkpoint(folder, *facts)
            measured = run(system, recipe, corpus, name=corpus.name, **shared)
    else:
        source, target = options.direction.split("-")
        corpus = multi30k.load(source=source, target=target)
        folder = options.folder / options.direction
        shared["checkpoint"] = recipes.checkpoint(folder, *facts)
        name = f"multi30k {options.direction}"
        measured = run(system, recipe, corpus, name=name, **shared)
        print("written to", records.save("translation", measured))
    for record in measured:
        print(
            f"{record['system']:24} {record['split']:6} {record['metric']:22} "
            f"{record['value']:6.2f}"
        )


if __name__ == "__main__":
    main()
