"""A picture as the first word of a sentence."""

import keras
from keras import ops

from rnncourse.models.pictures.captioning_model import CaptioningModel


@keras.saving.register_keras_serializable(package="rnncourse")
class ShowAndTell(CaptioningModel):
    r"""The decoder sees the picture once, as a vector, before the first word.

    $$
    v = \frac{1}{P} \sum_j h_j, \qquad
    s_0 = R(v W + b, 0), \qquad
    s_i = R(E_{y_{i-1}}, s_{i-1})
    $$

    To the recurrence the picture is a word like any other, one that stands before the
    first.  All that is said afterwards has to go through this one vector and the state
    that remembers it; `ShowAttendAndTell` looks again before every word.

    Reference: Vinyals, Toshev, Bengio & Erhan (2015), Show and tell, equations 10–12.

    Args:
        tokenizer: See `CaptioningModel`, also for all other arguments.
        encoder: See there.
        embedding: See there.
        decoder: A `RecurrentDecoder` without attention.
        **options: `picture_shape`, `dropout`, and those of `keras.Model`.

    Call arguments:
        features: `"picture"`, `(batch, height, width, 3)`, and `"caption"`,
            `(batch, captions, time)`.

    Returns:
        Logits, `(batch, captions, time, vocab)`.

    Raises:
        ValueError: If the decoder has attention, or the parts do not fit.

    Masking: what stands behind the end of a caption changes nothing before it.

    Example:

    >>> import numpy as np
    >>> from rnncourse.decoding import greedy
    >>> from rnncourse.layers import LSTM
    >>> from rnncourse.models import PictureEncoder, RecurrentDecoder
    >>> from rnncourse.text import WordTokenizer
    >>> words = WordTokenizer.train(["a red circle", "a blue square"])
    >>> model = ShowAndTell(
    ...     words,
    ...     PictureEncoder((4, 8)),
    ...     keras.layers.ReversibleEmbedding(words.vocab_size, 6),
    ...     RecurrentDecoder([LSTM(8, return_sequences=True)], 6),
    ... )
    >>> pictures = np.zeros((2, 16, 16, 3), np.uint8)
    >>> captions = np.array([[[0, 2, 3]], [[0, 2, 4]]])
    >>> tuple(model({"picture": pictures, "caption": captions}).shape)
    (2, 1, 3, 7)
    >>> len(model.caption(pictures, search=greedy, max_length=4))
    2
    """

    def __init__(self, tokenizer, encoder, embedding, decoder, **options):
        super().__init__(tokenizer, encoder, embedding, decoder, **options)
        if getattr(decoder, "attention", None) is not None:
            raise ValueError(
                "`ShowAndTell` sees the picture once and takes a decoder without "
                "attention; `ShowAttendAndTell` takes one with it."
            )
        self.first = keras.layers.Dense(embedding.output_dim)
        self._create_weights(self.first, lambda vector: vector)

    def begin(self, memory):
        """Return the states behind the picture, `(batch, units)` each, and nothing."""
        vector = self.first(ops.mean(memory, axis=1))  # (batch, features of a word)
        zeros = [
            ops.zeros((ops.shape(vector)[0], units), vector.dtype)
            for units in self.decoder.state_sizes
        ]
        _, states, _ = self.decoder.step(vector, zeros, {})
        return states, {}
