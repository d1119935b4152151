"""What holds for every tokenizer; the schemes are listed in conftest.py."""

import copy
import dataclasses
import json
import pickle
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnncourse.text import CharacterTokenizer, Tokenizer, Vocabulary, WordTokenizer

ANY_TEXT = st.text() | st.text(alphabet="the cats▁<>#eosunk0x41\n  \t▅é")
SOME = settings(max_examples=40, deadline=None)


@SOME
@given(text=ANY_TEXT)
@example("▁ a ▁")  # SentencePiece's own sign for a space
@example("<0x41>▅<unk><eos>")  # what pieces and marks are called
@example("  two  spaces\r\n\x00 日本 🙂\u0301")
def test_a_lossless_tokenizer_gives_back_any_text(lossless_tokenizer, text):
    assert lossless_tokenizer.lossless
    assert lossless_tokenizer.decode(lossless_tokenizer.encode(text)) == text


def test_exactly_the_schemes_with_bytes_are_lossless(
    scheme, tokenizer, lossless_schemes
):
    assert tokenizer.lossless == (scheme in lossless_schemes)


def test_a_tokenizer_that_is_not_lossless_loses_something(tokenizer):
    text = "日本  ▁ 🙂"
    lost = tokenizer.decode(tokenizer.encode(text)) != text
    assert lost == (not tokenizer.lossless)


@SOME
@given(texts=st.lists(ANY_TEXT, max_size=4))
def test_many_texts_at_once_are_cut_like_one_at_a_time(tokenizer, texts):
    assert tokenizer.tokenize_all(texts) == [tokenizer.tokenize(t) for t in texts]


@SOME
@given(text=ANY_TEXT)
def test_no_text_breaks_a_tokenizer(tokenizer, text):
    ids = tokenizer.encode(text)
    assert ids.dtype == np.int32
    assert ids.shape == (len(tokenizer.tokenize(text)),)
    assert np.all((ids >= 0) & (ids < tokenizer.vocab_size))


def test_the_training_text_has_no_unknown_pieces_but_its_own_marks(tokenizer, text):
    for line in text:
        unknown = tokenizer.encode(line) == tokenizer.vocabulary.unk_id
        assert unknown.sum() == line.count("<unk>")


def test_words_of_the_training_text_come_back(tokenizer, text):
    for line in text:  # single spaces, punctuation apart: nothing any scheme forgets
        kept = line.lower() if getattr(tokenizer, "lowercase", False) else line
        assert tokenizer.decode(tokenizer.encode(line)) == kept


def test_counts_are_those_of_the_training_text(tokenizer, text):
    ids = np.concatenate(tokenizer.encode_all(text))
    expected = np.bincount(ids, minlength=tokenizer.vocab_size)
    assert tokenizer.vocabulary.counts == tuple(expected)
    assert tokenizer.vocabulary.counts[tokenizer.vocabulary.unk_id] == 2


def test_marks_in_a_text_are_pieces_of_their_own(tokenizer):
    ids = tokenizer.encode("the <unk><eos>")
    vocabulary = tokenizer.vocabulary
    assert ids[-2:].tolist() == [vocabulary.unk_id, vocabulary.eos_id]
    assert tokenizer.tokenize("the <unk><eos>")[-2:] == ("<unk>", "<eos>")


def test_an_empty_text_has_no_pieces(tokenizer):
    assert tokenizer.tokenize("") == ()
    assert tokenizer.encode("").tolist() == []
    assert tokenizer.encode("").dtype == np.int32
    assert tokenizer.decode([]) == ""
    assert tokenizer.tokenize_all([]) == []


def test_a_text_of_unknown_words_only(tokenizer):
    ids = tokenizer.encode("日本")
    if tokenizer.lossless:
        assert tokenizer.vocabulary.unk_id not in ids
        assert len(ids) == 6  # three bytes a character
    else:
        assert set(ids.tolist()) == {tokenizer.vocabulary.unk_id}


def test_a_stream_closes_every_sentence(tokenizer):
    sentences = ["the cat", "", "a dog ."]
    stream = tokenizer.encode_stream(sentences)
    eos = tokenizer.vocabulary.eos_id
    expected = [id for s in sentences for id in (*tokenizer.encode(s), eos)]
    assert stream.tolist() == expected
    assert stream.dtype == np.int32


def test_saved_and_loaded_it_is_equal_and_cuts_equally(tokenizer, tmp_path):
    path = tmp_path / "tokenizer.json"
    tokenizer.save(path)
    loaded = type(tokenizer).load(path)
    assert loaded == tokenizer
    assert hash(loaded) == hash(tokenizer)
    text = "the cats, 日本 and <unk>"
    assert loaded.encode(text).tolist() == tokenizer.encode(text).tolist()
    assert [p.name for p in tmp_path.iterdir()] == ["tokenizer.json"]


@pytest.mark.parametrize(
    "clone", [copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))]
)
def test_copies_are_equal_after_use_too(tokenizer, clone):
    tokenizer.encode("the cat")  # now it holds what TensorFlow compiled
    copied = clone(tokenizer)
    assert copied == tokenizer
    assert copied.tokenize("the cat") == tokenizer.tokenize("the cat")


def test_it_cannot_be_changed(tokenizer):
    with pytest.raises(dataclasses.FrozenInstanceError):
        tokenizer.vocabulary = Vocabulary(("a",), (1,), ())


@pytest.mark.parametrize("wrong", [None, 3, b"the cat", ["the", "cat"], np.array([1])])
def test_what_is_no_text_is_refused(tokenizer, wrong):
    with pytest.raises(ValueError, match="Tokens and texts are str"):
        tokenizer.encode(wrong)


def test_one_string_instead_of_many_is_refused(tokenizer):
    for method in (tokenizer.tokenize_all, tokenizer.encode_all):
        with pytest.raises(ValueError, match="the one string 'the cat' came"):
            method("the cat")


def test_half_a_surrogate_pair_is_refused(tokenizer):
    with pytest.raises(ValueError, match="no valid Unicode"):
        tokenizer.encode("a \ud800 b")


def test_a_stream_of_no_sentences_is_refused(tokenizer):
    with pytest.raises(ValueError, match="no sentences"):
        tokenizer.encode_stream([])


@pytest.mark.parametrize("ids", [[-1], [10**6], [0.5], ["the"], [[0, 1]]])
def test_what_is_no_id_is_refused(tokenizer, ids):
    with pytest.raises(ValueError, match=r"out of range|whole numbers"):
        tokenizer.decode(ids)


def test_a_stream_needs_an_end_mark():
    closed = CharacterTokenizer(Vocabulary(("<unk>", "a"), (0, 1), ("<unk>",)))
    with pytest.raises(KeyError, match="no '<eos>'"):
        closed.encode_stream(["a"])


@pytest.mark.parametrize("texts", [[], [""], ["  ", "\n"]])
def test_training_on_nothing_is_refused(tokenizer, texts):
    size = (
        {}
        if type(tokenizer) in (CharacterTokenizer, WordTokenizer)
        else {"vocab_size": 100}
    )
    with pytest.raises(ValueError, match="empty or blank"):
        type(tokenizer).train(texts, **size)


def test_the_file_of_another_kind_is_refused(tokenizer, tmp_path):
    path = tmp_path / "vocabulary.json"
    tokenizer.vocabulary.save(path)
    kinds = f"'rnncourse {type(tokenizer).__name__} 1' file and is a 'rnncourse vocab"
    with pytest.raises(ValueError, match=re.escape(kinds)):
        type(tokenizer).load(path)
    tokenizer.save(path)
    with pytest.raises(ValueError, match="should be a 'rnncourse vocabulary 1' file"):
        Vocabulary.load(path)


def test_a_damaged_file_is_refused_by_name(tokenizer, tmp_path):
    path = tmp_path / "tokenizer.json"
    tokenizer.save(path)
    whole = json.loads(path.read_text(encoding="utf-8"))
    for key in set(whole) - {"format"}:
        path.write_text(json.dumps({**whole, key: None}), encoding="utf-8")
        if whole[key] not in (True, False):
            with pytest.raises(ValueError, match=r"tokenizer.json is a damaged"):
                type(tokenizer).load(path)
    path.write_text(json.dumps({**whole, "extra": 1}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"tokenizer.json is a damaged"):
        type(tokenizer).load(path)


def test_the_interface_itself_is_not_a_tokenizer():
    with pytest.raises(TypeError, match="abstract"):
        Tokenizer()


def test_a_tokenizer_survives_json(tokenizer):
    document = json.loads(json.dumps(tokenizer.to_document()))
    assert type(tokenizer).from_document(document) == tokenizer
