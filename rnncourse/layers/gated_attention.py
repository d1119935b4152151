"""An attention that may also look away."""

import keras


@keras.saving.register_keras_serializable(package="rnncourse")
class GatedAttention(keras.layers.Layer):
    r"""An attention whose context passes a gate.

    $$ \beta_i = \sigma(s_i \cdot w + b), \qquad c_i = \beta_i \sum_j \alpha_{ij} h_j $$

    The weights of an attention sum to 1, whatever the next word is; the gate can say
    that it needs no look at all: in "a piece of cake" there is nothing to be seen at
    "of".  The weights that are returned are $\alpha$, which still sum to 1.

    Reference: Xu et al. (2015), section 4.2.1, a scalar gate with $\beta = f_\beta(s)$.

    Args:
        attention: Any attention of `rnncourse.layers`.
        seed: Seed of the initial weights of the gate.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        queries: $s$, `(batch, features)`, or `(batch, target, features)`.
        memory: $h$, `(batch, source, units)`.
        **source: `mask`, `keys` and so on, as the attention takes them.

    Returns:
        Contexts `(batch, units)` and weights `(batch, source)`, see `Attention`.

    Masking: that of the attention.

    Example:

    >>> from rnncourse.layers import AdditiveAttention
    >>> gated = GatedAttention(AdditiveAttention(8, seed=0), seed=1)
    >>> memory = keras.random.normal((2, 5, 4), seed=0)
    >>> context, weights = gated(keras.ops.ones((2, 6)), memory)
    >>> tuple(context.shape), round(float(keras.ops.sum(weights[0])), 4)
    ((2, 4), 1.0)
    """

    def __init__(self, attention, *, seed=None, **options):
        super().__init__(**options)
        self.attention, self.seed, self.supports_masking = attention, seed, True
        self.gate = keras.layers.Dense(
            1,
            activation="sigmoid",
            kernel_initializer=keras.initializers.GlorotUniform(seed),
            dtype=self.dtype_policy,
        )

    def build(self, queries_shape, memory_shape):
        """Create the weights of the attention, $w$ and $b$."""
        if not self.attention.built:
            self.attention.build(queries_shape, memory_shape)
        self.gate.build(queries_shape)
        self.built = True

    def keys(self, memory):
        """Return the attention's keys of the memory, `(batch, source, units)`."""
        return self.attention.keys(memory)

    def call(self, queries, memory, **source):
        """Return contexts and weights; see the class for arguments and results."""
        contexts, weights = self.attention(queries, memory, **source)
        return self.gate(queries) * contexts, weights

    def compute_mask(self, queries, memory, **source):
        """Return nothing: there is a context for every query."""

    def get_config(self):
        """Return the arguments of the constructor."""
        attention = keras.saving.serialize_keras_object(self.attention)
        return {**super().get_config(), "attention": attention, "seed": self.seed}

    @classmethod
    def from_config(cls, config):
        """Make the attention again."""
        attention = keras.saving.deserialize_keras_object(config["attention"])
        return cls(**{**config, "attention": attention})
