"""Where the engine cannot serve, the loop of Keras runs, and says so once."""

import importlib.util
import os
import subprocess
import sys
import textwrap
import warnings

import keras
import pytest

from rnncourse.layers import GRU, Recurrent, recurrent
from tests.layers.cases import MASK, UNITS, case, sequences
from tests.layers.checks import assert_close, numbers


@pytest.fixture
def nothing_said():
    recurrent._say_once.cache_clear()
    yield
    recurrent._say_once.cache_clear()


def test_a_foreign_cell_runs_and_the_warning_comes_once(nothing_said):
    cell = keras.layers.LSTMCell(UNITS, dtype="float64")
    layer = Recurrent(cell, return_sequences=True, dtype="float64")
    x = sequences()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        first = layer(x, mask=MASK)
        second = layer(x, mask=MASK)
        Recurrent(keras.layers.LSTMCell(2))(x.astype("float32"))
    said = [str(warning.message) for warning in seen]
    said = [words for words in said if "engine" in words]
    assert len(said) == 1
    assert "class LSTMCell: the loop of Keras runs" in said[0]
    plain = keras.layers.RNN(cell, return_sequences=True, dtype="float64")
    assert_close([first, second], [plain(x, mask=MASK)] * 2)
    with pytest.warns(UserWarning, match="class GRUCell"):  # another reason, once more
        Recurrent(keras.layers.GRUCell(2))(x.astype("float32"))


def test_input_dropout_acts_on_a_foreign_cell(nothing_said):
    layer = Recurrent(keras.layers.SimpleRNNCell(4), dropout=0.5, seed=1)
    x = sequences(dtype="float32")
    with pytest.warns(UserWarning, match="SimpleRNNCell"):
        plain, trained = numbers([layer(x), layer(x, training=True)])
    assert abs(plain - trained).max() > 0.05


def test_to_unroll_is_a_choice_and_no_reason_for_a_warning(nothing_said):
    x = sequences()
    layer = case("peephole").make(unroll=True)
    twin = case("peephole").make()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_close(layer(x, mask=MASK), twin(x, mask=MASK))


def test_cells_of_the_course_are_served_in_silence(nothing_said):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        GRU(4)(sequences(dtype="float32"))


ON_TORCH = """
    import warnings
    import numpy as np
    from keras import ops
    from rnncourse.layers import LSTM, GRUCell, Recurrent
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        layer = Recurrent(GRUCell(4), return_sequences=True, recurrent_dropout=0.5)
        x = np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")
        outputs = ops.convert_to_numpy(layer(x))
        layer(x, training=True)
        LSTM(4)(x)
    said = [str(w.message) for w in seen if "engine" in str(w.message)]
    assert len(said) == 1 and "backend 'torch'" in said[0], said
    h = ops.zeros((2, 4))
    for t in range(5):
        h, _ = layer.cell(ops.convert_to_tensor(x[:, t]), [h])
        np.testing.assert_allclose(
            outputs[:, t], ops.convert_to_numpy(h), atol=1e-6)
    assert abs(outputs).max() > 0.1
    print("torch ran")
"""


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("torch"), reason="torch is not here")
def test_on_another_backend_the_loop_of_keras_runs():
    environment = {**os.environ, "KERAS_BACKEND": "torch"}
    command = [sys.executable, "-c", textwrap.dedent(ON_TORCH)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout.strip().endswith("torch ran"), done.stderr[-3000:]
