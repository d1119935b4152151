"""The few protocols that rooms share without knowing each other."""

from typing import Any, Protocol

import numpy as np


class StepFunction(Protocol):
    """One step of anything that generates a sequence.

    A decoder asks only this of a model: read one token a row, give the distribution
    of the next.

    Call arguments:
        tokens: `(batch,)` integers, the tokens just chosen.
        state: What the last call returned, or a starting state.

    Returns:
        Log-probabilities `(batch, vocab_size)` of the next token, and the new state.

    Example:

    >>> def coin(tokens, state):
    ...     return np.log(np.full((len(tokens), 2), 0.5)), state
    >>> step: StepFunction = coin
    >>> step(np.array([0]), None)[0].round(2)
    array([[-0.69, -0.69]])
    """

    def __call__(self, tokens: np.ndarray, state: Any) -> tuple[np.ndarray, Any]:
        """Read `tokens`, return the next log-probabilities and the state."""
