"""Counting the n-grams of a text, all orders at once, in sorted arrays."""

import itertools
from dataclasses import dataclass

import numpy as np

from rnncourse.models.language.language_model import checked_ids


@dataclass(frozen=True, eq=False)
class NgramCounts:
    r"""The n-grams of one order and how often each occurred.

    An n-gram has an *id*, its place among the n-grams of its order.  They are sorted
    by

    $$
    \mathrm{key}(w_1 \dots w_k) = \mathrm{id}(w_1 \dots w_{k-1}) \cdot V + w_k
    $$

    so that all continuations of a context stand side by side.  The single n-gram of
    order 0 is empty and has the id 0; the id of a word as an n-gram of order 1 is the
    word's own id, whether it occurred or not.

    Attributes:
        order: $k$.
        vocab_size: $V$.
        keys: `(ngrams,)` int64, rising.
        counts: `(ngrams,)` int64.
        suffixes: `(ngrams,)` int64, the ids of $w_2 \dots w_k$, one order below.
        initial: `(ngrams,)` bool, whether $w_1$ is the start of a sentence.

    Example:

    >>> bigrams = count_ngrams([1, 2, 1, 2, 0], 2, vocab_size=3)[1]
    >>> for context, word, count in zip(bigrams.contexts, bigrams.words,
    ...                                 bigrams.counts):
    ...     print(context, word, count)
    0 1 1
    1 2 2
    2 0 1
    2 1 1
    """

    order: int
    vocab_size: int
    keys: np.ndarray
    counts: np.ndarray
    suffixes: np.ndarray
    initial: np.ndarray

    @property
    def contexts(self):
        r"""The ids of $w_1 \dots w_{k-1}$, one order below; `(ngrams,)` int64."""
        return self.keys // self.vocab_size

    @property
    def words(self):
        """The last words, `(ngrams,)` int64."""
        return self.keys % self.vocab_size


def count_ngrams(ids, order, *, vocab_size, eos_id=0):
    r"""Count the n-grams of a text up to an order.

    In front of a word `<eos>` is the start of a sentence, `<s>`, and behind it the
    end, `</s>`.  A context reaches back to the nearest start and never behind it, so
    the first word of a sentence is counted in two n-grams only: alone, and after
    `<s>`.  The start itself is never predicted; the end is.

    Args:
        ids: `(tokens,)` integers; every sentence ends with `eos_id`.
        order: The length of the longest n-grams, 1 or more.
        vocab_size: Number of types.
        eos_id: Id of the sentence end.

    Returns:
        A tuple of `NgramCounts`, one an order, from 1 to `order`.

    Raises:
        ValueError: If the text is empty or has ids outside the vocabulary, or if the
            order or the id of the sentence end make no sense.

    Example:

    >>> [len(c.keys) for c in count_ngrams([1, 2, 1, 2, 0], 3, vocab_size=3)]
    [3, 4, 4]
    """
    if order < 1:
        raise ValueError(f"The order of an n-gram must be 1 or more; got {order}.")
    if not 0 <= eos_id < vocab_size:
        raise ValueError(
            f"`eos_id` must be one of the {vocab_size} ids; got {eos_id}. Is "
            "`vocab_size` the length of the vocabulary?"
        )
    ids = checked_ids(ids, vocab_size)
    text = np.concatenate([[eos_id], ids]).astype(np.int64)
    tables = [_count_words(text[1:], vocab_size)]
    # `here[i]` is the id of the n-gram of the current order that ends at position i.
    here, positions = text.copy(), np.arange(1, len(text))
    for k in range(2, order + 1):
        if k > 2:  # longer contexts must not reach behind the start of the sentence
            positions = positions[text[positions] != eos_id] + 1
            positions = positions[positions < len(text)]
        keys, at, counts = np.unique(
            here[positions - 1] * vocab_size + text[positions],
            return_inverse=True,
            return_counts=True,
        )
        suffixes = np.empty(len(keys), np.int64)
        suffixes[at] = here[positions]
        contexts = keys // vocab_size
        initial = contexts == eos_id if k == 2 else tables[-1].initial[contexts]
        tables.append(NgramCounts(k, vocab_size, keys, counts, suffixes, initial))
        here[positions] = at
    return tuple(tables)


def _count_words(words, vocab_size):
    return NgramCounts(
        order=1,
        vocab_size=vocab_size,
        keys=np.arange(vocab_size),
        counts=np.bincount(words, minlength=vocab_size),
        suffixes=np.zeros(vocab_size, np.int64),
        # The word <eos> is always the end; the start is no word.
        initial=np.zeros(vocab_size, bool),
    )


def continuation_counts(tables):
    r"""Return in how many different contexts each n-gram occurred.

    $$
    a(w_1 \dots w_k) = \begin{cases}
    c(w_1 \dots w_k) & k \text{ is the highest order, or } w_1 = \text{<s>} \\
    |\{v : c(v \, w_1 \dots w_k) > 0\}| & \text{otherwise}
    \end{cases}
    $$

    "Francisco" is frequent and follows one word only: as a guess after an unknown
    context it deserves the count 1.  Nothing stands before the start of a sentence,
    so what begins there keeps its count.

    Reference: Kneser & Ney (1995); Chen & Goodman (1998), section 2.7, and Heafield
    et al. (2013), section 3.1, for the start of a sentence.

    Args:
        tables: As returned by `count_ngrams`.

    Returns:
        A list of `(ngrams,)` int64 arrays, one an order.

    Example:

    >>> tables = count_ngrams([1, 2, 1, 2, 0], 2, vocab_size=3)
    >>> continuation_counts(tables)[0]  # of <eos>, 1, 2
    array([1, 2, 1])
    """
    adjusted = []
    for table, higher in itertools.pairwise(tables):
        extensions = np.bincount(higher.suffixes, minlength=len(table.keys))
        adjusted.append(np.where(table.initial, table.counts, extensions))
    return [*adjusted, tables[-1].counts]


def counts_of_counts(counts, highest=4):
    r"""Return how many n-grams have the count 0, 1, … `highest`.

    $$
    n_r = |\{g : c(g) = r\}|
    $$

    Args:
        counts: `(ngrams,)` integers.
        highest: The last count of interest.

    Returns:
        `(highest + 1,)` int64, $n_0$ first; $n_0$ counts the words of the vocabulary
        that do not occur.

    Example:

    >>> counts_of_counts(np.array([1, 1, 5, 2, 0, 1]))
    array([1, 3, 1, 0, 0])
    """
    capped = np.minimum(counts, highest + 1)
    return np.bincount(capped, minlength=highest + 2)[:-1]
