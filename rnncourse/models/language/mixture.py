"""Linear mixtures of language models, with weights learned on held-out text."""

from dataclasses import KW_ONLY, dataclass

import numpy as np

from rnncourse.models.language.language_model import LanguageModel
from rnncourse.models.language.recency import Recency

MOST_ROUNDS = 1000
PRIOR_TOKENS = 10  # what the weights over all tokens are worth in a bucket


def mix(log_probs, weights, *, buckets=None):
    r"""Mix the probabilities that several models give the same tokens.

    $$
    P(w_t) = \sum_m \lambda_{b(t), m} \, P_m(w_t)
    $$

    Probabilities are added, not their logarithms: one model that knows better is
    enough.

    Args:
        log_probs: `(models, tokens)` natural logarithms.
        weights: `(models,)`, or `(buckets, models)`; every row sums to one.
        buckets: `(tokens,)` integers, the row of the weights for every token; left
            out where there is one row.

    Returns:
        `(tokens,)` natural logarithms.

    Example:

    >>> np.exp(mix(np.log([[0.5, 0.1], [0.1, 0.5]]), [0.75, 0.25]))
    array([0.4, 0.2])
    """
    log_probs, weights = np.asarray(log_probs), np.asarray(weights, np.float64)
    with np.errstate(divide="ignore"):  # a model of weight 0 adds nothing
        shares = np.log(weights)
    shares = shares[:, None] if buckets is None else shares[buckets].T
    return np.logaddexp.reduce(log_probs + shares, axis=0)


def fit_weights(log_probs, *, buckets=None, count=None, tolerance=1e-9):
    r"""Find the mixture weights that make a held-out text most probable.

    $$
    \lambda_m \leftarrow \frac{1}{N} \sum_{t=1}^{N}
    \frac{\lambda_m P_m(w_t)}{\sum_j \lambda_j P_j(w_t)}
    $$

    The expectation-maximisation algorithm: share every token out among the models
    that could have said it, then give each model what it got.  The likelihood never
    falls, and as it is concave in the weights, its maximum is found.

    With buckets every bucket has its own weights; those over all tokens count there
    as much as ten tokens, so that an empty bucket has them too.

    Reference: Jelinek & Mercer (1980), Interpolated estimation of Markov source
    parameters from sparse data.

    Args:
        log_probs: `(models, tokens)` natural logarithms, of a text on which no model
            was trained.
        buckets: `(tokens,)` integers from 0, the kind of context of every token.
        count: Number of buckets, where the text may not have the last of them.
        tolerance: Stop when a round gains less than this a token, in nats.

    Returns:
        `(models,)` weights that sum to one, or `(buckets, models)`.

    Raises:
        ValueError: If shapes do not fit, or a token is impossible for all models.

    Example:

    >>> fit_weights(np.log([[0.5, 0.5, 0.5], [0.9, 0.1, 0.9]])).round(3)  # 7/12, 5/12
    array([0.583, 0.417])
    """
    log_probs = np.asarray(log_probs, np.float64)
    if log_probs.ndim != 2 or not log_probs.size:
        raise ValueError(
            "Log-probabilities must be an array of shape (models, tokens) with at "
            f"least one of each; got shape {log_probs.shape}."
        )
    highest = log_probs.max(axis=0)
    if not (highest > -np.inf).all():
        where = int((~(highest > -np.inf)).argmax())
        raise ValueError(
            f"No model gives token {where} a probability above 0, so no weights do. "
            "Put a smoothed model into the mixture."
        )
    probs = np.exp(log_probs - highest)  # (models, tokens); 1 is the best model
    overall = _climb(probs, np.zeros(len(probs)), tolerance)
    if buckets is None:
        return overall
    buckets = np.asarray(buckets)
    if buckets.shape != highest.shape:
        raise ValueError(
            f"Every one of the {len(highest)} tokens needs one bucket; got shape "
            f"{buckets.shape}."
        )
    prior = PRIOR_TOKENS * overall
    return np.array(
        [
            _climb(probs[:, buckets == bucket], prior, tolerance)
            for bucket in range(buckets.max() + 1 if count is None else count)
        ]
    )


def _climb(probs, prior, tolerance):
    """Raise the likelihood until it stands still; `prior` are tokens a model owns."""
    models, tokens = probs.shape
    weights, before = np.full(models, 1 / models), -np.inf
    for _ in range(MOST_ROUNDS):
        totals = weights @ probs  # (tokens,)
        owned = weights * (probs @ (1 / totals))  # (models,) tokens, in parts
        weights = (owned + prior) / (tokens + prior.sum())
        likelihood = np.log(totals).mean() if tokens else 0.0
        if likelihood - before < tolerance:
            break
        before = likelihood
    return weights


@dataclass(frozen=True, eq=False)
class Mixture(LanguageModel):
    r"""Several language models, each with its share of the probability.

    $$
    P(w \mid h) = \sum_m \lambda_{b(h), m} \, P_m(w \mid h)
    $$

    The models may be of any kind and each keeps its own state.  With `recency` the
    weights depend on the context too, by how long ago its last word was seen before:
    a cache deserves more trust where it knows the word.

    Reference: Jelinek & Mercer (1980), Interpolated estimation of Markov source
    parameters from sparse data.

    Args:
        models: Language models over the same vocabulary.
        weights: `(models,)`, not negative, that sum to one; or one such row a bucket.
        recency: A `Recency` that tells the buckets, where there are several rows.

    Raises:
        ValueError: If models do not fit each other, or weights do not fit them.

    Example:

    >>> from rnncourse.models.language.cache import CacheModel
    >>> from rnncourse.models.ngrams.ngram import NgramModel
    >>> from rnncourse.models.ngrams.smoothing import AddK
    >>> text = np.array([1, 2, 1, 3, 0, 1, 2, 0])
    >>> bigrams = NgramModel.fit(text, order=2, smoothing=AddK(1.0), vocab_size=4)
    >>> mixture = Mixture((bigrams, CacheModel(4)), (0.5, 0.5))
    >>> np.exp(mixture.next_log_probs([3, 3])).round(3)
    array([0.359, 0.118, 0.118, 0.405])
    """

    models: tuple[LanguageModel, ...]
    weights: np.ndarray
    _: KW_ONLY
    recency: Recency | None = None

    def __post_init__(self):
        weights = np.array(self.weights, np.float64)
        weights.flags.writeable = False
        object.__setattr__(self, "models", tuple(self.models))
        object.__setattr__(self, "weights", weights)
        alphabets = {(model.vocab_size, model.eos_id) for model in self.models}
        if len(alphabets) != 1:
            raise ValueError(
                "The models of a mixture must share vocabulary and sentence end; got "
                f"(vocab_size, eos_id) = {sorted(alphabets)}."
            )
        rows = (self.recency.buckets,) if self.recency else ()
        if weights.shape != (*rows, len(self.models)):
            raise ValueError(
                f"Weights must have the shape {(*rows, len(self.models))}, one number "
                f"a model{' in every bucket' if rows else ''}; got {weights.shape}."
            )
        if (weights < 0).any() or not np.allclose(weights.sum(axis=-1), 1):
            raise ValueError(
                f"Weights must not be negative and must sum to one; got {weights}."
            )

    @classmethod
    def fit(cls, models, ids, *, recency=None):
        """Make a mixture with the weights that suit a held-out text best.

        Args:
            models: Language models, none of which was trained on the text.
            ids: `(tokens,)` integers.
            recency: A `Recency`, to have weights that depend on the context.

        Returns:
            A `Mixture`.
        """
        models = tuple(models)
        log_probs = np.stack([model.log_probs(ids) for model in models])
        if recency is None:
            return cls(models, fit_weights(log_probs))
        weights = fit_weights(log_probs, buckets=recency.of(ids), count=recency.buckets)
        return cls(models, weights, recency=recency)

    @property
    def vocab_size(self):
        """The number of types."""
        return self.models[0].vocab_size

    @property
    def eos_id(self):
        """The id of the sentence end."""
        return self.models[0].eos_id

    def log_probs(self, ids):
        """Return the natural log-probability of every token of a text, `(tokens,)`."""
        log_probs = np.stack([model.log_probs(ids) for model in self.models])
        buckets = None if self.recency is None else self.recency.of(ids)
        return mix(log_probs, self.weights, buckets=buckets)

    def start(self, batch_size=1):
        """Return the states of all models in which nothing was read."""
        states = tuple(model.start(batch_size) for model in self.models)
        if self.recency is None:
            return states
        return (*states, self.recency.start(batch_size))

    def step(self, tokens, state):
        """Read one token a row; return the next log-probabilities, and the state."""
        steps = [
            model.step(tokens, past)
            for model, past in zip(self.models, state, strict=False)
        ]
        states = [past for _, past in steps]
        weights = np.tile(self.weights, (len(tokens), 1))
        if self.recency is not None:
            buckets, past = self.recency.step(tokens, state[-1])
            weights, states = self.weights[buckets], [*states, past]
        log_probs = np.stack([log_probs for log_probs, _ in steps])
        with np.errstate(divide="ignore"):
            shares = np.log(weights).T[:, :, None]  # (models, batch, 1)
        return np.logaddexp.reduce(log_probs + shares, axis=0), tuple(states)
