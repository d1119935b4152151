"""LSTM cells without a squashing function, and one whose gates see all gates."""

import keras
from keras import ops

from rnncourse.layers.cell import gates
from rnncourse.layers.lstm import MemoryCell
from rnncourse.layers.recurrent import layer_of


@keras.saving.register_keras_serializable(package="rnncourse")
class NoInputActivationLSTMCell(MemoryCell):
    r"""One step of a peephole LSTM whose candidate is not squashed.

    $$
    \begin{aligned}
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + p_i \odot c_{t-1} + b_i) \\
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + p_f \odot c_{t-1} + b_f) \\
    g_t &= x_t W_g + h_{t-1} U_g + b_g \\
    c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + p_o \odot c_t + b_o) \\
    h_t &= o_t \odot \tanh(c_t)
    \end{aligned}
    $$

    `PeepholeLSTMCell` without the $\tanh$ around $g_t$.

    Reference: Greff et al. (2017), LSTM: a search space odyssey, section III, variant
    NIAF.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = NoInputActivationLSTMCell(3)
    >>> cell.build((None, 4))
    >>> cell.count_params()  # 4 u (d + u + 1) + 3 u
    105
    """

    gate_order, peephole_order = "ifgo", "ifo"

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U, p) = xs, states, weights
        p_i, p_f, p_o = ops.unstack(p)
        i, f, g, o = gates(add_product(x, h, U), 4)

        i = ops.sigmoid(i + p_i * c)
        f = ops.sigmoid(f + p_f * c)
        c = f * c + i * g
        o = ops.sigmoid(o + p_o * c)
        h = o * ops.tanh(c)
        return [h, c]


@keras.saving.register_keras_serializable(package="rnncourse")
class NoOutputActivationLSTMCell(MemoryCell):
    r"""One step of a peephole LSTM that shows its cell as it is.

    $$
    \begin{aligned}
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + p_i \odot c_{t-1} + b_i) \\
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + p_f \odot c_{t-1} + b_f) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + p_o \odot c_t + b_o) \\
    h_t &= o_t \odot c_t
    \end{aligned}
    $$

    `PeepholeLSTMCell` without the $\tanh$ around $c_t$.  The output is not bounded; in
    the study this variant suffered most.

    Reference: Greff et al. (2017), LSTM: a search space odyssey, section III, variant
    NOAF.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = NoOutputActivationLSTMCell(3)
    >>> cell.build((None, 4))
    >>> cell.count_params()  # 4 u (d + u + 1) + 3 u
    105
    """

    gate_order, peephole_order = "ifgo", "ifo"

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U, p) = xs, states, weights
        p_i, p_f, p_o = ops.unstack(p)
        i, f, g, o = gates(add_product(x, h, U), 4)

        i = ops.sigmoid(i + p_i * c)
        f = ops.sigmoid(f + p_f * c)
        c = f * c + i * ops.tanh(g)
        o = ops.sigmoid(o + p_o * c)
        h = o * c
        return [h, c]


@keras.saving.register_keras_serializable(package="rnncourse")
class FullGateRecurrenceLSTMCell(MemoryCell):
    r"""One step of a peephole LSTM whose gates also see all gates of the step before.

    $$
    \begin{aligned}
    q_t &= [i_{t-1}, f_{t-1}, o_{t-1}] R \\
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + p_i \odot c_{t-1} + b_i + q_{t,i}) \\
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + p_f \odot c_{t-1} + b_f + q_{t,f}) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + p_o \odot c_t + b_o + q_{t,o}) \\
    h_t &= o_t \odot \tanh(c_t)
    \end{aligned}
    $$

    $R$ is `gate_kernel`, nine matrices in one; its columns $q_{t,i}, q_{t,f}, q_{t,o}$
    go to the three gates.  With $R = 0$ this is `PeepholeLSTMCell`.  The gates
    are states, because the next step reads them.

    Reference: Greff et al. (2017), LSTM: a search space odyssey, section III, variant
    FGR; the LSTM of 1997 had these connections.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c, i, f, o]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c, i, f, o]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = FullGateRecurrenceLSTMCell(3)
    >>> cell.build((None, 4))
    >>> cell.count_params()  # 4 u (d + u + 1) + 3 u + 9 u^2
    186
    """

    state_names = ("h", "c", "i", "f", "o")
    peephole_order = "ifo"

    def create_weights(self, features):
        """Create the weights of `PeepholeLSTMCell`, and `gate_kernel`."""
        super().create_weights(features)
        self.gate_kernel = self.add_weight(
            shape=(3 * self.units, 3 * self.units),
            initializer="glorot_uniform",
            name="gate_kernel",
        )

    @property
    def step_weights(self):
        """The weights that `step` gets, as variables."""
        return [*super().step_weights, self.gate_kernel]

    @property
    def product_rows(self):
        """The width of what each `add_product` of a step multiplies."""
        return [self.units, 3 * self.units]

    def step(self, xs, states, weights, add_product):
        """Return `[h, c, i, f, o]`."""
        (x,), (h, c, i, f, o), (U, p, R) = xs, states, weights
        p_i, p_f, p_o = ops.unstack(p)
        before = ops.concatenate([i, f, o], axis=-1)
        i, f, g, o = gates(add_product(x, h, U), 4)
        q_i, q_f, q_o = gates(add_product(None, before, R), 3)

        i = ops.sigmoid(i + p_i * c + q_i)
        f = ops.sigmoid(f + p_f * c + q_f)
        c = f * c + i * ops.tanh(g)
        o = ops.sigmoid(o + p_o * c + q_o)
        h = o * ops.tanh(c)
        return [h, c, i, f, o]


NoInputActivationLSTM = layer_of(NoInputActivationLSTMCell)
NoOutputActivationLSTM = layer_of(NoOutputActivationLSTMCell)
FullGateRecurrenceLSTM = layer_of(FullGateRecurrenceLSTMCell)
