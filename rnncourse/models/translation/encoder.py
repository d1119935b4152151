"""The reading half of a translator: from a source to a memory and a last state."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="rnncourse")
class RecurrentEncoder(keras.layers.Layer):
    r"""Recurrent layers that read a source and say what they found.

    $$ h^{(l)}_1 \dots h^{(l)}_S = R_l(h^{(l-1)}_1 \dots h^{(l-1)}_S), \qquad
    h^{(0)}_j = x_j $$

    Two things are left of a source: what the top layer says of every word, the memory
    $h_1 \dots h_S$, at which attention looks; and the last states of all layers, which
    is all that a decoder without attention ever sees.

    A layer made with `go_backwards=True` reads from the last word to the first, so that
    the first word of the source is the freshest when its translation is to be written
    (Sutskever, Vinyals & Le, 2014, section 3.3).  Its memory stands in the order of the
    words all the same.

    Args:
        layers: From bottom to top, each made with `return_sequences=True` and
            `return_state=True`: recurrent layers of any cell, `bidirectional` ones, or
            both.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        vectors: $x$, `(batch, source, features)`.
        mask: `(batch, source)` booleans.
        training: Whether the layers' dropout acts.

    Returns:
        The memory `(batch, source, units)`, and the list of last states
        `(batch, …)`, those of the bottom layer first, of a bidirectional one both.

    Raises:
        ValueError: If there is no layer, or one returns no sequences or no states.

    Masking: masked steps change no state; what the memory says of them means nothing.

    Example:

    >>> from rnncourse.layers import GRU, LSTM, bidirectional
    >>> both = {"return_sequences": True, "return_state": True}
    >>> encoder = RecurrentEncoder([bidirectional(LSTM(4, **both)), GRU(6, **both)])
    >>> memory, states = encoder(ops.ones((2, 5, 3)))
    >>> tuple(memory.shape), [state.shape[1] for state in states]
    ((2, 5, 6), [4, 4, 4, 4, 6])
    """

    def __init__(self, layers, **options):
        super().__init__(**options)
        self.layers, self.supports_masking = list(layers), True
        if not self.layers:
            raise ValueError("An encoder needs at least one recurrent layer.")
        for layer in self.layers:
            if not (layer.return_sequences and layer.return_state):
                raise ValueError(
                    f"The layer {layer.name!r} must be made with "
                    "`return_sequences=True, return_state=True`: an encoder says what "
                    "it found at every word and at the end."
                )

    def build(self, vectors_shape):
        """Create the weights of all layers."""
        for layer in self.layers:
            if not layer.built:
                layer.build(vectors_shape)
            vectors_shape = layer.compute_output_shape(vectors_shape)[0]
        self.built = True

    def call(self, vectors, mask=None, training=None):
        """Read; see the class for arguments and results."""
        memory, states = vectors, []
        for layer in self.layers:
            memory, *last = layer(memory, mask=mask, training=training)
            if getattr(layer, "go_backwards", False):
                memory = ops.flip(memory, axis=1)
            states += last
        return memory, states

    def compute_output_shape(self, vectors_shape):
        """Return the shapes of the memory and of the states."""
        memory, states = tuple(vectors_shape), []
        for layer in self.layers:
            memory, *last = layer.compute_output_shape(memory)
            states += [tuple(shape) for shape in last]
        return tuple(memory), states

    def compute_mask(self, vectors, mask=None):
        """Return nothing: whoever looks at the memory is told the mask."""

    def get_config(self):
        """Return the arguments of the constructor."""
        layers = [keras.saving.serialize_keras_object(layer) for layer in self.layers]
        return {**super().get_config(), "layers": layers}

    @classmethod
    def from_config(cls, config):
        """Make the encoder again."""
        layers = [keras.saving.deserialize_keras_object(c) for c in config["layers"]]
        return cls(**{**config, "layers": layers})
