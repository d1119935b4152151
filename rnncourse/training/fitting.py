"""Keras's `fit`, one epoch at a time: measured, kept where best, resumed if broken."""

import dataclasses
import sys
import time

import keras

from rnncourse.training.loop import out_of_time, run_epochs


@dataclasses.dataclass
class Fitting:
    """Where a run of `fit` stands.

    Args:
        best: The highest score so far.
        stale: Epochs since then.
        history: One dictionary an epoch.

    Example:

    >>> Fitting().best
    -inf
    """

    best: float = float("-inf")
    stale: int = 0
    history: list = dataclasses.field(default_factory=list)


class PrintScores(keras.callbacks.Callback):
    """One line an epoch: loss, score on the validation part, seconds.

    Args:
        name: What the score is called.

    Example:

    >>> PrintScores("accuracy").on_epoch_end(
    ...     0, {"loss": 0.51, "score": 0.9312, "best": True, "seconds": 12.3})
    epoch  1  loss  0.5100  valid accuracy 0.9312 *  12 s
    """

    def __init__(self, name="score"):
        super().__init__()
        self.name = name

    def on_epoch_end(self, epoch, logs=None):
        """Print the line of the epoch that just ended; a star marks a new best."""
        star = "*" if logs["best"] else " "
        print(
            f"epoch {epoch + 1:2}  loss {logs['loss']:7.4f}  valid {self.name} "
            f"{logs['score']:.4f} {star} {logs['seconds']:3.0f} s",
            flush=True,
        )


def fit(
    model,
    batches,
    measure,
    *,
    epochs,
    patience=None,
    minutes=None,
    checkpoint=None,
    callbacks=None,
):
    """Train a compiled model and leave the weights of the best epoch in it.

    Keras's own `fit` trains; around it stands what a long run needs: after every epoch
    the score that matters is measured (chunk F1 or accuracy of decoded labels, which
    no loss shows), the best weights are kept, and with a `checkpoint` a run that was
    killed goes on after the last whole epoch and ends as an unbroken one would have.
    A schedule of the learning rate belongs into the optimizer
    (`keras.optimizers.schedules`), which counts its steps in the checkpoint.

    Args:
        model: A compiled Keras model, its weights built.
        batches: A function of the epoch, counted from 0, that gives its
            `tf.data.Dataset`; whatever is random in it must come from that number.
        measure: A function without arguments: the score on the validation part, the
            higher the better.
        epochs: Passes, at most.
        patience: Epochs without a new best before training stops; `None` for all.
        minutes: Start no epoch that would end later than this; `None` for no limit.
        checkpoint: File to write after every epoch, and to go on from if it exists.
        callbacks: Keras callbacks, told of the beginning and end of training and of
            every epoch; by default `PrintScores`.

    Returns:
        One dictionary an epoch: `epoch`, `loss`, `score`, `best`, `seconds`.

    Raises:
        ValueError: If `epochs` is below 1, or the checkpoint is damaged or another
            model's.

    Example:

    >>> import numpy as np, tensorflow as tf
    >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    >>> model.compile(keras.optimizers.SGD(0.1), "mse")
    >>> x = np.arange(4.0)[:, None]
    >>> history = fit(
    ...     model, lambda epoch: tf.data.Dataset.from_tensors((x, 2 * x)),
    ...     lambda: -float(abs(model(x) - 2 * x).numpy().max()), epochs=3, callbacks=[])
    >>> [logs["epoch"] for logs in history]
    [1, 2, 3]
    """
    if epochs < 1:
        raise ValueError(f"`epochs` must be at least 1; {epochs} came.")

    def epoch(progress):
        started = time.perf_counter()
        number = len(progress.history)
        bar = int(sys.stdout.isatty())
        trained = model.fit(batches(number), verbose=bar, shuffle=False)
        score = float(measure())
        is_best = score > progress.best
        progress.best = max(score, progress.best)
        progress.stale = 0 if is_best else progress.stale + 1
        progress.history.append(
            {
                "epoch": number + 1,
                "loss": float(trained.history["loss"][0]),
                "score": score,
                "best": is_best,
                "seconds": time.perf_counter() - started,
            }
        )
        return is_best

    def finished(progress):
        if len(progress.history) >= epochs:
            return True
        if patience is not None and progress.stale >= patience:
            return True
        return out_of_time(progress.history, minutes)

    return run_epochs(
        model,
        epoch,
        progress=Fitting(),
        finished=finished,
        checkpoint=checkpoint,
        callbacks=[PrintScores()] if callbacks is None else callbacks,
    )
