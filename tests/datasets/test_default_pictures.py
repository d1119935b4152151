import pytest

from rnncourse.datasets import load_caption_corpus, load_question_corpus, store

LOADERS = [load_caption_corpus, load_question_corpus]


@pytest.fixture
def no_corpora(monkeypatch):
    monkeypatch.setattr(store, "find", lambda name: None)


@pytest.mark.parametrize("load", LOADERS)
def test_without_corpora_scenes_are_drawn_and_the_description_says_so(load, no_corpora):
    corpus = load(size="small")
    assert corpus.generated
    assert corpus.world.size == "small"
    assert corpus.description.startswith("generated world 'scenes' (small, seed 0)")
    assert f"{len(corpus.test):,}" in corpus.description
    assert load(size="small").test == corpus.test
    assert load(seed=1, size="small").test != corpus.test
    with pytest.raises(ValueError, match="choose 'default' or 'small'"):
        load(size="full")


def test_captions_and_questions_are_of_the_same_pictures(no_corpora):
    captioned = load_caption_corpus(size="small").test
    asked = load_question_corpus(size="small").test
    assert {item.picture for item in captioned} == {item.picture for item in asked}


@pytest.mark.parametrize(
    ("reader", "load"),
    [("flickr8k", load_caption_corpus), ("easy_vqa", load_question_corpus)],
)
def test_what_is_here_is_taken(reader, load, monkeypatch):
    monkeypatch.setattr(store, "find", lambda name: name)
    monkeypatch.setattr(f"rnncourse.datasets.{reader}.load", lambda **_: "found")
    assert load() == "found"
