"""Layers on layers: deep recurrent networks."""

import keras
from keras import ops

from rnncourse.layers._checks import check_rate


@keras.saving.register_keras_serializable(package="rnncourse")
class Stacked(keras.layers.Layer):
    r"""Recurrent layers on top of each other, with shortcuts if wanted.

    $$
    y^{(0)}_t = x_t, \qquad
    y^{(l)}_t = R_l\bigl(y^{(l-1)}_t\bigr)
    \;\; (+\, y^{(l-1)}_t \text{ if residual})
    $$

    The deep networks of the lectures are each one expression:

    >>> from rnncourse.layers import GRU, LSTM, Elman, bidirectional
    >>> def read(*_):
    ...     return [LSTM(4, return_sequences=True) for _ in range(3)]
    >>> deep = Stacked(read())
    >>> classifier = Stacked([GRU(4, return_sequences=True), GRU(4)], dropout=0.2)
    >>> residual = Stacked(read(), residual=True)
    >>> inputs_to_all = Stacked(read(), skip="inputs")
    >>> all_to_outputs = Stacked(read(), skip="outputs")
    >>> both = Stacked(read(), skip="both")
    >>> both_ways = Stacked([bidirectional(layer) for layer in read()])
    >>> mixed = Stacked([Elman(4, return_sequences=True), *read()])
    >>> x = keras.ops.ones((2, 5, 4))
    >>> [tuple(net(x).shape) for net in (deep, classifier, residual, inputs_to_all)]
    [(2, 5, 4), (2, 4), (2, 5, 4), (2, 5, 4)]
    >>> [tuple(net(x).shape) for net in (all_to_outputs, both, both_ways, mixed)]
    [(2, 5, 12), (2, 5, 12), (2, 5, 8), (2, 5, 4)]

    Reference: Graves (2013), Generating sequences with recurrent neural networks,
    section 2, for the skip connections; He et al. (2016) for the residual ones.

    Args:
        layers: Recurrent layers from bottom to top, ours or of Keras, bidirectional or
            not; all but the last return sequences.
        residual: Whether each layer's input is added to its output, where the sizes
            allow: everywhere but at the first layer they must.
        skip: `"inputs"`: every layer also sees the inputs; `"outputs"`: the result is
            the concatenation of all layers' outputs; `"both"`; or `None`.
        dropout: Share of the values dropped between layers.
        seed: Seed of the dropout.

    Call arguments:
        sequences: `(batch, time, features)`.
        mask: `(batch, time)` booleans.
        training: Whether dropout acts.

    Returns:
        What the last layer returns, `(batch, time, units)` or `(batch, units)`; with
        `skip="outputs"` as wide as all layers together.

    Raises:
        ValueError: If a layer below the top returns no sequences, if `skip` is another
            word, or if a residual connection joins different sizes.

    Masking: all layers get the mask; it is passed on with sequences.
    """

    def __init__(
        self, layers, *, residual=False, skip=None, dropout=0.0, seed=None, **options
    ):
        super().__init__(**options)
        self.layers = list(layers)
        self.residual, self.skip = residual, skip
        self.dropout, self.seed = check_rate("dropout", dropout), seed
        self.supports_masking = True
        self._check_layers()
        self.dropouts = [
            keras.layers.Dropout(dropout, seed=None if seed is None else seed + number)
            for number, _ in enumerate(self.layers[1:])
        ]

    def _check_layers(self):
        if self.skip not in (None, "inputs", "outputs", "both"):
            raise ValueError(
                f"`skip` must be 'inputs', 'outputs', 'both' or None; got "
                f"{self.skip!r}."
            )
        if not self.layers:
            raise ValueError("`layers` is empty; a stack needs at least one layer.")
        all_of_them = self.skip in ("outputs", "both")
        for layer in self.layers if all_of_them else self.layers[:-1]:
            if not layer.return_sequences:
                raise ValueError(
                    f"The layer {layer.name!r} must be made with "
                    "`return_sequences=True`: what lies above it reads its output at "
                    "every step."
                )
        for layer in self.layers:
            if layer.return_state:
                raise ValueError(
                    f"The layer {layer.name!r} returns its states, for which a stack "
                    "has no use. Make it without `return_state=True`."
                )

    def build(self, sequences_shape):
        """Create the weights of all layers."""
        shape = tuple(sequences_shape)
        below = shape[-1]
        for number, layer in enumerate(self.layers):
            wide = number and self.skip in ("inputs", "both")
            features = below + shape[-1] if wide else below
            layer.build((*shape[:-1], features))
            size = layer.compute_output_shape((*shape[:-1], features))[-1]
            if self.residual and number and size != below:
                raise ValueError(
                    f"A residual connection adds the input of the layer {layer.name!r} "
                    f"to its output; their sizes are {below} and {size}. Use layers of "
                    "one size, or `residual=False`."
                )
            below = size
        self.built = True

    def call(self, sequences, mask=None, training=None):
        """Run through all layers."""
        y, outputs = sequences, []
        for number, layer in enumerate(self.layers):
            below = y
            if number:
                y = self.dropouts[number - 1](y, training=training)
                if self.skip in ("inputs", "both"):
                    y = ops.concatenate([y, sequences], axis=-1)
            y = layer(y, mask=mask, training=training)
            if self.residual and y.shape == below.shape:
                y = y + below
            outputs.append(y)
        if self.skip in ("outputs", "both"):
            return ops.concatenate(outputs, axis=-1)
        return y

    def compute_output_shape(self, sequences_shape):
        """Return the shape of the result."""
        shape = tuple(sequences_shape)
        sizes = [layer.compute_output_shape(shape)[-1] for layer in self.layers]
        if self.skip in ("outputs", "both"):
            return (*shape[:-1], sum(sizes))
        return (*self.layers[-1].compute_output_shape(shape)[:-1], sizes[-1])

    def compute_mask(self, sequences, mask=None):
        """Pass the mask on where there are sequences."""
        return mask if self.layers[-1].return_sequences else None

    def get_config(self):
        """Return the arguments of the constructor."""
        return {
            **super().get_config(),
            "layers": [
                keras.saving.serialize_keras_object(layer) for layer in self.layers
            ],
            "residual": self.residual,
            "skip": self.skip,
            "dropout": self.dropout,
            "seed": self.seed,
        }

    @classmethod
    def from_config(cls, config):
        """Make the stack again."""
        layers = [keras.saving.deserialize_keras_object(c) for c in config["layers"]]
        return cls(**{**config, "layers": layers})


def stacked(layers, **options):
    """Return the layers on top of each other; `Stacked` has the options.

    Args:
        layers: Recurrent layers from bottom to top.
        **options: Of `Stacked`: `residual`, `skip`, `dropout`, `seed`.

    Returns:
        A `Stacked` layer, called with `(batch, time, features)`.

    Example:

    >>> from rnncourse.layers import LSTM
    >>> stack = stacked([LSTM(4, return_sequences=True), LSTM(4)], dropout=0.5)
    >>> tuple(stack(keras.ops.ones((2, 5, 3))).shape)
    (2, 4)
    """
    return Stacked(layers, **options)
