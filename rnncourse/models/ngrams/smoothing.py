"""What a count is worth, and how the orders of an n-gram model are mixed."""

import abc
from dataclasses import dataclass

import numpy as np

from rnncourse.models.ngrams.levels import NgramLevel


class Smoothing(abc.ABC):
    r"""How much of its probability a context keeps for the words it has seen.

    All n-gram models here are one recursion from the uniform distribution upwards:

    $$
    \begin{aligned}
    P_k(w \mid h) &= \frac{\tilde c(h w)}{T(h)} + \gamma(h) \, P_{k-1}(w \mid h') \\
    T(h) &= \sum_v a(h v) + \pi, \qquad
    \gamma(h) = 1 - \sum_v \frac{\tilde c(h v)}{T(h)}, \qquad
    P_0(w) = \frac{1}{V}
    \end{aligned}
    $$

    where $h'$ is $h$ without its first word.  After a context that was never seen,
    $P_k(w \mid h) = P_{k-1}(w \mid h')$.  A smoothing says what $a$ is (counts), what
    is left of it (discounted counts $\tilde c \le a$), and how much was added to the
    total ($\pi$).

    Reference: Chen & Goodman (1998), section 2.

    Example:

    >>> from rnncourse.models.ngrams.counts import count_ngrams
    >>> class Half(Smoothing):
    ...     def discounted(self, counts, table, highest):
    ...         return counts / 2
    >>> tables = count_ngrams([1, 1, 0], 1, vocab_size=4)
    >>> np.exp(estimate(tables, Half())[0].log_probs)  # uniform: 1/4 each, half of it
    array([0.29166667, 0.45833333, 0.125     , 0.125     ])
    """

    def counts(self, tables):
        """Return the counts to go by, one `(ngrams,)` array an order."""
        return [table.counts for table in tables]

    @abc.abstractmethod
    def discounted(self, counts, table, highest):
        """Return what is left of the counts of one order.

        Args:
            counts: `(ngrams,)` integers, as returned by `counts`.
            table: The `NgramCounts` of that order.
            highest: The highest order of the model.

        Returns:
            `(ngrams,)` numbers between 0 and `counts`.
        """

    def added(self, vocab_size):
        """Return what is added to the total of every context."""
        return 0.0


@dataclass(frozen=True)
class MaximumLikelihood(Smoothing):
    r"""Relative frequencies: what was not seen is impossible.

    $$
    P(w \mid h) = \frac{c(h w)}{c(h)}
    $$

    After a context that was never seen the relative frequency is 0 by 0; the model
    then goes by the longest end of the context that was seen.

    Reference: Jurafsky & Martin, Speech and Language Processing, section 3.1.

    Example:

    >>> from rnncourse.models.ngrams.counts import count_ngrams
    >>> tables = count_ngrams([1, 2, 1, 1, 0], 1, vocab_size=4)
    >>> np.exp(estimate(tables, MaximumLikelihood())[0].log_probs)
    array([0.2, 0.6, 0.2, 0. ])
    """

    def discounted(self, counts, table, highest):
        """Return the counts as they are."""
        return counts


@dataclass(frozen=True)
class AddK(Smoothing):
    r"""Every word is counted $k$ times more than it occurred.

    $$
    P(w \mid h) = \frac{c(h w) + k}{c(h) + k V}
    $$

    The shorter contexts are not used, except at the start of a sentence, where there
    is no more: what was not seen gets the same share for every word.  With $k = 1$
    this is Laplace's rule, in general Lidstone's.

    Reference: Jurafsky & Martin, Speech and Language Processing, section 3.6.

    Args:
        k: Above 0.

    Raises:
        ValueError: If `k` is not above 0.

    Example:

    >>> from rnncourse.models.ngrams.counts import count_ngrams
    >>> tables = count_ngrams([1, 2, 1, 1, 0], 1, vocab_size=4)
    >>> np.exp(estimate(tables, AddK(1.0))[0].log_probs) * 9
    array([2., 4., 2., 1.])
    """

    k: float = 1.0

    def __post_init__(self):
        if not 0 < self.k < np.inf:
            raise ValueError(
                f"`k` must be above 0; got {self.k}. For k = 0 take "
                "`MaximumLikelihood()`."
            )

    def discounted(self, counts, table, highest):
        """Return the counts of whole contexts; shorter ones keep nothing."""
        # At the start of a sentence the context is short and yet all there is.
        return counts if table.order == highest else counts * table.initial

    def added(self, vocab_size):
        """Return $k V$."""
        return self.k * vocab_size


def estimate(tables, smoothing, cutoffs=None):
    r"""Turn counts into the levels of a back-off model.

    Interpolated and stored as back-off: an n-gram that was seen has its whole mixed
    probability stored, one that was not has $\gamma(h) P_{k-1}(w \mid h')$ anyway.

    An n-gram whose count (the one the smoothing goes by, for Kneser-Ney the number
    of contexts) is below the cut-off of its order loses it to $\gamma(h)$.  It stays
    in the model only as far as longer n-grams begin with it.

    Args:
        tables: As returned by `count_ngrams`.
        smoothing: A `Smoothing`.
        cutoffs: A dict from orders to the lowest count that is kept; 1 where an
            order is left out.

    Returns:
        A list of `NgramLevel`, one an order.

    Example:

    >>> from rnncourse.models.ngrams.counts import count_ngrams
    >>> tables = count_ngrams([1, 2, 1, 2, 1, 1, 0], 2, vocab_size=4)
    >>> [len(level) for level in estimate(tables, AddK(1.0))]
    [4, 5]
    >>> [len(level) for level in estimate(tables, AddK(1.0), cutoffs={2: 2})]
    [4, 2]
    """
    cutoffs = cutoffs or {}
    vocab_size, highest = tables[0].vocab_size, tables[-1].order
    probs, backoffs, kept = [np.array([1 / vocab_size])], [], []
    for table, counts in zip(tables, smoothing.counts(tables), strict=True):
        contexts = table.contexts
        worth = smoothing.discounted(counts, table, highest)
        kept.append(counts >= cutoffs.get(table.order, 1))
        worth = np.where(kept[-1], worth, 0)
        totals = np.bincount(contexts, counts, minlength=len(probs[-1]))
        totals = totals + np.where(totals > 0, smoothing.added(vocab_size), 1)
        spent = np.bincount(contexts, worth, minlength=len(probs[-1]))
        # Differences before quotients: 0 must come out as 0.  An unseen context
        # has spent 0 of 1 and passes everything on.
        backoffs.append(np.maximum(totals - spent, 0) / totals)
        lower = probs[-1][table.suffixes]
        probs.append(worth / totals[contexts] + backoffs[-1][contexts] * lower)
    backoffs = [*backoffs[1:], np.ones(len(probs[-1]))]  # the longest are no contexts
    with np.errstate(divide="ignore"):  # ln 0 = -inf is what is meant
        logs = [
            (np.log(p), np.log(b)) for p, b in zip(probs[1:], backoffs, strict=True)
        ]
    if all(lowest == 1 for lowest in cutoffs.values()):
        keys = [table.keys for table in tables]
    else:
        needed = _needed(tables, kept)
        keys = _renumbered(tables, needed)
        logs = [(p[n], b[n]) for (p, b), n in zip(logs, needed, strict=True)]
    return [NgramLevel(vocab_size, k, *log) for k, log in zip(keys, logs, strict=True)]


def _needed(tables, kept):
    """Which n-grams are kept, or begin one that is; a boolean array an order."""
    needed = [kept[-1]]
    for table, mask in zip(tables[:0:-1], kept[-2::-1], strict=True):
        mask = mask.copy()
        mask[table.contexts[needed[0]]] = True
        needed.insert(0, mask)
    needed[0][:] = True  # a word's id is its place
    return needed


def _renumbered(tables, needed):
    """The keys of the n-grams that are needed, with the ids that are left."""
    keys = [tables[0].keys]
    for table, lower, mask in zip(tables[1:], needed, needed[1:], strict=False):
        new_ids = np.cumsum(lower) - 1
        contexts = new_ids[table.contexts[mask]]
        keys.append(contexts * table.vocab_size + table.words[mask])
    return keys
