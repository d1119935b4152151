"""How surprised a model of music was, frame by frame."""

import numpy as np


def frame_log_probs(frames, logits):
    r"""Return the log-probability of every frame, its keys being independent.

    A model that gives key $k$ the logit $a_{tk}$ after the frames before $t$, and so
    the probability $\sigma(a_{tk})$ to sound, gives the frame

    $$ \ln P(x_t \mid x_{<t}) = \sum_{k=1}^{K} \bigl[x_{tk} \ln \sigma(a_{tk})
       + (1 - x_{tk}) \ln (1 - \sigma(a_{tk}))\bigr] $$

    It is computed as $-\sum_k \ln(1 + e^{\mp a_{tk}})$, which neither overflows nor
    loses the small differences.

    Args:
        frames: `(..., keys)`, 0 or 1.
        logits: `(..., keys)`, before the sigmoid.

    Returns:
        `(...)` float64, 0 or less.

    Raises:
        ValueError: If the shapes differ, a frame holds something else than 0 and 1,
            or a logit is no finite number.

    Example:

    >>> frame_log_probs([[1, 0]], [[0.0, np.log(3)]]).round(4)  # ln 1/2 + ln 1/4
    array([-2.0794])
    """
    frames, logits = np.asarray(frames), np.asarray(logits, np.float64)
    if frames.shape != logits.shape or not frames.ndim:
        raise ValueError(
            "Frames and logits must have the same shape (..., keys); got "
            f"{frames.shape} and {logits.shape}."
        )
    if not np.isin(frames, (0, 1)).all():
        raise ValueError(
            "A frame holds 0 and 1: a key is off or on. Got "
            f"{frames[~np.isin(frames, (0, 1))][0]}; were frames and logits exchanged?"
        )
    if not np.isfinite(logits).all():
        where = tuple(int(axis[0]) for axis in np.nonzero(~np.isfinite(logits)))
        raise ValueError(
            f"The logit at {where} is {logits[where]}. Look for a diverged model."
        )
    wrong_way = np.where(frames == 1, -logits, logits)
    return -np.logaddexp(0, wrong_way).sum(axis=-1)


def nll_per_frame(frames, logits, weights=None):
    r"""Return the negative log-likelihood of music in nats per frame.

    $$ \mathrm{NLL} = -\frac{1}{N} \sum_{t=1}^{N} \ln P(x_t \mid x_{<t}) $$

    The sum inside a frame runs over its keys, the mean over **all frames of all
    sequences**: a long piece counts for more than a short one.  The mean of the means
    of the pieces would be another number, and the mean over keys, which a loss
    function gives, one that is 88 times smaller.  This is what Boulanger-Lewandowski
    et al. (2012), Chung et al. (2014) and Greff et al. (2017) report.

    Args:
        frames: `(..., keys)`, 0 or 1: one sequence, a batch, or all frames of all
            sequences in a row.
        logits: `(..., keys)`, before the sigmoid.
        weights: `(...)`, 1 for a frame and 0 for filling; all 1 if left out.

    Returns:
        A `float`, 0 or more.

    Raises:
        ValueError: As for `frame_log_probs`, or if there are no frames, or if the
            weights have another shape or other values.

    Example:

    With every probability at one half, each of 88 keys costs $\ln 2$ = 0.6931:

    >>> round(nll_per_frame(np.eye(5, 88), np.zeros((5, 88))) / 88, 4)
    0.6931
    """
    log_probs = frame_log_probs(frames, logits)
    weights = np.ones(log_probs.shape) if weights is None else np.asarray(weights)
    if weights.shape != log_probs.shape or not np.isin(weights, (0, 1)).all():
        raise ValueError(
            f"Weights must be 0 or 1, one a frame: expected the shape "
            f"{log_probs.shape}, got {weights.shape} from {weights.min(initial=0)} to "
            f"{weights.max(initial=0)}."
        )
    if not weights.sum():
        raise ValueError("There are no frames to take the mean of.")
    return float(-log_probs[weights == 1].mean()) + 0.0  # never -0.0
