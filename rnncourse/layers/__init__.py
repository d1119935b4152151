"""Recurrent layers in which one can read the equation."""

import rnncourse._quiet  # noqa: F401

from rnncourse.layers.cell import RecurrentCell
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

__all__ = [
    "CellLayer",
    "CoupledLSTM",
    "CoupledLSTMCell",
    "Elman",
    "ElmanCell",
    "FullGateRecurrenceLSTM",
    "FullGateRecurrenceLSTMCell",
    "GRU",
    "GRUCell",
    "LSTM",
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
    "layer_of",
]
