"""What every language model can do, whether it counts or learns."""

import abc
from typing import Any

import numpy as np

from rnncourse.metrics import perplexity


class LanguageModel(abc.ABC):
    r"""A model of text: the probability of the next token, given all before it.

    $$
    P(w_1 \dots w_N) = \prod_{t=1}^{N} P(w_t \mid w_1 \dots w_{t-1})
    $$

    What was read is remembered in a *state*, which is a value: `step` returns a new
    one and leaves the old one as it was, so that a text may be continued in several
    ways.  A text starts behind the end of a sentence; that `<eos>` is read and not
    scored.  To get the distribution of a first word, read it:
    `step([eos_id], start())`.

    A subclass gives `start` and `step`, and sets `vocab_size` and `eos_id`.  Where it
    can score a text faster than token by token, it gives `log_probs` too.

    Attributes:
        vocab_size: Number of types; ids run from 0 to `vocab_size - 1`.
        eos_id: Id of the sentence end.

    Example:

    >>> class Coin(LanguageModel):
    ...     vocab_size, eos_id = 2, 0
    ...     def start(self, batch_size=1):
    ...         return None
    ...     def step(self, tokens, state):
    ...         return np.log([[0.25, 0.75]] * len(tokens)), state
    >>> np.exp(Coin().log_probs([1, 1, 0]))
    array([0.75, 0.75, 0.25])
    >>> round(Coin().perplexity([1, 1, 0]), 3)
    1.923
    """

    vocab_size: int
    eos_id: int

    @abc.abstractmethod
    def start(self, batch_size: int = 1) -> Any:
        """Return the state of `batch_size` rows in which nothing was read yet."""

    @abc.abstractmethod
    def step(self, tokens, state) -> tuple[np.ndarray, Any]:
        """Read one token a row.

        Args:
            tokens: `(batch,)` integers.
            state: As returned by `start` or an earlier `step`.

        Returns:
            The natural log-probabilities of every possible next token,
            `(batch, vocab_size)`, and the new state.
        """

    def log_probs(self, ids) -> np.ndarray:
        """Return the natural log-probability of every token of a text.

        Args:
            ids: `(tokens,)` integers.

        Returns:
            `(tokens,)` float64; token `t` given all before it.

        Raises:
            ValueError: If the text is empty, not one-dimensional, or has ids that
                the model does not know.
        """
        ids = self._checked(ids)
        state, previous = self.start(1), self.eos_id
        scores = np.empty(len(ids))
        for position, token in enumerate(ids):
            log_probs, state = self.step(np.array([previous]), state)
            scores[position] = log_probs[0, token]
            previous = token
        return scores

    def next_log_probs(self, context=()) -> np.ndarray:
        """Return the distribution of the token that follows a text.

        Args:
            context: `(tokens,)` integers, the text so far; empty at its start.

        Returns:
            `(vocab_size,)` natural log-probabilities.

        Raises:
            ValueError: As for `log_probs`, but the context may be empty.
        """
        context = self._checked(context) if len(context) else ()
        log_probs, state = self.step(np.array([self.eos_id]), self.start(1))
        for token in context:
            log_probs, state = self.step(np.array([token]), state)
        return log_probs[0]

    def perplexity(self, ids) -> float:
        """Return the perplexity of a text; `inf` if a token of it is impossible."""
        return perplexity(self.log_probs(ids))

    def _checked(self, ids):
        return checked_ids(ids, self.vocab_size)


def checked_ids(ids, vocab_size):
    """Return a text as an array of ids, after looking whether it is one.

    Args:
        ids: Integers, `(tokens,)`.
        vocab_size: Number of types.

    Returns:
        `(tokens,)` array of integers.

    Raises:
        ValueError: If there are no ids, if they are no integers or not in one
            dimension, or if one is negative or not below `vocab_size`.

    Example:

    >>> checked_ids([2, 0, 1], 3)
    array([2, 0, 1])
    >>> checked_ids([2, 0, 3], 3)
    Traceback (most recent call last):
    ValueError: The id 3 at position 2 is outside the 3 types of this model...
    """
    ids = np.asarray(ids)
    if ids.ndim != 1 or not ids.size:
        raise ValueError(
            "A text must be an array of ids of shape (tokens,) with at least one "
            f"token; got shape {ids.shape}."
        )
    if not np.issubdtype(ids.dtype, np.integer):
        raise ValueError(
            f"Ids must be integers; got {ids.dtype}. Encode words with the vocabulary "
            "that the model was made with."
        )
    if ids.min() < 0 or ids.max() >= vocab_size:
        where = int(((ids < 0) | (ids >= vocab_size)).argmax())
        raise ValueError(
            f"The id {ids[where]} at position {where} is outside the {vocab_size} "
            "types of this model. Was the text encoded with another vocabulary?"
        )
    return ids
