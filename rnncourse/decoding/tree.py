"""The search as a tree: every continuation that a beam looked at."""

import dataclasses

import numpy as np


@dataclasses.dataclass(frozen=True, eq=False)
class SearchTree:
    """What a beam looked at on its way through one sentence.

    Node 0 is the first token.  Every other node is one token behind its parent; nodes
    of one depth follow one another.

    Attributes:
        parents: `(nodes,)` integers, -1 for the root.
        tokens: `(nodes,)` integers.
        log_probs: `(nodes,)` log-probability of the whole path from the root.
        kept: `(nodes,)` booleans, whether the node was taken into the beam.
        ends: The nodes at which the returned hypotheses end, best first.

    Example:

    >>> tree = SearchTree(np.array([-1, 0, 0, 1]), np.array([0, 5, 6, 7]),
    ...     np.log([1, 0.6, 0.4, 0.3]), np.array([True, True, False, True]), (3,))
    >>> tree.path(3)
    [0, 1, 3]
    """

    parents: np.ndarray
    tokens: np.ndarray
    log_probs: np.ndarray
    kept: np.ndarray
    ends: tuple[int, ...]

    def path(self, node):
        """Return the nodes from the root to `node`."""
        path = [int(node)]
        while self.parents[path[-1]] >= 0:
            path.append(int(self.parents[path[-1]]))
        return path[::-1]


class Recorder:
    """Collects the nodes of all sentences while a beam runs.

    Args:
        first: `(batch,)` integers, the roots, which get the numbers 0, 1, ….

    Example:

    >>> recorder = Recorder(np.array([9]))
    >>> totals, tokens = np.log([[0.6, 0.4]]), np.array([[5, 6]])
    >>> recorder.add(np.array([0]), totals, tokens, np.array([1]))
    array([2])
    >>> recorder.trees([[2]])[0].tokens
    array([9, 5, 6])
    """

    def __init__(self, first):
        batch = len(first)
        self._size = batch
        root = np.full(batch, -1), first, np.zeros(batch), np.full(batch, True)
        self._parts = [root]

    def add(self, nodes, totals, tokens, chosen):
        """Add the continuations of rows; return the nodes of those that were chosen.

        Args:
            nodes: `(rows,)` node of each row.
            totals: `(rows, k)` log-probabilities of its continuations.
            tokens: `(rows, k)` their tokens.
            chosen: Which of the `rows * k` continuations were chosen.
        """
        seen = np.flatnonzero(np.isfinite(totals))
        parents = nodes[seen // totals.shape[1]]
        kept = np.isin(seen, chosen)
        self._parts.append((parents, tokens.ravel()[seen], totals.ravel()[seen], kept))
        numbers = self._size + np.searchsorted(seen, chosen)
        self._size += len(seen)
        return numbers

    def trees(self, ends):
        """Return the tree of each sentence; its hypotheses end at the nodes `ends`."""
        columns = [np.concatenate(column) for column in zip(*self._parts, strict=True)]
        parents, *others = columns
        sentence = np.arange(self._size)
        for node in range(len(ends), self._size):  # parents come before children
            sentence[node] = sentence[parents[node]]
        trees = []
        for number, last in enumerate(ends):
            own = np.flatnonzero(sentence == number)
            above = np.searchsorted(own, parents[own])
            above[0] = -1
            tokens, log_probs, kept = (column[own] for column in others)
            found = tuple(np.searchsorted(own, last).tolist())
            trees.append(SearchTree(above, tokens, log_probs, kept, found))
        return trees
