"""The language models of notebook 06 on our layers and on those of Keras.

Run:
    python -m benchmarks.layers_language_model             # speed, two minutes
    python -m benchmarks.layers_language_model --train     # perplexity
    python -m benchmarks.layers_language_model --quick     # small, nothing saved

Speed is that of a training step of the models of `benchmarks.ptb_table`, with a
vocabulary of 10,000 and tokens drawn at random, which a step's time does not depend on.
Perplexity is that of the notebook's models and recipes on its generated language, from
the same first weights and without dropout, so that nothing differs but the layer.
"""

import argparse
import statistics
import time

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np

from benchmarks import records
from benchmarks.ptb_table import PACKAGES
from rnncourse.datasets.worlds import language_world
from rnncourse.layers import LSTM, Elman
from rnncourse.models import RecurrentLanguageModel
from rnncourse.models.language.stream import Stream
from rnncourse.text import Vocabulary, encode_stream
from rnncourse.training import Recipe, train_language_model

PAIRS = {
    "rnn": (Elman, keras.layers.SimpleRNN, 300),
    "lstm": (LSTM, keras.layers.LSTM, 400),
}


def make_step(layer, units, *, vocab_size, batch, steps, seed):
    """Return a function that trains on one window."""
    keras.utils.set_random_seed(seed)
    recurrent = layer(units, return_sequences=True, return_state=True)
    stream = Stream(RecurrentLanguageModel(vocab_size, [recurrent]), batch)
    stream.build((batch, steps))
    stream.compile(
        keras.optimizers.Adam(1e-3, global_clipnorm=1.0),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=True,
    )
    ids = np.random.default_rng(seed).integers(0, vocab_size, (2, batch, steps))
    return lambda: stream.train_on_batch(ids[0], ids[1])


def measure(name, *, repeats, seed, **size):
    """Return the records of one pair: seconds of both, and our share of Keras's."""
    ours, theirs, units = PAIRS[name]
    systems = {f"rnncourse {ours.__name__}": ours, f"keras {theirs.__name__}": theirs}
    seconds = {system: [] for system in systems}
    trained = {
        system: make_step(layer, units, seed=seed, **size)
        for system, layer in systems.items()
    }
    for turn in range(-1, repeats):  # the first turn compiles
        for system, step in trained.items():
            before = time.perf_counter()
            step()
            if turn >= 0:
                seconds[system].append(time.perf_counter() - before)
    mine, other = (statistics.median(times) for times in seconds.values())
    base = {
        "packages": PACKAGES,
        "seed": seed,
        "settings": {**size, "units": units, "repeats": repeats, "model": name},
    }
    (ours, theirs), step = systems, "language_model_step"
    made = [
        {"system": ours, "metric": f"{step}_seconds", "value": mine},
        {"system": theirs, "metric": f"{step}_seconds", "value": other},
        {
            "system": ours,
            "metric": f"{step}_ratio",
            "value": round(mine / other, 3),
            "against": f"{theirs}, XLA",
        },
    ]
    return [records.make("layers", **fields, **base) for fields in made]


def train(name, seed):
    """Return perplexities on the notebook's language, from the same first weights."""
    world = language_world("small", seed=0)
    text = world.corpus(seed=0)
    words = [word for line in text.train for word in [*line.split(), "<eos>"]]
    vocabulary = Vocabulary.from_tokens(words)
    train, valid, test = (encode_stream(part, vocabulary) for part in text)
    rate = {"rnn": 0.003, "lstm": 0.01}[name]
    recipe = Recipe(time_steps=20, epochs=8, decay_from=3, learning_rate=rate)
    *layers, _ = PAIRS[name]
    made, weights = [], None
    for library, layer in zip(("rnncourse", "keras"), layers, strict=True):
        keras.utils.set_random_seed(seed)
        recurrent = layer(128, return_sequences=True, return_state=True)
        model = RecurrentLanguageModel(
            len(vocabulary), [recurrent], eos_id=vocabulary.eos_id
        )
        model.build((None, None))
        weights = weights or model.get_weights()
        model.set_weights(weights)
        train_language_model(model, train, valid, recipe=recipe, callbacks=[])
        value = round(model.perplexity(test), 3)
        print(f"{library:9} {layer.__name__:9} test perplexity {value}", flush=True)
        made.append(
            records.make(
                "layers",
                corpus="generated language, small",
                split="test",
                system=f"{library} {layer.__name__}",
                metric="perplexity",
                value=value,
                packages=PACKAGES,
                seed=seed,
                settings={"units": 128, "dropout": 0.0, "learning_rate": rate},
            )
        )
    return made


def main(arguments=None):
    """Measure both pairs, print the ratios, save the records."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--train", action="store_true", help="perplexity instead")
    parser.add_argument("--quick", action="store_true", help="small, nothing saved")
    options = parser.parse_args(arguments)
    size = {"vocab_size": 10_000, "batch": 32, "steps": 35}
    if options.quick:
        size, options.repeats = {"vocab_size": 50, "batch": 2, "steps": 5}, 2
    for name in PAIRS:
        if options.train:
            records.save("layers", train(name, options.seed))
            continue
        measured = measure(name, repeats=options.repeats, seed=options.seed, **size)
        ratio = measured[-1]
        print(f"{ratio['system']:16} {ratio['value']:.2f} of {ratio['against']}")
        if not options.quick:
            records.save("layers", measured)


if __name__ == "__main__":
    main()
