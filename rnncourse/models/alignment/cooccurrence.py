"""Every word of a sentence beside every word of its translation, in flat arrays."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Cells:
    r"""The places where a target word may come from a source word, for all pairs.

    Sentence pair, then target word, then source word: that is the order of the cells,
    so that those of one target word are neighbours. Its first cell stands for NULL,
    the empty source word, which explains what translates nothing.

    Attributes:
        source: `(cells,)` int64, 0 for NULL and the id of the source word plus 1.
        target: `(tokens,)` int64, the id of every target word.
        starts: `(tokens,)` int64, the first cell of every target word.
        i: `(cells,)` int64, position of the source word from 1, 0 for NULL.
        j: `(tokens,)` int64, position of the target word from 1.
        n: `(tokens,)` int64, length of its source sentence.
        m: `(tokens,)` int64, length of its target sentence.
        pair: `(tokens,)` int64, the number of its sentence pair.

    Example:

    >>> cells = cells_of([([7, 8], [3, 4])])
    >>> cells.source, cells.i
    (array([0, 8, 9, 0, 8, 9]), array([0, 1, 2, 0, 1, 2]))
    >>> cells.starts, cells.target
    (array([0, 3]), array([3, 4]))
    """

    source: np.ndarray
    target: np.ndarray
    starts: np.ndarray
    i: np.ndarray
    j: np.ndarray
    n: np.ndarray
    m: np.ndarray
    pair: np.ndarray

    def spread(self, values):
        """Give every cell the value of its target word, `(tokens,)` to `(cells,)`."""
        return np.repeat(values, self.n + 1)

    def total(self, values):
        """Sum over the cells of every target word, `(cells,)` to `(tokens,)`."""
        return np.add.reduceat(values, self.starts)

    def best(self, values):
        """Return the position `i` of the greatest cell of every target word.

        Where several are greatest the first of them wins, NULL before all.
        """
        greatest = self.spread(np.maximum.reduceat(values, self.starts))
        candidates = np.where(values == greatest, self.i, self.i.max() + 1)
        return np.minimum.reduceat(candidates, self.starts)


def cells_of(pairs):
    """Lay sentence pairs out in cells.

    Args:
        pairs: Source and target of each pair, two sequences of ids.

    Returns:
        The `Cells`.

    Raises:
        ValueError: If there is no pair, a sentence is empty, or an id is no integer or
            negative; the message says which pair.

    Example:

    >>> cells_of([([7, 8], [])])
    Traceback (most recent call last):
    ValueError: Pair 0 has 2 source and 0 target words; both sides need one or more...
    """
    pairs = [(np.asarray(one), np.asarray(other)) for one, other in pairs]
    if not pairs:
        raise ValueError("There are no sentence pairs to learn from or to align.")
    for number, sides in enumerate(pairs):
        _check(number, *sides)
    n = np.array([len(source) for source, _ in pairs])
    m = np.array([len(target) for _, target in pairs])
    pair = np.repeat(np.arange(len(pairs)), m)  # of every target word
    before_pair = np.cumsum(n) - n  # source words in earlier pairs
    first = np.cumsum(m) - m  # target words in earlier pairs

    lengths = n[pair]
    starts = np.cumsum(lengths + 1) - (lengths + 1)
    i = np.arange(starts[-1] + lengths[-1] + 1) - np.repeat(starts, lengths + 1)
    words = np.concatenate([source for source, _ in pairs])
    at = np.repeat(before_pair[pair], lengths + 1) + i - 1
    return Cells(
        source=np.where(i == 0, 0, words[at] + 1),
        target=np.concatenate([target for _, target in pairs]),
        starts=starts,
        i=i,
        j=np.arange(len(pair)) - first[pair] + 1,
        n=lengths,
        m=m[pair],
        pair=pair,
    )


def _check(number, source, target):
    if not (source.ndim == target.ndim == 1 and len(source) and len(target)):
        raise ValueError(
            f"Pair {number} has {source.size} source and {target.size} target words; "
            "both sides need one or more ids in a row. Leave empty sentences out."
        )
    for ids in (source, target):
        if not np.issubdtype(ids.dtype, np.integer) or ids.min() < 0:
            raise ValueError(
                f"Pair {number} holds {ids.ravel()[:5].tolist()}; ids are integers, 0 "
                "or more. Encode words with a vocabulary first."
            )
