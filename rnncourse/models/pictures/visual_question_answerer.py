"""Questions about pictures: a picture and a text in, one of some answers out."""

import json

import keras
import numpy as np
from keras import ops

from rnncourse import text
from rnncourse.models.classification.classifier import check_labels
from rnncourse.models.pictures.answering import answer_log_probs, encode_questions


@keras.saving.register_keras_serializable(package="rnncourse")
class VisualQuestionAnswerer(keras.Model):
    r"""A picture and a question become one vector each; their product is classified.

    $$
    \begin{aligned}
    v &= \tanh\Bigl(\frac{1}{P} \sum_j h_j\; W_v + b_v\Bigr), \qquad
    q = \tanh\bigl(R(E_{w_1} \dots E_{w_T})\, W_q + b_q\bigr) \\
    P(y \mid \text{picture}, w) &= \mathrm{softmax}
    \bigl(\tanh((v \odot q)\, W + b)\, V + d\bigr)
    \end{aligned}
    $$

    Where $q$ is 0 it does not matter what the picture shows: the question selects what
    is looked at.  Without an encoder the model is blind and sees $q$ alone.  It is what
    any other must be compared with: questions betray much of their answers, and a data
    set whose answers a blind model knows says nothing about seeing.

    The mean over the places knows what there is, and how much of it together; that it
    has to count is asking a lot.

    Reference: Antol et al. (2015), VQA, section 4, "LSTM Q + I".  There the picture is
    a frozen vector of length 1; here the encoder learns, or normalises.

    Args:
        tokenizer: A `rnncourse.text.Tokenizer` of questions; it is saved with the
            model.
        answers: The answers, in the order of the logits.
        encoder: From pictures to `(batch, places, features)`, such as a
            `PictureEncoder`; `None` for a blind model.
        layers: $R$, from `(batch, time, features)` to one vector `(batch, units)`, such
            as `[LSTM(128)]`; each is called with a mask.
        embedding: Size of $E_w$.
        units: Size of $v$, $q$ and of the layer behind their product.
        picture_shape: Of one picture, or of the cached features of one.
        dropout: Share that is dropped of question, product and last layer.
        **options: Of `keras.Model`.

    Call arguments:
        features: Dictionary: `"picture"`, `(batch, height, width, 3)` uint8 (or cached
            features), which a blind model does not look at; `"question"`,
            `(batch, questions, time)` integers, -1 behind the end.

    Returns:
        Logits, `(batch, questions, answers)`.

    Raises:
        ValueError: If there are fewer than two answers, or the layers return sequences.

    Masking: `question >= 0`.  A row without a word, of which there are some in batches,
    has no meaning, and neither has what is said of it.

    Example:

    >>> from rnncourse.layers import LSTM
    >>> from rnncourse.models import PictureEncoder
    >>> words = text.WordTokenizer.train(["is it red", "what is it"])
    >>> model = VisualQuestionAnswerer(
    ...     words, ("no", "yes", "circle"), PictureEncoder((4, 8)), [LSTM(6)])
    >>> pictures = np.zeros((1, 16, 16, 3), np.uint8)
    >>> answers = model.answer(pictures, [["is it red", "is it a circle"]])
    >>> len(answers), len(answers[0]), answers[0][0] in model.answers
    (1, 2, True)
    """

    def __init__(
        self,
        tokenizer,
        answers,
        encoder,
        layers,
        *,
        embedding=64,
        units=128,
        picture_shape=(None, None, 3),
        dropout=0.0,
        **options,
    ):
        super().__init__(**options)
        self.tokenizer, self.answers = tokenizer, check_labels(answers)
        self.encoder, self.question_layers = encoder, list(layers)
        self.units, self.picture_shape = units, tuple(picture_shape)
        self.embedding = keras.layers.Embedding(tokenizer.vocab_size, embedding)
        names = ("picture", "question", "product")
        self.hidden = {
            name: keras.layers.Dense(units, activation="tanh")
            for name in names
            if encoder is not None or name != "picture"
        }
        self.output_layer = keras.layers.Dense(len(self.answers))
        names = ("question", "product", "hidden")
        self.drops = {name: keras.layers.Dropout(dropout) for name in names}
        self._create_weights()

    def _create_weights(self):
        self.embedding.build((None, None))
        shape = (None, None, self.embedding.output_dim)
        for layer in self.question_layers:
            layer.build(shape)
            shape = layer.compute_output_shape(shape)
        if len(shape) != 2:
            raise ValueError(
                "The layers must make one vector of a question, `(batch, units)`; "
                f"these return the shape {shape}. Make the last one without "
                "`return_sequences=True`."
            )
        self.hidden["question"].build(shape)
        if self.encoder is not None:
            pictures = (None, *self.picture_shape)
            if not self.encoder.built:
                self.encoder.build(pictures)
            memory = self.encoder.compute_output_shape(pictures)
            self.hidden["picture"].build((None, memory[-1]))
        self.hidden["product"].build((None, self.units))
        self.output_layer.build((None, self.units))
        self.built = True

    def call(self, features, training=None):
        """Return the logits; see the class for arguments and results."""
        ids = ops.convert_to_tensor(features["question"])
        batch, questions, time = ops.shape(ids)
        q = self._read(ops.reshape(ids, (batch * questions, time)), training)
        product = ops.reshape(q, (batch, questions, self.units))
        if self.encoder is not None:
            picture = ops.convert_to_tensor(features["picture"])
            memory = self.encoder(picture, training=training)
            v = self.hidden["picture"](ops.mean(memory, axis=1))
            product = v[:, None] * product
        product = self.drops["product"](product, training=training)
        hidden = self.hidden["product"](product)
        hidden = self.drops["hidden"](hidden, training=training)
        return self.output_layer(hidden)

    def _read(self, ids, training):
        """Return $q$ of every question, `(rows, units)`."""
        mask = ids >= 0
        x = self.embedding(ops.maximum(ids, 0))
        for layer in self.question_layers:
            x = layer(x, mask=mask, training=training)
        x = self.drops["question"](x, training=training)
        return self.hidden["question"](x)

    def encode(self, questions):
        """Return the ids of questions; see `encode_questions` in `answering`."""
        return encode_questions(self.tokenizer, questions)

    def targets(self, answers):
        """Return the numbers of answers.

        Args:
            answers: For each picture a list of `str`.

        Raises:
            ValueError: If an answer is none of the model's.
        """
        numbers = {answer: number for number, answer in enumerate(self.answers)}
        strange = {one for row in answers for one in row} - numbers.keys()
        if strange:
            raise ValueError(
                f"The answer {min(strange)!r} is none of this model's: "
                f"{', '.join(map(repr, self.answers))}. Leave the question out, or "
                "make a model that knows it."
            )
        return [[numbers[answer] for answer in row] for row in answers]

    def log_probs(self, pictures, questions, *, batch_size=64):
        """Return log-probabilities; see `answer_log_probs` in `answering`."""
        return answer_log_probs(self, pictures, questions, batch_size=batch_size)

    def answer(self, pictures, questions, *, batch_size=64):
        """Answer questions about pictures.

        Args:
            pictures: A sequence of arrays of one shape.
            questions: For each picture a list of `str`.
            batch_size: Pictures that are seen together.

        Returns:
            For each picture the list of the most probable answers, `str`.

        Raises:
            ValueError: If a question is empty, or there are not as many lists as
                pictures.
        """
        found = self.log_probs(pictures, questions, batch_size=batch_size)
        return [[self.answers[best] for best in row.argmax(axis=1)] for row in found]

    def accuracy(self, pictures, questions, answers):
        """Return the share of the questions with the right answer.

        An answer that the model does not know is never the one it gives.

        Raises:
            ValueError: If a question has no answer, or there is none at all.
        """
        counts = [*map(len, questions)], [*map(len, answers)]
        if counts[0] != counts[1] or not sum(counts[0]):
            raise ValueError(
                f"{sum(counts[0])} questions came with {sum(counts[1])} answers; every "
                "question needs its answer, picture by picture, and there must be at "
                "least one."
            )
        found = self.answer(pictures, questions)
        rows = zip(found, answers, strict=True)
        right = [one == other for row in rows for one, other in zip(*row, strict=True)]
        return float(np.mean(right))

    def get_config(self):
        """Return what `from_config` needs to build the model again."""
        serialize = keras.saving.serialize_keras_object
        kind = type(self.tokenizer).__name__
        document = self.tokenizer.to_document()
        return {
            **super().get_config(),
            "tokenizer": json.dumps([kind, document], ensure_ascii=False),
            "answers": list(self.answers),
            "encoder": self.encoder and serialize(self.encoder),
            "layers": [serialize(layer) for layer in self.question_layers],
            "embedding": self.embedding.output_dim,
            "units": self.units,
            "picture_shape": self.picture_shape,
            "dropout": self.drops["product"].rate,
        }

    @classmethod
    def from_config(cls, config):
        """Build a model from what `get_config` returned."""
        make = keras.saving.deserialize_keras_object
        kind, document = json.loads(config["tokenizer"])
        parts = {
            "tokenizer": getattr(text, kind).from_document(document),
            "encoder": config["encoder"] and make(config["encoder"]),
            "layers": [make(layer) for layer in config["layers"]],
        }
        return cls(**{**config, **parts})
