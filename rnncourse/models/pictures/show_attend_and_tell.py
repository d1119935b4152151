"""A decoder that looks at the picture again before every word."""

import keras
from keras import ops

from rnncourse.models.pictures.captioning_model import CaptioningModel
from rnncourse.models.translation.bridge import DenseBridge


@keras.saving.register_keras_serializable(package="rnncourse")
class ShowAttendAndTell(CaptioningModel):
    r"""The decoder looks at the places of the picture while it writes.

    $$
    \begin{aligned}
    s_0 &= \tanh\Bigl(\frac{1}{P} \sum_j h_j\; W + b\Bigr) \\
    c_i &= \beta_i \sum_j \alpha_{ij} h_j \\
    s_i &= R([E_{y_{i-1}} ; c_i], s_{i-1})
    \end{aligned}
    $$

    These are the equations with a `BahdanauDecoder`, as in the paper, and a
    `GatedAttention`, without which $\beta_i = 1$.  With a `RecurrentDecoder` $c_i$ goes
    to the output and not into the recurrence, which is several times as fast.

    Nothing says that a model must look at everything.  The doubly stochastic penalty
    asks for it: the weights sum to 1 over the places at each word, and should do so
    over the words at each place, too.

    $$ \lambda \sum_j \Bigl(1 - \sum_i \alpha_{ij}\Bigr)^2 $$

    It is added to the loss in training, as the mean over captions.

    Reference: Xu et al. (2015), Show, attend and tell, section 3.1.2 and equations 4,
    9, 13 and 14, soft attention.

    Args:
        tokenizer: See `CaptioningModel`, also for all other arguments.
        encoder: See there.
        embedding: See there.
        decoder: A `BahdanauDecoder`, or a `RecurrentDecoder` with attention.
        doubly_stochastic: $\lambda$, 0 for no penalty; 1 in the code of the paper.
        **options: `picture_shape`, `dropout`, and those of `keras.Model`.

    Call arguments:
        features: `"picture"`, `(batch, height, width, 3)`, and `"caption"`,
            `(batch, captions, time)`.

    Returns:
        Logits, `(batch, captions, time, vocab)`.

    Raises:
        ValueError: If the decoder has no attention, or the parts do not fit.

    Masking: what stands behind the end of a caption changes nothing before it, and is
    not counted in the penalty.

    Example:

    >>> import numpy as np
    >>> from rnncourse.layers import AdditiveAttention, GatedAttention, LSTMCell
    >>> from rnncourse.models import BahdanauDecoder, PictureEncoder
    >>> from rnncourse.text import WordTokenizer
    >>> words = WordTokenizer.train(["a red circle", "a blue square"])
    >>> attention = GatedAttention(AdditiveAttention(8))
    >>> model = ShowAttendAndTell(
    ...     words,
    ...     PictureEncoder((4, 8)),
    ...     keras.layers.ReversibleEmbedding(words.vocab_size, 6),
    ...     BahdanauDecoder(LSTMCell(8), 6, attention=attention),
    ...     doubly_stochastic=1.0,
    ... )
    >>> pictures = np.zeros((2, 16, 16, 3), np.uint8)
    >>> captions = np.array([[[0, 2, 3]], [[0, 2, 4]]])
    >>> tuple(model({"picture": pictures, "caption": captions}).shape)
    (2, 1, 3, 7)
    >>> model.attend(pictures[0], "a red circle").shape
    (4, 16)
    """

    def __init__(
        self,
        tokenizer,
        encoder,
        embedding,
        decoder,
        *,
        doubly_stochastic=0.0,
        **options,
    ):
        super().__init__(tokenizer, encoder, embedding, decoder, **options)
        if decoder.attention is None:
            raise ValueError(
                "`ShowAttendAndTell` takes a decoder with attention; `ShowAndTell` "
                "takes one without it."
            )
        if doubly_stochastic < 0:
            raise ValueError(
                f"`doubly_stochastic` is a factor of 0 or more; {doubly_stochastic} "
                "came."
            )
        self.doubly_stochastic = doubly_stochastic
        self.bridge = DenseBridge(decoder.state_sizes)
        self._create_weights(self.bridge, lambda vector: [vector])

    def begin(self, memory):
        """Return states and what the decoder looks at, see `CaptioningModel`."""
        states = self.bridge([ops.mean(memory, axis=1)])
        everything = ops.ones(ops.shape(memory)[:2], "bool")
        return states, self.decoder.prepare(memory, everything)

    def call(self, features, training=None):
        """Return the logits; see the class for arguments and results."""
        if not (training and self.doubly_stochastic):
            return super().call(features, training=training)
        logits, weights = self._write(features, training, return_weights=True)
        ids = ops.convert_to_tensor(features["caption"])
        ids = ops.reshape(ids, (-1, ops.shape(ids)[-1]))
        end = self.tokenizer.vocabulary.eos_id
        penalty = unevenness(weights, ids[:, 1:] != end)
        self.add_loss(self.doubly_stochastic * penalty)
        return logits

    def get_config(self):
        """Return what `from_config` needs to build the model again."""
        return {**super().get_config(), "doubly_stochastic": self.doubly_stochastic}


def unevenness(weights, going_on):
    r"""Return how unevenly captions looked at their pictures.

    $$ \sum_j \Bigl(1 - \sum_i \alpha_{ij}\Bigr)^2 $$

    Args:
        weights: $\alpha$, `(captions, time, places)`.
        going_on: `(captions, time - 1)` booleans: whether the second word, the third …
            is one of the caption.

    Returns:
        The mean over the captions that have a word, a scalar: rows without one fill
        batches up.

    Example:

    >>> even = ops.array([[[1.0, 0.0], [0.0, 1.0]]])
    >>> float(unevenness(even, ops.array([[True]])))
    0.0
    >>> twice = ops.array([[[1.0, 0.0], [1.0, 0.0]]])
    >>> float(unevenness(twice, ops.array([[True]])))
    2.0
    """
    first = ops.ones_like(going_on[:, :1])
    counted = ops.cast(ops.concatenate([first, going_on], axis=1), weights.dtype)
    seen = ops.sum(weights * counted[..., None], axis=1)  # (captions, places)
    real = ops.cast(ops.any(going_on, axis=1), weights.dtype)
    uneven = ops.sum((1 - seen) ** 2, axis=1)  # (captions,)
    return ops.sum(uneven * real) / ops.maximum(ops.sum(real), 1)
