"""The writing half of a translator, in which attention looks before every step."""

import functools

import keras
from keras import ops

from rnncourse.models.translation.decoder import prepare


@keras.saving.register_keras_serializable(package="rnncourse")
class BahdanauDecoder(keras.layers.Layer):
    r"""A cell that first looks at the source and then takes its step.

    $$
    \begin{aligned}
    c_i &= \sum_j \alpha_{ij} h_j \quad\text{with weights that suit } s_{i-1} \\
    s_i &= R([E_{y_{i-1}} ; c_i], s_{i-1}) \\
    o_i &= \tanh([s_i ; c_i ; E_{y_{i-1}}] W + b)
    \end{aligned}
    $$

    The recurrence knows what was looked at, so that it can go on from there; in a
    `RecurrentDecoder`, which looks with $s_i$, it does not.  The price is that the
    contexts have to be computed one after the other, in training, too.

    Reference: Bahdanau, Cho & Bengio (2015), section 3.1 and appendix A.2.2.  The paper
    has an output layer of maxout units, and a GRU in which $z$ and $1 - z$ change
    places.

    Args:
        cell: A cell of `rnncourse.layers`, such as `GRUCell(256)`.
        size: Size of $o_i$, which is that of the target's embedding.
        attention: An attention of `rnncourse.layers`; the paper's is
            `AdditiveAttention`.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        vectors: $E_{y_0} \dots E_{y_{T-1}}$, `(batch, target, features)`.
        states: First states, a list of `(batch, units)` arrays, `state_sizes` each.
        source: What `prepare` returned.
        return_weights: Whether to return where the decoder looked, too.

    Returns:
        $o$, `(batch, target, size)`; with `return_weights` a pair of it and the weights
        of attention, `(batch, target, source)`.

    Masking: the source's, in `prepare`; behind the end of a target nobody looks.

    Attributes:
        state_sizes: Sizes of the states.

    Example:

    >>> from rnncourse.layers import AdditiveAttention, GRUCell
    >>> decoder = BahdanauDecoder(GRUCell(6), 5, attention=AdditiveAttention(8))
    >>> decoder.build((None, None, 5), (None, None, 4))
    >>> source = decoder.prepare(ops.ones((2, 7, 4)), ops.ones((2, 7), "bool"))
    >>> tuple(decoder(ops.ones((2, 3, 5)), [ops.zeros((2, 6))], source).shape)
    (2, 3, 5)
    """

    def __init__(self, cell, size, *, attention, **options):
        super().__init__(**options)
        self.cell, self.size, self.attention = cell, size, attention
        self.state_sizes = list(cell.state_size)
        looking = _LookingCell(cell, dtype=self.dtype_policy)
        self.loop = keras.layers.RNN(looking, return_sequences=True)
        self.readout = keras.layers.Dense(
            size, activation="tanh", dtype=self.dtype_policy
        )

    def build(self, vectors_shape, memory_shape):
        """Create the weights."""
        features, units = vectors_shape[-1], memory_shape[-1]
        if not self.attention.built:
            self.attention.build((None, self.state_sizes[0]), memory_shape)
        if not self.cell.built:
            self.cell.build((None, features + units))
        looking = self.loop.cell
        looking.output_size = self.state_sizes[0] + units
        self.loop.build(vectors_shape)
        self.readout.build((None, None, looking.output_size + features))
        self.built = True

    def prepare(self, memory, mask):
        """Return what steps need of a source, arrays with one row a sentence.

        Args:
            memory: What the encoder says of every word, `(batch, source, units)`.
            mask: `(batch, source)` booleans.

        Returns:
            A dictionary.
        """
        return prepare(self.attention, memory, mask)

    def call(self, vectors, states, source, training=None, return_weights=False):
        """Write with the targets known; see the class for arguments and results."""
        looking = self.loop.cell
        looking.look = functools.partial(self.attention, **source)  # lent for a call
        try:
            seen = self.loop(vectors, initial_state=list(states), training=training)
        finally:
            looking.look = None
        output = self.readout(ops.concatenate([seen, vectors], axis=-1))
        if not return_weights:
            return output
        # The loop keeps no weights; all states are known now, so look at all at once.
        later = seen[:, :-1, : self.state_sizes[0]]
        before = ops.concatenate([states[0][:, None], later], axis=1)
        return output, self.attention(before, **source)[1]

    def step(self, vectors, states, source):
        """Write one word.

        Args:
            vectors: The word before, $E_{y_{i-1}}$, `(batch, features)`.
            states: The states before, a list of `(batch, units)` arrays.
            source: What `prepare` returned.

        Returns:
            $o_i$, `(batch, size)`, the list of new states, and the weights of attention
            `(batch, source)`.
        """
        look = functools.partial(self.attention, **source)
        seen, states, weights = step(self.cell, look, vectors, states)
        output = self.readout(ops.concatenate([seen, vectors], axis=-1))
        return output, states, weights

    def get_config(self):
        """Return the arguments of the constructor."""
        serialize = keras.saving.serialize_keras_object
        return {
            **super().get_config(),
            "cell": serialize(self.cell),
            "size": self.size,
            "attention": serialize(self.attention),
        }

    @classmethod
    def from_config(cls, config):
        """Make the decoder again."""
        make = keras.saving.deserialize_keras_object
        parts = {name: make(config[name]) for name in ("cell", "attention")}
        return cls(**{**config, **parts})


def step(cell, look, vectors, states):
    """Look at the source from the state before, then take a step.

    Args:
        cell: A recurrent cell.
        look: From a state `(batch, units)` to a context `(batch, …)` and weights
            `(batch, source)`.
        vectors: The word before, `(batch, features)`.
        states: The states before, a list of `(batch, units)` arrays.

    Returns:
        $[s_i ; c_i]$, the list of new states, and the weights `(batch, source)`.

    Example:

    >>> from rnncourse.layers import ElmanCell
    >>> look = lambda state: (ops.ones((2, 4)), ops.ones((2, 1)))
    >>> seen, _, _ = step(ElmanCell(3), look, ops.ones((2, 5)), [ops.zeros((2, 3))])
    >>> tuple(seen.shape)
    (2, 7)
    """
    context, weights = look(states[0])
    state, new = cell(ops.concatenate([vectors, context], axis=-1), list(states))
    return ops.concatenate([state, context], axis=-1), new, weights


class _LookingCell(keras.layers.Layer):
    """The step as a cell for `keras.layers.RNN`; `look` is lent to it for a call."""

    look = None

    def __init__(self, cell, **options):
        super().__init__(**options)
        self.cell = cell
        self.state_size = cell.state_size

    def build(self, vectors_shape):
        self.built = True

    def call(self, vectors, states, training=None):
        seen, new, _ = step(self.cell, self.look, vectors, states)
        return seen, new
