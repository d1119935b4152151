"""From what a word looks like to one vector: embeddings of affixes, read characters."""

import keras
import numpy as np
from keras import ops


@keras.saving.register_keras_serializable(package="rnncourse")
class AffixEmbedding(keras.layers.Layer):
    r"""The embeddings of all affixes of a word, side by side.

    $$
    x = [E^{(1)}_{a_1} ; E^{(2)}_{a_2} ; \dots ; E^{(k)}_{a_k}]
    $$

    Every column of ids has an embedding of its own; together they are one matrix, in
    which each column begins where the one before ended, so that one look-up is enough.

    Args:
        sizes: Number of ids in every column, such as `AffixIds.sizes`.
        features: Size of the vector of one affix.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        ids: `(batch, time, columns)` integers.

    Returns:
        `(batch, time, columns * features)`.

    Masking: none; every word is seen alone.

    Example:

    >>> layer = AffixEmbedding((5, 3), 4)
    >>> tuple(layer(np.array([[[4, 2], [0, 0]]])).shape), layer.count_params()
    ((1, 2, 8), 32)
    """

    def __init__(self, sizes, features, **options):
        super().__init__(**options)
        self.sizes, self.features = tuple(sizes), features
        self.starts = np.cumsum([0, *self.sizes[:-1]])
        self.embedding = keras.layers.Embedding(sum(self.sizes), features)

    def build(self, ids_shape):
        """Create the embeddings; `ids_shape` ends with the number of columns."""
        if ids_shape[-1] != len(self.sizes):
            raise ValueError(
                f"The layer {self.name!r} embeds {len(self.sizes)} columns of ids; "
                f"{ids_shape[-1]} came."
            )
        self.embedding.build(ids_shape)
        self.built = True

    def call(self, ids):
        """Look all affixes up."""
        vectors = self.embedding(ids + ops.cast(self.starts, ids.dtype))
        return ops.reshape(
            vectors, (*ops.shape(ids)[:2], len(self.sizes) * self.features)
        )

    def compute_output_shape(self, ids_shape):
        """Return the shape of the result."""
        return (*ids_shape[:2], len(self.sizes) * self.features)

    def get_config(self):
        """Return the arguments of the constructor."""
        own = {"sizes": list(self.sizes), "features": self.features}
        return {**super().get_config(), **own}


@keras.saving.register_keras_serializable(package="rnncourse")
class CharacterReader(keras.layers.Layer):
    r"""A recurrent layer that reads a word character by character.

    $$
    x = [\overrightarrow{h}_n ; \overleftarrow{h}_1], \qquad
    \overrightarrow{h}_i = R_1(E_{c_i}, \overrightarrow{h}_{i-1}), \quad
    \overleftarrow{h}_i = R_2(E_{c_i}, \overleftarrow{h}_{i+1})
    $$

    with a bidirectional layer: what was read of the whole word in either direction.
    So endings and beginnings need not be cut off by hand, as `AffixIds` does.

    Reference: Ling et al. (2015), equation 2; Lample et al. (2016), section 4.1.

    Args:
        vocab_size: Number of characters; the id 0 is padding.
        features: Size of the vector of a character.
        layer: A recurrent layer that returns one vector a sequence, such as
            `bidirectional(LSTM(25))`.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        ids: `(batch, time, longest)` integers, 0 behind the end of a word.

    Returns:
        `(batch, time, units)`, or twice as wide with both directions.

    Masking: characters that are 0 are passed over; a word without characters, such as
    padding, is zeros.

    Example:

    >>> from rnncourse.layers import LSTM, bidirectional
    >>> reader = CharacterReader(30, 8, bidirectional(LSTM(5)))
    >>> words = np.array([[[3, 1, 4, 0], [1, 5, 0, 0], [0, 0, 0, 0]]])
    >>> tuple(reader(words).shape), float(ops.norm(reader(words)[0, 2]))
    ((1, 3, 10), 0.0)
    """

    def __init__(self, vocab_size, features, layer, **options):
        super().__init__(**options)
        self.vocab_size, self.features, self.layer = vocab_size, features, layer
        self.embedding = keras.layers.Embedding(vocab_size, features)

    def build(self, ids_shape):
        """Create the weights; `ids_shape` ends with the longest word."""
        self.embedding.build((None, ids_shape[-1]))
        self.layer.build((None, ids_shape[-1], self.features))
        self.built = True

    def call(self, ids, training=None):
        """Read every word."""
        batch, time, longest = ops.shape(ids)
        words = ops.reshape(ids, (batch * time, longest))
        states = self.layer(self.embedding(words), mask=words > 0, training=training)
        return ops.reshape(states, (batch, time, states.shape[-1]))

    def compute_output_shape(self, ids_shape):
        """Return the shape of the result."""
        inside = self.layer.compute_output_shape((None, ids_shape[-1], self.features))
        return (*ids_shape[:2], inside[-1])

    def get_config(self):
        """Return the arguments of the constructor."""
        return {
            **super().get_config(),
            "vocab_size": self.vocab_size,
            "features": self.features,
            "layer": keras.saving.serialize_keras_object(self.layer),
        }

    @classmethod
    def from_config(cls, config):
        """Make the layer again."""
        layer = keras.saving.deserialize_keras_object(config["layer"])
        return cls(**{**config, "layer": layer})
