"""Between encoder and decoder: from the last states of one to the first of the other.

Every bridge has the attribute `sizes`: those of the states that it hands over, or
`None` if they are what they were before.
"""

import itertools

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="rnncourse")
class DenseBridge(keras.layers.Layer):
    r"""The first states are a layer of neurons that reads all last states.

    $$ [s_0^{(1)} ; \dots ; s_0^{(n)}] = \tanh([h^{(1)} ; \dots ; h^{(m)}] W + b) $$

    So encoder and decoder may have other sizes, other cells and another number of
    layers.  `CopyBridge` has no weights, but wants all sizes to be the same.

    Reference: Bahdanau, Cho & Bengio (2015), appendix A.2.2, where only the backward
    state is read.

    Args:
        sizes: Sizes of the decoder's states, such as `decoder.state_sizes`.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        states: The last states of the encoder, a list of `(batch, …)` arrays.

    Returns:
        The first states of the decoder, a list of `(batch, size)` arrays.

    Example:

    >>> bridge = DenseBridge([6, 6])
    >>> first = bridge([ops.ones((2, 4)), ops.ones((2, 4)), ops.ones((2, 3))])
    >>> [tuple(state.shape) for state in first]
    [(2, 6), (2, 6)]
    """

    def __init__(self, sizes, **options):
        super().__init__(**options)
        self.sizes = list(sizes)
        self.layer = keras.layers.Dense(
            sum(self.sizes), activation="tanh", dtype=self.dtype_policy
        )

    def build(self, states_shape):
        """Create $W$ and $b$; `states_shape` is a list of shapes."""
        self.layer.build((None, sum(shape[-1] for shape in states_shape)))
        self.built = True

    def call(self, states):
        """Return the first states."""
        first = self.layer(ops.concatenate(states, axis=-1))
        ends = itertools.accumulate(self.sizes)
        return [
            first[:, end - n : end] for n, end in zip(self.sizes, ends, strict=True)
        ]

    def get_config(self):
        """Return the arguments of the constructor."""
        return {**super().get_config(), "sizes": self.sizes}


@keras.saving.register_keras_serializable(package="rnncourse")
class CopyBridge(keras.layers.Layer):
    r"""The last states of the encoder are the first states of the decoder.

    $$ s_0^{(l)} = h^{(l)} $$

    The decoder goes on where the encoder stopped, with the same kind and number of
    layers and the same sizes.

    Reference: Sutskever, Vinyals & Le (2014), section 2.

    Args:
        **options: Of `keras.layers.Layer`.

    Call arguments:
        states: The last states of the encoder, a list of `(batch, units)` arrays.

    Returns:
        The same list.

    Example:

    >>> [float(state[0, 0]) for state in CopyBridge()([ops.ones((2, 4))])]
    [1.0]
    """

    sizes = None

    def build(self, states_shape):
        """There is nothing to create."""
        self.built = True

    def call(self, states):
        """Return the states."""
        return states
