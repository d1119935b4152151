"""Attention: a decoder looks back at everything that an encoder has read."""

import keras
from keras import ops


class Attention(keras.layers.Layer):
    r"""A weighted mean of what was read, with weights that suit a question.

    $$
    e_{ij} = \mathrm{score}(s_i, k_j), \qquad
    \alpha_{ij} = \frac{\exp e_{ij}}{\sum_{j'} \exp e_{ij'}}, \qquad
    c_i = \sum_j \alpha_{ij}\, h_j
    $$

    The memory $h_1 \dots h_S$ is what an encoder says of every source word, the query
    $s_i$ is the state of a decoder, and the context $c_i$ is what it sees.  The keys
    $k_j$ are what a score makes of the memory alone: they are the same for all queries,
    so that a decoder which asks again and again computes them once.

    A subclass writes `score`, and `keys` if they are not the memory itself.
    `keras.layers.Attention` and `keras.layers.AdditiveAttention` compute the same mean;
    they leave it to others to project queries and keys, keep no keys, and give a source
    that is all padding weights that sum to one.  Queries are one step or all of them.

    Args:
        seed: Seed of the initial weights.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        queries: $s$, `(batch, features)` for one step, or `(batch, target, features)`.
        memory: $h$, `(batch, source, units)`.
        mask: `(batch, source)` booleans: which words of the source there are.
        keys: What `keys(memory)` returned before; made anew if left out.
        owners: `(batch,)` integers, for queries of one step: the row of the memory at
            which each of them looks, where several look at the same one; in their order
            if left out.

    Returns:
        The contexts $c$, `(batch, units)`, and the weights $\alpha$,
        `(batch, source)`, in single precision at least; both with an axis `target`
        after the first where the queries have one.

    Raises:
        ValueError: If queries, memory or mask have another rank.

    Masking: $\alpha_{ij} = 0$ at masked positions; where a source has none but these,
    weights and context are 0.

    Example:

    >>> class NearestAttention(Attention):
    ...     def score(self, queries, keys):
    ...         apart = queries[:, :, None] - keys[:, None]
    ...         return -ops.sum(apart**2, axis=-1)
    >>> context, weights = NearestAttention()(
    ...     ops.array([[3.0]]), ops.array([[[0.0], [3.0]]]))
    >>> ops.convert_to_numpy(weights).round(3)
    array([[0., 1.]], dtype=float32)
    """

    def __init__(self, *, seed=None, **options):
        super().__init__(**options)
        self.seed, self.supports_masking = seed, True

    def keys(self, memory):
        """Return $k$, `(batch, source, …)`, of the memory, `(batch, source, units)`."""
        return memory

    def score(self, queries, keys):
        """Return $e$, `(batch, target, source)`, of queries `(batch, target, …)`."""
        raise NotImplementedError(f"{type(self).__name__} does not define `score`.")

    def call(self, queries, memory, mask=None, keys=None, owners=None):
        """Return contexts and weights; see the class for arguments and results."""
        if owners is not None:
            grid, places = side_by_side(queries, owners, ops.shape(memory)[0])
            seen = self.call(grid, memory, mask, keys)
            return [ops.take(_flat(array), places, axis=0) for array in seen]
        _check(self, queries, memory, mask)
        one_step = len(queries.shape) == 2
        queries = queries[:, None] if one_step else queries
        keys = self.keys(memory) if keys is None else keys
        weights = _softmax(self.score(queries, keys), mask)  # (batch, target, source)
        contexts = ops.matmul(ops.cast(weights, memory.dtype), memory)
        if one_step:
            return contexts[:, 0], weights[:, 0]
        return contexts, weights

    def compute_mask(self, queries, memory, mask=None, keys=None, owners=None):
        """Return nothing: there is a context for every query."""

    def get_config(self):
        """Return the arguments of the constructor."""
        return {**super().get_config(), "seed": self.seed}

    def _dense(self, units, number):
        """Return a product with a matrix, the first, second, … of this layer."""
        seed = None if self.seed is None else self.seed + number
        return keras.layers.Dense(
            units,
            use_bias=False,
            kernel_initializer=keras.initializers.GlorotUniform(seed),
            dtype=self.dtype_policy,
        )


def side_by_side(queries, owners, count):
    """Lay the queries of a memory side by side: it is then read once for all of them.

    Args:
        queries: `(rows, features)`.
        owners: `(rows,)` integers, the memory of each query, in any order.
        count: Number of memories.

    Returns:
        `(count, most, features)`, zeros where a memory has fewer queries than another,
        and the places of the queries in it, `(rows,)`, its first two axes as one.

    Example:

    >>> queries = ops.array([[1.0], [2.0], [3.0]])
    >>> grid, places = side_by_side(queries, ops.array([1, 0, 1]), 2)
    >>> ops.convert_to_numpy(grid[..., 0]).tolist(), ops.convert_to_numpy(places)
    ([[2.0, 0.0], [1.0, 3.0]], array([2, 0, 3], dtype=int32))
    """
    owners = ops.cast(owners, "int32")
    mine = ops.one_hot(owners, count, dtype="int32")  # (rows, count)
    before = ops.sum(mine * ops.cumsum(mine, axis=0), axis=1) - 1  # (rows,)
    most = ops.max(before) + 1
    places = owners * most + before
    shape = count * most, queries.shape[-1]
    grid = ops.scatter(places[:, None], queries, shape)
    return ops.reshape(grid, (count, most, queries.shape[-1])), places


def _flat(array):
    return ops.reshape(array, (-1, ops.shape(array)[-1]))


def _softmax(scores, mask):
    """Return weights that sum to 1 over the source, or are all 0 if it is masked."""
    scores = ops.cast(scores, keras.backend.result_type(scores.dtype, "float32"))
    if mask is not None:
        shown = ops.cast(mask, "bool")[:, None]  # (batch, 1, source)
        scores = ops.where(shown, scores, -1e9)  # finite: all may be masked
    # By hand: Keras's softmax warns of sources with one word.
    weights = ops.exp(scores - ops.logsumexp(scores, axis=-1, keepdims=True))
    return weights if mask is None else weights * ops.cast(shown, weights.dtype)


def _check(layer, queries, memory, mask):
    ranks = len(queries.shape), len(memory.shape)
    if ranks not in ((2, 3), (3, 3)):
        raise ValueError(
            f"The layer {layer.name!r} takes queries (batch, features) or (batch, "
            "target, features) and a memory (batch, source, units); got the shapes "
            f"{tuple(queries.shape)} and {tuple(memory.shape)}."
        )
    if mask is None:
        return
    source = {tuple(mask.shape)[-1], memory.shape[1]} - {None}
    if len(mask.shape) != 2 or len(source) > 1:
        raise ValueError(
            f"The layer {layer.name!r} got a memory of shape {tuple(memory.shape)} and "
            f"a mask of shape {tuple(mask.shape)}; a mask has the shape (batch, "
            "source)."
        )
