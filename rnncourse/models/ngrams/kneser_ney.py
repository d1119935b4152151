"""Kneser-Ney smoothing: discount what was seen, and guess by number of contexts."""

import abc
import warnings
from dataclasses import dataclass

import numpy as np

from rnncourse.models.ngrams.counts import continuation_counts, counts_of_counts
from rnncourse.models.ngrams.smoothing import Smoothing

FALLBACK = (0.5, 1.0, 1.5)


class Discounting(Smoothing):
    r"""Take a discount off every continuation count.

    $$
    \tilde c(g) = \max(a(g) - D_{\min(a(g), 3)}, 0)
    $$

    with $a$ of `continuation_counts`.  A subclass says what the discounts are.

    Reference: Ney, Essen & Kneser (1994).

    Example:

    >>> class HalfOff(Discounting):
    ...     def discounts_of(self, counts, order):
    ...         return np.array([0.0, 0.5, 0.5, 0.5])
    >>> from rnncourse.models.ngrams.counts import count_ngrams
    >>> words = count_ngrams([1, 3, 3, 0], 1, vocab_size=4)[0]
    >>> HalfOff().discounted(words.counts, words, highest=1)  # of 1, 1, 0 and 2
    array([0.5, 0.5, 0. , 1.5])
    """

    def counts(self, tables):
        """Return the continuation counts."""
        return continuation_counts(tables)

    def discounted(self, counts, table, highest):
        """Return the counts less the discount of each."""
        discounts = self.discounts_of(counts, table.order)
        return np.maximum(counts - discounts[np.minimum(counts, 3)], 0)

    @abc.abstractmethod
    def discounts_of(self, counts, order):
        """Return the discounts of the counts 0, 1, 2, and 3 or more, `(4,)`.

        Args:
            counts: `(ngrams,)` integers, the continuation counts of one order.
            order: The order, for given discounts and for the text of warnings.
        """


@dataclass(frozen=True)
class KneserNey(Discounting):
    r"""Interpolated Kneser-Ney smoothing with one discount an order.

    $$
    P_k(w \mid h) = \frac{\max(a(h w) - D_k, 0)}{\sum_v a(h v)}
    + \gamma(h) \, P_{k-1}(w \mid h'), \qquad D_k = \frac{n_1}{n_1 + 2 n_2}
    $$

    with $a$ of `continuation_counts`, $n_r$ the number of n-grams of order $k$ with
    $a = r$, and the uniform distribution below the words.  Where the orders above the
    first go by raw counts, this is absolute discounting.

    Where $n_1$ or $n_2$ is 0, as in tiny texts, $D_k$ falls back to 0.5 with a
    warning.

    Reference: Ney, Essen & Kneser (1994) for the discount; Chen & Goodman (1998),
    section 4.1.6, for the interpolated form.

    Args:
        discounts: One number between 0 and 1 an order, from the first to the
            highest; estimated from the text if left out.

    Raises:
        ValueError: If a discount is not between 0 and 1.

    Example:

    >>> smoothing = KneserNey()
    >>> smoothing.discounts_of(np.array([1, 1, 1, 2, 4]), order=3)  # 3 / (3 + 2 · 1)
    array([0. , 0.6, 0.6, 0.6])
    """

    discounts: tuple[float, ...] | None = None

    def __post_init__(self):
        for discount in self.discounts or ():
            if not 0 <= discount <= 1:
                raise ValueError(
                    f"A discount must be between 0 and 1; got {discount}. It is taken "
                    "from a count that may be as low as 1."
                )

    def discounts_of(self, counts, order):
        """Return the discounts of the counts 0, 1, 2, and 3 or more, `(4,)`."""
        n = counts_of_counts(counts)
        if self.discounts is not None:
            discount = _given(self.discounts, order)
        elif n[1] and n[2]:
            discount = n[1] / (n[1] + 2 * n[2])
        else:
            _warn(order, f"no count is {2 if n[1] else 1}", FALLBACK[:1])
            discount = FALLBACK[0]
        return np.array([0.0, discount, discount, discount])


@dataclass(frozen=True)
class ModifiedKneserNey(Discounting):
    r"""Interpolated Kneser-Ney smoothing with three discounts an order.

    $$
    \begin{aligned}
    P_k(w \mid h) &= \frac{\max(a(h w) - D(a(h w)), 0)}{\sum_v a(h v)}
    + \gamma(h) \, P_{k-1}(w \mid h') \\
    D(a) &= D_{\min(a, 3)}, \qquad
    D_r = r - (r + 1) \frac{n_1}{n_1 + 2 n_2} \frac{n_{r+1}}{n_r}
    \end{aligned}
    $$

    with $a$ of `continuation_counts` and $n_r$ the number of n-grams of order $k$ with
    $a = r$.  It differs from `KneserNey` in that a count of 1 is trusted less, and a
    count of 3 more, than one discount for all can express.  The usual choice.

    Where one of $n_1, n_2, n_3$ is 0 or a discount comes out negative, as in tiny
    texts, the three of that order fall back to 0.5, 1, 1.5 with a warning.

    Reference: Chen & Goodman (1998), equations 26 and 27; the conditions and the
    values to fall back to are those of KenLM (Heafield et al., 2013).

    Args:
        discounts: $(D_1, D_2, D_3)$ an order, from the first to the highest;
            estimated from the text if left out.

    Raises:
        ValueError: If a $D_r$ is negative or above $r$.

    Example:

    >>> counts = np.repeat([1, 2, 3, 4], [6, 3, 2, 1])
    >>> ModifiedKneserNey().discounts_of(counts, order=2)  # n1 / (n1 + 2 n2) = 1/2
    array([0. , 0.5, 1. , 2. ])
    """

    discounts: tuple[tuple[float, float, float], ...] | None = None

    def __post_init__(self):
        for triple in self.discounts or ():
            if len(triple) != 3 or not _valid(np.array([0.0, *triple])):
                raise ValueError(
                    "The discounts of an order are three numbers, D1, D2 and D3, "
                    f"between 0 and 1, 2 and 3; got {triple}."
                )

    def discounts_of(self, counts, order):
        """Return the discounts of the counts 0, 1, 2, and 3 or more, `(4,)`."""
        if self.discounts is not None:
            return np.array([0.0, *_given(self.discounts, order)])
        n = counts_of_counts(counts)
        if not n[1:4].all():
            missing = 1 + int(np.argmin(n[1:4] > 0))
            _warn(order, f"no count is {missing}", FALLBACK)
            return np.array([0.0, *FALLBACK])
        r = np.arange(1, 4)
        estimated = r - (r + 1) * n[1] / (n[1] + 2 * n[2]) * n[r + 1] / n[r]
        discounts = np.array([0.0, *estimated])
        if not _valid(discounts):
            shown = ", ".join(f"{d:.3f}" for d in estimated)
            _warn(order, f"the estimates {shown} are negative", FALLBACK)
            return np.array([0.0, *FALLBACK])
        return discounts


def _valid(discounts):
    """Whether no discount is negative or above its count."""
    return bool(((discounts >= 0) & (discounts <= np.arange(4))).all())


def _given(discounts, order):
    if order > len(discounts):
        raise ValueError(
            f"Discounts came for {len(discounts)} orders, but the model has an order "
            f"{order}. Give one entry for every order, from the first."
        )
    return discounts[order - 1]


def _warn(order, reason, fallback):
    values = ", ".join(str(value) for value in fallback)
    warnings.warn(
        f"The discounts of order {order} cannot be estimated: {reason}, as happens in "
        f"small or artificial texts. Falling back to {values}.",
        stacklevel=2,
    )
