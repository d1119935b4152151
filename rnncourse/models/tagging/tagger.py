"""The recurrent tagger: from words to one tag each."""

import json

import keras
from keras import ops

from rnncourse.pipelines import sentence_batches
from rnncourse.text import SentenceEncoder


@keras.saving.register_keras_serializable(package="rnncourse")
class Tagger(keras.Model):
    r"""A network that reads a sentence and gives every word a tag.

    $$
    \begin{aligned}
    x_t &= [E_{w_t} ; \dots] \\
    h_1 \dots h_T &= R(x_1 \dots x_T) \\
    \hat{y}_1 \dots \hat{y}_T &= \mathrm{head}(h_1 \dots h_T)
    \end{aligned}
    $$

    It is put together of three kinds of parts, each of which may be exchanged: layers
    that make vectors of what a word looks like, a layer $R$ that reads them, in both
    directions if it may look ahead, and a head that says what tags are: independent
    (`SoftmaxHead`), a chain (`CRFHead`), or each read by the next (`PreviousTagHead`).

    Dropout is variational: one mask a sentence on the vectors and one on the states,
    the same at all words (Gal & Ghahramani, 2016).

    Reference: Huang, Xu & Yu (2015), figures 3 to 7; Lample et al. (2016), section 2.

    Args:
        encoder: A `rnncourse.text.SentenceEncoder`; it is saved with the model.
        vectors: A layer for each feature of the encoder, by its name: an `Embedding`
            for `"words"`, an `AffixEmbedding`, a `CharacterReader`.
        reader: A recurrent layer with `return_sequences=True`, such as
            `bidirectional(LSTM(100, return_sequences=True))` or `stacked([…])`.
        head: A head for as many tags as the encoder has.
        dropout: Share of the vectors and of the states that is dropped.
        **options: Of `keras.Model`.

    Call arguments:
        features: Dictionary of integers: `"words"`, `(batch, time)`, -1 at padding;
            `"affixes"`, `(batch, time, columns)`; `"characters"`,
            `(batch, time, longest)`.

    Returns:
        What the head returns: scores of the tags, `(batch, time, tags)`.

    Raises:
        ValueError: If layers and features, or the tags of head and encoder, differ.

    Masking: padding has the word -1, and nothing depends on it.

    Example:

    >>> from rnncourse.layers import LSTM, bidirectional
    >>> from rnncourse.models import SoftmaxHead
    >>> encoder = SentenceEncoder.fit(
    ...     [["dogs", "bark"]], [["NOUN", "VERB"]], features=("words",))
    >>> tagger = Tagger(
    ...     encoder,
    ...     {"words": keras.layers.Embedding(3, 8)},
    ...     bidirectional(LSTM(8, return_sequences=True)),
    ...     SoftmaxHead(2),
    ... )
    >>> scores = tagger({"words": ops.array([[1, 2, 0, -1]])})  # (batch, time, tags)
    >>> tuple(scores.shape), [len(tags) for tags in tagger.tag([["dogs", "sleep"], []])]
    ((1, 4, 2), [2, 0])
    """

    def __init__(self, encoder, vectors, reader, head, *, dropout=0.0, **options):
        super().__init__(**options)
        _check(encoder, vectors, reader, head)
        self.encoder = encoder
        self.vectors = {name: vectors[name] for name in encoder.features}
        self.reader, self.head, self.dropout = reader, head, dropout
        self.drop_vectors = keras.layers.SpatialDropout1D(dropout)
        self.drop_states = keras.layers.SpatialDropout1D(dropout)
        self._create_weights()

    def _create_weights(self):
        (nothing,) = self.encoder.encode([[]])
        size = 0
        for name, layer in self.vectors.items():
            shape = (None, None, *nothing[name].shape[1:])
            _build(layer, shape)
            size += layer.compute_output_shape(shape)[-1]
        _build(self.reader, (None, None, size))
        _build(self.head, self.reader.compute_output_shape((None, None, size)))
        self.built = True

    def call(self, features, training=None):
        """Return the scores; see the class for arguments and results."""
        mask = features["words"] >= 0
        vectors = []
        for name, layer in self.vectors.items():
            vectors.append(layer(ops.maximum(features[name], 0)))
        x = ops.concatenate(vectors, axis=-1)  # (batch, time, features)
        x = self.drop_vectors(x, training=training)
        h = self.reader(x, mask=mask, training=training)  # (batch, time, units)
        return self.head(self.drop_states(h, training=training))

    def compute_loss(self, x, y, y_pred, sample_weight=None, training=True):
        """Return the loss of a batch, for `fit`: the head says what it is."""
        if sample_weight is None:
            sample_weight = ops.cast(x["words"] >= 0, "float32")
        return self.head.loss(y_pred, y, sample_weight)

    def scores(self, sentences):
        """Read sentences batch by batch.

        Args:
            sentences: Sequences of words, one a sentence.

        Yields:
            The numbers of some sentences, the scores of their words
            `(rows, time, tags)`, and the mask `(rows, time)`, there may be more rows
            than sentences.  A sentence without words does not come.
        """
        for numbers, features in sentence_batches(self.encoder.encode(sentences)):
            yield numbers, self.predict_on_batch(features), features["words"] >= 0

    def tag(self, sentences, **search):
        """Tag sentences of any length.

        Args:
            sentences: Sequences of words, one a sentence.
            **search: Of the head's `decode`: `search=` where the head needs one.

        Returns:
            A tuple of tags for every sentence, in the order of the sentences.

        Raises:
            ValueError: If a sentence is one string.
        """
        return collect_tags(
            len(sentences), self.scores(sentences), self.head, self.encoder, **search
        )

    def get_config(self):
        """Return what `from_config` needs to build the model again."""
        serialize = keras.saving.serialize_keras_object
        return {
            **super().get_config(),
            "encoder": json.dumps(self.encoder.to_document(), ensure_ascii=False),
            "vectors": {name: serialize(v) for name, v in self.vectors.items()},
            "reader": serialize(self.reader),
            "head": serialize(self.head),
            "dropout": self.dropout,
        }

    @classmethod
    def from_config(cls, config):
        """Build a model from what `get_config` returned."""
        make = keras.saving.deserialize_keras_object
        parts = {
            "encoder": SentenceEncoder.from_document(json.loads(config["encoder"])),
            "vectors": {name: make(v) for name, v in config["vectors"].items()},
            "reader": make(config["reader"]),
            "head": make(config["head"]),
        }
        return cls(**{**config, **parts})


def collect_tags(count, batches, head, encoder, **search):
    """Decode what was read of sentences, and put the tags in the sentences' order.

    Args:
        count: Number of sentences.
        batches: What `Tagger.scores` yields.
        head: The head that decodes.
        encoder: Knows the tags by name.
        **search: Of the head's `decode`.

    Returns:
        A list of tuples of `str`, empty for sentences without words.

    Example:

    >>> from rnncourse.models import SoftmaxHead
    >>> encoder = SentenceEncoder.fit([["dogs", "bark"]], [["NOUN", "VERB"]])
    >>> scores = ops.array([[[0.0, 1.0], [9.0, 9.0]]])  # (rows, time, tags)
    >>> batch = [1], scores, ops.array([[True, False]])
    >>> collect_tags(2, [batch], SoftmaxHead(2), encoder)
    [(), ('VERB',)]
    """
    found = [()] * count
    for numbers, scores, mask in batches:
        ids = head.decode(scores, mask, **search)
        for number, row, shown in zip(numbers, ids, mask, strict=False):
            found[number] = encoder.decode_tags(row[shown])
    return found


def _build(layer, shape):
    if not layer.built:  # a layer that was loaded has its weights already
        layer.build(shape)


def _check(encoder, vectors, reader, head):
    if {*vectors} != {*encoder.features}:
        raise ValueError(
            f"The encoder gives the features {', '.join(encoder.features)}; the layers "
            f"in `vectors` are for {', '.join(vectors) or 'none'}. Give one for each."
        )
    if head.tags != len(encoder.tags):
        raise ValueError(
            f"The head is for {head.tags} tags, the encoder knows {len(encoder.tags)}: "
            f"{', '.join(encoder.tags)}."
        )
    if not getattr(reader, "return_sequences", True):
        raise ValueError(
            f"The layer {reader.name!r} must be made with `return_sequences=True`: "
            "every word gets a tag."
        )
