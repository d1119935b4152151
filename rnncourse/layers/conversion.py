"""Weights of one library in the cells of another."""

import dataclasses

import keras
import numpy as np

from rnncourse.layers.elman import Elman
from rnncourse.layers.gru import GRU, ResetBeforeGRU
from rnncourse.layers.lstm import LSTM


@dataclasses.dataclass(frozen=True)
class Convention:
    """How a library stores and reads the weights of its gates.

    Args:
        lstm: Order of the LSTM's blocks; `g` is the candidate.
        gru: Order of the GRU's blocks; `n` is the candidate.
        reset: Where the GRU resets: `"before"` or `"after"` the product, or `"both"`
            where there is a GRU of either kind.
        z_keeps: Whether an update gate of 1 keeps the old state.
        forget_bias: What is added to the forget gate when the cell runs.

    Example:

    >>> CONVENTIONS["torch"].gru, CONVENTIONS["rnncourse"].gru
    ('rzn', 'zrn')
    """

    lstm: str | None = None
    gru: str | None = None
    reset: str = "after"
    z_keeps: bool = True
    forget_bias: float = 0.0


# As of 2026; docs/notation.md prints the table.
CONVENTIONS = {
    "rnncourse": Convention("ifgo", "zrn", "both"),
    "keras": Convention("ifgo", "zrn", "both"),
    "torch": Convention("ifgo", "rzn"),
    "sonnet": Convention("ifgo", "zrn", "before", z_keeps=False),
    "haiku": Convention("igfo", "zrn", "before", z_keeps=False, forget_bias=1.0),
    "equinox": Convention("ifgo", "rzn"),
    "lasagne": Convention("ifgo", "rzn", z_keeps=False),
    "blocks": Convention("ifgo", "zrn", "before", z_keeps=False),
}


def convert_gates(blocks, *, kind, source, target="rnncourse", bias=False):
    r"""Move the gates of a weight array from one library's convention to another's.

    Blocks change places, and where the libraries disagree on what an update gate of 1
    means, $z$ becomes $1 - z$, which is a change of sign: $1 - \sigma(a) =
    \sigma(-a)$.

    Args:
        blocks: `(..., gates * units)`, a kernel, recurrent kernel or bias whose last
            axis holds the gates.
        kind: `"lstm"` or `"gru"`.
        source: The library that it comes from, a key of `CONVENTIONS`.
        target: The library that it goes to.
        bias: Whether this is a bias, to which a forget bias may have to be added.

    Returns:
        An array of the same shape.

    Raises:
        ValueError: If a library is unknown, if its GRU resets at the other place and so
            is another function, or if the last axis is no multiple of the gates.  Ours
            is `GRU` for libraries that reset after, `ResetBeforeGRU` for the others.

    Example:

    >>> convert_gates(np.array([1, 2, 3]), kind="gru", source="equinox").tolist()
    [2, 1, 3]
    >>> convert_gates(np.array([1, 2, 3, 4]), kind="lstm", source="haiku", bias=True)
    array([1., 4., 2., 4.])
    """
    old, new = _convention(source), _convention(target)
    if kind == "gru" and len({old.reset, new.reset} - {"both"}) > 1:
        raise ValueError(
            f"The GRU of {source} resets {old.reset} the product, the one of {target} "
            f"{new.reset} it: no weights make them the same function."
        )
    before, after = getattr(old, kind), getattr(new, kind)
    blocks = np.asarray(blocks)
    if blocks.shape[-1] % len(before):
        raise ValueError(
            f"The last axis must hold {len(before)} gates of equal size; got shape "
            f"{blocks.shape}."
        )
    parts = dict(zip(before, np.split(blocks, len(before), axis=-1), strict=True))
    if kind == "gru" and old.z_keeps != new.z_keeps:
        parts["z"] = -parts["z"]
    if kind == "lstm" and bias and old.forget_bias != new.forget_bias:
        parts["f"] = parts["f"] + (old.forget_bias - new.forget_bias)
    return np.concatenate([parts[gate] for gate in after], axis=-1)


def from_keras(layer):
    """Return a layer of ours that computes what a layer of Keras computes.

    Args:
        layer: A built `keras.layers.SimpleRNN`, `LSTM` or `GRU` with its standard
            activations and a bias.

    Returns:
        `Elman`, `LSTM`, `GRU` or `ResetBeforeGRU`, built, with the same weights.

    Raises:
        ValueError: If the layer is of another kind or has other activations.

    Example:

    >>> theirs = keras.layers.GRU(4, return_sequences=True)
    >>> x = keras.random.normal((2, 5, 3), seed=1)
    >>> y = theirs(x)
    >>> bool(np.allclose(from_keras(theirs)(x), y, atol=1e-6))
    True
    """
    cls = _ours(layer)
    names = "return_sequences", "return_state", "go_backwards", "stateful", "dtype"
    config = layer.get_config()
    options = {name: config[name] for name in names}
    if cls is Elman:
        options["activation"] = config["activation"]
    ours = cls(layer.units, **options)
    kernel, recurrent_kernel, bias = layer.get_weights()
    ours.build((None, None, kernel.shape[0]))
    if cls is GRU:  # (2, 3 u): only in the candidate do the two biases differ
        inputs, recurrent = bias
        gates = 2 * layer.units
        both = inputs[:gates] + recurrent[:gates]
        bias = np.concatenate([both, inputs[gates:], recurrent[gates:]])
    ours.set_weights([kernel, recurrent_kernel, bias])
    return ours


def _ours(layer):
    """Return the class of ours that is the same function as a Keras layer."""
    kinds = (keras.layers.SimpleRNN, keras.layers.LSTM, keras.layers.GRU)
    if not isinstance(layer, kinds) or not layer.built or not layer.use_bias:
        raise ValueError(
            "Give a built keras.layers.SimpleRNN, LSTM or GRU with a bias; got "
            f"{type(layer).__name__}{'' if getattr(layer, 'built', 0) else ', unbuilt'}"
            ". Call it once on data, or call `build`."
        )
    if isinstance(layer, keras.layers.SimpleRNN):
        return Elman
    used = layer.activation.__name__, layer.recurrent_activation.__name__
    if used != ("tanh", "sigmoid"):
        raise ValueError(
            f"Our gated cells use tanh and sigmoid; the layer {layer.name!r} uses "
            f"{used[0]} and {used[1]}. There is no layer of ours with these."
        )
    if isinstance(layer, keras.layers.LSTM):
        return LSTM
    return GRU if layer.reset_after else ResetBeforeGRU


def _convention(library):
    if library not in CONVENTIONS:
        raise ValueError(
            f"Unknown library {library!r}; known are {', '.join(CONVENTIONS)}."
        )
    return CONVENTIONS[library]
