"""One trial of the music benchmark: a recurrent layer trained with one setting."""

import dataclasses
import math
import pathlib
import time

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np

from benchmarks.music_variants import VARIANTS
from rnncourse.metrics import nll_per_frame
from rnncourse.pipelines import frame_batches
from rnncourse.training import load_checkpoint, save_checkpoint

KEYS = 88


@dataclasses.dataclass(frozen=True)
class Budget:
    """What every trial of a run has in common.

    The learning rate falls to zero along a line over `epochs`; after `patience` epochs
    without a new best on valid a trial stops, and the best epoch's weights are kept.
    """

    epochs: int = 70
    patience: int = 10
    batch_size: int = 8
    buckets: int = 2
    clip_norm: float = 1.0
    beta_2: float = 0.99


@dataclasses.dataclass(frozen=True)
class Setting:
    """What the random search chooses."""

    learning_rate: float
    units: int
    input_dropout: float
    recurrent_dropout: float
    output_dropout: float


def settings_of(count, seed):
    """Draw the settings that every variant is tried with: a longer list begins alike.

    Learning rate and units are uniform in their logarithms.  The ranges are those in
    which an LSTM learns within the budget; the study's own are far wider, for 200
    trials a variant.
    """
    rng = np.random.default_rng(seed)

    def log_uniform(low, high):
        return math.exp(rng.uniform(math.log(low), math.log(high)))

    return [
        Setting(
            learning_rate=float(f"{log_uniform(5e-3, 2.5e-2):.2g}"),
            units=round(log_uniform(50, 120)),
            input_dropout=round(rng.uniform(0, 0.2), 2),
            recurrent_dropout=round(rng.uniform(0, 0.3), 2),
            output_dropout=round(rng.uniform(0, 0.3), 2),
        )
        for _ in range(count)
    ]


def build(variant, setting):
    """Return an untrained model: frames in, logits of the next frame's keys out.

    Every dropout mask is drawn once a sequence and holds for all its frames (Gal &
    Ghahramani, 2016).
    """
    return keras.Sequential(
        [
            keras.Input((None, KEYS)),
            VARIANTS[variant](
                setting.units,
                return_sequences=True,
                dropout=setting.input_dropout,
                recurrent_dropout=setting.recurrent_dropout,
            ),
            keras.layers.SpatialDropout1D(setting.output_dropout),
            keras.layers.Dense(KEYS),
        ]
    )


class FrameLoss(keras.losses.Loss):
    """Nats per frame: the cross-entropy summed over the keys, averaged over frames."""

    def __init__(self):
        super().__init__(name="nll", reduction="mean_with_sample_weight")

    def call(self, targets, logits):
        """Return the loss of every frame, `(batch, time)`."""
        return keras.ops.sum(keras.ops.softplus(logits) - targets * logits, axis=-1)


def score(model, pieces):
    """Return the negative log-likelihood per frame of whole pieces."""
    # One batch of one shape: compiled once for valid, once for test.
    batches = frame_batches(pieces, batch_size=len(pieces), buckets=1)
    ((inputs, targets, weights),) = batches.as_numpy_iterator()
    logits = np.asarray(model.predict_on_batch(inputs))
    return nll_per_frame(targets, logits, weights)


def train(variant, setting, corpus, budget, *, seed):
    """Train one model; return it with its best weights, and how that went."""
    started = time.process_time()
    keras.utils.set_random_seed(seed)
    model = build(variant, setting)
    optimizer = keras.optimizers.Adam(
        setting.learning_rate, beta_2=budget.beta_2, global_clipnorm=budget.clip_norm
    )
    model.compile(optimizer, FrameLoss(), jit_compile=True)
    batches = frame_batches(
        corpus.train, batch_size=budget.batch_size, buckets=budget.buckets, seed=seed
    )
    best, best_epoch, weights, history = math.inf, 0, model.get_weights(), []
    for epoch in range(budget.epochs):
        optimizer.learning_rate = setting.learning_rate * (1 - epoch / budget.epochs)
        model.fit(batches, shuffle=False, verbose=0)
        if not all(np.isfinite(weight).all() for weight in model.get_weights()):
            break  # diverged: what was best before stands
        history.append(score(model, corpus.valid))
        if history[-1] < best:
            best, best_epoch = history[-1], epoch + 1
            weights = model.get_weights()
        elif epoch + 1 - best_epoch >= budget.patience:
            break
    model.set_weights(weights)
    return model, {
        "valid": best,
        "best_epoch": best_epoch,
        "epochs": len(history),
        "parameters": model.count_params(),
        "cpu_seconds": round(time.process_time() - started, 1),
    }


@dataclasses.dataclass(frozen=True)
class Trial:
    """One trial and the file that says that it is done."""

    variant: str
    number: int
    setting: Setting
    budget: Budget
    seed: int
    folder: pathlib.Path

    @property
    def path(self):
        """Where the trained weights go."""
        name = f"{self.variant}-{self.number}-seed{self.seed}.npz"
        return pathlib.Path(self.folder) / name

    def facts(self):
        """Return everything that must be the same for the file to be this trial's."""
        return {
            "variant": self.variant,
            "setting": dataclasses.asdict(self.setting),
            "budget": dataclasses.asdict(self.budget),
            "seed": self.seed,
        }

    def result(self):
        """Return how the trial went; `None` if it is still to be run."""
        if not self.path.exists():
            return None
        _, saved = load_checkpoint(self.path)
        if saved["facts"] != self.facts():
            raise SystemExit(
                f"{self.path} was made with other settings: {saved['facts']}. Use "
                "another `--folder` or delete it."
            )
        return saved["result"]

    def run(self, corpus):
        """Train, and leave the best weights in the file, whole or not at all."""
        # Trials of one number start alike, whatever the variant.
        model, result = train(
            self.variant,
            self.setting,
            corpus,
            self.budget,
            seed=1000 * self.seed + self.number,
        )
        saved = {"facts": self.facts(), "result": result}
        save_checkpoint(self.path, {"best": model.get_weights()}, saved)
        return result

    def test(self, corpus):
        """Return the test score of the trained weights."""
        model = build(self.variant, self.setting)
        arrays, _ = load_checkpoint(self.path)
        model.set_weights(arrays["best"])
        model.compile(jit_compile=True)
        return score(model, corpus.test)
