"""A loss that does not ask for certainty."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="rnncourse")
class SmoothedCrossentropy(keras.losses.Loss):
    r"""Cross-entropy with targets that leave a little to every other word.

    $$
    L = -(1 - \varepsilon) \ln P(y) - \frac{\varepsilon}{V} \sum_w \ln P(w)
    $$

    A model that is always right would push its logits apart without end; this one is
    asked for no more than a probability of $1 - \varepsilon + \varepsilon / V$.  It
    translates better and, as its probabilities have become flatter, has a higher
    perplexity.  With $\varepsilon = 0$ this is the negative log-likelihood.

    `keras.losses.CategoricalCrossentropy` does the same with one vector of targets for
    each word, $V$ numbers of which one is not the same; here it is the word's id.

    Reference: Szegedy et al. (2016), section 7; Vaswani et al. (2017), section 5.4.

    Args:
        smoothing: $\varepsilon$, from 0 to below 1.
        **options: Of `keras.losses.Loss`.  The loss of a batch is by default the mean
            over its words, weighted with the sample weights.

    Call arguments:
        y_true: Ids, `(batch, time)` integers.
        y_pred: Logits, `(batch, time, vocab)`.
        sample_weight: `(batch, time)`, 0 at padding.

    Returns:
        The loss, a scalar.

    Raises:
        ValueError: If the smoothing is no such share.

    Masking: by the sample weights.

    Example:

    >>> logits = ops.log(ops.array([[[0.7, 0.2, 0.1]]]))
    >>> for smoothing in (0.0, 0.1):
    ...     loss = SmoothedCrossentropy(smoothing)(ops.array([[0]]), logits)
    ...     print(round(float(loss), 4))
    0.3567
    0.4633
    """

    def __init__(
        self, smoothing=0.1, *, reduction="mean_with_sample_weight", **options
    ):
        if not 0 <= smoothing < 1:
            raise ValueError(
                f"`smoothing` is a share from 0 to below 1; {smoothing!r} came. Usual "
                "are 0.1 and, for no smoothing, 0."
            )
        super().__init__(reduction=reduction, **options)
        self.smoothing = smoothing

    def call(self, y_true, y_pred):
        """Return the loss of every word, `(batch, time)`."""
        log_probs = ops.log_softmax(ops.cast(y_pred, "float32"), axis=-1)
        ids = ops.cast(y_true, "int32")[..., None]
        right = ops.take_along_axis(log_probs, ids, axis=-1)[..., 0]
        every = ops.mean(log_probs, axis=-1)
        return -(1 - self.smoothing) * right - self.smoothing * every

    def get_config(self):
        """Return the arguments of the constructor."""
        return {**super().get_config(), "smoothing": self.smoothing}
