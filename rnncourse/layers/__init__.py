"""Recurrent layers in which one can read the equation."""

import rnncourse._quiet  # noqa: F401

from rnncourse.layers.bidirectional import bidirectional
from rnncourse.layers.cell import RecurrentCell, count_parameters
from rnncourse.layers.conversion import (
    CONVENTIONS,
    Convention,
    convert_gates,
    from_keras,
)
from rnncourse.layers.elman import Elman, ElmanCell, ResidualElman, ResidualElmanCell
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
from rnncourse.layers.recurrent import CellLayer, Recurrent, layer_of
from rnncourse.layers.stacked import Stacked, stacked

__all__ = [
    "CONVENTIONS",
    "GRU",
    "LSTM",
    "CellLayer",
    "Convention",
    "CoupledLSTM",
    "CoupledLSTMCell",
    "Elman",
    "ElmanCell",
    "FullGateRecurrenceLSTM",
    "FullGateRecurrenceLSTMCell",
    "GRUCell",
    "LSTMCell",
    "MemoryCell",
    "MinimalGatedUnit",
    "MinimalGatedUnitCell",
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
    "stacked",
]
