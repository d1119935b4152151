"""The Elman network, and the one that adds what it computes to what it remembers."""

import keras

from rnncourse.layers.cell import RecurrentCell, named_activation
from rnncourse.layers.recurrent import layer_of

ACTIVATIONS = ("tanh", "relu", "sigmoid")


@keras.saving.register_keras_serializable(package="rnncourse")
class ElmanCell(RecurrentCell):
    r"""One step of the simple recurrent network.

    $$
    h_t = \phi(x_t W + h_{t-1} U + b)
    $$

    With $\phi = \tanh$ this is `keras.layers.SimpleRNNCell`.  The first papers used
    the logistic function; with `relu` and $U$ started at the identity it is the IRNN
    of Le et al. (2015).

    Reference: Elman (1990), Finding structure in time, figure 2.

    Args:
        units: Size of the hidden state.
        activation: $\phi$: `"tanh"`, `"relu"` or `"sigmoid"`.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h]`, `(batch, units)`.

    Returns:
        `h` and the new `[h]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = ElmanCell(4, activation="relu")
    >>> h, _ = cell(keras.ops.ones((2, 3)), cell.get_initial_state(2))
    >>> tuple(h.shape), bool(keras.ops.all(h >= 0))
    ((2, 4), True)
    """

    options = ("activation",)

    def __init__(self, units, *, activation="tanh", **kwargs):
        super().__init__(units, **kwargs)
        self.activation = activation
        self.phi = named_activation(activation, ACTIVATIONS)

    def step(self, xs, states, weights, add_product):
        """Return `[h]`."""
        (x,), (h,), (U,) = xs, states, weights
        return [self.phi(add_product(x, h, U))]


@keras.saving.register_keras_serializable(package="rnncourse")
class ResidualElmanCell(RecurrentCell):
    r"""One step of a network with unity feedback: the state changes by addition.

    $$
    h_t = h_{t-1} + \phi(x_t W + h_{t-1} U + b)
    $$

    The Jacobian of a step is the identity and a correction, so that a gradient neither
    vanishes nor explodes where the correction is small.  An LSTM without gates would
    be of this kind.

    Reference: Hochreiter & Schmidhuber (1997), section 3.2, for the constant error
    carousel that this makes of every unit; He et al. (2016) for the same idea over
    layers instead of time.

    Args:
        units: Size of the hidden state.
        activation: $\phi$: `"tanh"`, `"relu"` or `"sigmoid"`.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h]`, `(batch, units)`.

    Returns:
        `h` and the new `[h]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = ResidualElmanCell(4)
    >>> zeros, ones = keras.ops.zeros((2, 3)), keras.ops.ones((2, 4))
    >>> cell.build((2, 3))
    >>> _ = cell.recurrent_kernel.assign(keras.ops.zeros((4, 4)))
    >>> bool(keras.ops.all(cell(zeros, [ones])[0] == ones))
    True
    """

    options = ("activation",)

    def __init__(self, units, *, activation="tanh", **kwargs):
        super().__init__(units, **kwargs)
        self.activation = activation
        self.phi = named_activation(activation, ACTIVATIONS)

    def step(self, xs, states, weights, add_product):
        """Return `[h]`."""
        (x,), (h,), (U,) = xs, states, weights
        return [h + self.phi(add_product(x, h, U))]


Elman = layer_of(ElmanCell)
ResidualElman = layer_of(ResidualElmanCell)
