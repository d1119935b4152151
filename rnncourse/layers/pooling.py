"""From one vector for each step to one vector for the whole sequence."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="rnncourse")
class MaskedMaxPooling(keras.layers.Layer):
    r"""The largest value of every feature over time.

    $$ v = \max_{t} h_t $$

    Each feature is a detector, and the vector says whether it went off anywhere.
    `keras.layers.GlobalMaxPooling1D` does the same but reads padding, too.

    Reference: Collobert et al. (2011), section 3.3.

    Call arguments:
        states: $h$, `(batch, time, units)`.
        mask: `(batch, time)` booleans.

    Returns:
        $v$, `(batch, units)`.

    Masking: masked steps are left out; zeros for a row without any step.

    Example:

    >>> states = ops.array([[[1.0, -2.0], [0.0, -1.0], [5.0, 5.0]]])
    >>> pool = MaskedMaxPooling()
    >>> ops.convert_to_numpy(pool(states, mask=ops.array([[True, True, False]])))
    array([[ 1., -1.]], dtype=float32)
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.supports_masking = True

    def call(self, states, mask=None):
        """Return the maximum over the steps that are shown."""
        states, shown = _shown(self, states, mask)
        lowest = ops.where(shown, states, ops.full_like(states, float("-inf")))
        best = ops.max(lowest, axis=1)
        return ops.where(ops.any(shown, axis=1), best, ops.zeros_like(best))

    def compute_output_shape(self, states_shape):
        """Return the shape of the vectors, `(batch, units)`."""
        return states_shape[0], states_shape[2]

    def compute_mask(self, states, mask=None):
        """Return nothing: there are no steps any more."""


@keras.saving.register_keras_serializable(package="rnncourse")
class MaskedMeanPooling(keras.layers.Layer):
    r"""The mean of every feature over time.

    $$ v = \frac{1}{T} \sum_{t=1}^{T} h_t $$

    Every step has a say, the same one.  `keras.layers.GlobalAveragePooling1D` computes
    the same, but `nan` for a row without any step.

    Call arguments:
        states: $h$, `(batch, time, units)`.
        mask: `(batch, time)` booleans.

    Returns:
        $v$, `(batch, units)`.

    Masking: masked steps are left out, also of $T$; zeros for a row without any step.

    Example:

    >>> states = ops.array([[[1.0, -2.0], [0.0, -1.0], [5.0, 5.0]]])
    >>> pool = MaskedMeanPooling()
    >>> ops.convert_to_numpy(pool(states, mask=ops.array([[True, True, False]])))
    array([[ 0.5, -1.5]], dtype=float32)
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.supports_masking = True

    def call(self, states, mask=None):
        """Return the mean over the steps that are shown."""
        states, shown = _shown(self, states, mask)
        return _mix(states, ops.cast(shown[..., 0], _wide(states)))

    def compute_output_shape(self, states_shape):
        """Return the shape of the vectors, `(batch, units)`."""
        return states_shape[0], states_shape[2]

    def compute_mask(self, states, mask=None):
        """Return nothing: there are no steps any more."""


@keras.saving.register_keras_serializable(package="rnncourse")
class AttentionPooling(keras.layers.Layer):
    r"""A mean over time whose weights are learnt.

    $$
    u_t = \tanh(h_t W + b), \qquad
    a_t = \frac{e^{u_t \cdot q}}{\sum_{s} e^{u_s \cdot q}}, \qquad
    v = \sum_t a_t h_t
    $$

    The vector $q$ is the same for all texts, a fixed question such as "where is the
    opinion?", and each step answers for itself.  With $q = 0$ this is the mean.

    Reference: Yang et al. (2016), equations 5 to 7, where $q$ is called $u_w$.

    Args:
        units: Size of $u_t$ and $q$.
        seed: Seed of the initial $W$ and $q$.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        states: $h$, `(batch, time, units)`.
        mask: `(batch, time)` booleans.

    Returns:
        $v$, `(batch, units)`.  The method `attention` returns $a$, `(batch, time)`.

    Raises:
        ValueError: If the states have another rank.

    Masking: $a_t = 0$ at masked steps; a row without any step has zeros in $a$ and $v$.

    Example:

    >>> pool = AttentionPooling(4, seed=0)
    >>> states = keras.random.normal((2, 5, 3), seed=0)
    >>> mask = ops.array([[True, True, True, True, True], [True] * 2 + [False] * 3])
    >>> tuple(pool(states, mask=mask).shape)
    (2, 3)
    >>> weights = ops.convert_to_numpy(pool.attention(states, mask=mask))
    >>> weights.sum(axis=1).round(4), weights[1, 2:]
    (array([1., 1.], dtype=float32), array([0., 0., 0.], dtype=float32))
    """

    def __init__(self, units, *, seed=None, **options):
        super().__init__(**options)
        self.units, self.seed = units, seed
        self.supports_masking = True

    def build(self, states_shape):
        """Create $W$, $b$ and $q$."""
        features = _check(self, states_shape)[-1]
        later = None if self.seed is None else self.seed + 1
        self.kernel = self.add_weight(
            shape=(features, self.units),
            initializer=keras.initializers.GlorotUniform(self.seed),
            name="kernel",
        )
        self.bias = self.add_weight(
            shape=(self.units,), initializer="zeros", name="bias"
        )
        self.query = self.add_weight(
            shape=(self.units, 1),
            initializer=keras.initializers.GlorotUniform(later),
            name="query",
        )

    def call(self, states, mask=None):
        """Return the weighted mean."""
        weights = self._weigh(states, mask)
        return _mix(_shown(self, states, mask)[0], weights)

    def attention(self, states, mask=None):
        """Return how much every step counts, `(batch, time)`."""
        self(states, mask=mask)  # builds the layer, where that has not been done
        return self._weigh(ops.cast(states, self.compute_dtype), mask)

    def _weigh(self, states, mask):
        states, shown = _shown(self, states, mask)
        u = ops.tanh(ops.matmul(states, self.kernel) + self.bias)
        scores = ops.cast(ops.matmul(u, self.query), _wide(states))
        scores = ops.where(shown, scores, -1e9)  # finite: a row may have no step
        # By hand: Keras's softmax warns of texts with one step.
        scores = ops.exp(scores - ops.max(scores, axis=1, keepdims=True))
        return _shares((scores * ops.cast(shown, scores.dtype))[..., 0])

    def compute_output_shape(self, states_shape):
        """Return the shape of the vectors, `(batch, units)`."""
        return states_shape[0], states_shape[2]

    def compute_mask(self, states, mask=None):
        """Return nothing: there are no steps any more."""

    def get_config(self):
        """Return the arguments of the constructor."""
        return {**super().get_config(), "units": self.units, "seed": self.seed}


def _shown(layer, states, mask):
    """Return states that are zero where masked, and `(batch, time, 1)` booleans."""
    shape = _check(layer, states.shape)
    if mask is None:
        mask = ops.ones((ops.shape(states)[0], ops.shape(states)[1]), "bool")
    time = {tuple(mask.shape)[-1], shape[1]} - {None}
    if len(mask.shape) != 2 or len(time) > 1:
        raise ValueError(
            f"The layer {layer.name!r} got states of shape {shape} and a mask of shape "
            f"{tuple(mask.shape)}; a mask has the shape (batch, time)."
        )
    shown = ops.cast(mask, "bool")[..., None]
    return ops.where(shown, states, ops.zeros_like(states)), shown


def _mix(states, weights):
    """Return the weighted mean of states; weights that are all 0 give zeros."""
    weights = _shares(weights)
    mean = ops.sum(ops.cast(states, weights.dtype) * weights[..., None], axis=1)
    return ops.cast(mean, states.dtype)


def _shares(weights):
    """Return weights `(batch, time)` that sum to one in each row, or are all 0."""
    total = ops.sum(weights, axis=1, keepdims=True)
    return weights / ops.where(total > 0, total, ops.ones_like(total))


def _wide(states):
    """Return the type in which to add up many numbers: single precision or better."""
    return keras.backend.result_type(states.dtype, "float32")


def _check(layer, shape):
    """Return a shape of states, after looking whether it is one."""
    shape = tuple(shape)
    if len(shape) == 3:
        return shape
    raise ValueError(
        f"The layer {layer.name!r} makes one vector of the states of all steps, "
        f"(batch, time, units); got shape {shape}. Make the layer before it with "
        "`return_sequences=True`."
    )
