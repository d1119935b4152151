"""Cache models: what was said lately is likely to be said again."""

from dataclasses import KW_ONLY, dataclass

import numpy as np

from rnncourse.models.language.language_model import LanguageModel


@dataclass(frozen=True)
class Decay:
    r"""A memory that fades: what was read $\tau$ tokens ago weighs $\lambda^\tau$.

    Reference: Clarkson & Robinson (1997), Language model adaptation using mixtures
    and an exponentially decaying cache, section 3.

    Args:
        rate: $\lambda$, between 0 and 1, both excluded.

    Raises:
        ValueError: If the rate is not between 0 and 1.

    Example:

    >>> Decay(0.5).weights(4)
    array([0.125, 0.25 , 0.5  , 1.   ])
    >>> Decay(0.5).sums(np.array([7, 8, 7, 7]))  # at last: 1 and 1/4
    array([0.  , 0.  , 0.5 , 1.25])
    """

    rate: float = 0.99

    def __post_init__(self):
        if not 0 < self.rate < 1:
            raise ValueError(
                f"`rate` must be between 0 and 1; got {self.rate}. For a memory that "
                "does not fade, take a `Window` as long as the text."
            )

    @property
    def reach(self):
        """After how many tokens a weight is below the precision of a double."""
        return int(np.ceil(np.log(1e-18) / np.log(self.rate)))

    def weights(self, length):
        """Return the weights of the last `length` tokens, the most recent last."""
        return self.rate ** np.arange(length - 1.0, -1.0, -1.0)

    def sums(self, things):
        r"""Return how much of each thing is remembered when it comes.

        The recurrence $S_m = \lambda^{t_m - t_{m-1}} (S_{m-1} + 1)$ over the
        occurrences of one thing is a chain of linear maps.  Composing neighbours,
        then pairs, then fours, takes a logarithm of steps and never divides.

        Args:
            things: `(tokens,)` integers; equal ones are the same thing.

        Returns:
            `(tokens,)` float64, the weight of the earlier occurrences.
        """
        order = things.argsort(kind="stable")
        again = np.append(False, things[order[1:]] == things[order[:-1]])
        gaps = np.where(again, np.diff(order, prepend=0), 0)
        carry = np.where(again, self.rate**gaps, 0.0)
        sums, reach = carry.copy(), 1
        while carry.any():  # a first occurrence has nothing to carry on
            sums[reach:] += carry[reach:] * sums[:-reach]
            carry[reach:] *= carry[:-reach]
            reach *= 2
        result = np.empty(len(things))
        result[order] = sums / self.rate  # the token just read has the weight 1
        return result


@dataclass(frozen=True)
class Window:
    """A memory of the last few tokens, all of the same weight.

    Reference: Kuhn & De Mori (1990), A cache-based natural language model for speech
    recognition.

    Args:
        size: Number of tokens, 1 or more.

    Raises:
        ValueError: If the size is below 1.

    Example:

    >>> Window(2).weights(4)
    array([0., 0., 1., 1.])
    >>> Window(2).sums(np.array([7, 8, 7, 7]))
    array([0., 0., 1., 1.])
    """

    size: int

    def __post_init__(self):
        if self.size < 1:
            raise ValueError(f"`size` must be 1 or more; got {self.size}.")

    @property
    def reach(self):
        """The size."""
        return self.size

    def weights(self, length):
        """Return the weights of the last `length` tokens, the most recent last."""
        return (np.arange(length) >= length - self.size).astype(float)

    def sums(self, things):
        """Return how often each thing was among the last `size` when it comes."""
        order = things.argsort(kind="stable")
        # Occurrences of one thing stand together, in the order of the text; those
        # since the window opened are a stretch of them.
        things, places = things[order] * (len(things) + 1), np.arange(len(things))
        opening = np.searchsorted(things + order, things + order - self.size)
        first = np.searchsorted(things, things)
        result = np.empty(len(things))
        result[order] = places - np.maximum(opening, first)
        return result


@dataclass(frozen=True, eq=False)
class CacheModel(LanguageModel):
    r"""An n-gram model of the text that is being read, and of nothing else.

    $$
    P_k(w \mid h) = \frac{S(h w) + \pi \, P_{k-1}(w \mid h')}{S(h) + \pi}, \qquad
    P_0(w) = \frac{1}{V}
    $$

    $S(h w)$ is the weight of the earlier places where $w$ followed $h$, and $S(h)$
    their sum over $w$; a `Decay` or `Window` says how much a place weighs.  The less a
    context is remembered, the more its shorter end is asked.  Of order 1 it is the
    unigram cache, of order 2 the bigram cache.

    It learns while it reads, knows nothing at the start of a text, and is not reset
    where sentences or articles end.  Alone it is a poor model; in a `Mixture` with an
    n-gram model it knows what the other has forgotten.

    Reference: Kuhn & De Mori (1990); Jelinek et al. (1991), A dynamic language model
    for speech recognition, for bigrams and trigrams.

    Args:
        vocab_size: Number of types.
        order: Number of words in the longest n-grams, 1 or more.
        memory: How the past fades.
        prior: $\pi$, how many tokens the shorter context is worth; above 0.
        eos_id: Id of the sentence end.

    Raises:
        ValueError: If the order is below 1 or the prior not above 0.

    Example:

    >>> cache = CacheModel(4, memory=Decay(0.5), prior=1.0)
    >>> np.exp(cache.next_log_probs([2, 2]))  # weights 1/4 (of <eos>), 0, 1/2 + 1, 0
    array([0.18181818, 0.09090909, 0.63636364, 0.09090909])
    """

    vocab_size: int
    _: KW_ONLY
    order: int = 1
    memory: Decay | Window = Decay()
    prior: float = 0.5
    eos_id: int = 0

    def __post_init__(self):
        if self.order < 1:
            raise ValueError(f"The order must be 1 or more; got {self.order}.")
        if not self.prior > 0:
            raise ValueError(
                f"`prior` must be above 0; got {self.prior}. A context that was never "
                "seen must have something to go by."
            )

    def log_probs(self, ids):
        """Return the natural log-probability of every token of a text, `(tokens,)`."""
        text = np.append(self.eos_id, self._checked(ids)).astype(np.int64)
        probs = np.full(len(text), 1 / self.vocab_size)
        ngrams, totals = text, self.memory.sums(np.zeros_like(text))
        for k in range(min(self.order, len(text))):
            if k:  # longer by one word: from the n-gram that ends one position before
                keys = ngrams[:-1] * self.vocab_size + text[k:]
                ngrams = np.unique(keys, return_inverse=True)[1]
            seen = self.memory.sums(ngrams)
            probs[k:] = (seen + self.prior * probs[k:]) / (totals + self.prior)
            totals = seen[:-1]  # a context is followed as often as it is seen
        return np.log(probs[1:])

    def start(self, batch_size=1):
        """Return the state in which nothing was read, `(batch, 0)`."""
        return np.empty((batch_size, 0), np.int64)

    def step(self, tokens, state):
        """Read one token a row; return the next log-probabilities, and the state.

        The state is the past itself, `(batch, tokens)`, as far as it is remembered.
        """
        tokens = self._checked(tokens)
        kept = self.memory.reach + self.order - 1
        past = np.column_stack([state, tokens])[:, -kept:]
        batch, length = past.shape
        weights = np.tile(self.memory.weights(length), (batch, 1))  # (batch, length)
        cells = past + self.vocab_size * np.arange(batch)[:, None]
        probs = np.full((batch, self.vocab_size), 1 / self.vocab_size)
        for k in range(min(self.order, length)):
            if k:  # what did not follow the k-th last token, so far back, is out
                weights[:, :k] = 0
                weights[:, k:] *= past[:, :-k] == past[:, -k, None]
            seen = np.bincount(cells.ravel(), weights.ravel(), minlength=probs.size)
            totals = weights.sum(axis=1, keepdims=True)
            probs = (seen.reshape(probs.shape) + self.prior * probs) / (
                totals + self.prior
            )
        return np.log(probs), past
