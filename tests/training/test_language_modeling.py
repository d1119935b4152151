import pathlib
import signal
import subprocess
import sys
import time

import keras
import numpy as np
import pytest

from rnncourse.models import RecurrentLanguageModel
from rnncourse.training import PrintEpochs, Recipe, train_language_model
from rnncourse.training.language_modeling import Progress, _advance, _finished

RECIPE = Recipe(batch_size=4, time_steps=6, epochs=4, learning_rate=0.02)


def make_model(seed=1, dropout=0.3):
    keras.utils.set_random_seed(seed)
    layer = keras.layers.GRU(8, return_sequences=True, return_state=True)
    return RecurrentLanguageModel(6, [layer], dropout=dropout)


def make_text(tokens=300, seed=0):
    rng = np.random.default_rng(seed)
    word = np.cumsum(rng.integers(1, 3, tokens)) % 6  # the next is one or two further
    return word.astype(np.int32)


class Interrupt(keras.callbacks.Callback):
    """Stop like a power cut, as soon as the given epoch was recorded."""

    def __init__(self, after):
        super().__init__()
        self.after = after

    def on_epoch_end(self, epoch, logs=None):
        if epoch + 1 == self.after:
            raise KeyboardInterrupt


def test_training_comes_near_the_entropy_of_the_source():
    model = make_model(dropout=0.0)
    text = make_text(2000)
    recipe = Recipe(batch_size=4, time_steps=10, epochs=8, learning_rate=0.03)
    train_language_model(model, text, text[:400], recipe=recipe, callbacks=[])
    # Every token has two equally probable successors: perplexity 2 is the floor.
    assert 1.9 < model.perplexity(make_text(1000, seed=5)) < 2.15


def test_an_interrupted_run_ends_with_the_weights_of_an_unbroken_one(tmp_path):
    text, valid = make_text(), make_text(80, seed=1)
    unbroken = make_model()
    history = train_language_model(unbroken, text, valid, recipe=RECIPE, callbacks=[])

    path = tmp_path / "run.npz"
    with pytest.raises(KeyboardInterrupt):
        train_language_model(
            make_model(),
            text,
            valid,
            recipe=RECIPE,
            checkpoint=path,
            callbacks=[Interrupt(2)],
        )
    resumed = make_model(seed=99)  # other weights: all must come from the checkpoint
    later = train_language_model(
        resumed, text, valid, recipe=RECIPE, checkpoint=path, callbacks=[]
    )

    assert len(later) == len(history) == 4
    for one, other in zip(history, later, strict=True):
        assert one["valid_perplexity"] == other["valid_perplexity"]
    for one, other in zip(unbroken.get_weights(), resumed.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


KILLED_RUN = """
import sys
sys.path.insert(0, {tests!r})
import test_language_modeling as here
from rnncourse.training import train_language_model
model = here.make_model()
train_language_model(model, here.make_text(), here.make_text(80, seed=1),
                     recipe=here.Recipe(**{recipe}), checkpoint={path!r})
"""


def test_a_killed_process_can_be_started_again(tmp_path):
    path = tmp_path / "run.npz"
    recipe = {"batch_size": 4, "time_steps": 6, "epochs": 100_000, "patience": 100_000}
    script = KILLED_RUN.format(
        tests=str(pathlib.Path(__file__).parent), recipe=recipe, path=str(path)
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    deadline = time.monotonic() + 120
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert path.exists(), "the run wrote no checkpoint within two minutes"

    history = train_language_model(
        make_model(),
        make_text(),
        make_text(80, seed=1),
        recipe=Recipe(**{**recipe, "epochs": 1}),  # already reached: nothing is trained
        checkpoint=path,
        callbacks=[],
    )
    assert len(history) >= 1


def test_the_best_epoch_is_kept_and_not_the_last():
    model = make_model(dropout=0.0)
    text, other_language = make_text(60), make_text(200, seed=3)[::-1].copy()
    recipe = Recipe(
        batch_size=2, time_steps=6, epochs=25, learning_rate=0.05, patience=25
    )
    history = train_language_model(
        model, text, other_language, recipe=recipe, callbacks=[]
    )
    values = [epoch["valid_perplexity"] for epoch in history]
    assert min(values) < values[-1], "the test needs a run that overfits"
    assert model.perplexity(other_language) == pytest.approx(min(values), rel=1e-5)


def replay(recipe, perplexities):
    """Run the schedule alone over given validation perplexities."""
    progress, rates = Progress(recipe.learning_rate), []
    for value in perplexities:
        if _finished(progress, recipe):
            break
        rates.append(progress.learning_rate)
        _advance(progress, {"valid_perplexity": value, "seconds": 30.0}, recipe)
    return rates


def test_the_rate_decays_once_validation_stalls_and_not_before():
    # ln 99.9 / ln 100 = 0.99978: a gain of 0.02 %, below the threshold of 0.3 %.
    rates = replay(
        Recipe(learning_rate=8.0, decay=0.5), [200.0, 100.0, 99.9, 80.0, 70.0]
    )
    assert rates == [8.0, 8.0, 8.0, 4.0, 2.0]


def test_decay_from_begins_the_decay_in_any_case():
    rates = replay(
        Recipe(learning_rate=8.0, decay=0.5, decay_from=1), [200.0, 100.0, 50.0]
    )
    assert rates == [8.0, 4.0, 2.0]


def test_patience_counts_epochs_since_the_best():
    recipe = Recipe(patience=2)
    assert len(replay(recipe, [50.0, 60.0, 49.0, 50.0, 51.0, 40.0])) == 5


def test_no_epoch_is_started_that_would_end_after_the_time_limit():
    # Epochs of half a minute: two fit into 1.4 minutes, the third would end at 1.5.
    assert len(replay(Recipe(minutes=1.4), [50.0, 40.0, 30.0, 20.0])) == 2


def test_a_line_an_epoch_is_printed_and_tensorboard_gets_its_events(capsys, tmp_path):
    train_language_model(
        make_model(),
        make_text(60),
        make_text(60),
        recipe=Recipe(batch_size=4, time_steps=6, epochs=2),
        callbacks=[PrintEpochs(), keras.callbacks.TensorBoard(tmp_path)],
    )
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith("epoch")]) == 2
    assert list(tmp_path.rglob("events.out.*"))


def test_an_empty_text_is_refused():
    with pytest.raises(ValueError, match="at least one integer"):
        train_language_model(make_model(), np.array([], np.int32), make_text(60))
