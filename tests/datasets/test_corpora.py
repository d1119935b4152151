"""The corpora that notebooks stand on: real if they are here, else generated."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rnncourse.datasets import (
    CharacterCorpus,
    MusicCorpus,
    TextCorpus,
    load_language_corpus,
    load_music_corpus,
)

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"))
needs_ptb = pytest.mark.skipif(
    not (REAL / "ptb").is_dir(), reason="RNNCOURSE_DATA has no ptb"
)
needs_jsb = pytest.mark.skipif(
    not (REAL / "polyphonic-music").is_dir(),
    reason="RNNCOURSE_DATA has no polyphonic-music",
)


def test_a_machine_without_data_gets_the_generated_world(cache):
    corpus = load_language_corpus()

    assert corpus.generated
    assert corpus.name == "world language"
    assert "generated" in corpus.description
    assert corpus.world.entropy > 0
    assert not cache.exists()  # nothing was downloaded, nothing was locked
    for text in (corpus.train, corpus.valid, corpus.test):
        assert isinstance(text, tuple)
        assert text
        assert all(" ".join(sentence.split()) == sentence for sentence in text)


def test_the_generated_corpus_is_decided_by_its_seed(cache):
    assert load_language_corpus() == load_language_corpus(seed=0)
    assert load_language_corpus().train != load_language_corpus(seed=1).train


def test_a_size_that_does_not_exist_is_refused(cache):
    with pytest.raises(ValueError, match="'small' or 'full'"):
        load_language_corpus(size="big")


@needs_ptb
def test_the_word_generated_wins_over_a_corpus_that_is_here(monkeypatch):
    assert load_language_corpus().name == "ptb"

    monkeypatch.setenv("RNNCOURSE_DATA", "generated")
    assert load_language_corpus().generated


def test_a_machine_without_music_gets_the_generated_world(cache):
    corpus = load_music_corpus()

    assert corpus.generated
    assert corpus.name == "world music"
    assert "generated" in corpus.description
    assert corpus.world.floor(corpus.test) > 0
    assert not cache.exists()  # nothing was downloaded, nothing was locked
    for pieces in (corpus.train, corpus.valid, corpus.test):
        assert isinstance(pieces, tuple)
        assert all(piece.shape[1:] == (88,) for piece in pieces)


def test_the_generated_music_is_decided_by_its_seed(cache):
    first = [load_music_corpus(seed=seed).train[0].tolist() for seed in (0, 0, 1)]
    assert first[0] == first[1]
    assert first[0] != first[2]


@needs_jsb
def test_real_music_is_taken_where_it_is_and_wanted(monkeypatch):
    assert load_music_corpus().name == "jsb"

    monkeypatch.setenv("RNNCOURSE_DATA", "generated")
    assert load_music_corpus().generated


def test_a_corpus_shows_itself_in_one_line():
    parts = (("a b",) * 9_000, ("c",), ("d", "e"))
    text = TextCorpus("tiny", *parts, False, "tiny")
    music = MusicCorpus("tiny", *parts, False, "tiny")
    characters = CharacterCorpus("tiny", "abc", "d", "ef", False, "tiny")

    shown = "TextCorpus('tiny', train: 9000, valid: 1, test: 2 sentences)"
    assert repr(text) == shown
    assert repr(music) == "MusicCorpus('tiny', train: 9000, valid: 1, test: 2 pieces)"
    shown = "CharacterCorpus('tiny', train: 3, valid: 1, test: 2 characters)"
    assert repr(characters) == shown


def test_a_corpus_cannot_be_changed():
    corpus = TextCorpus("tiny", ("a",), ("b",), ("c",), False, "tiny")

    with pytest.raises(AttributeError):
        corpus.train = ()


def test_the_room_can_be_used_without_tensorflow():
    code = "import sys, rnncourse.datasets; print('tensorflow' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert said.stdout == "False\n"
