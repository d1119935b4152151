import numpy as np
import pytest

from rnncourse.models import CacheModel, Mixture, Recency, fit_weights, mix
from tests.models.checks import (
    TYPES,
    assert_mixtures_step,
    assert_recency_is_the_oracle,
    assert_rows_are_strangers,
    assert_weights_are_the_best,
    fit,
    log,
    make_mixture,
    random_text,
)


def test_probabilities_are_mixed_and_not_their_logarithms():
    mixed = mix(log([[0.8, 0.0], [0.2, 0.5]]), [0.25, 0.75])
    np.testing.assert_allclose(np.exp(mixed), [0.2 + 0.15, 0.375])


def test_a_model_without_weight_is_not_heard():
    mixed = mix(log([[0.0, 0.3], [0.2, 0.5]]), [1.0, 0.0])
    np.testing.assert_array_equal(mixed, log([0.0, 0.3]))


def test_every_token_has_the_weights_of_its_bucket():
    mixed = mix(
        log([[0.1, 0.1, 0.1], [0.9, 0.9, 0.9]]),
        [[1.0, 0.0], [0.5, 0.5]],
        buckets=[1, 0, 1],
    )
    np.testing.assert_allclose(np.exp(mixed), [0.5, 0.1, 0.5])


def test_weights_by_hand():
    # L(λ) = (1 + λ)² (1 - λ) / 8 · …: two tokens where the first model has 1 and the
    # second 1/2, one where it has 0 and the second 1/2: 2/(1 + λ) = 1/(1 - λ), λ = 1/3
    weights = fit_weights(log([[1, 1, 0], [0.5, 0.5, 0.5]]), tolerance=1e-14)
    np.testing.assert_allclose(weights, [1 / 3, 2 / 3], atol=1e-6)


def test_weights_are_the_best_there_are():
    assert_weights_are_the_best()


def test_a_model_is_as_good_as_its_copy():
    np.testing.assert_allclose(fit_weights(log([[0.1, 0.7]] * 2)), [0.5, 0.5])


def test_buckets_learn_their_own_weights_and_empty_ones_take_those_of_all():
    rng = np.random.default_rng(0)
    buckets = rng.integers(0, 2, 4000)
    good, bad = np.full(4000, 0.6), np.full(4000, 0.1)
    first = np.where(buckets == 0, good, bad)
    second = np.where(buckets == 0, bad, good)
    rows = fit_weights(log([first, second]), buckets=buckets, count=3)
    assert rows.shape == (3, 2)
    assert rows[0, 0] > 0.99
    assert rows[1, 1] > 0.99
    np.testing.assert_allclose(rows[2], fit_weights(log([first, second])))
    np.testing.assert_allclose(rows.sum(axis=1), 1)


@pytest.mark.parametrize(
    ("log_probs", "buckets", "message"),
    [
        ([-1.0, -2.0], None, r"got shape \(2,\)"),
        (np.empty((2, 0)), None, r"got shape \(2, 0\)"),
        ([[-1.0, -np.inf], [-1.0, -np.inf]], None, "gives token 1 a probability"),
        ([[np.nan, -1.0]], None, "gives token 0 a probability"),
        ([[-1.0, -2.0]], [0], "one bucket"),
    ],
)
def test_what_has_no_best_weights_is_an_error(log_probs, buckets, message):
    with pytest.raises(ValueError, match=message):
        fit_weights(log_probs, buckets=buckets)


def test_mixtures_score_as_they_step():
    assert_mixtures_step()


@pytest.mark.parametrize("recency", [None, Recency(TYPES)])
def test_rows_of_a_batch_know_nothing_of_each_other(recency):
    assert_rows_are_strangers(make_mixture(recency=recency))


def test_a_mixture_is_better_on_its_held_out_text_than_each_model():
    held_out, mixture = random_text(1), make_mixture()
    alone = [model.perplexity(held_out) for model in mixture.models]
    assert mixture.perplexity(held_out) <= min(alone)
    finer = make_mixture(recency=Recency(TYPES, edges=(2, 4)))
    assert finer.perplexity(held_out) <= mixture.perplexity(held_out)


def test_mixtures_can_be_mixed():
    inner = make_mixture()
    outer = Mixture((inner, CacheModel(TYPES)), (0.5, 0.5))
    by_hand = Mixture((*inner.models, CacheModel(TYPES)), [*inner.weights / 2, 0.5])
    ids = random_text(7)
    np.testing.assert_allclose(outer.log_probs(ids), by_hand.log_probs(ids))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weights": (0.5, 0.6)}, "must sum to one"),
        ({"weights": (1.5, -0.5)}, "must not be negative"),
        ({"weights": (0.5, np.nan)}, "must sum to one"),
        ({"weights": (0.3, 0.3, 0.4)}, r"shape \(2,\)"),
        ({"weights": np.full((3, 2), 0.5)}, r"shape \(2,\)"),
        ({"recency": Recency(TYPES, edges=(2, 3))}, r"shape \(4, 2\)"),
        ({"models": (CacheModel(TYPES), CacheModel(9))}, "must share vocabulary"),
        ({"models": (CacheModel(5), CacheModel(5, eos_id=1))}, "must share vocab"),
        ({"models": ()}, "must share vocabulary"),
    ],
)
def test_what_does_not_fit_is_an_error(change, message):
    models = (fit(random_text(0), order=1), CacheModel(TYPES))
    arguments = {"models": models, "weights": (0.5, 0.5), **change}
    with pytest.raises(ValueError, match=message):
        Mixture(**arguments)


def test_recency_is_that_of_the_definition():
    assert_recency_is_the_oracle()


@pytest.mark.parametrize("edges", [(), (1, 2), (3, 3), (5, 2)])
def test_edges_must_rise(edges):
    with pytest.raises(ValueError, match="must be whole numbers that rise"):
        Recency(TYPES, edges=edges)
