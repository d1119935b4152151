"""LSTM cells: without peepholes, with them, and with a cell that is squashed."""

import keras
from keras import ops

from rnncourse.layers.cell import RecurrentCell, gates
from rnncourse.layers.recurrent import layer_of


class MemoryCell(RecurrentCell):
    """An LSTM of some kind: what its gates are and which of them have peepholes.

    Abstract; a subclass writes `step`, and says where it differs in

    - `gate_order`: letters of the blocks of `kernel`, `recurrent_kernel` and `bias`;
      the bias of the block `f` starts at 1, so that a new network remembers;
    - `peephole_order`: letters of the rows of `peepholes`, which start at 0.

    Reference: Gers et al. (2000), section 4, for a forget gate that starts open.

    Args:
        units: Size of the hidden state and of the cell state.

    Example:

    >>> cell = PeepholeLSTMCell(3)
    >>> cell.gate_order, cell.peephole_order, cell.state_names
    ('ifgo', 'ifo', ('h', 'c'))
    """

    state_names = ("h", "c")
    gate_order = "ifgo"
    peephole_order = ""

    @property
    def blocks(self):
        """Number of blocks of `units` columns in `kernel`."""
        return len(self.gate_order)

    def create_weights(self, features):
        """Create the usual weights, and `peepholes` where there are any."""
        super().create_weights(features)
        if self.peephole_order:
            self.peepholes = self.add_weight(
                shape=(len(self.peephole_order), self.units),
                initializer="zeros",
                name="peepholes",
            )

    def first_bias(self, shape, dtype):
        """Return zeros, and ones for the forget gate."""
        block = ops.arange(shape[0]) // self.units
        return ops.cast(block == self.gate_order.find("f"), dtype)

    @property
    def step_weights(self):
        """The weights that `step` gets, as variables."""
        peepholes = [self.peepholes] if self.peephole_order else []
        return [self.recurrent_kernel, *peepholes]


@keras.saving.register_keras_serializable(package="rnncourse")
class LSTMCell(MemoryCell):
    r"""One step of the LSTM with a forget gate, as most libraries have it.

    $$
    \begin{aligned}
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + b_i) \\
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + b_f) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + b_o) \\
    c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
    h_t &= o_t \odot \tanh(c_t)
    \end{aligned}
    $$

    `kernel`, `recurrent_kernel` and `bias` hold four blocks of `units` columns, in the
    order $i, f, g, o$ (the order of Keras, where $g$ is called $c$); $b_f$ starts at 1.
    In the search-space study this variant is called NP, no peepholes.

    Reference: Hochreiter & Schmidhuber (1997); Gers et al. (2000), equations 3.1 to
    3.5, for the forget gate.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = LSTMCell(32)
    >>> cell.build((None, 300))
    >>> cell.count_params()
    42624
    """

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U,) = xs, states, weights
        i, f, g, o = gates(add_product(x, h, U), 4)

        i, f, o = ops.sigmoid(i), ops.sigmoid(f), ops.sigmoid(o)
        c = f * c + i * ops.tanh(g)
        h = o * ops.tanh(c)
        return [h, c]


@keras.saving.register_keras_serializable(package="rnncourse")
class PeepholeLSTMCell(MemoryCell):
    r"""One step of an LSTM whose gates also see the cell state.

    $$
    \begin{aligned}
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + p_i \odot c_{t-1} + b_i) \\
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + p_f \odot c_{t-1} + b_f) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + p_o \odot c_t + b_o) \\
    h_t &= o_t \odot \tanh(c_t)
    \end{aligned}
    $$

    Input and forget gates look at the *old* cell, the output gate at the *new* one.
    With all peepholes zero, as they start, this is `LSTMCell`.  In the search-space
    study this is the vanilla LSTM, V.

    Reference: Gers, Schraudolph & Schmidhuber (2002), equations 2 to 7.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = PeepholeLSTMCell(3)
    >>> h, (h, c) = cell(ops.ones((2, 4)), cell.get_initial_state(2))
    >>> [(weight.name, tuple(weight.shape)) for weight in cell.weights[2:]]
    [('bias', (12,)), ('peepholes', (3, 3))]
    """

    peephole_order = "ifo"

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U, p) = xs, states, weights
        p_i, p_f, p_o = ops.unstack(p)
        i, f, g, o = gates(add_product(x, h, U), 4)

        i = ops.sigmoid(i + p_i * c)
        f = ops.sigmoid(f + p_f * c)
        c = f * c + i * ops.tanh(g)
        o = ops.sigmoid(o + p_o * c)
        h = o * ops.tanh(c)
        return [h, c]


@keras.saving.register_keras_serializable(package="rnncourse")
class SquashedLSTMCell(MemoryCell):
    r"""One step of an LSTM that squashes the cell itself and not its copy.

    $$
    \begin{aligned}
    i_t &= \sigma(x_t W_i + h_{t-1} U_i + b_i) \\
    f_t &= \sigma(x_t W_f + h_{t-1} U_f + b_f) \\
    g_t &= \tanh (x_t W_g + h_{t-1} U_g + b_g) \\
    o_t &= \sigma(x_t W_o + h_{t-1} U_o + b_o) \\
    c_t &= \tanh(f_t \odot c_{t-1} + i_t \odot g_t) \\
    h_t &= o_t \odot c_t
    \end{aligned}
    $$

    One lecture writes the LSTM like this.  It looks like `LSTMCell` with the last
    $\tanh$ moved by a line, but that line is the point of the LSTM: here the cell goes
    through a $\tanh$ at every step, its derivative is multiplied in every time, and a
    gradient over a distance vanishes even with all forget gates open.

    Args:
        units: Size of the hidden state and of the cell state.

    Call arguments:
        inputs: `(batch, features)`.
        states: `[h, c]`, `(batch, units)` each.

    Returns:
        `h` and the new `[h, c]`.

    Masking: none; a cell sees one step.

    Example:

    >>> cell = SquashedLSTMCell(3)
    >>> h, (h, c) = cell(ops.ones((2, 4)), cell.get_initial_state(2))
    >>> bool(ops.all(ops.abs(c) < 1))
    True
    """

    def step(self, xs, states, weights, add_product):
        """Return `[h, c]`."""
        (x,), (h, c), (U,) = xs, states, weights
        i, f, g, o = gates(add_product(x, h, U), 4)

        i, f, o = ops.sigmoid(i), ops.sigmoid(f), ops.sigmoid(o)
        c = ops.tanh(f * c + i * ops.tanh(g))
        h = o * c
        return [h, c]


LSTM = layer_of(LSTMCell)
PeepholeLSTM = layer_of(PeepholeLSTMCell)
SquashedLSTM = layer_of(SquashedLSTMCell)
