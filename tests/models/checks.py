"""What must hold for every language model; tests call it, mutants must break it."""

import warnings

import numpy as np

from rnncourse.models import (
    AddK,
    CacheModel,
    Decay,
    KneserNey,
    MaximumLikelihood,
    Mixture,
    ModifiedKneserNey,
    NgramModel,
    Recency,
    Window,
    fit_weights,
    mix,
)
from tests.models.oracles import (
    NgramOracle,
    cache_probs,
    mixture_likelihood,
    recency_buckets,
)

TYPES = 5  # with <eos>, the id 0; the type 4 never occurs in training
SMOOTHINGS = {
    "ml": MaximumLikelihood(),
    "add-k": AddK(0.3),
    "kn": KneserNey(),
    "mkn": ModifiedKneserNey(),
}
MEMORIES = {
    Decay(0.8): lambda age: 0.8**age,
    Window(6): lambda age: float(age < 6),
}


def random_text(seed, tokens=150, types=TYPES - 1):
    """A text in which some words are frequent and some contexts come again."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.full(types, 0.6), size=types) + 0.02
    text = [0]
    for _ in range(tokens):
        row = shares[text[-1]]
        text.append(int(rng.choice(types, p=row / row.sum())))
    return np.array(text[1:], np.int32)


def fit(text, **settings):
    """Fit an n-gram model, and say nothing of discounts that fall back."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The discounts of order")
        return NgramModel.fit(text, vocab_size=TYPES, **settings)


def log(values):
    with np.errstate(divide="ignore"):
        return np.log(values)


def assert_is_the_oracle(kind, text, other, *, order, cutoffs=None):
    model = fit(text, order=order, smoothing=SMOOTHINGS[kind], cutoffs=cutoffs)
    oracle = NgramOracle(text, order, TYPES, kind, k=0.3, cutoffs=cutoffs)
    np.testing.assert_allclose(model.log_probs(other), oracle.log_probs(other))
    after = [0, *map(int, other)]
    sentence = ["<s>", *after[len(after) - after[::-1].index(0) :]]
    context = oracle.context(sentence)
    expected = [oracle.prob(word, context) for word in range(TYPES)]
    got = np.exp(model.next_log_probs(other))
    np.testing.assert_allclose(got, expected, atol=1e-12)


def assert_ngrams_are_the_oracle():
    for seed in range(6):
        for kind in SMOOTHINGS:
            for order, cutoffs in [
                (1, None),
                (2, None),
                (3, {2: 2, 3: 3}),
                (4, {4: 2}),
            ]:
                assert_is_the_oracle(
                    kind,
                    random_text(seed),
                    random_text(seed + 100, 40, TYPES),
                    order=order,
                    cutoffs=cutoffs,
                )


def assert_steps(model, ids):
    """Scoring equals stepping, and every step is a distribution."""
    tokens, state, stepped = np.array([model.eos_id]), model.start(1), []
    for token in ids:
        log_probs, state = model.step(tokens, state)
        assert log_probs.shape == (1, model.vocab_size)
        np.testing.assert_allclose(np.exp(log_probs).sum(), 1)
        stepped.append(log_probs[0, token])
        tokens = np.array([token])
    np.testing.assert_allclose(model.log_probs(ids), stepped, rtol=1e-9, atol=1e-12)


def assert_rows_are_strangers(model):
    """A batch gives every row what the row gives alone, and spares the old state."""
    columns = np.random.default_rng(1).integers(0, TYPES, (12, 3))
    batch = model.start(3)
    alone = [model.start(1) for _ in range(3)]
    for tokens in columns:
        before = batch
        first, batch = model.step(tokens, before)
        again, _ = model.step(tokens, before)
        np.testing.assert_array_equal(first, again)
        for row in range(3):
            single, alone[row] = model.step(tokens[row : row + 1], alone[row])
            np.testing.assert_allclose(first[row], single[0], atol=1e-12)


def assert_caches_are_the_oracle():
    for memory, weight in MEMORIES.items():
        for order in (1, 2, 3):
            ids = random_text(order, 60)
            cache = CacheModel(TYPES, order=order, memory=memory, prior=0.4)
            rows = np.array(cache_probs(ids, TYPES, order, weight, prior=0.4))
            expected = np.log(rows[np.arange(len(ids)), ids])
            np.testing.assert_allclose(cache.log_probs(ids), expected)
            assert_steps(cache, ids)


def assert_recency_is_the_oracle():
    for seed in range(4):
        ids = random_text(seed, 80)
        recency = Recency(TYPES, edges=(2, 4, 9))
        expected = recency_buckets(ids, (2, 4, 9))
        assert recency.of(ids).tolist() == expected
        state, stepped = recency.start(1), []
        for token in np.append(0, ids[:-1]):
            buckets, state = recency.step(np.array([token]), state)
            stepped.append(int(buckets[0]))
        assert stepped == expected


def assert_weights_are_the_best():
    rng = np.random.default_rng(3)
    probs = rng.dirichlet(np.ones(200), size=3) * 50
    probs[1, :20] = 0  # a model may hold tokens for impossible
    weights = fit_weights(log(probs), tolerance=1e-13)
    assert weights.shape == (3,)
    np.testing.assert_allclose(weights.sum(), 1)
    best = mixture_likelihood(probs, weights)
    np.testing.assert_allclose(mix(log(probs), weights).mean(), best)
    for _ in range(200):
        other = rng.dirichlet(20 * weights + 0.1)
        assert mixture_likelihood(probs, other) <= best + 1e-9


def make_mixture(*, recency=None):
    text = random_text(0)
    models = (fit(text, order=3), CacheModel(TYPES), CacheModel(TYPES, order=2))
    return Mixture.fit(models, random_text(1), recency=recency)


def assert_mixtures_step():
    for recency in (None, Recency(TYPES, edges=(2, 4, 9))):
        mixture = make_mixture(recency=recency)
        if recency:  # buckets with very different weights, so that none is mistaken
            weights = np.random.default_rng(4).dirichlet([0.3] * 3, size=5)
            mixture = Mixture(mixture.models, weights, recency=recency)
        ids = random_text(5, 60, TYPES)
        assert_steps(mixture, ids)
        rows = np.stack([np.exp(model.log_probs(ids)) for model in mixture.models])
        weights = mixture.weights
        if recency:
            weights = weights[recency_buckets(ids, (2, 4, 9))].T
        else:
            weights = weights[:, None]
        np.testing.assert_allclose(mixture.log_probs(ids), log((weights * rows).sum(0)))
