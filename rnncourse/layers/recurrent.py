"""The layer that runs a cell over a sequence."""

import functools
import warnings

import keras
from keras import ops

from rnncourse.layers._checks import check_call, check_rate, check_sequences
from rnncourse.layers.cell import RecurrentCell
from rnncourse.layers.engine import SERVED, unroll


@keras.saving.register_keras_serializable(package="rnncourse")
class Recurrent(keras.layers.RNN):
    r"""A cell over time: `keras.layers.RNN` with a faster loop, and dropout.

    $$
    s_t = \mathrm{step}(x_t \odot d_x,\; s_{t-1}), \quad t = 1 \dots T
    $$

    Everything but the loop is inherited: masks, statefulness, direction,
    `keras.layers.Bidirectional`, saving.  The loop is `rnncourse.layers.engine`; where
    it cannot serve (another backend than TensorFlow or JAX, a cell of another kind,
    `unroll=True`) the loop of Keras runs instead, with the same results.

    Dropout is variational: one mask $d_x$ on the inputs and one on whatever a
    recurrent matrix multiplies, drawn once a sequence and used at all its steps.  The
    state itself is never dropped.

    Reference: Gal & Ghahramani (2016), equation 7, with masks not tied to gates.

    Args:
        cell: A `RecurrentCell`, or any cell that `keras.layers.RNN` takes.
        dropout: Share of the inputs dropped, from 0 to below 1.
        recurrent_dropout: Share dropped of what recurrent matrices multiply.
        seed: Seed of the dropout masks.
        **options: Of `keras.layers.RNN`: `return_sequences`, `return_state`,
            `go_backwards`, `stateful`, `unroll`, `zero_output_for_mask`, and of layers.

    Call arguments:
        sequences: `(batch, time, features)`.
        initial_state: List of `(batch, units)` arrays; zeros if left out.
        mask: `(batch, time)` booleans.
        training: Whether dropout acts.

    Returns:
        The last output `(batch, units)`, or all, `(batch, time, units)`, with
        `return_sequences=True`; with `return_state=True` the final states after it.

    Raises:
        ValueError: If inputs, states or mask have a wrong rank, shape or type.

    Masking: a masked step leaves all states as they were and repeats the last output
    (zeros before the first valid step, or everywhere with `zero_output_for_mask=True`).

    Example:

    >>> from rnncourse.layers import ElmanCell
    >>> layer = Recurrent(ElmanCell(4), return_sequences=True, dropout=0.2, seed=1)
    >>> tuple(layer(ops.ones((2, 5, 3)), training=True).shape)
    (2, 5, 4)
    """

    def __init__(
        self, cell, *, dropout=0.0, recurrent_dropout=0.0, seed=None, **options
    ):
        super().__init__(cell, **options)
        self.dropout = check_rate("dropout", dropout)
        self.recurrent_dropout = check_rate("recurrent_dropout", recurrent_dropout)
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        if recurrent_dropout and not isinstance(cell, RecurrentCell):
            raise ValueError(
                "`recurrent_dropout` needs a cell of rnncourse; got "
                f"{type(cell).__name__}. Give it to the cell, if the cell has it."
            )

    def build(self, sequences_shape, initial_state_shape=None):
        """Create the weights of the cell."""
        check_sequences(self, sequences_shape)
        self.features = sequences_shape[-1]
        super().build(sequences_shape, initial_state_shape)

    def call(self, sequences, initial_state=None, mask=None, training=False):
        """Run over the sequences; see the class for arguments and results."""
        check_call(self, sequences, initial_state, mask)
        if training and self.dropout:
            shape = (ops.shape(sequences)[0], 1, sequences.shape[-1])
            sequences = sequences * self._draw(shape, self.dropout, sequences.dtype)
        return super().call(sequences, initial_state, mask, training)

    def compute_output_spec(
        self, sequences, initial_state=None, mask=None, training=False
    ):
        """Return shapes and types of the results, before there are any numbers."""
        check_call(self, sequences, initial_state, mask)
        return super().compute_output_spec(sequences, initial_state, mask, training)

    def inner_loop(self, sequences, initial_state, mask, training=False):
        """Run the engine where it serves; return last output, outputs and states."""
        drops = ()
        if training and self.recurrent_dropout:
            batch, dtype = ops.shape(sequences)[0], sequences.dtype
            drops = tuple(
                self._draw((batch, rows), self.recurrent_dropout, dtype)
                for rows in self.cell.product_rows
            )
        if not self._engine_serves():
            return self._loop_of_keras(sequences, initial_state, mask, drops)

        sequences = _swap(sequences)  # (time, batch, features)
        mask = None if mask is None else _swap(mask)
        if self.go_backwards:
            sequences = ops.flip(sequences, 0)
            mask = None if mask is None else ops.flip(mask, 0)
        weights = [ops.convert_to_tensor(w) for w in self.cell.step_weights]
        xs = self.cell.project(sequences)
        outputs, states = unroll(
            self.cell.step, xs, initial_state, weights, drops=drops, mask=mask
        )
        outputs = self._hide_masked(outputs, mask)
        last = outputs[-1]
        return last, _swap(outputs) if self.return_sequences else last[:, None], states

    def _hide_masked(self, outputs, mask):
        """Put zeros where a sequence has no output yet, as Keras does."""
        if mask is None:
            return outputs
        shown = ops.cast(mask, "int32")
        if not self.zero_output_for_mask:
            shown = ops.cumsum(shown, axis=0)
        return ops.where(shown[..., None] > 0, outputs, ops.zeros_like(outputs))

    def _draw(self, shape, rate, dtype):
        ones = ops.ones(shape, dtype)
        return keras.random.dropout(ones, rate, seed=self.seed_generator)

    def _engine_serves(self):
        if self.unroll:
            return False
        if not isinstance(self.cell, RecurrentCell):
            _say_once(f"cells of the class {type(self.cell).__name__}")
            return False
        if keras.config.backend() not in SERVED:
            _say_once(f"the backend {keras.config.backend()!r}")
            return False
        return True

    def _loop_of_keras(self, sequences, initial_state, mask, drops):
        if drops:
            self.cell._drops = drops
        try:
            return super().inner_loop(sequences, initial_state, mask)
        finally:
            if drops:
                self.cell._drops = ()

    def get_config(self):
        """Return the arguments of the constructor."""
        return {
            **super().get_config(),
            "dropout": self.dropout,
            "recurrent_dropout": self.recurrent_dropout,
            "seed": self.seed,
        }


class CellLayer(Recurrent):
    """A `Recurrent` layer that makes its own cell, of the class `cell_class`.

    Args:
        units: Size of the hidden state.
        **options: Those of the cell, by name, and those of `Recurrent`.

    Example:

    >>> from rnncourse.layers import Elman, ElmanCell
    >>> layer = Elman(4, activation="relu", go_backwards=True)
    >>> type(layer.cell) is ElmanCell, layer.units, layer.go_backwards
    (True, 4, True)
    """

    cell_class = None

    def __init__(self, units, **options):
        if self.cell_class is None:
            raise TypeError(
                "`CellLayer` is abstract. Use a layer such as `LSTM`, make one with "
                "`layer_of(YourCell)`, or run a cell with `Recurrent(cell)`."
            )
        named = self.cell_class.options
        chosen = {name: options.pop(name) for name in named if name in options}
        cell = self.cell_class(units, dtype=options.get("dtype"), **chosen)
        super().__init__(cell, **options)
        self.units = units

    def get_config(self):
        """Return the arguments of the constructor."""
        config = super().get_config()
        del config["cell"]
        chosen = {name: getattr(self.cell, name) for name in self.cell.options}
        return {**config, "units": self.units, **chosen}

    @classmethod
    def from_config(cls, config):
        """Make the layer again."""
        return cls(**config)


def layer_of(cell_class):
    """Return the layer class that runs cells of one class: `LSTM` of `LSTMCell`.

    Args:
        cell_class: A subclass of `RecurrentCell` whose name ends with `Cell`.

    Returns:
        A subclass of `CellLayer`, registered for saving.

    Example:

    >>> from rnncourse.layers import LSTM, LSTMCell
    >>> LSTM.cell_class is LSTMCell, LSTM.__name__
    (True, 'LSTM')
    """
    name = cell_class.__name__.removesuffix("Cell")
    cell_options = "".join(f"`{option}`, " for option in cell_class.options)
    what = cell_class.__doc__.splitlines()[0].removeprefix("One step of ").rstrip(".:")
    doc = f"""Over a sequence: {what}.

    `{name}Cell` has the equations, `Recurrent` what all layers share.

    Args:
        units: Size of the hidden state.
        **options: {cell_options}and those of `Recurrent`, such as
            `return_sequences`, `return_state` and `dropout`.

    Call arguments:
        sequences: `(batch, time, features)`.

    Returns:
        The last output `(batch, units)`, or all with `return_sequences=True`.

    Masking: a masked step leaves all states as they were.
    """
    attributes = {
        "cell_class": cell_class,
        "__doc__": doc,
        "__module__": cell_class.__module__,
    }
    register = keras.saving.register_keras_serializable(package="rnncourse")
    return register(type(name, (CellLayer,), attributes))


def _swap(values):
    """Exchange batch and time."""
    return ops.swapaxes(values, 0, 1)


@functools.cache
def _say_once(what):
    warnings.warn(
        f"The engine does not serve {what}: the loop of Keras runs instead, with the "
        "same results, but slower.",
        stacklevel=2,
    )
