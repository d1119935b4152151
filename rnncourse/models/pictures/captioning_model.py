"""What all captioning models share: a picture is seen once, words come one by one."""

import functools
import json

import keras
from keras import ops

from rnncourse import text
from rnncourse.layers.engine import graph
from rnncourse.models.pictures.captioning import attend, caption
from rnncourse.models.translation.stepping import before_first, next_word
from rnncourse.models.translation.translating import encode


class CaptioningModel(keras.Model):
    r"""A picture goes in, and a sentence comes out, word by word.

    $$
    \begin{aligned}
    h_1 \dots h_P &= \mathrm{encoder}(\text{picture}) \\
    o_i, s_i &= \mathrm{decoder}(E_{y_{i-1}}, s_{i-1}; h_1 \dots h_P) \\
    P(y_i \mid y_{<i}, \text{picture}) &= \mathrm{softmax}(o_i E^\top)
    \end{aligned}
    $$

    This is a translator (`SequenceToSequence`) whose source is no sentence but the
    places of a picture, and its decoders are the same.  How a caption begins, $s_0$,
    and whether the decoder looks at the places later, tells `ShowAndTell` from
    `ShowAttendAndTell`.

    Called with captions, the model scores all their words at once, each with the right
    words before it.  A picture is encoded once, however many captions come with it.

    Dropout is variational, as in `SequenceToSequence`.

    Args:
        tokenizer: A `rnncourse.text.Tokenizer`; it is saved with the model.
        encoder: From pictures to `(batch, places, features)`: a `PictureEncoder`, a
            `Backbone`, or, with features from a cache, a layer that reads these.
        embedding: $E$, a `keras.layers.ReversibleEmbedding`.
        decoder: A `RecurrentDecoder` or a `BahdanauDecoder`.
        picture_shape: Of one picture, or of the cached features of one, such as
            `(49, 1280)`.
        dropout: Share that is dropped of memory, words and output.
        **options: Of `keras.Model`.

    Call arguments:
        features: Dictionary: `"picture"`, `(batch, height, width, 3)` uint8 (or cached
            features); `"caption"`, `(batch, captions, time)` integers, each caption
            shifted by one: `<eos>` first.

    Returns:
        Logits, `(batch, captions, time, vocab)`.

    Raises:
        ValueError: If the parts do not fit.

    Masking: what stands behind the end of a caption changes nothing before it; a
    picture has none.

    Example:

    `ShowAndTell` and `ShowAttendAndTell` show how a model is made and used.

    >>> from rnncourse.models import ShowAndTell, ShowAttendAndTell
    >>> [issubclass(kind, CaptioningModel) for kind in (ShowAndTell, ShowAttendAndTell)]
    [True, True]
    """

    def __init__(
        self,
        tokenizer,
        encoder,
        embedding,
        decoder,
        *,
        picture_shape=(None, None, 3),
        dropout=0.0,
        **options,
    ):
        super().__init__(**options)
        _check(tokenizer, embedding, decoder)
        self.tokenizer, self.encoder = tokenizer, encoder
        self.embedding, self.decoder = embedding, decoder
        self.picture_shape, self.dropout = tuple(picture_shape), dropout
        names = ("memory", "words", "output")
        self.drops = {name: keras.layers.SpatialDropout1D(dropout) for name in names}

    def _create_weights(self, first, first_size):
        """Create the weights of all parts, and of the layer that begins a caption."""
        pictures = (None, *self.picture_shape)
        if not self.encoder.built:
            self.encoder.build(pictures)
        memory = tuple(self.encoder.compute_output_shape(pictures))
        if len(memory) != 3:
            raise ValueError(
                "An encoder makes `(batch, places, features)` of pictures; this one "
                f"makes {memory} of {pictures}. Is `picture_shape` right?"
            )
        if not self.embedding.built:
            self.embedding.build((None, None))
        if not self.decoder.built:
            self.decoder.build((None, None, self.embedding.output_dim), memory)
        if not first.built:
            first.build(first_size((memory[0], memory[2])))
        self.built = True

    def begin(self, memory):
        """Return the first states and what the decoder needs of a picture.

        Args:
            memory: $h$, `(batch, places, features)`.

        Returns:
            A list of `(batch, units)` arrays, and a dictionary of arrays with one row a
            picture, empty for a decoder that never looks.
        """
        raise NotImplementedError(f"{type(self).__name__} does not define `begin`.")

    def call(self, features, training=None):
        """Return the logits; see the class for arguments and results."""
        logits, _ = self._write(features, training)
        return logits

    def _write(self, features, training, **asked):
        """Return logits of captions, and what else is asked of the decoder."""
        ids = ops.convert_to_tensor(features["caption"])
        batch, captions, time = ops.shape(ids)
        parts = self._see(features["picture"], training)
        # A row of the decoder is a caption; the picture was seen once.
        states, source = keras.tree.map_structure(
            lambda part: ops.repeat(part, captions, axis=0), parts
        )
        vectors = self.embedding(ops.reshape(ids, (batch * captions, time)))
        vectors = self.drops["words"](vectors, training=training)
        found = self.decoder(vectors, states, source, training=training, **asked)
        output, weights = found if asked else (found, None)
        output = self.drops["output"](output, training=training)
        logits = self.embedding(output, reverse=True)
        shape = batch, captions, time, logits.shape[-1]
        return ops.reshape(logits, shape), weights

    def _see(self, pictures, training=None):
        memory = self.encoder(ops.convert_to_tensor(pictures), training=training)
        memory = self.drops["memory"](memory, training=training)
        return self.begin(memory)

    def start(self, pictures):
        """See pictures; return the state before the first word.

        Args:
            pictures: `(batch, height, width, 3)` uint8, or cached features.

        Returns:
            A dictionary of arrays with one row a picture; with attention among them
            `"attention"`, the weights of the last step, and `"coverage"`, their sum so
            far, both `(batch, places)`.
        """
        states, source = self._see(pictures)
        unseen = ops.zeros(ops.shape(source["memory"])[:2]) if source else None
        return before_first(states, source, unseen)

    def step(self, tokens, state):
        """Read a token a row; return log-probabilities of the next, and the state.

        Args:
            tokens: `(rows,)` integers.
            state: What `start` or the last step returned, for these rows.

        Returns:
            `(rows, vocab)` logarithms, and the new state: a
            `rnncourse.typing.StepFunction`, which may be compiled.
        """
        return next_word(self.embedding, self.decoder, tokens, state)

    @functools.cached_property
    def graphs(self):
        """`start` and `step` as compiled graphs, which see the present weights."""
        return graph(self.start), graph(self.step)

    def encode(self, captions):
        """Return the ids of captions, a list of `(pieces + 1,)` arrays, `<eos>` last.

        Args:
            captions: A list of `str`.
        """
        return encode(self.tokenizer, captions)

    def caption(self, pictures, *, search, max_length=30, batch_size=64):
        """Say what pictures show; see `caption` in `captioning`."""
        return caption(
            self, pictures, search=search, max_length=max_length, batch_size=batch_size
        )

    def attend(self, picture, text):
        """Return where attention looks; see `attend` in `captioning`."""
        return attend(self, picture, text)

    def get_config(self):
        """Return what `from_config` needs to build the model again."""
        serialize = keras.saving.serialize_keras_object
        kind = type(self.tokenizer).__name__
        document = self.tokenizer.to_document()
        return {
            **super().get_config(),
            "tokenizer": json.dumps([kind, document], ensure_ascii=False),
            "encoder": serialize(self.encoder),
            "embedding": serialize(self.embedding),
            "decoder": serialize(self.decoder),
            "picture_shape": self.picture_shape,
            "dropout": self.dropout,
        }

    @classmethod
    def from_config(cls, config):
        """Build a model from what `get_config` returned."""
        make = keras.saving.deserialize_keras_object
        kind, document = json.loads(config["tokenizer"])
        parts = {name: make(config[name]) for name in ("encoder", "embedding")}
        parts["decoder"] = make(config["decoder"])
        parts["tokenizer"] = getattr(text, kind).from_document(document)
        return cls(**{**config, **parts})


def _check(tokenizer, embedding, decoder):
    if not isinstance(embedding, keras.layers.ReversibleEmbedding):
        raise ValueError(
            "The embedding is also the output: it must be a `keras.layers."
            f"ReversibleEmbedding`; got a `{type(embedding).__name__}`."
        )
    if tokenizer.vocab_size != embedding.input_dim:
        raise ValueError(
            f"The tokenizer knows {tokenizer.vocab_size} pieces, and the embedding is "
            f"for {embedding.input_dim}: they do not belong together. Make the "
            "embedding for `tokenizer.vocab_size` pieces."
        )
    if decoder.size != embedding.output_dim:
        raise ValueError(
            f"The decoder puts out vectors of size {decoder.size}, and the embedding "
            f"has {embedding.output_dim}: make them the same."
        )
