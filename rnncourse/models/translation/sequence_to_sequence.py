"""From one sequence to another: translation, and whatever else is a list of pairs."""

import functools
import json

import keras
from keras import ops

from rnncourse import text
from rnncourse.layers.engine import graph
from rnncourse.models.translation.stepping import before_first, next_word
from rnncourse.models.translation.translating import attend, encode, translate


@keras.saving.register_keras_serializable(package="rnncourse")
class SequenceToSequence(keras.Model):
    r"""An encoder reads a source, a decoder writes its translation word by word.

    $$
    \begin{aligned}
    (h_1 \dots h_S), h &= \mathrm{encoder}(E_{x_1} \dots E_{x_S}) \\
    s_0 &= \mathrm{bridge}(h) \\
    o_i, s_i &= \mathrm{decoder}(F_{y_{i-1}}, s_{i-1}; h_1 \dots h_S) \\
    P(y_i \mid y_{<i}, x) &= \mathrm{softmax}(o_i V)
    \end{aligned}
    $$

    A source ends with its `<eos>`; a target begins just behind an `<eos>` that is read
    and not scored, and ends with one that is.  Called with a whole target, the model
    scores all its words at once, each with the right words before it ("teacher
    forcing"); to translate, `start` and `step` give a search one word after the other.

    Dropout is variational: one mask a sentence on the embeddings of either side, on the
    memory and on $o$, the same at all words (Gal & Ghahramani, 2016).  Within encoder
    and decoder it is up to their layers.

    Reference: Sutskever, Vinyals & Le (2014); Bahdanau, Cho & Bengio (2015); Press &
    Wolf (2017) for $V = F^\top$ and, with one vocabulary for both languages, $E = F$.

    Args:
        tokenizers: Two `rnncourse.text.Tokenizer`, of the source and of the target;
            they are saved with the model.
        embeddings: Two layers: $E$, a `keras.layers.Embedding`, and $F$ with $V$, a
            `keras.layers.ReversibleEmbedding`: $V = F^\top$, or not with
            `tie_weights=False`.  One and the same layer twice ties all three.
        encoder: A `RecurrentEncoder`.
        bridge: A `DenseBridge` or a `CopyBridge`.
        decoder: A `RecurrentDecoder` or a `BahdanauDecoder`.
        dropout: Share that is dropped.
        **options: Of `keras.Model`.

    Call arguments:
        features: Dictionary of integers: `"source"`, `(batch, source)`, -1 at padding;
            `"target"`, `(batch, target)`, each target shifted by one: `<eos>` first.

    Returns:
        Logits of the targets, `(batch, target, vocab)`.

    Raises:
        ValueError: If embeddings and tokenizers have vocabularies of different sizes,
            or states and sizes of the parts do not fit.

    Masking: padding of the source has the id -1, and nothing depends on it; that of the
    target stands behind its end.

    Example:

    >>> import numpy as np
    >>> from rnncourse.decoding import greedy
    >>> from rnncourse.layers import LSTM, MultiplicativeAttention, bidirectional
    >>> from rnncourse.models import DenseBridge, RecurrentDecoder, RecurrentEncoder
    >>> german = text.WordTokenizer.train(["ein Hund schläft", "eine Katze schläft"])
    >>> english = text.WordTokenizer.train(["a dog sleeps", "a cat sleeps"])
    >>> reader = LSTM(8, return_sequences=True, return_state=True)
    >>> decoder = RecurrentDecoder(
    ...     [LSTM(8, return_sequences=True)], 6, attention=MultiplicativeAttention())
    >>> model = SequenceToSequence(
    ...     (german, english),
    ...     (keras.layers.Embedding(german.vocab_size, 6),
    ...      keras.layers.ReversibleEmbedding(english.vocab_size, 6)),
    ...     RecurrentEncoder([bidirectional(reader)]),
    ...     DenseBridge(decoder.state_sizes),
    ...     decoder,
    ... )
    >>> features = {"source": np.array([[3, 4, 2, 0]]), "target": np.array([[0, 2, 4]])}
    >>> tuple(model(features).shape)
    (1, 3, 6)
    >>> len(model.translate(["ein Hund schläft", ""], search=greedy))
    2
    """

    def __init__(
        self,
        tokenizers,
        embeddings,
        encoder,
        bridge,
        decoder,
        *,
        dropout=0.0,
        **options,
    ):
        super().__init__(**options)
        self.source_tokenizer, self.target_tokenizer = tokenizers
        self.source_embedding, self.target_embedding = embeddings
        self.encoder, self.bridge, self.decoder = encoder, bridge, decoder
        self.dropout = dropout
        names = ("source", "target", "memory", "output")
        self.drops = {name: keras.layers.SpatialDropout1D(dropout) for name in names}
        _check(tokenizers, embeddings, decoder)
        self._create_weights()

    def _create_weights(self):
        for layer in (self.source_embedding, self.target_embedding):
            if not layer.built:
                layer.build((None, None))
        vectors = (None, None, self.source_embedding.output_dim)
        if not self.encoder.built:
            self.encoder.build(vectors)
        memory, states = self.encoder.compute_output_shape(vectors)
        sizes = self.bridge.sizes or [shape[-1] for shape in states]
        if sizes != self.decoder.state_sizes:
            raise ValueError(
                f"The bridge hands over states of the sizes {sizes}, and the decoder "
                f"has {self.decoder.state_sizes}. Use `DenseBridge("
                "decoder.state_sizes)`, which may have any sizes before it."
            )
        if not self.bridge.built:
            self.bridge.build(states)
        if not self.decoder.built:
            size = self.target_embedding.output_dim
            self.decoder.build((None, None, size), memory)
        self.built = True

    def call(self, features, training=None):
        """Return the logits; see the class for arguments and results."""
        states, source = self._read(features["source"], training)
        vectors = self.target_embedding(features["target"])
        vectors = self.drops["target"](vectors, training=training)
        output = self.decoder(vectors, states, source, training=training)
        output = self.drops["output"](output, training=training)
        return self.target_embedding(output, reverse=True)  # (batch, target, vocab)

    def _read(self, ids, training=None):
        """Return the first states, and what the decoder needs of the source."""
        mask = ids >= 0
        vectors = self.source_embedding(ops.maximum(ids, 0))
        vectors = self.drops["source"](vectors, training=training)
        memory, states = self.encoder(vectors, mask=mask, training=training)
        memory = self.drops["memory"](memory, training=training)
        return self.bridge(states), self.decoder.prepare(memory, mask)

    def start(self, ids):
        """Read sources; return the state before the first word.

        Args:
            ids: `(batch, source)` integers, -1 at padding.

        Returns:
            A dictionary of arrays with one row a sentence, see `before_first` in
            `stepping`.
        """
        ids = ops.convert_to_tensor(ids)
        states, source = self._read(ids)
        return before_first(states, source, ids < 0)

    def step(self, tokens, state):
        """Read a token a row; return log-probabilities of the next, and the state.

        Args:
            tokens: `(rows,)` integers.
            state: What `start` or the last step returned, for these rows.

        Returns:
            `(rows, vocab)` logarithms, and the new state: a
            `rnncourse.typing.StepFunction`, which may be compiled.
        """
        return next_word(self.target_embedding, self.decoder, tokens, state)

    @functools.cached_property
    def graphs(self):
        """`start` and `step` as compiled graphs, which see the present weights."""
        return graph(self.start), graph(self.step)

    def encode_sources(self, texts):
        """Return the ids of sources, a list of `(pieces + 1,)` arrays, `<eos>` last."""
        return encode(self.source_tokenizer, texts)

    def encode_targets(self, texts):
        """Return the ids of targets, a list of `(pieces + 1,)` arrays, `<eos>` last."""
        return encode(self.target_tokenizer, texts)

    def translate(self, sources, *, search, max_length=None, tokens=1024):
        """Translate texts; see `translate` in `translating`."""
        return translate(
            self, sources, search=search, max_length=max_length, tokens=tokens
        )

    def attend(self, source, target):
        """Return where attention looks; see `attend` in `translating`."""
        return attend(self, source, target)

    def get_config(self):
        """Return what `from_config` needs to build the model again."""
        serialize = keras.saving.serialize_keras_object
        tokenizers = (self.source_tokenizer, self.target_tokenizer)
        embeddings = [self.source_embedding, self.target_embedding]
        if embeddings[0] is embeddings[1]:
            del embeddings[1]
        return {
            **super().get_config(),
            "tokenizers": json.dumps(
                [(type(one).__name__, one.to_document()) for one in tokenizers],
                ensure_ascii=False,
            ),
            "embeddings": [serialize(layer) for layer in embeddings],
            "encoder": serialize(self.encoder),
            "bridge": serialize(self.bridge),
            "decoder": serialize(self.decoder),
            "dropout": self.dropout,
        }

    @classmethod
    def from_config(cls, config):
        """Build a model from what `get_config` returned."""
        make = keras.saving.deserialize_keras_object
        embeddings = [make(layer) for layer in config["embeddings"]]
        parts = {name: make(config[name]) for name in ("encoder", "bridge", "decoder")}
        parts["embeddings"] = embeddings[0], embeddings[-1]
        parts["tokenizers"] = [
            getattr(text, kind).from_document(document)
            for kind, document in json.loads(config["tokenizers"])
        ]
        return cls(**{**config, **parts})


def _check(tokenizers, embeddings, decoder):
    for side, tokenizer, embedding in zip(
        ("source", "target"), tokenizers, embeddings, strict=True
    ):
        if tokenizer.vocab_size != embedding.input_dim:
            raise ValueError(
                f"The tokenizer of the {side} knows {tokenizer.vocab_size} pieces, and "
                f"its embedding is for {embedding.input_dim}: they do not belong "
                "together. Make the embedding for `tokenizer.vocab_size` pieces."
            )
    if embeddings[0] is embeddings[1] and tokenizers[0] != tokenizers[1]:
        raise ValueError(
            "One embedding for both sides needs one tokenizer for both, trained on the "
            "texts of both languages; these two differ."
        )
    if not isinstance(embeddings[1], keras.layers.ReversibleEmbedding):
        raise ValueError(
            "The embedding of the target is also the output: it must be a `keras."
            f"layers.ReversibleEmbedding`; got a `{type(embeddings[1]).__name__}`."
        )
    if decoder.size != embeddings[1].output_dim:
        raise ValueError(
            f"The decoder puts out vectors of size {decoder.size}, and the embedding "
            f"of the target has {embeddings[1].output_dim}: make them the same."
        )
