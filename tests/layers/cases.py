"""The table of cells: one row each, and all tests of the ladder apply to it.

A row names the blocks of the fused weights in the order that `docs/notation.md` fixes.
The oracle gets the weights cut apart by these names and not by what the code says.
"""

import dataclasses
from collections.abc import Callable

import numpy as np

from rnncourse import layers
from tests.layers import oracles

# All different, so that no exchanged axis goes unnoticed.
BATCH, TIME, FEATURES, UNITS = 5, 6, 3, 4
MASK = np.array(
    [
        [1, 1, 1, 1, 1, 1],  # a full row
        [0, 0, 0, 0, 0, 0],  # an empty one
        [1, 1, 1, 1, 0, 0],  # trailing,
        [0, 0, 1, 1, 1, 1],  # leading,
        [1, 0, 1, 1, 0, 1],  # and holes
    ],
    bool,
)


@dataclasses.dataclass(frozen=True)
class Case:
    """A cell and what must be known to test it."""

    name: str
    cell: type
    oracle: Callable
    states: int = 1
    blocks: str = ""
    biases: str = ""  # if they are others than the blocks
    peepholes: str = ""
    options: dict = dataclasses.field(default_factory=dict)

    def __str__(self):
        return self.name.replace(" ", "_")

    def make_cell(self, dtype="float64", units=UNITS):
        """Return a new cell."""
        return self.cell(units, dtype=dtype, **self.options)

    def make(self, *, dtype="float64", units=UNITS, cell=None, built=True, **options):
        """Return a layer with random weights: biases and peepholes too."""
        options = {"return_sequences": True, "return_state": True, **options}
        cell = cell or self.make_cell(dtype, units)
        layer = layers.Recurrent(cell, dtype=dtype, **options)
        if built:
            layer.build((BATCH, None, FEATURES))
            randomise(layer)
        return layer

    def oracle_step(self, cell, x, states):
        """Take one step in NumPy, with the weights of a cell."""
        w = self.named(cell)
        return self.oracle(w, x, *states, **self.options)

    def named(self, cell):
        """Return the weights of a cell, cut apart and named by equation."""
        fused = {v.name: np.asarray(v.value, np.float64) for v in cell.weights}
        if not self.blocks:
            return {LETTERS[name]: value for name, value in fused.items()}
        found = {}
        for name, value in fused.items():
            if name == "gate_kernel":
                rows = np.split(value, 3, axis=0)
                for one, row in zip("ifo", rows, strict=True):
                    parts = np.split(row, 3, axis=1)
                    cut = zip("ifo", parts, strict=True)
                    found |= {f"R_{one}{other}": part for other, part in cut}
            elif name == "peepholes":
                cut = zip(self.peepholes, value, strict=True)
                found |= {f"p_{gate}": row for gate, row in cut}
            else:
                blocks = self.biases if name == "bias" and self.biases else self.blocks
                parts = np.split(value, len(blocks), axis=-1)
                cut = zip(blocks, parts, strict=True)
                found |= {f"{LETTERS[name]}_{gate}": part for gate, part in cut}
        return found


LETTERS = {
    "kernel": "W",
    "recurrent_kernel": "U",
    "bias": "b",
    "factor_kernel": "W_m",
    "factor_recurrent_kernel": "U_m",
}


def randomise(layer, seed=5):
    """Give a layer weights away from zero, one and each other."""
    rng = np.random.default_rng(seed)
    for weight in layer.trainable_weights:
        weight.assign(rng.normal(0, 0.6, weight.shape))


def sequences(seed=1, *, time=TIME, dtype="float64"):
    """Return inputs `(batch, time, features)`."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(BATCH, time, FEATURES)).astype(dtype)


def states_of(case, seed=2, *, dtype="float64", units=UNITS):
    """Return initial states, none of them zero."""
    rng = np.random.default_rng(seed)
    return [
        rng.normal(0, 0.7, (BATCH, units)).astype(dtype) for _ in range(case.states)
    ]


def memory(name, cell, oracle, blocks="ifgo", peepholes="ifo", states=2):
    """Return the row of an LSTM of some kind."""
    return Case(name, cell, oracle, states, blocks, peepholes=peepholes)


CELLS = [
    Case("elman", layers.ElmanCell, oracles.elman),
    Case("residual", layers.ResidualElmanCell, oracles.residual),
    memory("lstm", layers.LSTMCell, oracles.lstm, peepholes=""),
    memory("squashed", layers.SquashedLSTMCell, oracles.squashed, peepholes=""),
    memory("peephole", layers.PeepholeLSTMCell, oracles.peephole),
    memory("nig", layers.NoInputGateLSTMCell, oracles.no_input_gate, "fgo", "fo"),
    memory("nfg", layers.NoForgetGateLSTMCell, oracles.no_forget_gate, "igo", "io"),
    memory("nog", layers.NoOutputGateLSTMCell, oracles.no_output_gate, "ifg", "if"),
    memory("niaf", layers.NoInputActivationLSTMCell, oracles.no_input_activation),
    memory("noaf", layers.NoOutputActivationLSTMCell, oracles.no_output_activation),
    memory("coupled", layers.CoupledLSTMCell, oracles.coupled, "fgo", "fo"),
    memory(
        "fgr",
        layers.FullGateRecurrenceLSTMCell,
        oracles.full_gate_recurrence,
        states=5,
    ),
    Case("gru", layers.GRUCell, oracles.gru, 1, "zrn", biases="zrnq"),
    Case("reset before", layers.ResetBeforeGRUCell, oracles.reset_before, 1, "zrn"),
    Case("minimal", layers.MinimalGatedUnitCell, oracles.minimal, 1, "fn"),
    Case(
        "multiplicative",
        layers.MultiplicativeRNNCell,
        oracles.multiplicative,
        options={"factors": 7},
    ),
]


def with_options(name, **options):
    """Return the row of a cell with other options."""
    row = next(row for row in CELLS if row.name == name)
    words = " ".join(f"{key} {value}" for key, value in options.items())
    return dataclasses.replace(row, name=f"{name} {words}", options=options)


# What is quick is tried with all options too.
ALL = [
    *CELLS,
    with_options("elman", activation="relu"),
    with_options("elman", activation="sigmoid"),
    with_options("residual", activation="relu"),
    with_options("residual", activation="sigmoid"),
    with_options("gru", activation="relu"),
    with_options("reset before", activation="relu"),
    with_options("multiplicative", factors=None),
    with_options("multiplicative", factors=1),
]

# To compile takes seconds: one row for each way in which a step uses the engine.
PLANS = ["elman", "peephole", "fgr", "gru", "reset before", "multiplicative"]


def case(name):
    """Return the row with this name."""
    return next(row for row in ALL if row.name == name)
