"""Truncated back-propagation through time, with the schedule of the RNNLM toolkit."""

import dataclasses
import sys
import time

import keras
import numpy as np

from rnncourse.metrics import perplexity
from rnncourse.models.language.stream import Stream
from rnncourse.pipelines import contiguous_batches
from rnncourse.training.loop import out_of_time, run_epochs


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How a recurrent language model is trained.

    The learning rate stays until an epoch lowers the validation loss by less than
    `threshold` (relative), or until epoch `decay_from`; from then on it is multiplied
    by `decay` after every epoch.  Training ends after `patience` epochs without a new
    best; the best epoch's weights are kept.

    Reference: the schedule of Mikolov (2012), section 3.3.2, softened.

    Args:
        batch_size: Rows of the stream read in parallel.
        time_steps: Reach of truncated back-propagation.
        learning_rate: Of Adam.
        clip_norm: Largest norm of the gradient of all weights together.
        epochs: Passes over the text, at most.
        decay: Factor on the learning rate, once it decays.
        decay_from: Epoch (counted from 1) after which the rate decays in any case.
        threshold: Relative improvement that counts as progress.
        patience: Epochs without a new best before training stops.
        minutes: Start no epoch that would end later than this; `None` for no limit.

    Example:

    >>> Recipe(epochs=3).learning_rate
    0.003
    """

    batch_size: int = 32
    time_steps: int = 35
    learning_rate: float = 3e-3
    clip_norm: float = 1.0
    epochs: int = 40
    decay: float = 0.5
    decay_from: int | None = None
    threshold: float = 0.003
    patience: int = 3
    minutes: float | None = None


@dataclasses.dataclass
class Progress:
    """Where a run stands; all that a checkpoint must know beside the variables.

    Example:

    >>> Progress(learning_rate=0.1).best
    inf
    """

    learning_rate: float
    best: float = float("inf")
    stale: int = 0
    decaying: bool = False
    history: list = dataclasses.field(default_factory=list)


class PrintEpochs(keras.callbacks.Callback):
    """One line an epoch: perplexities, learning rate, seconds.

    Example:

    >>> line = PrintEpochs()
    >>> line.on_epoch_end(0, {"loss": 4.2, "valid_perplexity": 61.5,
    ...                       "learning_rate": 0.003, "seconds": 12.3})
    epoch  1  train    66.69  valid    61.50  rate 0.003  12 s
    """

    def on_epoch_end(self, epoch, logs=None):
        """Print the line of the epoch that just ended."""
        print(
            f"epoch {epoch + 1:2}  train {np.exp(logs['loss']):8.2f}  "
            f"valid {logs['valid_perplexity']:8.2f}  "
            f"rate {logs['learning_rate']:.2g}  {logs['seconds']:.0f} s",
            flush=True,
        )


def train_language_model(
    model, train, valid, *, recipe=None, checkpoint=None, callbacks=None
):
    """Train a recurrent language model and leave the best epoch's weights in it.

    Every epoch reads `train` once from left to right with `Stream`, then measures
    the perplexity of `valid`.  With a `checkpoint` the run may be killed at any time
    and started again with the same arguments: it goes on after the last whole epoch
    and ends with the same weights as an unbroken run.

    Args:
        model: A `RecurrentLanguageModel`.
        train: `(tokens,)` integers.
        valid: `(tokens,)` integers; used for the schedule and for stopping.
        recipe: A `Recipe`; the default one if left out.
        checkpoint: File to write after every epoch, and to go on from if it exists.
        callbacks: Keras callbacks, told of the beginning and end of training and of
            every epoch, e.g. `keras.callbacks.TensorBoard`; by default `PrintEpochs`.

    Returns:
        One dictionary an epoch: `epoch`, `loss` (nats a token, with dropout),
        `valid_perplexity`, `learning_rate`, `seconds`.

    Raises:
        ValueError: If a text is empty, or the checkpoint is damaged or another model's.

    Example:

    >>> from rnncourse.layers import GRU
    >>> from rnncourse.models import RecurrentLanguageModel
    >>> gru = GRU(8, return_sequences=True, return_state=True)
    >>> model = RecurrentLanguageModel(5, [gru])
    >>> text = np.tile([1, 2, 3, 4, 0], 40)
    >>> history = train_language_model(
    ...     model, text, text, recipe=Recipe(batch_size=2, epochs=2), callbacks=[])
    >>> [epoch["epoch"] for epoch in history]
    [1, 2]
    """
    recipe = recipe or Recipe()
    batches = contiguous_batches(
        train,
        batch_size=recipe.batch_size,
        time_steps=recipe.time_steps,
        eos_id=model.eos_id,
    )
    stream = Stream(model, recipe.batch_size)
    stream.build((recipe.batch_size, recipe.time_steps))
    stream.compile(
        keras.optimizers.Adam(
            recipe.learning_rate, beta_2=0.99, global_clipnorm=recipe.clip_norm
        ),
        keras.losses.SparseCategoricalCrossentropy(
            from_logits=True, reduction="mean_with_sample_weight"
        ),
        jit_compile=True,
    )

    def epoch(progress):
        logs = _epoch(model, stream, batches, valid, progress.learning_rate)
        return _advance(progress, logs, recipe)

    return run_epochs(
        stream,
        epoch,
        progress=Progress(recipe.learning_rate),
        finished=lambda progress: _finished(progress, recipe),
        kept=model,
        checkpoint=checkpoint,
        callbacks=[PrintEpochs()] if callbacks is None else callbacks,
    )


def _epoch(model, stream, batches, valid, learning_rate):
    """Read the text once and measure; return the numbers of this epoch."""
    started = time.perf_counter()
    stream.reset_state()
    stream.optimizer.learning_rate = learning_rate
    bar = int(sys.stdout.isatty())
    loss = stream.fit(batches, shuffle=False, verbose=bar).history["loss"][0]
    # In one row: a barely trained network may go astray from a cold start in the
    # middle of a sentence, and the schedule would follow a number that means nothing.
    valid_perplexity = perplexity(model.log_probs(valid))
    return {
        "loss": float(loss),
        "valid_perplexity": valid_perplexity,
        "learning_rate": learning_rate,
        "seconds": time.perf_counter() - started,
    }


def _advance(progress, logs, recipe):
    """Record an epoch; update best, patience and rate; say whether it is the best."""
    progress.history.append({"epoch": len(progress.history) + 1, **logs})
    newest = logs["valid_perplexity"]
    # Relative gain in nats a token, as in the toolkit; the first epoch always counts.
    gain = 1 - np.log(newest) / np.log(progress.best)
    is_best = newest < progress.best
    progress.stale = 0 if is_best else progress.stale + 1
    progress.best = min(newest, progress.best)
    late = recipe.decay_from and len(progress.history) >= recipe.decay_from
    progress.decaying = bool(progress.decaying or gain < recipe.threshold or late)
    if progress.decaying:
        progress.learning_rate *= recipe.decay
    return is_best


def _finished(progress, recipe):
    epochs = len(progress.history)
    if epochs >= recipe.epochs or progress.stale >= recipe.patience:
        return True
    return out_of_time(progress.history, recipe.minutes)
