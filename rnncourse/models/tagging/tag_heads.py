"""From what was read of a sentence to its tags: each word alone, or all together."""

import keras
import numpy as np
from keras import ops

from rnncourse.layers import CRF
from rnncourse.layers.engine import graph


@keras.saving.register_keras_serializable(package="rnncourse")
class SoftmaxHead(keras.layers.Layer):
    r"""Every word gets the tag that suits it best, whatever the others get.

    $$
    P(y \mid x) = \prod_t \mathrm{softmax}(h_t V + b)_{y_t}
    $$

    Given the states, the tags are independent: all that they know of each other went
    through the states.  `CRFHead` ties neighbours together, `PreviousTagHead` feeds
    each tag to the next.

    Args:
        tags: How many tags there are.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        states: $h$, `(batch, time, units)`.

    Returns:
        Logits, `(batch, time, tags)`.

    Masking: none in the call; `loss` and `decode` are told what counts.

    Example:

    >>> head = SoftmaxHead(3)
    >>> scores = head(np.ones((1, 2, 4), "float32"))
    >>> tuple(scores.shape), head.decode(scores, np.array([[True, False]])).shape
    ((1, 2, 3), (1, 2))
    """

    def __init__(self, tags, **options):
        super().__init__(**options)
        self.tags, self.supports_masking = tags, True
        self.output_layer = keras.layers.Dense(tags)

    def build(self, states_shape):
        """Create the weights."""
        self.output_layer.build(states_shape)
        self.built = True

    def call(self, states):
        """Return the logits."""
        return self.output_layer(states)

    def loss(self, scores, tags, weights):
        """Return the mean negative log-probability of the right tags, a scalar.

        Args:
            scores: What the call returned, `(batch, time, tags)`.
            tags: The right tags, `(batch, time)` integers.
            weights: `(batch, time)`, 1 for a word and 0 for padding.
        """
        weights = ops.cast(weights, scores.dtype)
        return mean_of_words(surprise(tags, scores) * weights, weights)

    def decode(self, scores, mask):
        """Return the best tags, a NumPy array `(batch, time)`; 0 at padding."""
        return np.asarray(scores).argmax(axis=-1) * np.asarray(mask)

    def get_config(self):
        """Return the arguments of the constructor."""
        return {**super().get_config(), "tags": self.tags}


@keras.saving.register_keras_serializable(package="rnncourse")
class CRFHead(keras.layers.Layer):
    r"""All tags of a sentence are chosen together; see `rnncourse.layers.CRF`.

    $$
    P(y \mid x) = \frac{1}{Z} \exp\Bigl(\sum_t (h_t V + b)_{y_t} +
    \sum_{t > 1} A_{y_{t-1} y_t} + \pi_{y_1} + \rho_{y_T}\Bigr)
    $$

    With $A = \pi = \rho = 0$ this is `SoftmaxHead`.

    Reference: Huang, Xu & Yu (2015), equation 1; Lample et al. (2016), section 2.2.

    Args:
        tags: How many tags there are.
        allowed: Which tag may follow which, be first and be last, as
            `rnncourse.datasets.allowed_transitions` says it; `None` for all.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        states: $h$, `(batch, time, units)`.

    Returns:
        The scores of each word's tags, `(batch, time, tags)`.

    Masking: none in the call; `loss` and `decode` are told what counts.

    Example:

    >>> allowed = [[[True, False], [True, True]], [True, True], [True, True]]
    >>> head = CRFHead(2, allowed=allowed)
    >>> _ = head(np.ones((1, 2, 4), "float32"))
    >>> scores = np.array([[[3.0, 0.0], [0.0, 2.0]]], "float32")
    >>> head.decode(scores, np.array([[True, True]]))  # never 1 behind 0
    array([[0, 0]], dtype=int32)
    """

    def __init__(self, tags, *, allowed=None, **options):
        super().__init__(**options)
        self.tags, self.supports_masking = tags, True
        self.output_layer = keras.layers.Dense(tags)
        self.crf = CRF(tags, allowed=allowed)
        self._best = graph(self.crf.decode)

    def build(self, states_shape):
        """Create the weights."""
        self.output_layer.build(states_shape)
        self.crf.build((*states_shape[:-1], self.tags))
        self.built = True

    def call(self, states):
        """Return the scores."""
        return self.output_layer(states)

    def loss(self, scores, tags, weights):
        """Return the negative log-probability of the right tags, a word: a scalar.

        Args:
            scores: What the call returned, `(batch, time, tags)`.
            tags: The right tags, `(batch, time)` integers.
            weights: `(batch, time)`, 1 for a word and 0 for padding.
        """
        log_likelihood = self.crf.log_likelihood(scores, tags, weights > 0)
        return mean_of_words(-log_likelihood, ops.cast(weights, log_likelihood.dtype))

    def decode(self, scores, mask):
        """Return the best tags, a NumPy array `(batch, time)`; 0 at padding."""
        return ops.convert_to_numpy(self._best(scores, mask))

    def get_config(self):
        """Return the arguments of the constructor."""
        allowed = self.crf.get_config()["allowed"]
        return {**super().get_config(), "tags": self.tags, "allowed": allowed}


def mean_of_words(values, weights):
    """Return the sum of some values over the number of words, a scalar.

    Args:
        values: Anything that sums to the loss of a batch, `(...)`.
        weights: `(batch, time)`, 1 for a word and 0 for padding.

    Example:

    >>> float(mean_of_words(np.array([3.0, 1.0]), np.array([[1.0, 1.0], [0.0, 0.0]])))
    2.0
    """
    return ops.sum(values) / ops.maximum(ops.sum(weights), 1)


def surprise(tags, logits):
    """Return the negative log-probability of every tag, `(batch, time)`.

    Args:
        tags: `(batch, time)` integers.
        logits: `(batch, time, tags)`.

    Example:

    >>> surprise(np.array([[1]]), np.zeros((1, 1, 4))).numpy().round(3)  # ln 4
    array([[1.386]])
    """
    return keras.losses.sparse_categorical_crossentropy(tags, logits, from_logits=True)
