r"""Recurrent layers in which one can read the equation.

A recurrent network reads one vector after the other and keeps a state. One step of it
is a *cell*; here is the one of Elman, $h_t = \tanh(x_t W + h_{t-1} U + b)$, by hand:

    >>> import numpy as np
    >>> from keras import ops
    >>> from rnncourse.layers import LSTM, Elman, ElmanCell, PeepholeLSTMCell, Recurrent
    >>> x = np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")
    >>> cell = ElmanCell(4)
    >>> h, states = cell(x[:, 0], cell.get_initial_state(2))
    >>> W, U, b = cell.get_weights()
    >>> bool(np.allclose(h, np.tanh(x[:, 0] @ W + np.zeros((2, 4)) @ U + b), atol=1e-6))
    True

A *layer* takes the same step at every time, with the same weights. `Recurrent` makes
one of any cell:

    >>> layer = Recurrent(cell, return_sequences=True)
    >>> outputs = layer(x)  # (batch, time, units)
    >>> states = cell.get_initial_state(2)
    >>> for t in range(5):
    ...     h, states = cell(x[:, t], states)
    >>> bool(np.allclose(outputs[:, -1], h, atol=1e-6))
    True

Every cell has a layer of its own, with the arguments of `keras.layers.LSTM`: `Elman` of
`ElmanCell`, `LSTM` of `LSTMCell`. An LSTM keeps a second state, and gates decide what
becomes of it. Open the forget gate, close the input gate, and nothing is lost:

    >>> memory = LSTM(4, return_state=True)
    >>> _ = memory(x)
    >>> kernel, recurrent_kernel, bias = memory.get_weights()[:3]
    >>> i, f, g, o = np.split(bias, 4)
    >>> bias = np.concatenate([i - 100, f + 100, g, o])
    >>> memory.set_weights([kernel, recurrent_kernel, bias, *memory.get_weights()[3:]])
    >>> c = ops.reshape(ops.arange(8.0), (2, 4))
    >>> _, _, last = memory(x, initial_state=[ops.zeros((2, 4)), c])
    >>> bool(np.array_equal(last, c))
    True

Sequences are seldom equally long. A *mask* says which steps there are; the others
change no state, whatever stands there:

    >>> mask = np.array([[True] * 5, [True, True, True, False, False]])
    >>> padded = np.where(mask[..., None], x, np.float32(1000))
    >>> elman = Elman(4)
    >>> bool(np.allclose(elman(padded, mask=mask)[1:], elman(x[1:, :3]), atol=1e-6))
    True

What there is, each with its equations:

- `ElmanCell` and `ResidualElmanCell`, whose state changes by addition;
- `LSTMCell`, `PeepholeLSTMCell`, and what the search-space study left out of the
  latter: `NoInputGateLSTMCell`, `NoForgetGateLSTMCell`, `NoOutputGateLSTMCell`,
  `NoInputActivationLSTMCell`, `NoOutputActivationLSTMCell`, `CoupledLSTMCell`, or
  added: `FullGateRecurrenceLSTMCell`; `SquashedLSTMCell` of one lecture;
- `GRUCell`, `ResetBeforeGRUCell`, which is another function, `MinimalGatedUnitCell`;
- `MultiplicativeRNNCell`, in which the input chooses the recurrent matrix;
- `RecurrentCell`, from which to make your own: write `step`, and the rest is there.

They differ in what they cost:

    >>> for cell in (ElmanCell(32), LSTM(32).cell, PeepholeLSTMCell(32)):
    ...     cell.build((None, 300))
    ...     print(type(cell).__name__, cell.count_params())
    ElmanCell 10656
    LSTMCell 42624
    PeepholeLSTMCell 42720

On top of a network that reads a sentence, `CRF` chooses all its tags together, and
`MaskedMaxPooling`, `MaskedMeanPooling` and `AttentionPooling` make one vector of it.
`AdditiveAttention`, `MultiplicativeAttention` and `DotAttention` look back at a
sentence again and again, each time with another question:

    >>> from rnncourse.layers import DotAttention
    >>> read = np.eye(3, dtype="float32")[None]  # three words, nothing in common
    >>> questions = 9 * read[:, [2, 0]]
    >>> contexts, weights = DotAttention()(questions, read)
    >>> weights.numpy().argmax(axis=-1).tolist()
    [[2, 0]]

`bidirectional` and `stacked` build with them, and `from_keras` and `convert_gates` take
weights from elsewhere.
"""

import rnncourse._quiet  # noqa: F401

from rnncourse.layers.attention import Attention
from rnncourse.layers.attention_scores import (
    AdditiveAttention,
    DotAttention,
    MultiplicativeAttention,
)
from rnncourse.layers.bidirectional import bidirectional
from rnncourse.layers.cell import RecurrentCell, count_parameters
from rnncourse.layers.chain import log_partition, marginals, path_score, viterbi
from rnncourse.layers.conversion import (
    CONVENTIONS,
    Convention,
    convert_gates,
    from_keras,
)
from rnncourse.layers.crf import CRF
from rnncourse.layers.elman import Elman, ElmanCell, ResidualElman, ResidualElmanCell
from rnncourse.layers.gated_attention import GatedAttention
from rnncourse.layers.gru import (
    GRU,
    GRUCell,
    MinimalGatedUnit,
    MinimalGatedUnitCell,
    ResetBeforeGRU,
    ResetBeforeGRUCell,
)
from rnncourse.layers.lstm import (
    LSTM,
    LSTMCell,
    MemoryCell,
    PeepholeLSTM,
    PeepholeLSTMCell,
    SquashedLSTM,
    SquashedLSTMCell,
)
from rnncourse.layers.missing_activations import (
    FullGateRecurrenceLSTM,
    FullGateRecurrenceLSTMCell,
    NoInputActivationLSTM,
    NoInputActivationLSTMCell,
    NoOutputActivationLSTM,
    NoOutputActivationLSTMCell,
)
from rnncourse.layers.missing_gates import (
    CoupledLSTM,
    CoupledLSTMCell,
    NoForgetGateLSTM,
    NoForgetGateLSTMCell,
    NoInputGateLSTM,
    NoInputGateLSTMCell,
    NoOutputGateLSTM,
    NoOutputGateLSTMCell,
)
from rnncourse.layers.multiplicative import MultiplicativeRNN, MultiplicativeRNNCell
from rnncourse.layers.pooling import (
    AttentionPooling,
    MaskedMaxPooling,
    MaskedMeanPooling,
)
from rnncourse.layers.recurrent import CellLayer, Recurrent, layer_of
from rnncourse.layers.stacked import Stacked, stacked

__all__ = [
    "CONVENTIONS",
    "CRF",
    "GRU",
    "LSTM",
    "AdditiveAttention",
    "Attention",
    "AttentionPooling",
    "CellLayer",
    "Convention",
    "CoupledLSTM",
    "CoupledLSTMCell",
    "DotAttention",
    "Elman",
    "ElmanCell",
    "FullGateRecurrenceLSTM",
    "FullGateRecurrenceLSTMCell",
    "GRUCell",
    "GatedAttention",
    "LSTMCell",
    "MaskedMaxPooling",
    "MaskedMeanPooling",
    "MemoryCell",
    "MinimalGatedUnit",
    "MinimalGatedUnitCell",
    "MultiplicativeAttention",
    "MultiplicativeRNN",
    "MultiplicativeRNNCell",
    "NoForgetGateLSTM",
    "NoForgetGateLSTMCell",
    "NoInputActivationLSTM",
    "NoInputActivationLSTMCell",
    "NoInputGateLSTM",
    "NoInputGateLSTMCell",
    "NoOutputActivationLSTM",
    "NoOutputActivationLSTMCell",
    "NoOutputGateLSTM",
    "NoOutputGateLSTMCell",
    "PeepholeLSTM",
    "PeepholeLSTMCell",
    "Recurrent",
    "RecurrentCell",
    "ResetBeforeGRU",
    "ResetBeforeGRUCell",
    "ResidualElman",
    "ResidualElmanCell",
    "SquashedLSTM",
    "SquashedLSTMCell",
    "Stacked",
    "bidirectional",
    "convert_gates",
    "count_parameters",
    "from_keras",
    "layer_of",
    "log_partition",
    "marginals",
    "path_score",
    "stacked",
    "viterbi",
]
