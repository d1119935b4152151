"""The recurrent classifier: a whole text in one vector."""

import keras
import numpy as np
from keras import ops

from rnncourse.models.classification.classifier import Classifier, check_labels
from rnncourse.text import (
    CharacterTokenizer,
    SentencePieceTokenizer,
    WordPieceTokenizer,
    WordTokenizer,
)

PADDING = -1  # as in rnncourse.pipelines.classification_batches
TOKENS_READ_AT_ONCE = 2**15  # bounds the memory of the states
TOKENIZERS = {
    kind.__name__: kind
    for kind in (
        CharacterTokenizer,
        WordTokenizer,
        WordPieceTokenizer,
        SentencePieceTokenizer,
    )
}


@keras.saving.register_keras_serializable(package="rnncourse")
class RecurrentClassifier(keras.Model, Classifier):
    r"""A classifier that reads a text token by token and judges one vector.

    $$
    \begin{aligned}
    x_t &= E_{w_t} \\
    v &= R(x_1 \dots x_T) \\
    P(y \mid w_1 \dots w_T) &= \mathrm{softmax}(v V + b)
    \end{aligned}
    $$

    $R$ is what `layers` make of the sequence, and they must make one vector of it.
    There are several ways, and which is best is a question for an experiment:

    - the last state: `[LSTM(64)]`;
    - both ends, $[\overrightarrow{h}_T ; \overleftarrow{h}_1]$:
      `[bidirectional(LSTM(64))]`;
    - the maximum over time: `[LSTM(64, return_sequences=True), MaskedMaxPooling()]`;
    - the mean: `MaskedMeanPooling()` in its place;
    - a mean whose weights are learnt: `AttentionPooling(32)`.

    Dropout is applied to $v$; recurrent layers drop their inputs themselves.

    Reference: Collobert et al. (2011), section 3.3, for the maximum over time; Dai & Le
    (2015), Semi-supervised sequence learning, for the last state of an LSTM.

    Args:
        tokenizer: Cuts texts and numbers the pieces: words or characters.
        labels: The labels, in the order of the logits.
        layers: From `(batch, time, features)` to `(batch, units)`; each is called
            with a mask.
        embedding: Size of $x_t$, or a layer from ids `(batch, time)` to vectors.
        dropout: Share of $v$ that is dropped in training.
        most_tokens: Of a longer text only so many tokens are read, the **last** ones,
            where most reviews say what they mean; all by default.

    Call arguments:
        ids: `(batch, time)` integers, -1 behind the end of a text.

    Returns:
        Logits `(batch, labels)`.

    Raises:
        ValueError: If there are fewer than two labels, or the layers return sequences.

    Masking: `ids >= 0`.  A text without tokens is a row of -1: no layer sees a step,
    $v$ is 0, and the logits are $b$.

    Example:

    >>> from rnncourse.layers import LSTM, bidirectional
    >>> tokenizer = WordTokenizer.train(["a joy to watch", "not a joy"])
    >>> model = RecurrentClassifier(
    ...     tokenizer, ("negative", "positive"), [bidirectional(LSTM(8))], embedding=5)
    >>> model(np.array([[3, 2, 4], [3, 2, -1]])).shape
    TensorShape([2, 2])
    >>> log_probs = model.log_probs(["a joy", "not to watch", ""])
    >>> np.exp(log_probs).sum(axis=1).round(5)
    array([1., 1., 1.])
    """

    def __init__(
        self,
        tokenizer,
        labels,
        layers,
        *,
        embedding=100,
        dropout=0.0,
        most_tokens=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.tokenizer = tokenizer
        self.labels = check_labels(labels)
        self.vector_layers = list(layers)
        if most_tokens is not None and most_tokens < 1:
            raise ValueError(f"`most_tokens` must be at least 1; {most_tokens} came.")
        self.most_tokens = most_tokens
        if isinstance(embedding, int):
            embedding = keras.layers.Embedding(tokenizer.vocab_size, embedding)
        self.embedding = embedding
        self.dropout = keras.layers.Dropout(dropout)
        self.output_layer = keras.layers.Dense(len(self.labels))
        self.build((None, None))

    def build(self, input_shape):
        """Create the weights; `input_shape` is `(batch, time)`."""
        if self.built:
            return
        self.embedding.build(input_shape)
        shape = self.embedding.compute_output_shape(input_shape)
        for layer in self.vector_layers:
            layer.build(shape)
            shape = layer.compute_output_shape(shape)
        if len(shape) != 2:
            raise ValueError(
                "The layers of a classifier must make one vector of a text, `(batch, "
                f"units)`; these return the shape {shape}. Put a pooling layer on "
                "top, or make the last recurrent layer without "
                "`return_sequences=True`."
            )
        self.output_layer.build(shape)
        self.built = True

    def call(self, ids, training=None):
        """Return the logits of every text."""
        mask = ids >= 0
        x = self.embedding(ops.maximum(ids, 0))  # (batch, time, features)
        for layer in self.vector_layers:
            x = layer(x, mask=mask, training=training)
        v = self.dropout(x, training=training)  # (batch, units)
        return self.output_layer(v)

    def encode(self, texts):
        """Return the ids that are read of every text, a list of `(tokens,)` arrays."""
        ids = self.tokenizer.encode_all(texts)
        if self.most_tokens is None:
            return ids
        return [text[-self.most_tokens :] for text in ids]

    def log_probs(self, texts):
        """Return the log-probability of every label, `(texts, labels)`.

        Any number of texts of any length, empty ones too.  They are read in batches of
        a few shapes, which are compiled when they first occur.
        """
        ids = self.encode(texts)
        logits = np.zeros((len(ids), len(self.labels)))
        for rows, batch in _few_shapes(ids, self.most_tokens):
            read = ops.convert_to_numpy(self.predict_on_batch(batch))
            logits[rows] = read[: len(rows)]
        return logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)

    def get_config(self):
        """Return what `from_config` needs to build the model again."""
        serialize = keras.saving.serialize_keras_object
        return {
            **super().get_config(),
            "tokenizer": {
                "kind": type(self.tokenizer).__name__,
                "document": self.tokenizer.to_document(),
            },
            "labels": list(self.labels),
            "layers": [serialize(layer) for layer in self.vector_layers],
            "embedding": serialize(self.embedding),
            "dropout": self.dropout.rate,
            "most_tokens": self.most_tokens,
        }

    @classmethod
    def from_config(cls, config):
        """Build a model from what `get_config` returned."""
        deserialize = keras.saving.deserialize_keras_object
        saved = config["tokenizer"]
        return cls(
            **{
                **config,
                "tokenizer": TOKENIZERS[saved["kind"]].from_document(saved["document"]),
                "layers": [deserialize(layer) for layer in config["layers"]],
                "embedding": deserialize(config["embedding"]),
            }
        )


def _few_shapes(texts, most_tokens):
    """Yield numbers of texts and their ids, `(batch, time)`, in sizes that recur.

    Both sizes are powers of two, so that texts of all lengths need few shapes.
    """
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    while order:
        shortest = _power_of_two(len(texts[order[0]]), least=8, most=most_tokens)
        most_rows = min(64, max(1, TOKENS_READ_AT_ONCE // shortest))
        rows = [n for n in order[:most_rows] if len(texts[n]) <= shortest]
        batch = np.full((_power_of_two(len(rows)), shortest), PADDING, np.int32)
        for row, number in zip(batch, rows, strict=False):
            row[: len(texts[number])] = texts[number]
        yield rows, batch
        order = order[len(rows) :]


def _power_of_two(number, *, least=1, most=None):
    """Return the smallest power of two that is not below `number`; at most `most`."""
    power = least
    while power < number:
        power *= 2
    return power if most is None else min(power, most)
