"""Train captioning models on Flickr8k or drawn scenes, and score what they say.

Run:
    python -m benchmarks.captioning --corpus scenes --system attend
    python -m benchmarks.captioning --corpus flickr8k --system attend
    python -m benchmarks.captioning --corpus flickr8k --system attend --shuffled
    python -m benchmarks.captioning --corpus flickr8k --backbone MobileNetV2

A run writes a checkpoint after every epoch to `checkpoints/captioning/`; killed and
started again, it goes on.  The encoder is trained from scratch, unless a backbone of
`keras.applications` is named; its features are computed once and kept beside the
checkpoints.  Greedy captions of the valid part select the epoch (by CIDEr-D; of scenes
by the share that is true); then valid and test are captioned with every beam: BLEU-1 to
BLEU-4, ROUGE-L and CIDEr-D.  Of scenes it is also known which captions are true, and
there is a part `unseen` with combinations of colour and shape that were held out.

There are two blind controls.  The same model is asked about the test pictures in
another order ("pictures exchanged"); and with `--shuffled` a model is trained on
pictures that are not those of the captions.  Results go to
`benchmarks/results/captioning.json`.  `--quick` takes a minute or two on a few scenes
and saves no result.
"""

import argparse
import dataclasses
import functools
import pathlib
import tempfile

from benchmarks import recipes, records
from benchmarks.captioning_systems import SYSTEMS, Recipe, plain, seen, train
from benchmarks.translation import beam_name, search_of
from rnncourse.datasets import flickr8k
from rnncourse.datasets.worlds import caption_truth, scene_world
from rnncourse.decoding import greedy
from rnncourse.metrics import caption_scores
from rnncourse.models import Backbone
from rnncourse.training import PrintScores

CHECKPOINTS = pathlib.Path("checkpoints/captioning")
PACKAGES = ("tensorflow", "keras", "numpy", "sacrebleu")
CORPORA = ("scenes", "flickr8k")
SCENES = {"pixels": 48, "stages": 3, "filters": 32, "shift": 0, "flip": 0, "each": 5}
SCENES |= {"units": 192, "size": 96, "dropout": 0.0, "smoothing": 0.0, "buckets": 2}
SCENES |= {"min_count": 1, "epochs": 30, "learning_rate": 2e-3}
QUICK = {"filters": 16, "units": 64, "size": 48, "each": 2, "buckets": 1, "epochs": 6}
QUICK |= {"batch": 16, "learning_rate": 8e-3}


def run(
    system, recipe, corpus, *, searches, seed, checkpoint, backbone=None, minutes=None
):
    """Train one model; return the records of what it says.

    Args:
        system: What to call it.
        recipe: What to build and how to train it.
        corpus: A `CaptionCorpus`.
        searches: Functions such as `greedy`, by the names of their records.
        seed: Of everything random.
        checkpoint: File to write after every epoch, and to go on from.
        backbone: A `Backbone`, or `None` to train an encoder from scratch.
        minutes: Start no epoch that would end later than this.
    """
    print(f"{corpus.name}: {system}, seed {seed}", flush=True)
    see = seen
    if backbone is not None:
        folder = checkpoint.parent / f"features-{backbone.fingerprint()}"
        see = functools.partial(seen, backbone=backbone, folder=folder)
    valid = see(corpus.valid, recipe)

    def measure(model):
        said = model.caption(valid, search=greedy)
        scores = dict(score(corpus, corpus.valid, said))
        return scores["true" if corpus.world else "cider_d"]

    model, history = train(
        recipe,
        corpus,
        measure,
        seed=seed,
        see=see,
        backbone=backbone,
        checkpoint=checkpoint,
        minutes=minutes,
        callbacks=[PrintScores("true, %" if corpus.world else "CIDEr-D")],
    )
    facts = {
        "seed": seed,
        "parameters": model.count_params(),
        "seconds": round(sum(epoch["seconds"] for epoch in history)),
        "epochs": len(history),
        "peak_megabytes": round(records.peak_megabytes()),
        "settings": dataclasses.asdict(recipe),
    }
    measured = []
    for searched, search in searches.items():
        for split, items in parts(corpus):
            said = model.caption(see(items, recipe), search=search)
            exchanged = said[1:] + said[:1]  # each caption is another picture's
            for name, found in (("", said), (", pictures exchanged", exchanged)):
                for metric, value in score(corpus, items, found):
                    measured.append(
                        records.make(
                            "captioning",
                            packages=PACKAGES,
                            corpus=corpus.name,
                            split=split,
                            system=f"{system}, {searched}{name}",
                            metric=metric,
                            value=round(value, 2),
                            **facts,
                        )
                    )
    return measured


def parts(corpus):
    """Yield the parts to be captioned, of a world also the one that was held out."""
    yield "valid", corpus.valid
    yield "test", corpus.test
    if corpus.world:
        yield "unseen", corpus.world.unseen_captions()


def score(corpus, items, said):
    """Yield metric and value of one caption for every item, from 0 to 100."""
    scores = caption_scores(said, [plain(item.captions) for item in items])
    for order in (1, 2, 3, 4):
        yield f"bleu_{order}", scores.bleu.up_to(order)
    yield "rouge_l", 100 * scores.rouge_l
    yield "cider_d", 100 * scores.cider_d
    if corpus.world:
        truth = caption_truth([item.picture.scene for item in items], said)
        for share in ("true", "false", "ungrammatical", "told"):
            yield share, 100 * getattr(truth, share)


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--corpus", choices=CORPORA, default="scenes")
    parser.add_argument("--system", choices=SYSTEMS, default="attend")
    parser.add_argument("--backbone", help="of keras.applications, in place of ours")
    parser.add_argument("--weights", default="imagenet", help="its weights, or a file")
    parser.add_argument("--shuffled", action="store_true", help="train a blind one")
    parser.add_argument("--beam", type=int, nargs="+", default=[1, 5], metavar="WIDTH")
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
    changes = dict(SCENES) if options.corpus == "scenes" or options.quick else {}
    changes |= SYSTEMS[options.system]
    if options.quick:
        changes |= QUICK
    if options.shuffled:
        changes["shuffled"] = 1
    changes |= recipes.settings_of(Recipe, options.set)
    words = [options.system, options.backbone, "shuffled" * options.shuffled]
    return ", ".join([*filter(None, words), *options.set]), Recipe(**changes)


def main(arguments=None):
    """Train, caption, score, print and save."""
    options = parse(arguments)
    system, recipe = recipe_of(options)
    shared = {"seed": options.seed, "minutes": options.minutes}
    shared["searches"] = {
        beam_name(width): search_of(width, options.alpha) for width in options.beam
    }
    if options.backbone:
        shared["backbone"] = Backbone(options.backbone, weights=options.weights)
    if options.quick:
        corpus = scene_world("small").captions()
    elif options.corpus == "scenes":
        corpus = scene_world().captions()
    else:
        corpus = flickr8k.load()
    facts = (system, options.seed, dataclasses.asdict(recipe))
    with tempfile.TemporaryDirectory() as temporary:
        folder = temporary if options.quick else options.folder / options.corpus
        path = recipes.checkpoint(folder, *facts)
        measured = run(system, recipe, corpus, checkpoint=path, **shared)
    if not options.quick:
        print("written to", records.save("captioning", measured))
    for record in measured:
        print(
            f"{record['system']:40} {record['split']:6} {record['metric']:13} "
            f"{record['value']:6.2f}"
        )


if __name__ == "__main__":
    main()
