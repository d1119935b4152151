"""Gated recurrent units: reset after the product, before it, and one gate for both."""

import keras
from keras import ops

from rnncourse.layers.cell import RecurrentCell, gates, named_activation
from rnncourse.layers.recurrent import layer_of

CANDIDATES = ("tanh", "relu")


@keras.saving.register_keras_serializable(package="rnncourse")
class GRUCell(RecurrentCell):
    r"""One step of a GRU that resets after the recurrent product.

    $$
    \begin{aligned}
    z_t &= \sigma(x_t W_z + h_{t-1} U_z + b_z) \\
    r_t &= \sigma(x_t W_r + h_{t-1} U_r + b_r) \\
    n_t &= \phi(x_t W_n + b_n + r_t \odot (h_{t-1} U_n + b_q)) \\
    h_t &= z_t \odot h_{t-1} + (1 - z_t) \odot n_t
    \end{aligned}
    $$

    The variant of Keras (`reset_after=True`) and cuDNN: one product with all of $U$ a
    step.  `ResetBeforeGRUCell` is the first paper's and another function.  $z$ keeps
    the old state.  `bias` holds the blocks $b_z, b_r, b_n, b_q$; Keras has two biases
    for each gate, of which only the sums count, except in $n$.

    Reference: Cho et al. (2014), equations 5 to 8, with the reset moved as in the
    cuDNN library.

    Args:
        units: Size of the hidden state.
        activation: $\phi$: `"tanh"` or `"relu"`.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h]`, `(batch, units)`.

    Returns:
        `h` and the new `[h]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = GRUCell(4)
    >>> h, _ = cell(ops.ones((2, 3)), cell.get_initial_state(2))
    >>> cell.count_params()  # 3 u (d + u + 1) + u
    100
    """

    blocks, bias_blocks = 3, 4
    options = ("activation",)

    def __init__(self, units, *, activation="tanh", **kwargs):
        super().__init__(units, **kwargs)
        self.activation = activation
        self.phi = named_activation(activation, CANDIDATES)

    def project(self, inputs):
        """Return what is added to $h U$, and what is added to the reset product."""
        z, r, n = gates(ops.matmul(inputs, self.kernel), 3)
        b_z, b_r, b_n, b_q = gates(self.bias, 4)
        zrq = [z + b_z, r + b_r, ops.zeros_like(n) + b_q]
        return [ops.concatenate(zrq, axis=-1), n + b_n]

    def step(self, xs, states, weights, add_product):
        """Return `[h]`."""
        (x_zrq, x_n), (h,), (U,) = xs, states, weights
        z, r, q = gates(add_product(x_zrq, h, U), 3)

        z, r = ops.sigmoid(z), ops.sigmoid(r)
        n = self.phi(x_n + r * q)
        h = z * h + (1 - z) * n
        return [h]


@keras.saving.register_keras_serializable(package="rnncourse")
class ResetBeforeGRUCell(RecurrentCell):
    r"""One step of a GRU that resets the state before the recurrent product.

    $$
    \begin{aligned}
    z_t &= \sigma(x_t W_z + h_{t-1} U_z + b_z) \\
    r_t &= \sigma(x_t W_r + h_{t-1} U_r + b_r) \\
    n_t &= \phi(x_t W_n + (r_t \odot h_{t-1}) U_n + b_n) \\
    h_t &= z_t \odot h_{t-1} + (1 - z_t) \odot n_t
    \end{aligned}
    $$

    The variant of the first paper, and of Keras with `reset_after=False`.  It needs two
    products a step, the second of which waits for the first.

    Reference: Cho et al. (2014), equations 5 to 8.

    Args:
        units: Size of the hidden state.
        activation: $\phi$: `"tanh"` or `"relu"`.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h]`, `(batch, units)`.

    Returns:
        `h` and the new `[h]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = ResetBeforeGRUCell(4)
    >>> h, _ = cell(ops.ones((2, 3)), cell.get_initial_state(2))
    >>> cell.count_params()  # 3 u (d + u + 1)
    96
    """

    blocks = 3
    options = ("activation",)

    def __init__(self, units, *, activation="tanh", **kwargs):
        super().__init__(units, **kwargs)
        self.activation = activation
        self.phi = named_activation(activation, CANDIDATES)

    def project(self, inputs):
        """Return $x W + b$ of the gates, and that of the candidate."""
        (x,) = super().project(inputs)
        return [x[..., : 2 * self.units], x[..., 2 * self.units :]]

    @property
    def step_weights(self):
        """The weights that `step` gets: the blocks of the gates, the candidate's."""
        U = self.recurrent_kernel
        return [U[:, : 2 * self.units], U[:, 2 * self.units :]]

    @property
    def product_rows(self):
        """The width of what each `add_product` of a step multiplies."""
        return [self.units, self.units]

    def step(self, xs, states, weights, add_product):
        """Return `[h]`."""
        (x_zr, x_n), (h,), (U_zr, U_n) = xs, states, weights
        z, r = gates(ops.sigmoid(add_product(x_zr, h, U_zr)), 2)

        n = self.phi(add_product(x_n, r * h, U_n))
        h = z * h + (1 - z) * n
        return [h]


@keras.saving.register_keras_serializable(package="rnncourse")
class MinimalGatedUnitCell(RecurrentCell):
    r"""One step of a GRU whose one gate does the work of both.

    $$
    \begin{aligned}
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + b_f) \\
    n_t &= \tanh(x_t W_n + (f_t \odot h_{t-1}) U_n + b_n) \\
    h_t &= (1 - f_t) \odot h_{t-1} + f_t \odot n_t
    \end{aligned}
    $$

    `ResetBeforeGRUCell` with $r = f$ and $z = 1 - f$: two thirds of its parameters.

    Reference: Zhou et al. (2016), Minimal gated unit for recurrent neural networks,
    equations 6a to 6c.

    Args:
        units: Size of the hidden state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h]`, `(batch, units)`.

    Returns:
        `h` and the new `[h]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = MinimalGatedUnitCell(4)
    >>> h, _ = cell(ops.ones((2, 3)), cell.get_initial_state(2))
    >>> cell.count_params()  # 2 u (d + u + 1)
    64
    """

    blocks = 2

    def project(self, inputs):
        """Return $x W + b$ of the gate, and that of the candidate."""
        (x,) = super().project(inputs)
        return [x[..., : self.units], x[..., self.units :]]

    @property
    def step_weights(self):
        """The weights that `step` gets: the block of the gate, the candidate's."""
        U = self.recurrent_kernel
        return [U[:, : self.units], U[:, self.units :]]

    @property
    def product_rows(self):
        """The width of what each `add_product` of a step multiplies."""
        return [self.units, self.units]

    def step(self, xs, states, weights, add_product):
        """Return `[h]`."""
        (x_f, x_n), (h,), (U_f, U_n) = xs, states, weights
        f = ops.sigmoid(add_product(x_f, h, U_f))

        n = ops.tanh(add_product(x_n, f * h, U_n))
        h = (1 - f) * h + f * n
        return [h]


GRU = layer_of(GRUCell)
ResetBeforeGRU = layer_of(ResetBeforeGRUCell)
MinimalGatedUnit = layer_of(MinimalGatedUnitCell)
