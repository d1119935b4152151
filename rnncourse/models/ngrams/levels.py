"""One order of an n-gram model: its n-grams in a sorted array, and how to find them."""

from dataclasses import dataclass

import numpy as np

from rnncourse.models.language.probing import ProbingTable


@dataclass(frozen=True, eq=False)
class NgramLevel:
    r"""The n-grams of one order, with what the model says of each.

    The n-grams are sorted by key as in `NgramCounts`: the id of the context, one
    order below, times `vocab_size`, plus the word.  Level by level this is a trie
    whose edges are found by hashing.

    Attributes:
        vocab_size: Number of types.
        keys: `(ngrams,)` int64, rising.
        log_probs: `(ngrams,)` float64, $\ln P(w_k \mid w_1 \dots w_{k-1})$.
        log_backoffs: `(ngrams,)` float64, the logarithm of what a word gets less if
            the n-gram is its context and it was never seen there; 0 where the n-gram
            is no context.

    Example:

    >>> level = NgramLevel(10, np.array([3, 42, 47]), np.zeros(3), np.zeros(3))
    >>> level.find(np.array([4, 0, 4]), np.array([7, 3, 8]))  # the last is not there
    array([ 2,  0, -1])
    >>> rows, found = level.continuations(np.array([0, 4]))
    >>> rows, found, level.words[found]
    (array([0, 1, 1]), array([0, 1, 2]), array([3, 2, 7]))
    """

    vocab_size: int
    keys: np.ndarray
    log_probs: np.ndarray
    log_backoffs: np.ndarray

    def __post_init__(self):
        for array in (self.keys, self.log_probs, self.log_backoffs):
            array.flags.writeable = False
        object.__setattr__(self, "_table", ProbingTable(self.keys))

    def __len__(self):
        return len(self.keys)

    @property
    def contexts(self):
        """The ids of the contexts, one order below; `(ngrams,)` int64."""
        return self.keys // self.vocab_size

    @property
    def words(self):
        """The last words, `(ngrams,)` int64."""
        return self.keys % self.vocab_size

    def find(self, contexts, words):
        """Return the ids of n-grams, -1 where there is none.

        Args:
            contexts: `(many,)` int64, ids one order below; -1 finds nothing.
            words: `(many,)` int64.

        Returns:
            `(many,)` int64.
        """
        return self._table.find(contexts * self.vocab_size + words)

    def continuations(self, contexts):
        """Return all n-grams that begin with one of the contexts.

        Args:
            contexts: `(batch,)` int64, ids one order below; -1 has none.

        Returns:
            `(many,)` the rows of the batch, and `(many,)` the ids of the n-grams.
        """
        first = np.searchsorted(self.keys, contexts * self.vocab_size)
        last = np.searchsorted(self.keys, (contexts + 1) * self.vocab_size)
        lengths = np.where(contexts >= 0, last - first, 0)  # (batch,)
        rows = np.repeat(np.arange(len(contexts)), lengths)
        before = np.cumsum(lengths) - lengths  # what earlier rows take
        return rows, np.arange(len(rows)) + (first - before)[rows]
