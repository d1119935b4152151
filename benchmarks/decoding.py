"""Speed of beam search against keras-hub and PyTorch, in turns, as ratios.

Run:
    python -m benchmarks.decoding                  # Multi30k test, German to English
    python -m benchmarks.decoding --beam 5 --turns 7

The translator is that of `python -m benchmarks.translation --direction de-en`, with
the weights of its checkpoint; where there is none, it is trained for `--minutes` first.
All searches have these weights, batches of the same size and the same greatest length;
there is no length normalisation, which keras-hub does not know.  They take turns on an
otherwise idle machine, batch by batch, and what is reported are sentences a second in
the median turn, encoding included, and how many times those of a peer ours are.  Ours
gets sentences of similar length together, as `model.translate` arranges it.

- `keras_hub BeamSampler` runs in one XLA graph, on batches in the order of the corpus
  and, as another system, sorted like ours. It takes part where it is installed:
  `pip install keras-hub`, or without changing other packages
  `pip install --no-deps keras-hub==0.32.0 tokenizers kagglehub kagglesdk==0.1.28`.
- `PyTorch loop` is a beam search as it is often written, on batches in the order of the
  corpus. `PyTorch loop, tuned` gets them sorted, ends as soon as the best is certain,
  and moves no more of the state than it must. `pip install torch`.

In these an ended hypothesis stays in the beam while it is among the best; in ours it
leaves and keeps its place, so that on rare occasions another one is found. All must
translate nearly all sentences the same and with the same log-probability, or nothing is
reported. `--quick` takes two minutes on a generated world and saves nothing.
"""

import argparse
import dataclasses
import importlib.util
import pathlib
import statistics
import tempfile
import time

from benchmarks import recipes, records, translation
from benchmarks.decoding_systems import IN_ORDER, OURS, batches, systems
from benchmarks.translation_systems import Recipe, sides, train
from rnncourse.datasets import multi30k
from rnncourse.datasets.worlds import translation_world

SAME = 0.98  # the share of sentences that must be translated the same
TOLERANCE = 2e-3  # of their log-probabilities
PAUSE = 0.05  # seconds; idle threads of the system before go to sleep meanwhile


def measure(searches, work, turns):
    """Return what each search found, and its seconds in each turn.

    Args:
        searches: `{name: search}`.
        work: `{name: batches}`, the same number for each.
        turns: How often; once more before, in which everything is compiled.
    """
    found = {name: _in_order(search, work[name]) for name, search in searches.items()}
    seconds = {name: [0.0] * turns for name in searches}
    for turn in range(turns):
        for place in range(len(work[OURS])):
            for name, search in searches.items():
                time.sleep(PAUSE)
                started = time.perf_counter()
                search(work[name][place])
                seconds[name][turn] += time.perf_counter() - started
    return found, seconds


def _in_order(search, work):
    """Return tokens and log P of all sentences, by their numbers."""
    found = {}
    for batch in work:
        for number, *best in zip(batch.numbers, *search(batch), strict=True):
            found[number] = best
    return [found[number] for number in sorted(found)]


def agreement(ours, theirs, end):
    """Return the share of sentences that are translated the same.

    Args:
        ours: For each sentence its tokens and their log P.
        theirs: The same of a peer.
        end: The id of the end.

    Raises:
        SystemExit: If fewer than `SAME` are, or their log-probabilities differ.
    """
    same = [
        abs(mine[1] - its[1])
        for mine, its in zip(ours, theirs, strict=True)
        if _cut(mine[0], end) == _cut(its[0], end)
    ]
    share, apart = len(same) / len(ours), max(same, default=0.0)
    if share < SAME or apart > TOLERANCE:
        raise SystemExit(
            f"Only {share:.1%} of the sentences are translated the same, with "
            f"log-probabilities up to {apart:.2g} apart: not the same search, and no "
            "speed to compare."
        )
    return share


def _cut(tokens, end):
    """Return the tokens before the end."""
    tokens = list(tokens)
    return tokens[: tokens.index(end)] if end in tokens else tokens


def compare(model, sources, *, corpus, width, sentences, turns, seed):
    """Measure all searches of one width, print, and return the records."""
    ids = model.encode_sources(sources)
    searches = systems(model, width)
    work = {
        name: batches(ids, sentences, by_length=name not in IN_ORDER)
        for name in searches
    }
    found, seconds = measure(searches, work, turns)
    end = model.target_tokenizer.vocabulary.eos_id
    speed = {name: len(ids) / statistics.median(s) for name, s in seconds.items()}
    common = {"corpus": corpus, "split": "test", "seed": seed, "packages": packages()}
    common["settings"] = {"width": width, "sentences": sentences, "turns": turns}
    made = []
    for name in speed:
        value = round(speed[name], 1)
        line = f"beam {width:2}  {name:30} {value:8.1f} sentences a second"
        made.append(_record(name, "sentences_per_second", value, **common))
        if name != OURS:
            share = agreement(found[OURS], found[name], end)
            ratio = round(speed[OURS] / speed[name], 2)
            line += f", ours {ratio:.2f} times as many; {share:.1%} the same"
            made.append(_record(OURS, "speed_ratio", ratio, against=name, **common))
        print(line, flush=True)
    return made


def _record(system, metric, value, **fields):
    return records.make("decoding", system=system, metric=metric, value=value, **fields)


def packages():
    """Return the distributions whose versions matter."""
    peers = {"keras_hub": "keras-hub", "torch": "torch"}
    there = [name for module, name in peers.items() if importlib.util.find_spec(module)]
    return ["tensorflow", "keras", "numpy", *there]


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--beam", type=int, nargs="+", default=[1, 5, 12])
    parser.add_argument("--sentences", type=int, default=100, help="in a batch (100)")
    parser.add_argument("--turns", type=int, default=3, help="(default 3)")
    parser.add_argument("--seed", type=int, default=1, help="of the training")
    parser.add_argument(
        "--minutes", type=float, default=15, help="of training, where it is not over"
    )
    parser.add_argument("--folder", type=pathlib.Path, default=translation.CHECKPOINTS)
    parser.add_argument("--quick", action="store_true", help="small, nothing saved")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Train where it must be, measure, print, save."""
    options = parse(arguments)
    if options.quick:
        recipe = Recipe(**translation.QUICK)
        corpus = translation_world("small", seed=0).corpus(seed=0)
        options.beam, options.turns, name = options.beam[:2], 1, corpus.name
    else:
        recipe, name = Recipe(), "multi30k de-en"
        corpus = multi30k.load(source="de", target="en")
    with tempfile.TemporaryDirectory() as temporary:
        folder = temporary if options.quick else options.folder / "de-en"
        settings = dataclasses.asdict(recipe)
        checkpoint = recipes.checkpoint(folder, "attention", options.seed, settings)
        model, history = train(
            recipe,
            corpus,
            seed=options.seed,
            checkpoint=checkpoint,
            minutes=options.minutes,
        )
    best = max(epoch["score"] for epoch in history)
    print(f"{name}: {len(history)} epochs, valid BLEU {best:.1f}", flush=True)
    sources, _ = sides(corpus.test)
    shared = {"sentences": options.sentences, "turns": options.turns}
    shared |= {"corpus": name, "seed": options.seed}
    for width in options.beam:
        measured = compare(model, sources, width=width, **shared)
        if not options.quick:
            records.save("decoding", measured)


if __name__ == "__main__":
    main()
