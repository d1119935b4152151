"""Sums and maxima over all sequences of tags, of which there are exponentially many."""

from keras import ops

from rnncourse.layers._chain_checks import checked
from rnncourse.layers.engine import unroll


def path_score(scores, tags, transitions, mask=None, start=None, end=None):
    r"""Return the score of one sequence of tags a row.

    $$
    S(y) = \pi_{y_1} + \sum_{t=1}^{T} e_t(y_t) + \sum_{t=2}^{T} A_{y_{t-1} y_t}
    + \rho_{y_T}
    $$

    Reference: Collobert et al. (2011), equation 11; Lample et al. (2016), section 2.2.

    Args:
        scores: $e$, `(batch, time, tags)`: how well each tag suits each word.
        tags: $y$, `(batch, time)` integers; what stands at masked steps is not read.
        transitions: $A$, `(tags, tags)`; `[i, j]` is the score of `j` after `i`.
        mask: `(batch, time)` booleans; all steps count if left out.
        start: $\pi$, `(tags,)`, the scores of the first tag; zeros if left out.
        end: $\rho$, `(tags,)`, the scores of the last tag; zeros if left out.

    Returns:
        `(batch,)`.

    Raises:
        ValueError: If the shapes do not fit each other.

    Masking: as for all functions of this module, masked steps are cut out wherever
    they are, so that the tags before and after a hole are neighbours.  A row without
    any step has one sequence, the empty one, with the score 0.

    Example:

    >>> import numpy as np
    >>> scores = np.array([[[1.0, 0.0], [0.0, 2.0]]])
    >>> transitions = np.array([[0.0, 10.0], [0.0, 0.0]])
    >>> float(path_score(scores, np.array([[0, 1]]), transitions)[0])  # 1 + 2 + 10
    13.0
    """
    scores, transitions, mask, start, end = checked(
        scores, transitions, mask, start, end, tags=tags
    )
    time, count = ops.shape(scores)[1], scores.shape[-1]
    steps = ops.arange(time, dtype="int32")
    order = ops.argsort(ops.where(mask, steps, time + steps), axis=1)  # holes closed
    tags = ops.where(mask, ops.cast(tags, "int32"), 0)
    tags = ops.take_along_axis(tags, order, axis=1)
    shown = ops.cast(ops.take_along_axis(mask, order, axis=1), scores.dtype)

    chosen = ops.one_hot(tags, count, dtype=scores.dtype) * shown[..., None]
    closed = ops.take_along_axis(scores, order[..., None], axis=1)
    moves = ops.matmul(ops.swapaxes(chosen[:, :-1], 1, 2), chosen[:, 1:])  # counts
    ends = chosen * (shown - ops.pad(shown[:, 1:], ((0, 0), (0, 1))))[..., None]
    return (
        _total(chosen, closed)
        + _total(moves, transitions)
        + _total(chosen[:, :1], start)
        + _total(ends, end)
    )


def log_partition(scores, transitions, mask=None, start=None, end=None):
    r"""Return the logarithm of the sum over all sequences, by the forward algorithm.

    $$
    \ln Z = \ln \sum_{y} e^{S(y)}, \qquad
    \alpha_t(j) = e_t(j) + \ln \sum_i e^{\alpha_{t-1}(i) + A_{ij}}, \qquad
    \ln Z = \ln \sum_j e^{\alpha_T(j) + \rho_j}
    $$

    with $\alpha_1 = \pi + e_1$: time times tags squared instead of tags to the power
    of time.

    Reference: Rabiner (1989), equations 18 to 21, in logarithms.

    Args:
        scores: `(batch, time, tags)`.
        transitions: `(tags, tags)`; `[i, j]` is the score of `j` after `i`.
        mask: `(batch, time)` booleans.
        start: `(tags,)`.
        end: `(tags,)`.

    Returns:
        `(batch,)`; 0 for a row without any step.

    Raises:
        ValueError: If the shapes do not fit each other.

    Masking: masked steps are cut out, see `path_score`.

    Example:
        With all scores 0, what is left is the logarithm of the number of sequences:

        >>> round(float(log_partition(ops.zeros((1, 5, 3)), ops.zeros((3, 3)))[0]), 4)
        5.4931
        >>> import numpy as np
        >>> round(float(np.log(3**5)), 4)
        5.4931
    """
    scores, transitions, mask, start, end = checked(
        scores, transitions, mask, start, end
    )
    _, last = _forward(scores, transitions, mask, start, ops.logsumexp)
    return ops.where(ops.any(mask, axis=1), ops.logsumexp(last + end, axis=1), 0.0)


def marginals(scores, transitions, mask=None, start=None, end=None):
    r"""Return the probability of every tag at every step, by forward-backward.

    $$
    P(y_t = j) = e^{\alpha_t(j) + \beta_t(j) - \ln Z}, \qquad
    \beta_t(i) = \ln \sum_j e^{A_{ij} + e_{t+1}(j) + \beta_{t+1}(j)}
    $$

    with $\beta_T = \rho$.  The backward algorithm is the forward algorithm on the
    sentence read from its end, with $A^\top$ for $A$ and $\rho$ for $\pi$; what it
    gives contains $e_t$, which then counts twice and is taken off once.

    The same numbers are the derivatives of `log_partition` by `scores`.

    Reference: Rabiner (1989), equations 24 to 27.

    Args:
        scores: `(batch, time, tags)`.
        transitions: `(tags, tags)`; `[i, j]` is the score of `j` after `i`.
        mask: `(batch, time)` booleans.
        start: `(tags,)`.
        end: `(tags,)`.

    Returns:
        `(batch, time, tags)`; they sum to 1 over the tags, and are 0 at masked steps.

    Raises:
        ValueError: If the shapes do not fit each other.

    Masking: masked steps are cut out, see `path_score`.

    Example:
        Two words, each either tag, but never the second tag twice:

        >>> import numpy as np
        >>> transitions = np.array([[0.0, 0.0], [0.0, -1e5]])
        >>> ops.convert_to_numpy(marginals(np.zeros((1, 2, 2)), transitions)).round(3)
        array([[[0.667, 0.333],
                [0.667, 0.333]]])
    """
    scores, transitions, mask, start, end = checked(
        scores, transitions, mask, start, end
    )
    forward, last = _forward(scores, transitions, mask, start, ops.logsumexp)
    backward, _ = _forward(
        ops.flip(scores, 1),
        ops.transpose(transitions),
        ops.flip(mask, 1),
        end,
        ops.logsumexp,
    )
    total = ops.logsumexp(last + end, axis=1)[:, None, None]
    log_probs = forward + ops.flip(backward, 1) - scores - total
    return ops.exp(ops.where(mask[..., None], log_probs, float("-inf")))


def viterbi(scores, transitions, mask=None, start=None, end=None):
    r"""Return the best sequence of tags and its score.

    $$
    \delta_t(j) = e_t(j) + \max_i [\delta_{t-1}(i) + A_{ij}], \qquad
    y_T = \arg\max_j [\delta_T(j) + \rho_j], \qquad
    y_t = \arg\max_i [\delta_t(i) + A_{i y_{t+1}}]
    $$

    with $\delta_1 = \pi + e_1$.  It is the forward algorithm with a maximum in place
    of the sum, and then a walk back.  Nothing is remembered for the walk but $\delta$:
    one row of maxima is found again faster than all are stored.

    Of equally good sequences it returns the one with the smallest last tag, of those
    the one with the smallest tag before it, and so on.

    Reference: Viterbi (1967); Rabiner (1989), equations 32 to 35.

    Args:
        scores: `(batch, time, tags)`.
        transitions: `(tags, tags)`; `[i, j]` is the score of `j` after `i`.
        mask: `(batch, time)` booleans.
        start: `(tags,)`.
        end: `(tags,)`.

    Returns:
        The tags, `(batch, time)` int32, 0 at masked steps, and their scores
        `(batch,)`, 0 for a row without any step.

    Raises:
        ValueError: If the shapes do not fit each other.

    Masking: masked steps are cut out, see `path_score`.

    Example:
        The best tag of each word, taken alone, is not the best sequence here:

        >>> import numpy as np
        >>> scores = np.array([[[2.0, 0.0], [1.0, 0.0]]])
        >>> transitions = np.array([[-5.0, 0.0], [0.0, 0.0]])
        >>> tags, best = viterbi(scores, transitions)
        >>> ops.convert_to_numpy(tags), ops.convert_to_numpy(best)
        (array([[0, 1]], dtype=int32), array([2.]))
    """
    scores, transitions, mask, start, end = checked(
        scores, transitions, mask, start, end
    )
    delta, last = _forward(scores, transitions, mask, start, ops.max)
    best = ops.where(ops.any(mask, axis=1), ops.max(last + end, axis=1), 0.0)
    count = scores.shape[-1]

    def back(xs, states, weights, add_product):
        (delta_t,), (_, onward), (into,) = xs, states, weights
        tag = ops.argmax(delta_t + onward, axis=1)
        return [ops.one_hot(tag, count, dtype=delta_t.dtype), ops.take(into, tag, 0)]

    onward = ops.broadcast_to(end, ops.shape(last))  # scores of what follows
    chosen, _ = unroll(
        back,
        [ops.flip(_time_first(delta), 0)],
        [ops.zeros_like(last), onward],
        [ops.transpose(transitions)],
        mask=ops.flip(_time_first(mask), 0),
    )
    tags = ops.argmax(_time_first(ops.flip(chosen, 0)), axis=-1)
    return ops.where(mask, ops.cast(tags, "int32"), 0), best


def _forward(scores, transitions, mask, start, combine):
    """Return what comes together in every tag at every step, and at the last one.

    Two states are carried: what came together in each tag, and the same one transition
    on.  The second begins as `start`, so that no step is a special one.
    """

    def step(xs, states, weights, add_product):
        (e,), (_, arriving), (A,) = xs, states, weights
        alpha = arriving + e
        return [alpha, combine(alpha[:, :, None] + A, axis=1)]

    arriving = ops.broadcast_to(start, ops.shape(scores[:, 0]))
    states = [ops.zeros_like(arriving), arriving]
    xs, mask = [_time_first(scores)], _time_first(mask)
    alphas, (last, _) = unroll(step, xs, states, [transitions], mask=mask)
    return _time_first(alphas), last


def _total(counts, values):
    """Sum up values as often as they count; minus infinity counts if it occurs."""
    return ops.sum(ops.where(counts > 0, counts * values, 0.0), axis=(1, 2))


def _time_first(values):
    """Exchange batch and time."""
    return ops.swapaxes(values, 0, 1)
