import keras
import numpy as np
import pytest
import tensorflow as tf

from rnncourse.training import PrintScores, fit, load_checkpoint


class Interrupt(keras.callbacks.Callback):
    """Stop like a power cut, as soon as the given epoch was recorded."""

    def __init__(self, after):
        super().__init__()
        self.after = after

    def on_epoch_end(self, epoch, logs=None):
        if epoch + 1 == self.after:
            raise KeyboardInterrupt


def make_model(seed=1):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(8, "tanh"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(1),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.05, 40)
    model.compile(keras.optimizers.Adam(rate), "mse")
    return model


def batches(epoch):
    rng = np.random.default_rng([7, epoch])
    x = rng.normal(size=(40, 3)).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices((x, x[:, :1] * x[:, 1:2])).batch(8)


def measure_of(model):
    x = np.random.default_rng(0).normal(size=(64, 3)).astype(np.float32)
    y = x[:, :1] * x[:, 1:2]
    return lambda: -float(np.mean((np.asarray(model(x)) - y) ** 2))


def run(model, **options):
    options = {"epochs": 6, "callbacks": [], **options}
    return fit(model, batches, measure_of(model), **options)


def test_training_improves_the_score():
    model = make_model()
    untrained = measure_of(model)()
    history = run(model, epochs=8)
    assert max(logs["score"] for logs in history) > untrained
    assert [logs["epoch"] for logs in history] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_interrupted_run_ends_with_the_weights_of_an_unbroken_one(tmp_path):
    unbroken = make_model()
    history = run(unbroken)
    path = tmp_path / "run.npz"
    with pytest.raises(KeyboardInterrupt):
        run(make_model(), checkpoint=path, callbacks=[Interrupt(after=2)])
    resumed = make_model(seed=2)  # other weights, which the checkpoint replaces
    again = run(resumed, checkpoint=path)
    assert [x["score"] for x in again] == [x["score"] for x in history]
    for one, other in zip(unbroken.weights, resumed.weights, strict=True):
        np.testing.assert_array_equal(one.numpy(), other.numpy())


def test_a_finished_run_is_not_trained_again(tmp_path):
    path = tmp_path / "run.npz"
    first = make_model()
    history = run(first, checkpoint=path)
    second = make_model(seed=2)
    assert run(second, checkpoint=path) == history
    np.testing.assert_array_equal(first.weights[0].numpy(), second.weights[0].numpy())


def test_the_weights_of_the_best_epoch_stay():
    model = make_model()
    seen, scores = [], iter([0.5, 0.9, 0.7, 0.8])

    def measure():
        seen.append(model.weights[0].numpy().copy())
        return next(scores)

    history = fit(model, batches, measure, epochs=4, callbacks=[])
    assert [logs["best"] for logs in history] == [True, True, False, False]
    np.testing.assert_array_equal(model.weights[0].numpy(), seen[1])
    assert not np.array_equal(seen[1], seen[3])


def test_patience_counts_epochs_without_a_new_best():
    scores = iter([0.5, 0.4, 0.6, 0.6, 0.3, 0.9])
    history = fit(
        make_model(),
        batches,
        lambda: next(scores),
        epochs=6,
        patience=2,
        callbacks=[],
    )
    assert len(history) == 5


def test_no_second_epoch_begins_that_would_end_too_late():
    assert len(run(make_model(), minutes=1e-9, epochs=3)) == 1


def test_the_checkpoint_tells_the_history(tmp_path):
    path = tmp_path / "run.npz"
    history = run(make_model(), checkpoint=path, epochs=2)
    assert load_checkpoint(path)[1]["history"] == history


def test_no_epochs_are_refused():
    with pytest.raises(ValueError, match="at least 1; 0 came"):
        run(make_model(), epochs=0)


def test_lines_are_printed_by_default(capsys):
    fit(make_model(), batches, lambda: 0.25, epochs=1)
    assert "epoch  1  loss" in capsys.readouterr().out
    PrintScores("F1").on_epoch_end(
        2, {"loss": 1.0, "score": 0.5, "best": False, "seconds": 3.2}
    )
    assert "epoch  3  loss  1.0000  valid F1 0.5000     3 s" in capsys.readouterr().out
