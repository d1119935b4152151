import os
from pathlib import Path

import numpy as np
import pytest

from rnncourse.datasets import ptb
from rnncourse.text import Vocabulary, WordTokenizer, encode_stream

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"), "ptb")
SENTENCES = ("the cat sleeps", "the  dog\tsleeps ")


@pytest.fixture
def vocabulary():
    return Vocabulary.from_tokens(" ".join(SENTENCES).split())


def test_every_sentence_ends_with_the_mark(vocabulary):
    ids = encode_stream(SENTENCES, vocabulary)
    words = ["the", "cat", "sleeps", "<eos>", "the", "dog", "sleeps", "<eos>"]
    assert vocabulary.decode(ids) == words
    assert ids.dtype == np.int32
    assert ids.ndim == 1


def test_unknown_words_and_unknown_marks_are_the_same(vocabulary):
    ids = encode_stream(["the <unk> sings"], vocabulary)
    assert vocabulary.decode(ids) == ["the", "<unk>", "<unk>", "<eos>"]


def test_a_blank_sentence_is_an_end_alone(vocabulary):
    assert encode_stream(["", " "], vocabulary).tolist() == [vocabulary.eos_id] * 2


def test_an_iterator_will_do(vocabulary):
    ids = encode_stream(iter(SENTENCES), vocabulary)
    np.testing.assert_array_equal(ids, encode_stream(SENTENCES, vocabulary))


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        ([], "no sentences"),
        ("the cat", "the one string"),
        ([["the", "cat"]], "of type list came"),
        ([b"the cat"], "of type bytes came"),
    ],
)
def test_what_is_not_a_row_of_sentences_is_refused(vocabulary, sentences, message):
    with pytest.raises(ValueError, match=message):
        encode_stream(sentences, vocabulary)


def test_a_vocabulary_without_an_end_is_refused():
    with pytest.raises(KeyError, match="no '<eos>'"):
        encode_stream(["a"], Vocabulary.from_tokens(["a"], specials=("<unk>",)))


def test_a_word_outside_a_closed_vocabulary_is_refused():
    closed = Vocabulary.from_tokens(["a"], specials=("<eos>",))
    with pytest.raises(KeyError, match="'b' is not among the 2 tokens"):
        encode_stream(["a b"], closed)


@pytest.mark.skipif(not REAL.is_dir(), reason="RNNCOURSE_DATA has no ptb")
def test_the_penn_treebank_has_its_published_counts():
    sentences = ptb.load(REAL).train
    vocabulary = Vocabulary.from_tokens(w for s in sentences for w in s.split())
    ids = encode_stream(sentences, vocabulary)
    assert len(ids) == 929_589  # 887,521 words and an end for each of 42,068 sentences
    assert len(vocabulary) == 10_000  # `<eos>` among them
    assert vocabulary.counts[vocabulary.unk_id] == 45_020
    words = WordTokenizer.train(sentences, punctuation=False)
    assert words.vocabulary == vocabulary
    np.testing.assert_array_equal(words.encode_stream(sentences), ids)
