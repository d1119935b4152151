"""Train and score the recurrent rows of the Penn Treebank table.

Run:
    python -m benchmarks.ptb_table --model rnn --minutes 55
    python -m benchmarks.ptb_table --model lstm --minutes 55
    python -m benchmarks.ptb_table --model mixtures    # mixes what was trained

A run writes a checkpoint after every epoch to `checkpoints/ptb_table/`; killed and
started again, it goes on.  Results go to `benchmarks/results/ptb_table.json`.
`--quick` takes a minute on a generated language and saves no result.
"""

import argparse
import dataclasses
import pathlib
import tempfile

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np

from benchmarks import records
from benchmarks.ngram import CACHES, SPLITS, Texts
from benchmarks.recipes import checkpoint
from rnncourse.datasets import TextCorpus, ptb
from rnncourse.datasets.worlds import language_world
from rnncourse.layers import LSTM, Elman
from rnncourse.metrics import perplexity
from rnncourse.models import (
    CacheModel,
    Decay,
    NgramModel,
    Recency,
    RecurrentLanguageModel,
    fit_weights,
    mix,
)
from rnncourse.training import PrintEpochs, Recipe, train_language_model

CHECKPOINTS = pathlib.Path("checkpoints/ptb_table")
PACKAGES = ("tensorflow", "keras", "numpy")


@dataclasses.dataclass(frozen=True)
class Row:
    """One recurrent row of the table: what is built and how it is trained."""

    layer: type
    units: int
    layers: int
    dropout: float
    recipe: Recipe

    def build(self, vocabulary):
        """Return an untrained model."""
        stack = [
            self.layer(self.units, return_sequences=True, return_state=True)
            for _ in range(self.layers)
        ]
        return RecurrentLanguageModel(
            len(vocabulary), stack, dropout=self.dropout, eos_id=vocabulary.eos_id
        )

    def settings(self):
        """Return everything that a second run needs to come out the same."""
        recipe = dataclasses.asdict(self.recipe)
        return {
            "units": self.units,
            "layers": self.layers,
            "dropout": self.dropout,
            "tied": True,
            **{name: value for name, value in recipe.items() if name != "minutes"},
        }


def schedule(learning_rate, *, decay_from, epochs):
    """Return a recipe whose decay begins late, and earlier only if an epoch is worse.

    The gain of one epoch is noisy: a decay that begins at the first small one may begin
    before the network has learned what the large steps can teach it.
    """
    return Recipe(
        learning_rate=learning_rate,
        decay=0.6,
        decay_from=decay_from,
        epochs=epochs,
        threshold=0.0,
    )


ROWS = {
    "rnn": Row(
        Elman,
        units=300,
        layers=1,
        dropout=0.3,
        recipe=schedule(1e-3, decay_from=8, epochs=12),
    ),
    "lstm": Row(
        LSTM,
        units=400,
        layers=1,
        dropout=0.5,
        recipe=schedule(2e-3, decay_from=10, epochs=18),
    ),
}


def train_row(name, row, texts, *, seed, folder, callbacks):
    """Train a row, or go on with it; return its records and save its scores."""
    keras.utils.set_random_seed(seed)
    model = row.build(texts.vocabulary)
    history = train_language_model(
        model,
        texts.train,
        texts.valid,
        recipe=row.recipe,
        checkpoint=checkpoint(folder, name, seed, row.settings()),
        callbacks=callbacks,
    )
    scores = {split: model.log_probs(getattr(texts, split)) for split in SPLITS}
    np.savez(folder / f"{name}-{seed}.scores.npz", **scores)
    facts = {
        "parameters": model.count_params(),
        "seconds": round(sum(epoch["seconds"] for epoch in history)),
        "settings": row.settings(),
        "epochs": len(history),
    }
    return table_records(name, scores, texts, seed, facts)


def table_records(system, log_probs, texts, seed, facts):
    """Return the records of one system on both splits."""
    return [
        records.make(
            "ptb_table",
            packages=PACKAGES,
            corpus=texts.corpus.name,
            split=split,
            system=system,
            metric="perplexity",
            value=round(perplexity(log_probs[split]), 3),
            seed=seed,
            **facts,
        )
        for split in SPLITS
    ]


def mixtures(texts, *, seed, folder):
    """Mix every trained row with KN5 and caches; weights are learned on valid only."""
    size = {"vocab_size": len(texts.vocabulary), "eos_id": texts.vocabulary.eos_id}
    kn5 = NgramModel.fit(texts.train, order=5, **size)
    caches = [
        CacheModel(order=order, memory=Decay(rate), prior=prior, **size)
        for order, rate, prior in CACHES
    ]
    recency = Recency(**size)
    counting = {
        split: np.stack([m.log_probs(getattr(texts, split)) for m in (kn5, *caches)])
        for split in SPLITS
    }
    buckets = {split: recency.of(getattr(texts, split)) for split in SPLITS}
    trained = sorted(folder.glob(f"*-{seed}.scores.npz"))
    if not trained:
        raise SystemExit(f"No row was trained in {folder}: run `--model lstm` first.")
    measured = []
    for path in trained:
        name, network = path.name.split("-")[0], np.load(path)
        both = {
            split: np.stack([network[split], counting[split][0]]) for split in SPLITS
        }
        weights = fit_weights(both["valid"])
        mixed = {split: mix(both[split], weights) for split in SPLITS}
        measured += table_records(f"{name}+kn5", mixed, texts, seed, {})

        every = {
            split: np.vstack([network[split], counting[split]]) for split in SPLITS
        }
        weights = fit_weights(
            every["valid"], buckets=buckets["valid"], count=recency.buckets
        )
        mixed = {
            split: mix(every[split], weights, buckets=buckets[split])
            for split in SPLITS
        }
        facts = {"settings": {"caches": CACHES, "weights": "by recency"}}
        measured += table_records(f"{name}+kn5+cache", mixed, texts, seed, facts)
    return measured


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--model", choices=[*ROWS, "mixtures"], default="lstm")
    parser.add_argument("--minutes", type=float, default=58, help="training time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=pathlib.Path, default=CHECKPOINTS)
    parser.add_argument("--tensorboard", metavar="DIR", help="write events there")
    parser.add_argument("--quick", action="store_true", help="a minute, nothing saved")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Train one row or mix what was trained, print and save the records."""
    options = parse(arguments)
    if options.quick:
        measured = quick(options)
    else:
        corpus = ptb.load()
        options.folder.mkdir(parents=True, exist_ok=True)
        texts = Texts.encode(corpus)
        if options.model == "mixtures":
            measured = mixtures(texts, seed=options.seed, folder=options.folder)
        else:
            row = ROWS[options.model]
            recipe = dataclasses.replace(row.recipe, minutes=options.minutes)
            measured = train_row(
                options.model,
                dataclasses.replace(row, recipe=recipe),
                texts,
                seed=options.seed,
                folder=options.folder,
                callbacks=callbacks(options),
            )
        print("written to", records.save("ptb_table", measured))
    for record in measured:
        print(f"{record['system']:20} {record['split']:6} {record['value']:8.2f}")


def callbacks(options):
    """Return the Keras callbacks that the options ask for."""
    chosen = [PrintEpochs()]
    if options.tensorboard:
        chosen.append(keras.callbacks.TensorBoard(options.tensorboard))
    return chosen


def quick(options):
    """Train a short row on a generated language and mix it; nothing is kept."""
    world = language_world("small", seed=options.seed)
    parts = world.corpus(seed=options.seed)
    corpus = TextCorpus(
        name="world language", **parts._asdict(), generated=True, description=""
    )
    name = "lstm" if options.model == "mixtures" else options.model
    short = dataclasses.replace(
        ROWS[name],
        units=100,
        dropout=0.1,
        recipe=Recipe(time_steps=20, epochs=5, decay_from=3, learning_rate=5e-3),
    )
    texts = Texts.encode(corpus)
    with tempfile.TemporaryDirectory() as folder:
        shared = {"seed": options.seed, "folder": pathlib.Path(folder)}
        trained = train_row(name, short, texts, callbacks=callbacks(options), **shared)
        return trained + mixtures(texts, **shared)


if __name__ == "__main__":
    main()
