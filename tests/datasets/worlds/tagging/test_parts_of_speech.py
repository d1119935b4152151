from collections import Counter, defaultdict

import numpy as np
import pytest

from rnncourse.datasets import TaggedSentence
from rnncourse.datasets.worlds import tagging_world
from rnncourse.datasets.worlds.tagging.parts_of_speech import _build

WORLD = tagging_world("small")
CORPUS = WORLD.corpus(seed=0)


def share_right(sentences, *, causal):
    """How often the best tag is the tag that was drawn, and the standard error."""
    right = [
        WORLD.tags[best] == tag
        for s in sentences
        for best, tag in zip(
            WORLD.posteriors(s.words, causal=causal).argmax(axis=1), s.tags, strict=True
        )
    ]
    return np.mean(right), np.std(right) / np.sqrt(len(right))


@pytest.mark.parametrize("causal", [False, True])
def test_the_best_accuracy_is_what_the_best_tagger_gets(causal):
    sentences = WORLD.sample(2_000, seed=4)
    share, error = share_right(sentences, causal=causal)
    assert 0 < error < 0.01
    # Words of one sentence err together, hence the wider margin.
    expected = WORLD.best_accuracy(sentences, causal=causal)
    assert abs(share - expected) < 5 * error


def test_the_best_accuracy_is_below_one_and_reading_on_is_worth_much():
    full = WORLD.best_accuracy(CORPUS.test)
    causal = WORLD.best_accuracy(CORPUS.test, causal=True)
    assert 0.97 < full < 0.995
    assert 0.85 < causal < full - 0.05


def test_the_tags_of_the_sentences_do_not_decide_their_best_accuracy():
    blind = [TaggedSentence(s.words, ["NOUN"] * len(s.words)) for s in CORPUS.test[:50]]
    assert WORLD.best_accuracy(blind) == WORLD.best_accuracy(CORPUS.test[:50])


def test_words_alone_do_not_tell_the_tags():
    tags = defaultdict(Counter)
    for s in CORPUS.train:
        for word, tag in zip(s.words, s.tags, strict=True):
            tags[word][tag] += 1
    right = [
        bool(tags[word]) and tags[word].most_common(1)[0][0] == tag
        for s in CORPUS.test
        for word, tag in zip(s.words, s.tags, strict=True)
    ]
    assert np.mean(right) < WORLD.best_accuracy(CORPUS.test, causal=True) - 0.03
    assert sum(len(counter) > 1 for counter in tags.values()) > 60


def test_held_out_words_are_seen_in_the_test_only():
    seen = {word for s in CORPUS.train for word in s.words}
    new = [w for s in CORPUS.test for w in s.words if w in WORLD.held_out]
    assert not seen & WORLD.held_out
    assert (
        set(WORLD.known.vocabulary) == set(WORLD.language.vocabulary) - WORLD.held_out
    )
    assert 0.03 < len(new) / sum(len(s.words) for s in CORPUS.test) < 0.1


def test_an_unseen_word_says_as_much_as_a_seen_one_with_its_ending():
    for ending in ("ly", "al", "en", "ized"):
        some = [w for w in WORLD.held_out if w.endswith(ending)]
        known = [w for w in WORLD.known.vocabulary if w.endswith(ending)]
        entries = WORLD.language._entries
        expected = sorted((tag, p) for _, tag, p in entries[some[0]])
        twins = [
            w for w in known if sorted((t, p) for _, t, p in entries[w]) == expected
        ]
        assert len(some) > 5
        assert len(twins) > 5


def test_known_traps_are_resolved_by_what_follows():
    for text, tags in {
        "that dog barks": "DET NOUN VERB",
        "that barks": "PRON VERB",
        "that dogs bark is old": "SCONJ NOUN VERB AUX ADJ",
        "the old man the trains": "DET NOUN VERB DET NOUN",
        "the old man sleeps": "DET ADJ NOUN VERB",
        "the doctor guards sleep": "DET NOUN NOUN VERB",
        "the doctor guards the trains": "DET NOUN VERB DET NOUN",
        "they have dogs": "PRON VERB NOUN",
        "they have slept": "PRON AUX VERB",
        "they sleep before the walk": "PRON VERB ADP DET NOUN",
        "they sleep before the men walk": "PRON VERB SCONJ DET NOUN VERB",
    }.items():
        assert WORLD.best_tags(text.split()) == tuple(tags.split()), text


def test_probes_need_the_right_context():
    probes = WORLD.right_context_probes(40, seed=1)
    assert len({probe.sentence.words for probe in probes}) == 40
    assert len({probe.right for probe in probes}) > 2
    for probe in probes:
        column = WORLD.tags.index(probe.right)
        words = probe.sentence.words
        causal = WORLD.posteriors(words, causal=True)[probe.position]
        assert WORLD.posteriors(words)[probe.position, column] >= 0.95
        assert WORLD.tags[causal.argmax()] == probe.guess != probe.right


def test_impossible_probes_are_refused(monkeypatch):
    monkeypatch.setattr("rnncourse.datasets.worlds.tagging.tagged_world._TRIES", 2)
    with pytest.raises(ValueError, match="Only 0 of 1"):
        WORLD.right_context_probes(1, seed=0, sure=1.1)


def test_the_same_seeds_give_the_same_corpus():
    again = _build.__wrapped__("small", 0)
    assert again.corpus(seed=0).train == CORPUS.train
    assert again.corpus(seed=0).test == CORPUS.test
    assert WORLD.corpus(seed=1).train != CORPUS.train
    assert set(tagging_world(seed=1).held_out) != set(WORLD.held_out)


def test_the_parts_have_their_sizes_and_differ():
    assert [len(p) for p in (CORPUS.train, CORPUS.valid, CORPUS.test)] == [
        2000,
        300,
        500,
    ]
    assert CORPUS.valid != CORPUS.test[:300]
    assert CORPUS.generated
    assert CORPUS.world is WORLD
    assert set(CORPUS.tags) == set(WORLD.tags)


def test_the_full_world_is_larger():
    full = tagging_world("full")
    assert len(full.language.vocabulary) > 3 * len(WORLD.language.vocabulary)
    sentences = full.sample(100, seed=0)
    assert full.best_accuracy(sentences) > full.best_accuracy(sentences, causal=True)


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="choose 'small' or 'full'"):
        tagging_world("huge")
    with pytest.raises(ValueError, match="must not be negative: -1"):
        WORLD.sample(-1, seed=0)
    with pytest.raises(ValueError, match="not one string"):
        WORLD.posteriors("that dog barks")
    with pytest.raises(ValueError, match="without sentences"):
        WORLD.best_accuracy([])
