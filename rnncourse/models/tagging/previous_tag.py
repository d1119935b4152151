"""A head that reads the tag of the word before."""

import keras
import numpy as np
from keras import ops

from rnncourse.layers.engine import graph
from rnncourse.models.tagging.tag_heads import mean_of_words, surprise


@keras.saving.register_keras_serializable(package="rnncourse")
class PreviousTagHead(keras.layers.Layer):
    r"""A recurrent layer that reads the states of the words and the tags before.

    $$
    P(y \mid x) = \prod_t P(y_t \mid y_{<t}, x)
    = \prod_t \mathrm{softmax}(s_t V + b)_{y_t}, \qquad
    s_t = R([h_t ; E_{y_{t-1}}], s_{t-1})
    $$

    Where a `CRFHead` sees one tag back, $s_t$ may remember all of them.  The price: no
    algorithm finds the best tags without trying them all.  In training the right tag is
    known and given ("teacher forcing"); for new sentences a search puts in the tags
    that it has chosen itself, and one wrong choice may lead to the next.

    Reference: Sutskever et al. (2014) for the product; Vaswani et al. (2016),
    section 2.2, for taggers.

    Args:
        tags: How many tags there are.
        layer: A layer of `rnncourse.layers` with `return_sequences=True`.
        features: Size of the vector of a tag.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        states: $h$, `(batch, time, units)`.

    Returns:
        The states as they are: what a word's tag is, depends on the tags before.

    Raises:
        ValueError: If the layer has no cell, reads backwards or returns one vector.

    Masking: none in the call; `loss` and `decode` are told what counts.

    Example:

    >>> from rnncourse.layers import GRU
    >>> head = PreviousTagHead(3, GRU(8, return_sequences=True))
    >>> states = head(np.ones((1, 2, 4), "float32"))
    >>> step, start, first = head.search_from(states)
    >>> log_probs, state = step(first, start)
    >>> log_probs.shape, bool(np.allclose(np.exp(log_probs).sum(), 1))
    ((1, 3), True)
    """

    def __init__(self, tags, layer, *, features=16, **options):
        super().__init__(**options)
        if not hasattr(layer, "cell") or layer.go_backwards:
            raise ValueError(
                f"The layer {layer.name!r} must read from left to right and have a "
                "cell of its own, such as `GRU(64, return_sequences=True)`: tags are "
                "chosen one after the other."
            )
        if not layer.return_sequences or layer.return_state:
            raise ValueError(
                f"The layer {layer.name!r} must be made with `return_sequences=True` "
                "and without `return_state=True`."
            )
        self.tags, self.layer, self.features = tags, layer, features
        self.supports_masking = True
        self.embedding = keras.layers.Embedding(tags + 1, features)  # and the start
        self.output_layer = keras.layers.Dense(tags)
        self._step = graph(self._read_on)

    def build(self, states_shape):
        """Create the weights."""
        shape = (*states_shape[:-1], states_shape[-1] + self.features)
        self.embedding.build(states_shape[:-1])
        self.layer.build(shape)
        self.output_layer.build(self.layer.compute_output_shape(shape))
        self.built = True

    def call(self, states):
        """Return the states."""
        return states

    def loss(self, states, tags, weights):
        """Return the mean negative log-probability of the right tags, a scalar.

        Args:
            states: What the call returned, `(batch, time, units)`.
            tags: The right tags, `(batch, time)` integers.
            weights: `(batch, time)`, 1 for a word and 0 for padding.
        """
        tags = ops.cast(tags, "int32")
        start = ops.full_like(tags[:, :1], self.tags)
        before = self.embedding(ops.concatenate([start, tags[:, :-1]], axis=1))
        read = self.layer(ops.concatenate([states, before], axis=-1))
        weights = ops.cast(weights, read.dtype)
        values = surprise(tags, self.output_layer(read)) * weights
        return mean_of_words(values, weights)

    def decode(self, states, mask, search=None):
        """Return the tags that a search finds, a NumPy array `(batch, time)`.

        Args:
            states: What the call returned, `(batch, time, units)`.
            mask: `(batch, time)` booleans, `False` behind the end of a sentence.
            search: A function that is called as `rnncourse.decoding.greedy` is, with a
                step, a state, the first tokens, `max_length` and `eos_id=None`; it
                returns the tags of each sentence.

        Raises:
            ValueError: If there is no search.
        """
        if search is None:
            raise ValueError(
                "A tagger that reads its own tags needs a search: "
                "`tagger.tag(sentences, search=rnncourse.decoding.greedy)`."
            )
        lengths = np.asarray(mask).sum(axis=1)
        rows = np.flatnonzero(lengths)
        found = np.zeros(np.shape(mask), np.int32)
        step, state, first = self.search_from(np.asarray(states)[rows])
        tags = search(step, state, first, max_length=lengths[rows], eos_id=None)
        for row, chosen in zip(rows, tags, strict=True):
            found[row, : lengths[row]] = np.asarray(chosen)[: lengths[row]]
        return found

    def search_from(self, states):
        """Return what a search needs: a step function, its first state, first tokens.

        Args:
            states: What the call returned, `(batch, time, units)`.

        Returns:
            A `rnncourse.typing.StepFunction`, a list of arrays with one row a sentence,
            and `(batch,)` integers, the mark before the first tag.
        """
        states = np.asarray(states)
        count = len(states)

        def step(tokens, state):
            sentence, position, *inner = state
            words = states[sentence, np.minimum(position, states.shape[1] - 1)]
            log_probs, inner = self._step(words, np.asarray(tokens, np.int32), inner)
            inner = [ops.convert_to_numpy(values) for values in inner]
            return ops.convert_to_numpy(log_probs), [sentence, position + 1, *inner]

        inner = [np.asarray(s) for s in self.layer.cell.get_initial_state(count)]
        start = [np.arange(count), np.zeros(count, np.int32), *inner]
        return step, start, np.full(count, self.tags, np.int32)

    def _read_on(self, words, tags, states):
        """Read one word and the tag before it: log-probabilities, new states."""
        x = ops.concatenate([words, self.embedding(tags)], axis=-1)
        read, states = self.layer.cell(x, states)
        return ops.log_softmax(self.output_layer(read)), states  # (rows, tags)

    def get_config(self):
        """Return the arguments of the constructor."""
        return {
            **super().get_config(),
            "tags": self.tags,
            "layer": keras.saving.serialize_keras_object(self.layer),
            "features": self.features,
        }

    @classmethod
    def from_config(cls, config):
        """Make the head again."""
        layer = keras.saving.deserialize_keras_object(config["layer"])
        return cls(**{**config, "layer": layer})
