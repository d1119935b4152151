"""The multiplicative network: every input has a recurrent matrix of its own."""

import keras
from keras import ops

from rnncourse.layers.cell import RecurrentCell
from rnncourse.layers.recurrent import layer_of


@keras.saving.register_keras_serializable(package="rnncourse")
class MultiplicativeRNNCell(RecurrentCell):
    r"""One step of a network in which the input chooses the transition.

    $$
    \begin{aligned}
    m_t &= (x_t W_m) \odot (h_{t-1} U_m) \\
    h_t &= \tanh(x_t W + m_t U + b)
    \end{aligned}
    $$

    Written together, $h_{t-1}$ is multiplied by $U_m \,\mathrm{diag}(x_t W_m)\, U$: a
    matrix that depends on the input, in factors, because one full matrix a character
    would be too many.  `ElmanCell` has the same matrix for every input.

    Reference: Sutskever, Martens & Hinton (2011), Generating text with recurrent
    neural networks, equations 7 and 8.

    Args:
        units: Size of the hidden state.
        factors: Size of $m_t$; as many as `units` if left out.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h]`, `(batch, units)`.

    Returns:
        `h` and the new `[h]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = MultiplicativeRNNCell(4, factors=6)
    >>> h, _ = cell(ops.ones((2, 3)), cell.get_initial_state(2))
    >>> [(weight.name, tuple(weight.shape)) for weight in cell.weights[3:]]
    [('factor_kernel', (3, 6)), ('factor_recurrent_kernel', (4, 6))]
    """

    options = ("factors",)

    def __init__(self, units, *, factors=None, **kwargs):
        super().__init__(units, **kwargs)
        whole = isinstance(factors, int) and not isinstance(factors, bool)
        if factors is not None and (not whole or factors < 1):
            raise ValueError(
                f"`factors` must be a whole number, 1 or more; got {factors!r}. Leave "
                "it out for as many as `units`."
            )
        self.factors = units if factors is None else factors

    def create_weights(self, features):
        """Create W, U, b, and W_m and U_m."""
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.factors, self.units),
            initializer="orthogonal",
            name="recurrent_kernel",
        )
        self.bias = self.add_weight(
            shape=(self.units,), initializer="zeros", name="bias"
        )
        self.factor_kernel = self.add_weight(
            shape=(features, self.factors),
            initializer="glorot_uniform",
            name="factor_kernel",
        )
        self.factor_recurrent_kernel = self.add_weight(
            shape=(self.units, self.factors),
            initializer="orthogonal",
            name="factor_recurrent_kernel",
        )

    def project(self, inputs):
        """Return $x W + b$ and $x W_m$."""
        return [*super().project(inputs), ops.matmul(inputs, self.factor_kernel)]

    @property
    def step_weights(self):
        """The weights that `step` gets, as variables."""
        return [self.recurrent_kernel, self.factor_recurrent_kernel]

    @property
    def product_rows(self):
        """The width of what each `add_product` of a step multiplies."""
        return [self.units, self.factors]

    def step(self, xs, states, weights, add_product):
        """Return `[h]`."""
        (x, x_m), (h,), (U, U_m) = xs, states, weights
        m = x_m * add_product(None, h, U_m)

        h = ops.tanh(add_product(x, m, U))
        return [h]


MultiplicativeRNN = layer_of(MultiplicativeRNNCell)
