from collections import Counter

import numpy as np

from rnncourse.datasets.worlds import confusion_world
from rnncourse.datasets.worlds.confusions.world import _wordings

TRAIN, GROUPS = confusion_world(seed=0)


def test_there_are_many_groups_of_lower_case_sentences():
    assert len(GROUPS) >= 42
    for group in GROUPS:
        assert 1 <= len(group.alternatives) <= 4
        assert len(set(group.hypotheses)) == len(group.hypotheses)
        for sentence in group.hypotheses:
            assert sentence == " ".join(sentence.lower().split())
            assert all(word.isalpha() for word in sentence.split())
    rights = [group.right for group in GROUPS]
    assert len(set(rights)) == len(rights)


def test_no_hypothesis_is_in_the_text_but_all_their_words_are():
    text = set(TRAIN)
    words = {word for sentence in TRAIN for word in sentence.split()}
    for group in GROUPS:
        for sentence in group.hypotheses:
            assert sentence not in text
            assert set(sentence.split()) <= words


def test_the_text_has_thousands_of_clean_sentences_and_the_seed_orders_them():
    assert len(TRAIN) > 3_000
    for sentence in TRAIN:
        assert all(word.isalpha() for word in sentence.split()), sentence
    assert confusion_world(seed=0).train == TRAIN
    other = confusion_world(seed=1)
    assert other.train != TRAIN
    assert other.groups == GROUPS


def test_every_choice_of_a_template_takes_each_of_its_wordings():
    rng = np.random.default_rng(0)
    sentences = _wordings("the (dog|cat) (sleeps|eats|)", rng)
    assert set(sentences) == {
        *("the dog sleeps", "the dog eats", "the dog"),
        *("the cat sleeps", "the cat eats", "the cat"),
    }
    counts = Counter(sentence.split()[1] for sentence in sentences)
    assert counts["dog"] == counts["cat"]


def accuracy(order):
    """Share of groups in which an interpolated model of the order chooses right."""
    counts, totals = Counter(), Counter()
    for sentence in TRAIN:
        words = ["<s>", "<s>", *sentence.split(), "</s>"]
        for i in range(2, len(words)):
            for n in range(1, order + 1):
                counts[tuple(words[i - n + 1 : i + 1])] += 1
                totals[tuple(words[i - n + 1 : i])] += 1

    def score(sentence):
        words = ["<s>", "<s>", *sentence.split(), "</s>"]
        total = 0.0
        for i in range(2, len(words)):
            p = 1e-3
            for n in range(1, order + 1):
                gram = tuple(words[i - n + 1 : i + 1])
                p = (counts[gram] + 2 * p) / (totals[gram[:-1]] + 2)
            total += np.log(p)
        return total

    return np.mean([max(g.hypotheses, key=score) == g.right for g in GROUPS])


def test_single_words_do_not_tell_what_was_said_but_pairs_and_triples_do():
    assert accuracy(1) < 0.7
    assert accuracy(2) > 0.9
    assert accuracy(3) > 0.9
