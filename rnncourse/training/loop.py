"""Epoch after epoch, with the best weights kept and every epoch on disk."""

import dataclasses
import pathlib

import keras
import numpy as np

from rnncourse.training.checkpoint import assign_all, load_checkpoint, save_checkpoint


def run_epochs(
    trained, epoch, *, progress, finished, kept=None, checkpoint=None, callbacks=()
):
    """Run epochs until the work is finished; leave the best epoch's weights.

    What an epoch is, and when there are enough of them, the caller decides. This
    function sees to it that nothing is lost: with a `checkpoint` the run may be killed
    at any time, and started again with the same arguments it goes on after the last
    whole epoch and ends with the same weights as an unbroken run. For that, `epoch`
    must draw all that is random from the number of the epoch or from the model.

    Args:
        trained: The compiled Keras model, its optimizer built.
        epoch: A function of `progress` that trains one epoch, brings `progress` up to
            date (a dictionary more in `progress.history`), and returns whether this
            epoch is the best so far.
        progress: A dataclass that `json` can write; its field `history` is a list.
        finished: A function of `progress`: is it enough?
        kept: The model whose best weights are kept; `trained` if left out.
        checkpoint: File to write after every epoch, and to go on from if it exists.
        callbacks: Keras callbacks, told of the beginning and end of training and of
            every epoch.

    Returns:
        `progress.history`.

    Raises:
        ValueError: If the checkpoint is damaged or another model's.

    Example:

    >>> @dataclasses.dataclass
    ... class Progress:
    ...     history: list
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    >>> model.compile("sgd", "mse")
    >>> def epoch(progress):
    ...     progress.history.append({"epoch": len(progress.history) + 1})
    ...     return True
    >>> run_epochs(model, epoch, progress=Progress([]),
    ...            finished=lambda progress: len(progress.history) == 2)
    [{'epoch': 1}, {'epoch': 2}]
    """
    kept = trained if kept is None else kept
    trained.optimizer.build(trained.trainable_variables)
    variables = trained.variables + trained.optimizer.variables
    best = _weights(kept)
    if checkpoint and pathlib.Path(checkpoint).exists():
        arrays, saved = load_checkpoint(checkpoint)
        assign_all(variables, arrays["variables"], checkpoint)
        best, progress = arrays["best"], type(progress)(**saved)
    events = keras.callbacks.CallbackList(list(callbacks), model=trained)
    events.on_train_begin()
    while not finished(progress):
        number = len(progress.history)
        events.on_epoch_begin(number)
        if epoch(progress):
            best = _weights(kept)
        if checkpoint:
            values = [np.asarray(variable) for variable in variables]
            save_checkpoint(
                checkpoint,
                {"variables": values, "best": best},
                dataclasses.asdict(progress),
            )
        events.on_epoch_end(number, progress.history[-1])
    events.on_train_end()
    kept.set_weights(best)
    return progress.history


def out_of_time(history, minutes):
    """Whether another epoch would end later than `minutes` after the first began.

    Args:
        history: Dictionaries with `seconds`, one an epoch.
        minutes: The limit; `None` for no limit.

    Example:

    >>> epochs = [{"seconds": 40.0}, {"seconds": 25.0}]
    >>> out_of_time(epochs, 1), out_of_time(epochs, 2), out_of_time(epochs, None)
    (True, False, False)
    """
    if minutes is None:
        return False
    seconds = [epoch["seconds"] for epoch in history]
    # The first epoch compiles and is no measure of the next.
    return sum(seconds) + min(seconds, default=0) > 60 * minutes


def _weights(model):
    return [np.asarray(weight) for weight in model.get_weights()]
