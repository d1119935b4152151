"""What a beam finds."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Hypothesis:
    """A sequence that a beam found.

    Attributes:
        tokens: Its tokens; the last is `eos_id` unless it was cut at `max_length`.
        log_prob: Its log-probability, all tokens summed.
        score: What it was ranked by: `log_prob`, normalised and with penalties.

    Example:

    >>> Hypothesis(tokens=(3, 0), log_prob=-1.5, score=-0.75).tokens
    (3, 0)
    """

    tokens: tuple[int, ...]
    log_prob: float
    score: float
