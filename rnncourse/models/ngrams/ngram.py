"""The n-gram model: the past is the last few words."""

import operator
from dataclasses import KW_ONLY, dataclass

import numpy as np

from rnncourse.models.language.language_model import LanguageModel
from rnncourse.models.ngrams.counts import count_ngrams
from rnncourse.models.ngrams.kneser_ney import ModifiedKneserNey
from rnncourse.models.ngrams.levels import NgramLevel
from rnncourse.models.ngrams.smoothing import Smoothing, estimate


@dataclass(frozen=True, eq=False)
class NgramModel(LanguageModel):
    r"""A language model that forgets everything but the last $n - 1$ words.

    $$
    P(w_t \mid w_1 \dots w_{t-1}) = P_n(w_t \mid w_{t-n+1} \dots w_{t-1})
    $$

    $$
    \ln P_k(w \mid h) = \begin{cases}
    \text{log_probs of } h w & h w \text{ is in the model} \\
    \text{log_backoffs of } h + \ln P_{k-1}(w \mid h') & \text{otherwise}
    \end{cases}
    $$

    where $h'$ is $h$ without its first word, and a context that is not in the model
    has the back-off 0.  All smoothings are stored in this one form; what differs is
    how the numbers came about, see `Smoothing`.  Models are made by `fit` or
    `read_arpa` and never change.

    Reference: Katz (1987), for the form; Chen & Goodman (1998), section 2.8, for
    writing interpolated models in it.

    Args:
        levels: One `NgramLevel` an order, from the first up; the first has all words.
        eos_id: Id of the sentence end, which in front of a word is the start.

    Example:

    >>> from rnncourse.models.ngrams.smoothing import MaximumLikelihood
    >>> text = np.array([1, 2, 1, 2, 3, 0, 1, 2, 3, 0])
    >>> model = NgramModel.fit(text, order=3, smoothing=MaximumLikelihood(),
    ...                        vocab_size=4)
    >>> np.exp(model.log_probs([1, 2, 3, 0])).round(3)
    array([1.   , 1.   , 0.667, 1.   ])
    >>> np.exp(model.next_log_probs([1, 2])).round(3)  # only 1 and 3 came after
    array([0.   , 0.333, 0.   , 0.667])
    """

    levels: tuple[NgramLevel, ...]
    _: KW_ONLY
    eos_id: int = 0

    @classmethod
    def fit(cls, ids, *, order, vocab_size, smoothing=None, eos_id=0, cutoffs=None):
        """Estimate a model from a text.

        Args:
            ids: `(tokens,)` integers; every sentence ends with `eos_id`.
            order: Number of words in the longest n-grams, 1 or more.
            vocab_size: Number of types over which probability is spread.
            smoothing: A `Smoothing`; `ModifiedKneserNey()` if left out.
            eos_id: Id of the sentence end.
            cutoffs: A dict from orders to the lowest count that is kept, e.g.
                `{5: 2}`, or `srilm_cutoffs(5)`; see `estimate`.

        Returns:
            An `NgramModel`.

        Raises:
            ValueError: If the text is empty or has ids outside the vocabulary, or if
                order, smoothing, `eos_id` or cut-offs make no sense.
        """
        smoothing = ModifiedKneserNey() if smoothing is None else smoothing
        if not isinstance(smoothing, Smoothing):
            raise ValueError(
                f"`smoothing` must be a `Smoothing`, e.g. `KneserNey()`; got "
                f"{smoothing!r}."
            )
        _check_cutoffs(cutoffs or {}, order)
        tables = count_ngrams(ids, order, vocab_size=vocab_size, eos_id=eos_id)
        return cls(tuple(estimate(tables, smoothing, cutoffs)), eos_id=eos_id)

    @property
    def order(self):
        """The number of words in the longest n-grams."""
        return len(self.levels)

    @property
    def vocab_size(self):
        """The number of types."""
        return self.levels[0].vocab_size

    def __repr__(self):
        sizes = " + ".join(f"{len(level):,}" for level in self.levels)
        return f"NgramModel(order={self.order}, ngrams={sizes})"

    def log_probs(self, ids):
        """Return the natural log-probability of every token of a text, `(tokens,)`."""
        ids = self._checked(ids).astype(np.int64)
        scores = self.levels[0].log_probs[ids]
        for lower, level, (at, contexts, ends, found) in zip(
            self.levels, self.levels[1:], self._walk(ids), strict=False
        ):
            # Back off from every known context, unless the n-gram is there.
            scores[at] += lower.log_backoffs[contexts]
            scores[ends] = level.log_probs[found]
        return scores

    def match_lengths(self, ids):
        """Return how long the longest n-gram of the model is that ends at each token.

        Args:
            ids: `(tokens,)` integers.

        Returns:
            `(tokens,)` int64 from 1 to `order`; a bare word counts 1.

        Example:

        >>> from rnncourse.models.ngrams.smoothing import MaximumLikelihood
        >>> model = NgramModel.fit(np.array([1, 2, 1, 3, 0]), order=3, vocab_size=4,
        ...                        smoothing=MaximumLikelihood())
        >>> model.match_lengths([1, 2, 3, 3])
        array([2, 3, 1, 1])
        """
        ids = self._checked(ids).astype(np.int64)
        lengths = np.ones(len(ids), np.int64)
        for order, (_, _, ends, _) in enumerate(self._walk(ids), 2):
            lengths[ends] = order
        return lengths

    def _walk(self, ids):
        """Look the n-grams of a text up, one order after the other.

        Yields, from order 2: the positions whose context is in the model, and the ids
        of these contexts; the positions where an n-gram ends, and the ids of those.
        """
        at, contexts = np.arange(len(ids)), np.append(self.eos_id, ids[:-1])
        for level in self.levels[1:]:
            found = level.find(contexts, ids[at])
            hit = np.flatnonzero(found >= 0)
            ends, found = at[hit], found[hit]
            yield at, contexts, ends, found
            # What ends here is the context of the next position, if there is one.
            last = len(ends) - bool(len(ends) and ends[-1] + 1 == len(ids))
            at, contexts = ends[:last] + 1, found[:last]

    def start(self, batch_size=1):
        """Return the state in which nothing was read, `(batch, order - 1)`."""
        return np.full((batch_size, self.order - 1), -1, np.int64)

    def step(self, tokens, state):
        """Read one token a row; return the next log-probabilities, and the state.

        The state holds the ids of the n-grams of order 1, 2, … that end at the last
        token, -1 where they are not in the model.
        """
        tokens = self._checked(tokens).astype(np.int64)
        ending = np.empty_like(state)
        for k, level in enumerate(self.levels[:-1]):
            ending[:, k] = level.find(state[:, k - 1], tokens) if k else tokens
        log_probs = np.tile(self.levels[0].log_probs, (len(tokens), 1))
        for lower, level, contexts in zip(
            self.levels, self.levels[1:], ending.T, strict=False
        ):
            known = contexts >= 0
            log_probs[known] += lower.log_backoffs[contexts[known], None]
            rows, ngrams = level.continuations(contexts)
            log_probs[rows, level.words[ngrams]] = level.log_probs[ngrams]
        return log_probs, ending  # (batch, vocab_size), (batch, order - 1)


def srilm_cutoffs(order):
    """Return the cut-offs that SRILM applies unless told otherwise.

    Singletons of order 3 and above are dropped.  It keeps a model small, and for
    Kneser-Ney costs some perplexity.

    Args:
        order: The highest order.

    Returns:
        A dict from orders to the lowest count that is kept.

    Example:

    >>> srilm_cutoffs(5)
    {3: 2, 4: 2, 5: 2}
    """
    return dict.fromkeys(range(3, order + 1), 2)


def _check_cutoffs(cutoffs, order):
    for at, lowest in cutoffs.items():
        try:
            sensible = 1 <= operator.index(at) <= order and operator.index(lowest) >= 1
        except TypeError:
            sensible = False
        if not sensible:
            raise ValueError(
                f"A cut-off maps an order from 1 to {order} to the lowest count that "
                f"is kept, 1 or more; got {at!r}: {lowest!r}."
            )
