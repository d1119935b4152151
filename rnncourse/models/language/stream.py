"""A recurrent language model reading a stream: the state is carried across windows."""

import keras
import numpy as np
from keras import ops

from rnncourse.pipelines import contiguous_batches

TOKENS_SCORED_AT_ONCE = 2048  # bounds the memory of the logits


class Stream(keras.Model):
    """Read contiguous windows with a language model, starting where the last ended.

    The wrapped model is a function of ids and states.  This one keeps the states of
    `batch_size` rows as variables, so that `fit` on `contiguous_batches` is truncated
    back-propagation through time: the state flows from window to window, the gradient
    does not.

    Reference: Williams & Peng (1990); Mikolov (2012), section 3.3.

    Args:
        model: Called with `(ids, states)`, returns logits and new states; `start`
            makes the first states.
        batch_size: Number of rows.

    Call arguments:
        ids: `(batch_size, time)` integers, the next window.

    Returns:
        Logits `(batch_size, time, vocab_size)`.

    Example:

    >>> from rnncourse.models import RecurrentLanguageModel
    >>> from rnncourse.layers import GRU
    >>> gru = GRU(8, return_sequences=True, return_state=True)
    >>> stream = Stream(RecurrentLanguageModel(50, [gru]), batch_size=2)
    >>> stream.reset_state()
    >>> stream(np.array([[3, 1], [4, 1]])).shape
    TensorShape([2, 2, 50])
    """

    def __init__(self, model, batch_size, **kwargs):
        super().__init__(**kwargs)
        self.model = model
        self.carried = [
            self.add_weight(
                shape=state.shape,
                initializer="zeros",
                trainable=False,
                name=f"carried_{index}",
            )
            for index, state in enumerate(model.start(batch_size))
        ]

    def build(self, input_shape):
        """Create the model's weights; `input_shape` is `(batch_size, time)`."""
        if not self.model.built:
            self.model.build(input_shape)
        self.built = True

    def call(self, ids, training=None):
        """Return the logits of the next token at every step of the window."""
        states = [ops.convert_to_tensor(variable) for variable in self.carried]
        logits, states = self.model(ids, states, training=training)
        for variable, state in zip(self.carried, states, strict=True):
            variable.assign(ops.stop_gradient(state))
        return logits

    def reset_state(self):
        """Forget what was read: the next window starts a text."""
        for variable in self.carried:
            variable.assign(ops.zeros_like(variable))


class _TokenLogProbs(keras.Model):
    """Log-probabilities of the targets, so that logits never leave the device."""

    def __init__(self, stream):
        super().__init__(name="token_log_probs")
        self.stream = stream

    def build(self, input_shape):
        self.stream.build(input_shape[0])
        self.built = True

    def call(self, inputs_and_targets):
        inputs, targets = inputs_and_targets  # (batch, time) each
        logits = self.stream(inputs, training=False)
        return -ops.sparse_categorical_crossentropy(targets, logits, from_logits=True)


def score_stream(model, ids, *, rows=1):
    """Return the log-probability of every token of a text under a recurrent model.

    Args:
        model: As in `Stream`, with an `eos_id`.
        ids: `(tokens,)` integers.
        rows: Number of pieces read in parallel, each from a cold start.

    Returns:
        `(tokens,)` float64, natural logarithms.

    Example:

    >>> from rnncourse.models import RecurrentLanguageModel
    >>> from rnncourse.layers import Elman
    >>> rnn = Elman(8, return_sequences=True, return_state=True)
    >>> model = RecurrentLanguageModel(50, [rnn])
    >>> score_stream(model, np.array([3, 1, 4]), rows=1).shape
    (3,)
    """
    time_steps = min(-(-TOKENS_SCORED_AT_ONCE // rows), -(-len(ids) // rows))
    batches = contiguous_batches(
        ids, batch_size=rows, time_steps=time_steps, eos_id=model.eos_id
    )
    scorer = _scorer(model, rows)
    scorer.stream.reset_state()
    pairs = batches.map(lambda inputs, targets, _: ((inputs, targets),))
    windows = scorer.predict(pairs, verbose=0)  # (windows * rows, time)
    by_row = windows.reshape(-1, rows, time_steps).swapaxes(0, 1).reshape(rows, -1)
    length = -(-len(ids) // rows)
    return by_row[:, :length].reshape(-1)[: len(ids)].astype(np.float64)


def _scorer(model, rows):
    """Return the compiled scorer of `model` for `rows` rows, made once."""
    # Past Keras's attribute tracking: a scorer is no part of the model it scores,
    # and must not show up among its layers and saved weights.
    scorers = vars(model).setdefault("_scorers", {})
    if rows not in scorers:
        scorers[rows] = _TokenLogProbs(Stream(model, rows))
        scorers[rows].compile(jit_compile=True)
    return scorers[rows]
