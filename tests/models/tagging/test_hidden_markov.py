"""The hidden Markov tagger: counts by hand, the best path by trying all."""

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from rnncourse.datasets import TaggedSentence, ewt
from rnncourse.metrics import tag_accuracy
from rnncourse.models import HiddenMarkovTagger, WordEndings
from rnncourse.models.tagging import hidden_markov
from rnncourse.models.tagging.hidden_markov import interpolated
from rnncourse.testing import assert_matches_enumeration

REAL = Path(os.environ.get("RNNCOURSE_DATA", "nowhere"), "ud-english-ewt")
TEXT = [
    ("the dog barked", "D N V"),
    ("the walk ended", "D N V"),
    ("they walk the dog", "P V D N"),
    ("They barked loudly", "P V A"),
    ("dogs walk slowly", "N V A"),
    ("walk", "V"),
]
TRAIN = [TaggedSentence(w.split(), t.split()) for w, t in TEXT]
NEW = ["the walk", "They walk the cat", "the dog walk quickly", "walk", "Dogs barked"]


def by_hand(tagger, words, tags):
    """Return ln P(w, y) of the equations in the docstring, from counts of the text."""
    bigrams = [pair for s in TRAIN for pair in itertools.pairwise(("^", *s.tags, "$"))]
    firsts, seconds = [i for i, _ in bigrams], [j for _, j in bigrams]
    votes = 0
    for i, j in bigrams:
        alone = (seconds.count(j) - 1) / (len(bigrams) - 1)
        pair = bigrams.count((i, j)) - 1
        votes += pair > 0 and pair / (firsts.count(i) - 1) > alone
    weight = votes / len(bigrams)

    pairs = [pair for s in TRAIN for pair in zip(s.words, s.tags, strict=True)]
    text, all_tags = [w for w, _ in pairs], [t for _, t in pairs]

    def posterior(word, tag):
        by_ending = tagger.endings.tag_probs(word)[tagger.tags.index(tag)]
        small = word.lower()
        low = (pairs.count((small, tag)) + 0.5 * by_ending) / (text.count(small) + 0.5)
        if word == small:
            return low
        return (pairs.count((word, tag)) + 0.5 * low) / (text.count(word) + 0.5)

    total = 0.0
    for i, j in itertools.pairwise(("^", *tags, "$")):
        share = bigrams.count((i, j)) / firsts.count(i)
        total += np.log(weight * share + (1 - weight) * seconds.count(j) / len(bigrams))
    for word, tag in zip(words, tags, strict=True):
        frequency = max(text.count(word), 1) / len(text)
        prior = all_tags.count(tag) / len(text)
        total += np.log(posterior(word, tag) * frequency / prior)
    return total


def check_log_prob():
    tagger = HiddenMarkovTagger.fit(TRAIN)
    rng = np.random.default_rng(0)
    sentences = [
        TaggedSentence(words.split(), rng.choice(tagger.tags, len(words.split())))
        for words in NEW
    ]
    expected = [by_hand(tagger, s.words, s.tags) for s in [*sentences, *TRAIN]]
    found = tagger.log_prob([*sentences, *TRAIN])
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def check_best_path():
    tagger = HiddenMarkovTagger.fit(TRAIN)
    for words, tags in zip(NEW, tagger.tag([n.split() for n in NEW]), strict=True):
        words = words.split()
        paths = list(itertools.product(tagger.tags, repeat=len(words)))
        best = by_hand(tagger, words, tags)
        assert_matches_enumeration(
            best, paths, lambda path, w=words: by_hand(tagger, w, path), combine=np.max
        )


def test_probabilities_are_those_of_the_equations():
    check_log_prob()


def test_the_best_tags_are_the_best_of_all():
    check_best_path()


def transpose(patch):
    patch.setattr(hidden_markov, "interpolated", lambda counts: interpolated(counts).T)


def leave_bigrams_alone(patch):
    patch.setattr(
        hidden_markov,
        "interpolated",
        lambda counts: counts / counts.sum(axis=1, keepdims=True) + 1e-9,
    )


def forget_the_prior(patch):
    scores = HiddenMarkovTagger.word_scores
    patch.setattr(
        HiddenMarkovTagger,
        "word_scores",
        lambda self, word: scores(self, word) + np.log(self.endings.prior),
    )


def forget_small_letters(patch):
    scores = HiddenMarkovTagger.word_scores

    def wrong(self, word):
        if word in self.word_counts or word.lower() not in self.word_counts:
            return scores(self, word)
        return scores(self, word.swapcase())

    patch.setattr(HiddenMarkovTagger, "word_scores", wrong)


@pytest.mark.parametrize(
    "mutant", [transpose, leave_bigrams_alone, forget_the_prior, forget_small_letters]
)
def test_a_wrong_tagger_is_noticed(mutant, monkeypatch):
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        check_log_prob()


def test_what_may_follow_sums_to_one():
    counts = np.random.default_rng(0).integers(0, 5, size=(4, 4)) + np.eye(4)
    np.testing.assert_allclose(interpolated(counts).sum(axis=1), 1)
    tagger = HiddenMarkovTagger.fit(TRAIN)
    rows = np.exp(np.column_stack([tagger.transitions, tagger.end])).sum(axis=1)
    np.testing.assert_allclose(rows, 1)
    assert np.exp(tagger.start).sum() < 1  # what is left: a sentence without words


def test_endings_correct_each_other():
    rare = {"sadly": [0, 1], "July": [1, 0], "fly": [1, 0], "cat": [1, 0]}
    endings = WordEndings.fit(rare, longest=3)
    p, theta = np.array([0.75, 0.25]), np.std([0.75, 0.25], ddof=1)
    # small letters: "" of sadly, fly, cat; "y" and "ly" of sadly, fly; "dly" of sadly
    for share in ([2 / 3, 1 / 3], [1 / 2, 1 / 2], [1 / 2, 1 / 2], [0, 1]):
        p = (np.array(share) + theta * p) / (1 + theta)
    np.testing.assert_allclose(endings.tag_probs("badly"), p)
    assert endings.tag_probs("Emily")[0] > endings.tag_probs("emily")[0]
    np.testing.assert_allclose(endings.tag_probs("2024"), endings.prior)  # never seen


def test_only_rare_words_have_endings():
    counts = {"the": [100, 0], "lathe": [0, 1]}
    assert WordEndings.fit(counts).tag_probs("bathe")[1] > 0.9
    assert WordEndings.fit(counts, rare=200).tag_probs("bathe")[1] < 0.7


def test_sentences_come_back_in_their_order():
    tagger = HiddenMarkovTagger.fit(TRAIN)
    many = [NEW[n % len(NEW)].split() for n in range(600)] + [[]]
    tags = tagger.tag(many)
    assert [len(t) for t in tags] == [len(words) for words in many]
    assert tags[: len(NEW)] == tags[595:600] == tagger.tag([n.split() for n in NEW])
    assert tagger.tag([]) == []
    assert tagger.tag([[]]) == [()]
    assert tagger.tag([["zyx"]])[0][0] in tagger.tags


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: HiddenMarkovTagger.fit([]), "no words"),
        (lambda: HiddenMarkovTagger.fit(TRAIN, trust=0), "above 0; got 0"),
        (lambda: HiddenMarkovTagger.fit(TRAIN).tag(["the dog"]), "is one string"),
        (
            lambda: HiddenMarkovTagger.fit(TRAIN).log_prob(
                [TRAIN[0], TaggedSentence(["dog"], ["X"])]
            ),
            "Sentence 1 has the tag 'X', which was not in the training text",
        ),
    ],
)
def test_what_cannot_be_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.skipif(not REAL.is_dir(), reason="RNNCOURSE_DATA has no ud-english-ewt")
def test_it_reaches_92_percent_on_the_english_web_treebank():
    corpus = ewt.load()
    tagger = HiddenMarkovTagger.fit(corpus.train)
    predicted = tagger.tag([sentence.words for sentence in corpus.test])
    accuracy = tag_accuracy([sentence.tags for sentence in corpus.test], predicted)
    assert accuracy == pytest.approx(0.9225, abs=5e-4)
