"""The recurrent layers of the music benchmark, by the names of the study."""

from rnncourse import layers

VARIANTS = {
    "V": layers.PeepholeLSTM,  # the study's vanilla LSTM; the next seven differ from it
    "NIG": layers.NoInputGateLSTM,
    "NFG": layers.NoForgetGateLSTM,
    "NOG": layers.NoOutputGateLSTM,
    "NIAF": layers.NoInputActivationLSTM,
    "NOAF": layers.NoOutputActivationLSTM,
    "CIFG": layers.CoupledLSTM,
    "FGR": layers.FullGateRecurrenceLSTM,
    "NP": layers.LSTM,  # no peepholes: what everybody calls an LSTM
    "GRU": layers.GRU,
    "ResetBeforeGRU": layers.ResetBeforeGRU,  # as published: reset before the product
    "MGU": layers.MinimalGatedUnit,
    "Elman": layers.Elman,
}
