"""The recurrent language model: the whole past in one state vector."""

import keras
from keras import ops

from rnncourse.models.language.language_model import LanguageModel
from rnncourse.models.language.stream import score_stream


@keras.saving.register_keras_serializable(package="rnncourse")
class RecurrentLanguageModel(keras.Model, LanguageModel):
    r"""A language model that reads a text token by token and remembers it in a state.

    $$
    \begin{aligned}
    x_t &= E_{w_t} \\
    h_t &= R(x_t, h_{t-1}) \\
    P(w_{t+1} \mid w_1 \dots w_t) &= \mathrm{softmax}(h_t V + b)
    \end{aligned}
    $$

    $R$ is any stack of recurrent layers.  Where an n-gram model looks at the last
    $n-1$ tokens, $h_t$ may depend on all of them.  With `tied=True` the output uses
    the embedding again, $V = E^\top$ (Press & Wolf, 2017; Inan et al., 2017), which
    saves a third of the parameters or more and generalises better.  Dropout is
    applied to the vertical connections only, never from $h_{t-1}$ to $h_t$.

    Reference: Mikolov et al. (2010), equations 1-4; Zaremba et al. (2014), section 3.2,
    for the placement of dropout.

    Args:
        vocab_size: Number of types.
        layers: Recurrent layers of `rnncourse.layers` or of Keras, first to last, each
            made with `return_sequences=True, return_state=True`.
        embedding_size: Size of $x_t$; by default the size of the last layer's output.
        dropout: Share of units dropped between embedding, layers and output.
        tied: Whether the output shares the embedding matrix.
        eos_id: Id of the sentence end.

    Call arguments:
        ids: `(batch, time)` integers.
        states: As returned by an earlier call or by `start`: a list of
            `(batch, units)` arrays, all layers' states in order; zeros if left out.

    Returns:
        Logits `(batch, time, vocab_size)` of the next token, and the new states.

    Raises:
        ValueError: If a layer does not return sequences and states, or if `tied` and
            the sizes of embedding and last layer differ.

    Masking: none; a stream has no padding but behind its end, where weights are 0.

    Example:

    >>> import numpy as np
    >>> from rnncourse.layers import LSTM
    >>> lstm = LSTM(8, return_sequences=True, return_state=True)
    >>> model = RecurrentLanguageModel(50, [lstm])
    >>> logits, states = model(np.array([[3, 1, 4, 1]]))
    >>> logits.shape, [state.shape for state in states]
    (TensorShape([1, 4, 50]), [TensorShape([1, 8]), TensorShape([1, 8])])
    >>> model.log_probs(np.array([3, 1, 4, 1, 5])).shape
    (5,)
    """

    def __init__(
        self,
        vocab_size,
        layers,
        *,
        embedding_size=None,
        dropout=0.0,
        tied=True,
        eos_id=0,
        **kwargs,
    ):
        super().__init__(**kwargs)
        for layer in layers:
            if not (layer.return_sequences and layer.return_state):
                raise ValueError(
                    f"The recurrent layer {layer.name!r} must be made with "
                    "`return_sequences=True, return_state=True`: the model reads an "
                    "output at every step and carries the state on."
                )
        self.vocab_size = vocab_size
        self.recurrent_layers = list(layers)
        self.embedding_size = embedding_size or _output_size(self.recurrent_layers[-1])
        self.dropout = dropout
        self.tied = tied
        self.eos_id = eos_id
        if tied and self.embedding_size != _output_size(self.recurrent_layers[-1]):
            raise ValueError(
                "A tied output needs an embedding as large as the last layer's output; "
                f"got {self.embedding_size} and "
                f"{_output_size(self.recurrent_layers[-1])}. Change `embedding_size`, "
                "or pass `tied=False`."
            )
        self.embedding = keras.layers.Embedding(
            vocab_size,
            self.embedding_size,
            embeddings_initializer=keras.initializers.RandomUniform(-0.1, 0.1),
        )
        self.dropouts = [
            keras.layers.Dropout(dropout) for _ in range(len(self.recurrent_layers) + 1)
        ]
        self.projection = None if tied else keras.layers.Dense(vocab_size)

    def build(self, input_shape):
        """Create the weights; `input_shape` is `(batch, time)`."""
        self.embedding.build(input_shape)
        size = self.embedding_size
        for layer in self.recurrent_layers:
            layer.build((*input_shape, size))
            size = _output_size(layer)
        if self.tied:
            self.bias = self.add_weight(
                shape=(self.vocab_size,), initializer="zeros", name="bias"
            )
        else:
            self.projection.build((*input_shape, size))
        self.built = True

    def call(self, ids, states=None, training=None):
        """Return the logits of the next token at every step, and the new states."""
        states = list(self.start(ops.shape(ids)[0]) if states is None else states)
        new_states = []
        x = self.embedding(ids)  # (batch, time, embedding_size)
        for layer, dropout in zip(self.recurrent_layers, self.dropouts, strict=False):
            initial = [states.pop(0) for _ in _state_sizes(layer)]
            x = dropout(x, training=training)
            x, *state = layer(x, initial_state=initial, training=training)
            new_states += state
        x = self.dropouts[-1](x, training=training)  # (batch, time, units)
        if self.tied:
            logits = ops.matmul(x, ops.transpose(self.embedding.embeddings)) + self.bias
        else:
            logits = self.projection(x)
        return logits, new_states  # (batch, time, vocab_size)

    def start(self, batch_size=1):
        """Return the states before the first token: zeros, `(batch, units)` each."""
        return [
            ops.zeros((batch_size, size), dtype=self.compute_dtype)
            for layer in self.recurrent_layers
            for size in _state_sizes(layer)
        ]

    def step(self, tokens, state):
        """Read one token a row; return log-probabilities of the next, and the state."""
        log_probs, state = self.read(tokens, state)
        return ops.convert_to_numpy(log_probs), state

    def read(self, tokens, state):
        """Do the same on tensors only: `compiled(model.read)` is a faster step."""
        logits, state = self(ops.convert_to_tensor(tokens)[:, None], state)
        return ops.log_softmax(logits[:, 0]), state

    def log_probs(self, ids, *, rows=1):
        """Return the log-probability of every token of a text, `(tokens,)`.

        Args:
            ids: `(tokens,)` integers.
            rows: Read the text in so many pieces in parallel.  1 is exact; more is
                faster, but every piece starts cold in the middle of the text, which
                costs little for a trained network and much for a barely trained one.
        """
        return score_stream(self, self._checked(ids), rows=rows)

    def get_config(self):
        """Return what `from_config` needs to build the model again."""
        return {
            **super().get_config(),
            "vocab_size": self.vocab_size,
            "layers": [
                keras.saving.serialize_keras_object(layer)
                for layer in self.recurrent_layers
            ],
            "embedding_size": self.embedding_size,
            "dropout": self.dropout,
            "tied": self.tied,
            "eos_id": self.eos_id,
        }

    @classmethod
    def from_config(cls, config):
        """Build a model from what `get_config` returned."""
        layers = [keras.saving.deserialize_keras_object(c) for c in config["layers"]]
        return cls(**{**config, "layers": layers})


def _state_sizes(layer):
    """Return the sizes of a recurrent layer's states as a list."""
    sizes = layer.state_size if hasattr(layer, "state_size") else layer.cell.state_size
    return list(sizes) if isinstance(sizes, (list, tuple)) else [sizes]


def _output_size(layer):
    """Return the number of units that a recurrent layer puts out."""
    return _state_sizes(layer)[0]
