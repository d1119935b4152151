from collections import defaultdict

import numpy as np
import pytest
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2

from rnncourse.datasets.worlds import entity_world
from rnncourse.datasets.worlds.tagging.entities import _build

WORLD = entity_world("small")
CORPUS = WORLD.corpus(seed=0)
PARTS = (CORPUS.train, CORPUS.valid, CORPUS.test)


def chunk_f1(sentences, tagger):
    gold = [list(s.tags) for s in sentences]
    guessed = [list(tagger(s.words)) for s in sentences]
    return f1_score(gold, guessed, mode="strict", scheme=IOB2)


def chunks(sentence):
    """Entities as (type, words), read off by hand."""
    found = []
    for word, tag in zip(sentence.words, sentence.tags, strict=True):
        if tag[0] == "B":
            found.append((tag[2:], [word]))
        elif tag[0] == "I":
            found[-1][1].append(word)
    return [(kind, tuple(words)) for kind, words in found]


def test_every_sentence_is_proper_iob2():
    assert CORPUS.scheme == "IOB2"
    for part in PARTS:
        for s in part:
            for before, tag in zip(("O", *s.tags), s.tags, strict=False):
                if tag[0] == "I":
                    assert before in (f"B-{tag[2:]}", f"I-{tag[2:]}"), s


def test_the_world_has_what_it_promises():
    entities = [chunk for s in CORPUS.train for chunk in chunks(s)]
    assert {kind for kind, _ in entities} == {"PER", "LOC", "ORG", "MISC"}
    assert {len(words) for _, words in entities} == {1, 2, 3}
    kinds = defaultdict(set)
    for kind, words in entities:
        for word in words:
            kinds[word].add(kind)
    assert sum({"PER", "LOC", "ORG"} <= found for found in kinds.values()) >= 15
    beside = [
        (before, tag)
        for s in CORPUS.train
        for before, tag in zip(s.tags, s.tags[1:], strict=False)
        if before != "O" and tag[0] == "B"
    ]
    assert any(before[2:] == tag[2:] for before, tag in beside)
    assert any(before[2:] != tag[2:] for before, tag in beside)


def test_held_out_names_are_not_in_training():
    seen = {word for s in CORPUS.train for word in s.words}
    assert not seen & WORLD.held_out
    new = [w for s in CORPUS.test for w in s.words if w in WORLD.held_out]
    assert 0.1 < len(new) / sum(len(s.words) for s in CORPUS.test) < 0.25


@pytest.mark.parametrize("causal", [False, True])
def test_the_best_accuracy_is_what_the_best_tagger_gets(causal):
    sentences = WORLD.sample(3_000, seed=4)
    shares = [
        np.mean(
            [
                WORLD.tags[best] == tag
                for best, tag in zip(
                    WORLD.posteriors(s.words, causal=causal).argmax(axis=1),
                    s.tags,
                    strict=True,
                )
            ]
        )
        * len(s.words)
        for s in sentences
    ]
    lengths = np.array([len(s.words) for s in sentences])
    expected = WORLD.best_accuracy(sentences, causal=causal)
    error = np.std(shares - expected * lengths) / np.sqrt(len(shares)) / lengths.mean()
    assert 0 < error < 0.01
    assert abs(np.sum(shares) / lengths.sum() - expected) < 4 * error


def test_the_right_context_matters_and_does_not_decide_all():
    full = WORLD.best_accuracy(CORPUS.test)
    causal = WORLD.best_accuracy(CORPUS.test, causal=True)
    assert causal + 0.02 < full < 0.995
    viterbi = chunk_f1(CORPUS.test, WORLD.best_tags)
    assert 0.9 < viterbi < 0.99

    def forward(words):
        best = WORLD.posteriors(words, causal=True).argmax(axis=1)
        return [WORLD.tags[i] for i in best]

    assert chunk_f1(CORPUS.test, forward) < viterbi - 0.05


def test_a_list_of_names_is_not_enough():
    votes = defaultdict(lambda: defaultdict(int))
    for s in CORPUS.train:
        for word, tag in zip(s.words, s.tags, strict=True):
            votes[word][tag] += 1

    def from_list(words):
        return [max(votes[w], key=votes[w].get) if w in votes else "O" for w in words]

    assert chunk_f1(CORPUS.test, from_list) < 0.7


def test_the_same_seeds_give_the_same_corpus():
    again = _build.__wrapped__("small", 0).corpus(seed=0)
    assert (again.train, again.valid, again.test) == PARTS
    assert WORLD.corpus(seed=1).test != CORPUS.test
    assert entity_world(seed=1).held_out != WORLD.held_out


def test_a_wrong_size_is_refused():
    with pytest.raises(ValueError, match="choose 'small' or 'full'"):
        entity_world("medium")


def test_the_full_world_has_more_names():
    full = entity_world("full")
    assert len(full.language.vocabulary) > 3 * len(WORLD.language.vocabulary)
    sentences = full.sample(100, seed=0)
    assert full.best_accuracy(sentences) > full.best_accuracy(sentences, causal=True)
