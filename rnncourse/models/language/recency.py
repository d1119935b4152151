"""How long ago the last word was seen before: a context in one number."""

from dataclasses import KW_ONLY, dataclass

import numpy as np


@dataclass(frozen=True)
class Recency:
    r"""Sort contexts into buckets by the distance to the last word's last occurrence.

    $$
    b(w_1 \dots w_t) = |\{e \in \text{edges} : e \le t - \max \{s < t : w_s = w_t\}\}|
    $$

    and one bucket more, the last, for words that were not seen before.  A `Mixture`
    has weights for every bucket: after a word that was here a moment ago the cache
    knows what tends to follow it; after a new word it does not.

    Args:
        vocab_size: Number of types.
        edges: Distances at which a new bucket begins, rising, the first above 1.
        eos_id: Id of the sentence end, which stands before the text.

    Raises:
        ValueError: If the edges do not rise from above 1.

    Example:

    >>> recency = Recency(4, edges=(2, 3))
    >>> recency.of(np.array([1, 1, 1, 0, 1, 2]))  # before them: 0 1 1 1 0 1
    array([3, 3, 0, 0, 2, 1])
    """

    vocab_size: int
    _: KW_ONLY
    edges: tuple[int, ...] = (3, 10, 30, 100, 300, 1000, 3000)
    eos_id: int = 0

    def __post_init__(self):
        if not self.edges or (np.diff([1, *self.edges]) <= 0).any():
            raise ValueError(
                "The edges must be whole numbers that rise and begin above 1; got "
                f"{self.edges}."
            )

    @property
    def buckets(self):
        """The number of buckets."""
        return len(self.edges) + 2

    def of(self, ids):
        """Return the bucket of the context of every token, `(tokens,)` int64."""
        text = np.append(self.eos_id, ids[:-1])
        order = text.argsort(kind="stable")
        again = text[order[1:]] == text[order[:-1]]
        buckets = np.full(len(text), self.buckets - 1)
        buckets[order[1:][again]] = self._bucket(np.diff(order)[again])
        return buckets

    def start(self, batch_size=1):
        """Return the state in which nothing was read: no word has a distance yet."""
        return np.zeros((batch_size, self.vocab_size), np.int64)

    def step(self, tokens, state):
        """Read one token a row; return the buckets, `(batch,)`, and the state.

        The state says of each word how far back it would lie if it came now, and 0
        where it was not read.
        """
        rows = np.arange(len(tokens))
        distances = state[rows, tokens]
        buckets = np.where(distances > 0, self._bucket(distances), self.buckets - 1)
        state = np.where(state > 0, state + 1, 0)
        state[rows, tokens] = 1
        return buckets, state

    def _bucket(self, distances):
        return np.searchsorted(self.edges, distances, side="right")
