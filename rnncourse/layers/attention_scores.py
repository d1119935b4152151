"""What makes a word of the source important: the scores of attention."""

import keras
from keras import ops

from rnncourse.layers.attention import Attention


@keras.saving.register_keras_serializable(package="rnncourse")
class AdditiveAttention(Attention):
    r"""The score is a small network with one hidden layer.

    $$ e_{ij} = v \cdot \tanh(s_i W + h_j U), \qquad k_j = h_j U $$

    Query and memory may have any sizes.  What it costs: for each pair of a target and a
    source word the hidden layer has to be computed, $T \cdot S \cdot$ `units` values of
    tanh for a sentence, where `MultiplicativeAttention` has a product of matrices.

    Reference: Bahdanau, Cho & Bengio (2015), equation 6 and appendix A.1.2; there
    $W, U, v$ are $W_a, U_a, v_a$.

    Args:
        units: Size of the hidden layer.
        seed: Seed of the initial weights.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        queries: $s$, `(batch, features)`, or `(batch, target, features)`.
        memory: $h$, `(batch, source, units)`.
        mask: `(batch, source)` booleans.
        keys: What `keys(memory)` returned before.

    Returns:
        Contexts `(batch, units)` and weights `(batch, source)`, see `Attention`.

    Masking: weights are 0 at masked positions.

    Example:

    >>> attention = AdditiveAttention(8, seed=0)
    >>> memory = keras.random.normal((2, 5, 4), seed=0)
    >>> context, weights = attention(ops.ones((2, 6)), memory)
    >>> tuple(context.shape), tuple(weights.shape), round(float(ops.sum(weights[0])), 4)
    ((2, 4), (2, 5), 1.0)
    """

    def __init__(self, units, *, seed=None, **options):
        super().__init__(seed=seed, **options)
        self.units = units
        self.query_layer = self._dense(units, 0)
        self.key_layer = self._dense(units, 1)
        self.score_layer = self._dense(1, 2)

    def build(self, queries_shape, memory_shape):
        """Create $W$, $U$ and $v$."""
        self.query_layer.build(queries_shape)
        self.key_layer.build(memory_shape)
        self.score_layer.build((None, self.units))
        self.built = True

    def keys(self, memory):
        """Return $h_j U$, `(batch, source, units)`."""
        return self.key_layer(memory)

    def score(self, queries, keys):
        """Return $e$, `(batch, target, source)`."""
        hidden = ops.tanh(self.query_layer(queries)[:, :, None] + keys[:, None])
        return self.score_layer(hidden)[..., 0]

    def get_config(self):
        """Return the arguments of the constructor."""
        return {**super().get_config(), "units": self.units}


@keras.saving.register_keras_serializable(package="rnncourse")
class MultiplicativeAttention(Attention):
    r"""The score is a product of query and memory, with a matrix in between.

    $$ e_{ij} = s_i \cdot (h_j W), \qquad k_j = h_j W $$

    The matrix says which part of a state asks for which part of another; query and
    memory may have any sizes.  With $W = 1$ this is `DotAttention`.

    Reference: Luong, Pham & Manning (2015), equation 8, where it is called "general".

    Args:
        seed: Seed of the initial weights.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        queries: $s$, `(batch, features)`, or `(batch, target, features)`.
        memory: $h$, `(batch, source, units)`.
        mask: `(batch, source)` booleans.
        keys: What `keys(memory)` returned before.

    Returns:
        Contexts `(batch, units)` and weights `(batch, source)`, see `Attention`.

    Masking: weights are 0 at masked positions.

    Example:

    >>> attention = MultiplicativeAttention(seed=0)
    >>> memory = keras.random.normal((2, 5, 4), seed=0)
    >>> mask = ops.array([[True] * 5, [True, True, False, False, False]])
    >>> contexts, weights = attention(ops.ones((2, 3, 6)), memory, mask=mask)
    >>> tuple(contexts.shape), tuple(weights.shape), float(weights[1, 0, 2])
    ((2, 3, 4), (2, 3, 5), 0.0)
    """

    def build(self, queries_shape, memory_shape):
        """Create $W$."""
        self.key_layer = self._dense(queries_shape[-1], 0)
        self.key_layer.build(memory_shape)
        self.built = True

    def keys(self, memory):
        """Return $h_j W$, `(batch, source, features)`, the features of the queries."""
        return self.key_layer(memory)

    def score(self, queries, keys):
        """Return $e$, `(batch, target, source)`."""
        return ops.matmul(queries, ops.swapaxes(keys, 1, 2))


@keras.saving.register_keras_serializable(package="rnncourse")
class DotAttention(Attention):
    r"""The score is the dot product of query and memory.

    $$ e_{ij} = s_i \cdot h_j $$

    There is nothing to learn: encoder and decoder have to find a common language by
    themselves.  Transformers divide by the root of the number of features; here nothing
    is divided.

    Reference: Luong, Pham & Manning (2015), equation 7, "dot".

    Args:
        **options: Of `keras.layers.Layer`.

    Call arguments:
        queries: $s$, `(batch, units)`, or `(batch, target, units)`.
        memory: $h$, `(batch, source, units)`.
        mask: `(batch, source)` booleans.

    Returns:
        Contexts `(batch, units)` and weights `(batch, source)`, see `Attention`.

    Raises:
        ValueError: If queries and memory differ in size.

    Masking: weights are 0 at masked positions.

    Example:

    >>> memory = ops.array([[[4.0, 0.0], [0.0, 4.0]]])
    >>> context, weights = DotAttention()(ops.array([[0.0, 2.0]]), memory)
    >>> ops.convert_to_numpy(weights).round(2)
    array([[0., 1.]], dtype=float32)
    """

    def build(self, queries_shape, memory_shape):
        """Look at the sizes."""
        if queries_shape[-1] != memory_shape[-1]:
            raise ValueError(
                f"The layer {self.name!r} multiplies queries of size "
                f"{queries_shape[-1]} with a memory of size {memory_shape[-1]}, which "
                "must be the same. `MultiplicativeAttention` has a matrix in between."
            )
        self.built = True

    def score(self, queries, keys):
        """Return $e$, `(batch, target, source)`."""
        return ops.matmul(queries, ops.swapaxes(keys, 1, 2))
