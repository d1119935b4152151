"""The conditional random field: tags of a sentence that are chosen together."""

import keras
import numpy as np
from keras import ops

from rnncourse.layers.chain import log_partition, marginals, path_score, viterbi

FORBIDDEN = -1e5  # finite, so that no gradient is nan; its exponential is 0


@keras.saving.register_keras_serializable(package="rnncourse")
class CRF(keras.layers.Layer):
    r"""A linear-chain conditional random field on top of scores for each word.

    $$
    P(y \mid x) = \frac{e^{S(y)}}{Z}, \qquad
    S(y) = \pi_{y_1} + \sum_{t=1}^{T} e_t(y_t) + \sum_{t=2}^{T} A_{y_{t-1} y_t}
    + \rho_{y_T}, \qquad
    Z = \sum_{y'} e^{S(y')}
    $$

    The scores $e_t(j)$ come from a network that has read the sentence, without a
    softmax; the transitions $A$, $\pi$ at the start and $\rho$ at the end are the
    weights of this layer.  A softmax after each word would be the same with
    $A = \pi = \rho = 0$: then $Z$ is a product over words and each tag is chosen
    alone.  Here a tag may depend on its neighbours, and the sum in $Z$ runs over whole
    sequences, so there is no label bias (a state with few ways out must not ignore
    its word).

    Training maximises `log_likelihood`; `decode` finds the best sequence, `marginals`
    the probability of every tag.  The algorithms are in `rnncourse.layers.chain`.

    Reference: Lafferty, McCallum & Pereira (2001), equation 1; Collobert et al.
    (2011), equations 11 to 13; on recurrent networks Lample et al. (2016), section
    2.2, equation 1.  Collobert has no $\rho$, Lample writes both ends as two more tags.

    Args:
        tags: How many tags there are.
        allowed: `None`, or three arrays of booleans, for $A$, $\pi$ and $\rho$:
            `(tags, tags)`, `(tags,)`, `(tags,)`, as `allowed_transitions` of
            `rnncourse.datasets` returns them.  What is not allowed has the fixed
            score -100,000 in place of a weight, hence probability 0.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        inputs: $e$, `(batch, time, tags)`.

    Returns:
        The same scores, in the type of the weights.  The call makes the layer part of
        a model, which saves its weights; the three methods do the work.

    Raises:
        ValueError: If the number of tags, `allowed` or the shape of the scores do not
            fit.

    Masking: masked steps are cut out wherever they are, see `chain.path_score`; the
    mask goes on to the next layer.  In half precision the scores come in half
    precision, and everything here is computed in single.

    A sequence with a forbidden transition has a log-likelihood around -100,000: a
    sign that the corpus breaks the rules of its own scheme.

    Example:
        Two words and two tags, of which the second must not come first:

        >>> allowed = [[[True, True], [True, True]], [True, False], [True, True]]
        >>> crf = CRF(2, allowed=allowed)
        >>> scores = crf(np.array([[[0.0, 9.0], [0.0, 1.0]]], "float32"))
        >>> ops.convert_to_numpy(crf.decode(scores))
        array([[0, 1]], dtype=int32)
        >>> ops.convert_to_numpy(crf.marginals(scores)).round(3)
        array([[[1. , 0. ], [0.269, 0.731]]], dtype=float32)
        >>> log_likelihood = crf.log_likelihood(scores, np.array([[0, 1]]))
        >>> ops.convert_to_numpy(ops.exp(log_likelihood)).round(3)
        array([0.731], dtype=float32)
    """

    def __init__(self, tags, *, allowed=None, **options):
        super().__init__(autocast=False, **options)
        if not isinstance(tags, int) or tags < 1:
            raise ValueError(f"`tags` is the number of tags, 1 or more; got {tags!r}.")
        self.tags = tags
        self.allowed = None if allowed is None else _checked(allowed, tags)
        self.supports_masking = True

    def build(self, inputs_shape):
        """Create the weights, all zero: at first each tag is chosen alone."""
        if len(inputs_shape) != 3 or inputs_shape[-1] != self.tags:
            raise ValueError(
                f"The layer {self.name!r} takes a score for each of its {self.tags} "
                f"tags, (batch, time, {self.tags}); got shape {tuple(inputs_shape)}. "
                f"Put `keras.layers.Dense({self.tags})` before it."
            )
        size, create = self.tags, self.add_weight
        options = {"initializer": "zeros", "autocast": False}
        self.transitions = create(shape=(size, size), name="transitions", **options)
        self.start = create(shape=(size,), name="start", **options)
        self.end = create(shape=(size,), name="end", **options)

    def call(self, inputs, mask=None):
        """Return the scores as they are."""
        return ops.cast(inputs, self.variable_dtype)

    def log_likelihood(self, inputs, tags, mask=None):
        r"""Return $\ln P(y \mid x) = S(y) - \ln Z$ of every row.

        The loss of a batch is minus its sum, over the number of rows or of words.

        Args:
            inputs: `(batch, time, tags)`.
            tags: `(batch, time)` integers.
            mask: `(batch, time)` booleans.

        Returns:
            `(batch,)`, 0 or less.
        """
        scores, chain = self(inputs), self._chain(mask)
        return path_score(scores, tags, **chain) - log_partition(scores, **chain)

    def decode(self, inputs, mask=None):
        """Return the most probable sequence of tags of every row.

        Args:
            inputs: `(batch, time, tags)`.
            mask: `(batch, time)` booleans.

        Returns:
            `(batch, time)` int32, 0 at masked steps.
        """
        return viterbi(self(inputs), **self._chain(mask))[0]

    def marginals(self, inputs, mask=None):
        r"""Return $P(y_t = j \mid x)$ of every tag of every word.

        Args:
            inputs: `(batch, time, tags)`.
            mask: `(batch, time)` booleans.

        Returns:
            `(batch, time, tags)`, 0 at masked steps.
        """
        return marginals(self(inputs), **self._chain(mask))

    def _chain(self, mask):
        weights = [self.transitions, self.start, self.end]
        values = [ops.convert_to_tensor(weight) for weight in weights]
        if self.allowed is not None:
            values = [
                ops.where(allowed, value, ops.full_like(value, FORBIDDEN))
                for allowed, value in zip(self.allowed, values, strict=True)
            ]
        return dict(zip(["transitions", "start", "end"], values, strict=True)) | {
            "mask": mask
        }

    def get_config(self):
        """Return the arguments of the constructor."""
        allowed = self.allowed and [table.tolist() for table in self.allowed]
        return {**super().get_config(), "tags": self.tags, "allowed": allowed}


def _checked(allowed, tags):
    """Return three arrays of booleans, after looking whether they are."""
    wanted = [(tags, tags), (tags,), (tags,)]
    tables = [np.asarray(table) for table in allowed]
    if [table.shape for table in tables] != wanted or any(
        table.dtype != bool for table in tables
    ):
        got = ", ".join(f"{table.dtype} {table.shape}" for table in tables)
        raise ValueError(
            f"`allowed` is three arrays of booleans of the shapes {wanted}: which tag "
            f"may follow which, which may be first, which last. Got {got}."
        )
    for table, what in zip(tables[1:], ("first", "last"), strict=True):
        if not table.any():
            raise ValueError(f"`allowed` lets no tag be {what}: nothing could be said.")
    return tables
