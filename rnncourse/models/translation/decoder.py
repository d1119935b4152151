"""The writing half of a translator, in which attention looks from the present state."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="rnncourse")
class RecurrentDecoder(keras.layers.Layer):
    r"""Recurrent layers that write, and look back at the source after every step.

    $$
    \begin{aligned}
    s_i &= R(E_{y_{i-1}}, s_{i-1}) \\
    c_i &= \sum_j \alpha_{ij} h_j \quad\text{with weights that suit } s_i \\
    o_i &= \tanh([s_i ; c_i] W + b)
    \end{aligned}
    $$

    What attention sees goes to the output and not back into the recurrence.  That makes
    training fast: the targets are known, so that all states $s_1 \dots s_T$ come from
    one run of the recurrent layers, and all contexts from one product of matrices.
    `BahdanauDecoder` looks before every step and pays for it with a loop around
    everything.  Without attention, $o_i = \tanh(s_i W + b)$, and all that the decoder
    knows of the source went through its first state.

    Reference: Luong, Pham & Manning (2015), equations 5 to 8, global attention without
    input feeding; Sutskever, Vinyals & Le (2014), section 2, without attention.

    Args:
        layers: From bottom to top, each with a cell of its own and
            `return_sequences=True`, such as `LSTM(256, return_sequences=True)`.
        size: Size of $o_i$, which is that of the target's embedding.
        attention: An attention of `rnncourse.layers`, or `None`.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        vectors: $E_{y_0} \dots E_{y_{T-1}}$, `(batch, target, features)`.
        states: First states, a list of `(batch, units)` arrays, `state_sizes` each.
        source: What `prepare` returned.
        training: Whether the layers' dropout acts.
        return_weights: Whether to return where the decoder looked, too.

    Returns:
        $o$, `(batch, target, size)`; with `return_weights` a pair of it and the weights
        of attention, `(batch, target, source)`, or `None` without one.

    Raises:
        ValueError: If a layer has no cell, reads backwards, or returns something else.

    Masking: the source's, in `prepare`; behind the end of a target nobody looks.

    Attributes:
        state_sizes: Sizes of the states, those of the bottom layer first.

    Example:

    >>> from rnncourse.layers import LSTM, MultiplicativeAttention
    >>> decoder = RecurrentDecoder(
    ...     [LSTM(6, return_sequences=True)], 5, attention=MultiplicativeAttention())
    >>> decoder.build((None, None, 5), (None, None, 4))
    >>> source = decoder.prepare(ops.ones((2, 7, 4)), ops.ones((2, 7), "bool"))
    >>> first = [ops.zeros((2, size)) for size in decoder.state_sizes]
    >>> tuple(decoder(ops.ones((2, 3, 5)), first, source).shape)
    (2, 3, 5)
    >>> output, states, weights = decoder.step(ops.ones((2, 5)), first, source)
    >>> tuple(output.shape), tuple(weights.shape)
    ((2, 5), (2, 7))
    """

    def __init__(self, layers, size, *, attention=None, **options):
        super().__init__(**options)
        self.layers, self.size, self.attention = list(layers), size, attention
        for layer in self.layers:
            _check_layer(layer)
        self.state_sizes = [n for layer in self.layers for n in layer.cell.state_size]
        self.readout = keras.layers.Dense(
            size, activation="tanh", dtype=self.dtype_policy
        )

    def build(self, vectors_shape, memory_shape):
        """Create the weights; the memory's shape matters to attention only."""
        for layer in self.layers:
            if not layer.built:
                layer.build(vectors_shape)
            vectors_shape = layer.compute_output_shape(vectors_shape)
        size = vectors_shape[-1]
        if self.attention is not None:
            if not self.attention.built:
                self.attention.build(vectors_shape, memory_shape)
            size += memory_shape[-1]
        self.readout.build((None, None, size))
        self.built = True

    def prepare(self, memory, mask):
        """Return what steps need of a source, arrays with one row a sentence.

        Args:
            memory: What the encoder says of every word, `(batch, source, units)`.
            mask: `(batch, source)` booleans.

        Returns:
            A dictionary, empty without attention.
        """
        return prepare(self.attention, memory, mask)

    def call(self, vectors, states, source, training=None, return_weights=False):
        """Write with the targets known; see the class for arguments and results."""
        states = list(states)
        for layer in self.layers:
            first = [states.pop(0) for _ in layer.cell.state_size]
            vectors = layer(vectors, initial_state=first, training=training)
        output, weights = self._look(vectors, source)
        return (output, weights) if return_weights else output

    def step(self, vectors, states, source):
        """Write one word.

        Args:
            vectors: The word before, $E_{y_{i-1}}$, `(batch, features)`.
            states: The states before, a list of `(batch, units)` arrays.
            source: What `prepare` returned.

        Returns:
            $o_i$, `(batch, size)`, the list of new states, and the weights of attention
            `(batch, source)`, or `None`.
        """
        states, new = list(states), []
        for layer in self.layers:
            before = [states.pop(0) for _ in layer.cell.state_size]
            vectors, after = layer.cell(vectors, before)
            new += after
        output, weights = self._look(vectors, source)
        return output, new, weights

    def _look(self, states, source):
        """Return $o$ and the weights for one state or for all."""
        if self.attention is None:
            return self.readout(states), None
        contexts, weights = self.attention(states, **source)
        return self.readout(ops.concatenate([states, contexts], axis=-1)), weights

    def get_config(self):
        """Return the arguments of the constructor."""
        serialize = keras.saving.serialize_keras_object
        return {
            **super().get_config(),
            "layers": [serialize(layer) for layer in self.layers],
            "size": self.size,
            "attention": self.attention and serialize(self.attention),
        }

    @classmethod
    def from_config(cls, config):
        """Make the decoder again."""
        make = keras.saving.deserialize_keras_object
        layers = [make(layer) for layer in config["layers"]]
        attention = config["attention"] and make(config["attention"])
        return cls(**{**config, "layers": layers, "attention": attention})


def prepare(attention, memory, mask):
    """Return what attention needs of a source, its keys computed once.

    Args:
        attention: An attention of `rnncourse.layers`, or `None`.
        memory: `(batch, source, units)`.
        mask: `(batch, source)` booleans.

    Returns:
        A dictionary of arrays with one row a sentence, arguments of the attention;
        empty without one.

    Example:

    >>> from rnncourse.layers import DotAttention
    >>> sorted(prepare(DotAttention(), ops.ones((2, 7, 4)), ops.ones((2, 7), "bool")))
    ['keys', 'mask', 'memory']
    """
    if attention is None:
        return {}
    return {"memory": memory, "mask": mask, "keys": attention.keys(memory)}


def _check_layer(layer):
    if not hasattr(layer, "cell") or layer.go_backwards:
        raise ValueError(
            f"The layer {layer.name!r} must write from left to right and have a cell "
            "of its own, such as `LSTM(256, return_sequences=True)`: words are chosen "
            "one after the other."
        )
    if not layer.return_sequences or layer.return_state:
        raise ValueError(
            f"The layer {layer.name!r} must be made with `return_sequences=True` and "
            "without `return_state=True`."
        )
