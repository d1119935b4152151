"""LSTM cells with a gate left out, or two coupled: from the search-space study."""

import keras
from keras import ops

from rnncourse.layers.cell import gates
from rnncourse.layers.lstm import MemoryCell
from rnncourse.layers.recurrent import layer_of


@keras.saving.register_keras_serializable(package="rnncourse")
class NoInputGateLSTMCell(MemoryCell):
    r"""One step of a peephole LSTM without input gate: everything is written.

    $$
    \begin{aligned}
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + p_f \odot c_{t-1} + b_f) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    c_t &= f_t \odot c_{t-1} + g_t \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + p_o \odot c_t + b_o) \\
    h_t &= o_t \odot \tanh(c_t)
    \end{aligned}
    $$

    `PeepholeLSTMCell` with $i_t = 1$.  Blocks in the order $f, g, o$.

    Reference: Greff et al. (2017), LSTM: a search space odyssey, section III, variant
    NIG.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = NoInputGateLSTMCell(3)
    >>> cell.build((None, 4))
    >>> cell.count_params()  # 3 u (d + u + 1) + 2 u
    78
    """

    gate_order, peephole_order = "fgo", "fo"

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U, p) = xs, states, weights
        p_f, p_o = ops.unstack(p)
        f, g, o = gates(add_product(x, h, U), 3)

        f = ops.sigmoid(f + p_f * c)
        c = f * c + ops.tanh(g)
        o = ops.sigmoid(o + p_o * c)
        h = o * ops.tanh(c)
        return [h, c]


@keras.saving.register_keras_serializable(package="rnncourse")
class NoForgetGateLSTMCell(MemoryCell):
    r"""One step of a peephole LSTM without forget gate: nothing is ever forgotten.

    $$
    \begin{aligned}
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + p_i \odot c_{t-1} + b_i) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    c_t &= c_{t-1} + i_t \odot g_t \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + p_o \odot c_t + b_o) \\
    h_t &= o_t \odot \tanh(c_t)
    \end{aligned}
    $$

    `PeepholeLSTMCell` with $f_t = 1$, which is the LSTM of 1997 with peepholes.  Blocks
    in the order $i, g, o$.

    Reference: Greff et al. (2017), LSTM: a search space odyssey, section III, variant
    NFG.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = NoForgetGateLSTMCell(3)
    >>> cell.build((None, 4))
    >>> cell.count_params()  # 3 u (d + u + 1) + 2 u
    78
    """

    gate_order, peephole_order = "igo", "io"

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U, p) = xs, states, weights
        p_i, p_o = ops.unstack(p)
        i, g, o = gates(add_product(x, h, U), 3)

        i = ops.sigmoid(i + p_i * c)
        c = c + i * ops.tanh(g)
        o = ops.sigmoid(o + p_o * c)
        h = o * ops.tanh(c)
        return [h, c]


@keras.saving.register_keras_serializable(package="rnncourse")
class NoOutputGateLSTMCell(MemoryCell):
    r"""One step of a peephole LSTM without output gate: everything is shown.

    $$
    \begin{aligned}
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + p_i \odot c_{t-1} + b_i) \\
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + p_f \odot c_{t-1} + b_f) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
    h_t &= \tanh(c_t)
    \end{aligned}
    $$

    `PeepholeLSTMCell` with $o_t = 1$.  Blocks in the order $i, f, g$.

    Reference: Greff et al. (2017), LSTM: a search space odyssey, section III, variant
    NOG.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = NoOutputGateLSTMCell(3)
    >>> cell.build((None, 4))
    >>> cell.count_params()  # 3 u (d + u + 1) + 2 u
    78
    """

    gate_order, peephole_order = "ifg", "if"

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U, p) = xs, states, weights
        p_i, p_f = ops.unstack(p)
        i, f, g = gates(add_product(x, h, U), 3)

        i = ops.sigmoid(i + p_i * c)
        f = ops.sigmoid(f + p_f * c)
        c = f * c + i * ops.tanh(g)
        h = ops.tanh(c)
        return [h, c]


@keras.saving.register_keras_serializable(package="rnncourse")
class CoupledLSTMCell(MemoryCell):
    r"""One step of a peephole LSTM that forgets as much as it writes.

    $$
    \begin{aligned}
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + p_f \odot c_{t-1} + b_f) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    c_t &= f_t \odot c_{t-1} + (1 - f_t) \odot g_t \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + p_o \odot c_t + b_o) \\
    h_t &= o_t \odot \tanh(c_t)
    \end{aligned}
    $$

    `PeepholeLSTMCell` with $i_t = 1 - f_t$: the coupling that a GRU has too.  Blocks in
    the order $f, g, o$.  The study couples the other way round, $f_t = 1 - i_t$,
    which is the same function with the signs of one gate exchanged.

    Reference: Greff et al. (2017), LSTM: a search space odyssey, section III, variant
    CIFG.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = CoupledLSTMCell(3)
    >>> cell.build((None, 4))
    >>> cell.count_params()  # 3 u (d + u + 1) + 2 u
    78
    """

    gate_order, peephole_order = "fgo", "fo"

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U, p) = xs, states, weights
        p_f, p_o = ops.unstack(p)
        f, g, o = gates(add_product(x, h, U), 3)

        f = ops.sigmoid(f + p_f * c)
        c = f * c + (1 - f) * ops.tanh(g)
        o = ops.sigmoid(o + p_o * c)
        h = o * ops.tanh(c)
        return [h, c]


NoInputGateLSTM = layer_of(NoInputGateLSTMCell)
NoForgetGateLSTM = layer_of(NoForgetGateLSTMCell)
NoOutputGateLSTM = layer_of(NoOutputGateLSTMCell)
CoupledLSTM = layer_of(CoupledLSTMCell)
