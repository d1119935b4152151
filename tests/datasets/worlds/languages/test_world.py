from collections import Counter, defaultdict

import numpy as np
import pytest

from rnncourse.datasets import LabelledText
from rnncourse.datasets.worlds import languages_world
from rnncourse.datasets.worlds.languages.world import LanguagesWorld

WORLD = languages_world(4)
TEXTS = WORLD.sample(100, seed=5)
POSTERIORS = np.array([WORLD.posterior(text.text) for text in TEXTS])
TRUTH = np.array([WORLD.labels.index(text.label) for text in TEXTS])


def test_the_best_accuracy_is_what_the_best_classifier_gets():
    best = POSTERIORS.max(axis=1)
    right = POSTERIORS.argmax(axis=1) == TRUTH
    error = np.sqrt((best * (1 - best)).sum()) / len(best)
    assert 0 < error < 0.02
    assert WORLD.best_accuracy(TEXTS) == pytest.approx(best.mean())
    assert abs(right.mean() - best.mean()) < 4 * error


def test_posteriors_are_calibrated():
    # Among all pairs of a text and a language, what is said to be p is true p times.
    said = POSTERIORS.ravel()
    true = (np.arange(len(WORLD.labels)) == TRUTH[:, None]).ravel()
    for low, high in ((0.001, 0.1), (0.1, 0.5), (0.5, 0.9)):
        some = (said > low) & (said < high)
        error = np.sqrt((said[some] * (1 - said[some])).sum())
        assert some.sum() > 20
        assert abs(true[some].sum() - said[some].sum()) < 4 * error


def test_word_probabilities_are_frequencies():
    # The words of the first language, with loans from the others, in a large sample.
    texts = [t.text for t in WORLD.sample(400, seed=1) if t.label == WORLD.labels[0]]
    counts = Counter(word for text in texts for word in text.split())
    total = sum(counts.values())
    for word, count in counts.most_common(12):
        p = float(np.exp(WORLD._word(word)[0]))
        assert abs(count - total * p) < 4.5 * np.sqrt(total * p * (1 - p))


def test_the_shorter_the_harder():
    short = [t for t in TEXTS if len(t.text) < 25]
    long = [t for t in TEXTS if len(t.text) > 60]
    assert WORLD.best_accuracy(short) < 0.95 < 0.99 < WORLD.best_accuracy(long)
    assert min(len(t.text) for t in TEXTS) < 15
    assert max(len(t.text) for t in TEXTS) > 90


def test_errors_are_between_relatives():
    sums = POSTERIORS.sum(axis=0)
    doubt = defaultdict(float)
    for row, truth in zip(POSTERIORS, TRUTH, strict=True):
        for other in set(range(4)) - {truth}:
            doubt[other == (truth ^ 1)] += row[other]
    assert doubt[True] > 3 * doubt[False]
    assert sums.min() > 50


def test_relatives_share_letters_and_differ_in_their_vowels():
    mixed = []
    for label in WORLD.labels[:2]:
        words = [w for t in TEXTS if t.label == label for w in t.text.split()]
        both = [bool(set(w) & set("eiy")) and bool(set(w) & set("aou")) for w in words]
        mixed.append(np.mean(both))
    assert mixed[0] < 0.05 < 0.2 < mixed[1]
    letters = {label: set() for label in WORLD.labels}
    for text in TEXTS:
        letters[text.label] |= set(text.text)
    assert len(set.intersection(*letters.values())) >= 15


def test_the_corpus_is_balanced_and_its_texts_do_not_repeat_much():
    corpus = WORLD.corpus()
    for part, count in ((corpus.train, 300), (corpus.valid, 50), (corpus.test, 100)):
        assert Counter(t.label for t in part) == dict.fromkeys(WORLD.labels, count)
    seen = {t.text for t in corpus.train}
    assert np.mean([t.text in seen for t in corpus.test]) < 0.05
    assert corpus.world is WORLD


def test_the_same_seeds_give_the_same_texts():
    again = LanguagesWorld(4, 0)
    assert again.sample(20, seed=3) == WORLD.sample(20, seed=3)
    assert WORLD.sample(20, seed=4) != WORLD.sample(20, seed=3)
    assert LanguagesWorld(4, 1).sample(20, seed=3) != WORLD.sample(20, seed=3)


def test_bad_arguments_are_refused():
    for number in (1, 9):
        with pytest.raises(ValueError, match=f"languages is {number}; choose"):
            languages_world(number)
    with pytest.raises(ValueError, match="negative: -1"):
        WORLD.sample(-1, seed=0)
    with pytest.raises(ValueError, match="empty text"):
        WORLD.posterior(" ")
    for word in ("xqx", "ptkpt"):
        with pytest.raises(ValueError, match=f"'{word}' is not a word"):
            WORLD.best_accuracy([LabelledText(f"{TEXTS[0].text} {word}", "")])
    with pytest.raises(ValueError, match="without texts"):
        WORLD.best_accuracy([])
