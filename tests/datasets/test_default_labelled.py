import pytest

from rnncourse.datasets import (
    load_entity_corpus,
    load_language_identification_corpus,
    load_review_corpus,
    load_tagged_corpus,
    store,
)
from rnncourse.datasets.schemes import chunks

LOADERS = [
    load_tagged_corpus,
    load_entity_corpus,
    load_review_corpus,
    load_language_identification_corpus,
]


@pytest.fixture
def no_corpora(monkeypatch):
    monkeypatch.setattr(store, "find", lambda name: None)


@pytest.mark.parametrize("load", LOADERS)
def test_without_corpora_a_world_is_drawn_that_knows_the_best_accuracy(
    load, no_corpora
):
    corpus = load()
    assert corpus.generated
    assert str(len(corpus.test)) in corpus.description
    assert 0.9 < corpus.world.best_accuracy(corpus.test[:100]) < 1
    assert load(seed=1).test != corpus.test
    assert load().test == corpus.test


@pytest.mark.parametrize(
    "load", [load_tagged_corpus, load_entity_corpus, load_review_corpus]
)
def test_the_size_of_the_world_can_be_chosen(load, no_corpora):
    assert len(load(size="full").train) == 12_000
    with pytest.raises(ValueError, match="choose 'small' or 'full'"):
        load(size="big")


@pytest.mark.parametrize(
    ("reader", "load"),
    [
        ("ewt", load_tagged_corpus),
        ("language_detection", load_language_identification_corpus),
    ],
)
def test_what_is_here_is_taken(reader, load, monkeypatch):
    monkeypatch.setattr(store, "find", lambda name: name)
    monkeypatch.setattr(f"rnncourse.datasets.{reader}.load", lambda **_: "found")
    assert load() == "found"


def _need(name):
    if not store.find(name):
        pytest.skip(f"{name} is not on this machine")


def test_the_entities_of_conll_are_converted():
    _need("conll2003")
    corpus = load_entity_corpus()
    assert corpus.scheme == "IOB2"
    assert len([c for s in corpus.train for c in chunks(s.tags, "IOB2")]) == 23_499


def test_the_reviews_of_sst_are_sentences_with_two_labels():
    _need("sst")
    corpus = load_review_corpus()
    assert corpus.labels == ("negative", "positive")
    assert [len(p) for p in (corpus.train, corpus.valid, corpus.test)] == [
        6920,
        872,
        1821,
    ]
