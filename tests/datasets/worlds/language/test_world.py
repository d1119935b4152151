from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from rnncourse.datasets.worlds import language_world
from rnncourse.datasets.worlds.language.world import LanguageWorld

SMALL = language_world("small")


def surprisals(world, sentences):
    """Surprisal and tokens of every sentence, ``(sentences,)`` each."""
    lengths = np.array([len(sentence.split()) + 1 for sentence in sentences])
    ends = np.cumsum(lengths)
    total = np.cumsum(-world.log_probs(sentences))
    return np.diff(total[ends - 1], prepend=0.0), lengths


def assert_monte_carlo_agrees(world, count, seed):
    surprisal, lengths = surprisals(world, world.sample(count, seed=seed))
    mean = surprisal.sum() / lengths.sum()
    # Standard error of a ratio of means (delta method).
    residuals = surprisal - mean * lengths
    error = residuals.std(ddof=1) / np.sqrt(count) / lengths.mean()
    assert 0 < error < 0.01
    assert abs(mean - world.entropy) < 4 * error


def test_the_exact_entropy_agrees_with_a_large_sample():
    assert_monte_carlo_agrees(SMALL, count=40_000, seed=17)


def test_the_perplexity_floor_is_the_exponential_of_the_entropy():
    assert SMALL.perplexity_floor == pytest.approx(np.exp(SMALL.entropy), rel=1e-12)


def test_next_word_distributions_sum_to_one_and_multiply_to_log_probs():
    sentences = SMALL.sample(60, seed=5)
    products = []
    for sentence in sentences:
        words = sentence.split()
        for end, word in enumerate([*words, "<eos>"]):
            distribution = SMALL.next_word_distribution(words[:end])
            assert sum(distribution.values()) == pytest.approx(1.0, abs=1e-12)
            assert min(distribution.values()) > 0
            products.append(np.log(distribution[word]))
    np.testing.assert_allclose(SMALL.log_probs(sentences), products, atol=1e-12)


def test_log_probs_do_not_depend_on_the_sentences_around():
    sentences = SMALL.sample(30, seed=9)
    alone = np.concatenate([SMALL.log_probs([sentence]) for sentence in sentences])
    np.testing.assert_array_equal(SMALL.log_probs(sentences), alone)
    assert SMALL.log_probs([]).shape == (0,)


def test_the_same_seeds_give_the_same_world_and_text():
    again = LanguageWorld("small", 0)
    assert again.sample(200, seed=1) == SMALL.sample(200, seed=1)
    assert again.entropy == SMALL.entropy
    assert SMALL.sample(200, seed=1) != SMALL.sample(200, seed=2)


def test_another_seed_gives_other_names_and_frequencies():
    other = language_world("small", seed=1)
    assert other.entropy != SMALL.entropy
    assert set(other.vocabulary) != set(SMALL.vocabulary)


def test_a_world_is_built_once():
    assert language_world("small", seed=0) is SMALL


def test_every_word_of_the_vocabulary_can_be_reached():
    automaton = SMALL.automaton
    visits = automaton.expected_visits[automaton.arc_source]
    use = np.bincount(automaton.arc_category, visits * automaton.arc_probability)
    reached = {
        word
        for category, often in zip(automaton.categories, use, strict=True)
        if often > 1e-9
        for word in category.words
    }
    assert reached - {"<eos>"} == set(SMALL.vocabulary)
    assert len(set(SMALL.vocabulary)) == len(SMALL.vocabulary) >= 200
    assert "<eos>" not in SMALL.vocabulary


def test_the_default_corpus_shows_all_words_of_the_small_world():
    corpus = SMALL.corpus(seed=0)
    assert [len(part) for part in corpus] == [12_000, 1_200, 1_200]
    seen = {word for sentence in corpus.train for word in sentence.split()}
    assert seen == set(SMALL.vocabulary)
    assert 90_000 < sum(len(s.split()) + 1 for s in corpus.train) < 150_000


def test_sizes_of_a_corpus_can_be_chosen():
    corpus = SMALL.corpus(train=5, valid=0, test=3, seed=4)
    assert [len(part) for part in corpus] == [5, 0, 3]
    assert corpus.train + corpus.test == SMALL.sample(8, seed=4)


def test_the_article_fits_the_sound_of_the_next_word():
    pairs = Counter()
    for sentence in SMALL.sample(20_000, seed=3):
        words = sentence.split()
        pairs.update(pairwise(words))
    after_a = {b for a, b in pairs if a == "a"}
    after_an = {b for a, b in pairs if a == "an"}
    assert len(after_a) > 40
    assert len(after_an) >= 3
    assert not any(word[0] in "aeiou" for word in after_a)
    assert all(word[0] in "aeiou" for word in after_an)


def interpolated_trigram_perplexity(train, test, orders=(1, 2, 3), discount=0.75):
    """Interpolated absolute discounting, written down in the plainest way."""
    counts = {n: {} for n in orders}
    for sentence in train:
        words = ["<s>", "<s>", *sentence.split(), "<eos>"]
        for i in range(2, len(words)):
            for n in orders:
                context = tuple(words[i - n + 1 : i])
                counts[n].setdefault(context, Counter())[words[i]] += 1
    totals = {n: {c: x.total() for c, x in counts[n].items()} for n in orders}
    vocabulary = len(counts[1][()])

    log_probs = []
    for sentence in test:
        words = ["<s>", "<s>", *sentence.split(), "<eos>"]
        for i in range(2, len(words)):
            p = 1 / vocabulary
            for n in orders:
                context = tuple(words[i - n + 1 : i])
                seen = counts[n].get(context)
                if seen:
                    kept = max(seen[words[i]] - discount, 0.0)
                    p = (kept + discount * len(seen) * p) / totals[n][context]
            log_probs.append(np.log(p))
    return np.exp(-np.mean(log_probs))


def test_bigrams_beat_single_words_and_trigrams_stay_far_above_the_floor():
    train, _, test = SMALL.corpus(seed=0)
    floor = np.exp(-SMALL.log_probs(test).mean())
    unigram, bigram, trigram = (
        interpolated_trigram_perplexity(train, test, orders=range(1, n + 1))
        for n in (1, 2, 3)
    )
    assert unigram > 4 * bigram
    assert bigram > 1.1 * trigram
    assert trigram > 1.5 * floor


def test_bad_requests_are_refused_with_advice():
    with pytest.raises(ValueError, match="choose 'small' or 'full'"):
        language_world("medium")
    with pytest.raises(ValueError, match="must not be negative: -1"):
        SMALL.sample(-1, seed=0)
    with pytest.raises(ValueError, match="'unicorn' does not belong"):
        SMALL.log_probs(["the unicorn sleeps"])
    with pytest.raises(ValueError, match="a sequence of words, not one string"):
        SMALL.next_word_distribution("the dog")
    with pytest.raises(ValueError, match="must not be negative"):
        SMALL.corpus(train=-1)
    assert SMALL.sample(0, seed=0) == ()


def test_the_full_world_has_thousands_of_words_and_an_exact_entropy():
    full = language_world("full")
    assert len(full.vocabulary) >= 2_000
    assert full.perplexity_floor > SMALL.perplexity_floor
    assert_monte_carlo_agrees(full, count=6_000, seed=2)
