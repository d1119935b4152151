"""Word vectors in both text forms, with their traps, and what is refused by line."""

import gzip

import numpy as np
import pytest

from rnncourse.datasets import BadFile, WordVectors, find, read_word_vectors
from rnncourse.text import Vocabulary
from tests.datasets.real import needs

GLOVE = "the 0.1 0.2\nnew york -1 2.5\n, 0 1e-3\nthe 9 9\nà\u00a0côté 3 4\n"


@pytest.fixture
def written(tmp_path):
    def write(content, name="small.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_file_of_glove_has_no_header(written):
    vectors = read_word_vectors(written(GLOVE))
    assert vectors.words == ("the", "new york", ",", "à\u00a0côté")
    expected = [[0.1, 0.2], [-1, 2.5], [0, 0.001], [3, 4]]
    np.testing.assert_array_equal(vectors.vectors, np.array(expected, np.float32))
    assert vectors.vectors.dtype == np.float32


def test_a_file_of_word2vec_has_one_and_ends_its_lines_with_a_space(written):
    vectors = read_word_vectors(written("2 3\r\n</s> 1 2 3 \r\ncat 4 5 6 \r\n"))
    assert vectors.words == ("</s>", "cat")
    assert vectors["cat"].tolist() == [4, 5, 6]


def test_a_number_is_a_word_too(written):
    assert read_word_vectors(written("2 3\n7 1 2 3\n8 4 5 6\n")).words == ("7", "8")
    assert read_word_vectors(written("7 1 2\n8 4 5\n")).words == ("7", "8")


def test_packed_and_plain_are_read_alike(written):
    plain = read_word_vectors(written(GLOVE))
    packed = read_word_vectors(written(gzip.compress(GLOVE.encode()), "small.txt.gz"))
    assert packed.words == plain.words
    np.testing.assert_array_equal(packed.vectors, plain.vectors)


def test_only_the_wanted_words_are_kept(written):
    vocabulary = Vocabulary.from_tokens(["the", ",", "dog"])
    vectors = read_word_vectors(written(GLOVE), vocabulary)
    assert vectors.words == ("the", ",")
    assert "new york" not in vectors


def test_an_embedding_gets_known_rows_and_random_ones(written):
    vectors = read_word_vectors(written(GLOVE))
    rows = vectors.rows_for(["dog", "the", "owl"], seed=1)
    np.testing.assert_array_equal(rows[1], vectors["the"])
    assert not np.array_equal(rows[0], rows[2])
    np.testing.assert_array_equal(rows, vectors.rows_for(["dog", "the", "owl"], seed=1))
    assert not np.array_equal(rows, vectors.rows_for(["dog", "the", "owl"], seed=2))


def test_random_rows_are_as_far_spread_as_the_known_ones():
    known = np.random.default_rng(0).normal(0, 0.3, (50, 40)).astype(np.float32)
    vectors = WordVectors(tuple(map(str, range(50))), known)
    rows = vectors.rows_for([f"new{number}" for number in range(500)])
    assert rows.std() == pytest.approx(known.std(), rel=0.05)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("the 1 2\ncat 1\n", r"line 2: a word and 2 numbers.*'cat 1'"),
        ("2 2\nthe 1 2\n 1 2\n", "line 3"),
        ("2 2\nthe 1 2\n\n", "line 3: a word and 2 numbers"),
        ("the\n", "line 1"),
        ("the 1 2\ncat 1 x\n", "line 2: could not convert"),
        ("the 1 2\ncat 1 nan\n", "line 2: a number is not finite"),
        ("3 2\nthe 1 2\ncat 1 2\n", "promises 3 words.* has 2"),
        ("2 2\nthe 1 2\ncat 1 2\ndog 1 2\n", "promises 2 words.* has 3"),
        (b"2 2\nthe 1 2\n\xff\xfe 1 2\n", "line 3: not UTF-8"),
        ("", "has no words"),
        ("0 300\n", "has no words"),
    ],
)
def test_a_bad_file_is_named_with_its_line(written, content, message):
    with pytest.raises(BadFile, match=rf"small\.txt.*{message}"):
        read_word_vectors(written(content))


def test_more_numbers_than_in_the_first_line_make_a_word_that_no_one_wants(written):
    vectors = read_word_vectors(written("the 1 2\ncat 1 2 3\n"))
    assert vectors.words == ("the", "cat 1")  # cannot be told from a word with a space
    with pytest.raises(BadFile, match="none of the wanted words"):
        read_word_vectors(written("the 1 2\ncat 1 2 3\n"), ["cat"])


def test_half_a_packed_file_is_cut_off(written):
    packed = gzip.compress(GLOVE.encode() * 50)
    path = written(packed[: len(packed) // 2], "small.txt.gz")
    with pytest.raises(BadFile, match="cut off or damaged"):
        read_word_vectors(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"none\.txt"):
        read_word_vectors(tmp_path / "none.txt")


@needs("word-vectors-capitals")
def test_the_vectors_of_capitals_are_read_whole():
    (path,) = find("word-vectors-capitals").glob("googlenews-*")
    vectors = read_word_vectors(path)
    assert vectors.vectors.shape == (257, 300)

    def cosine(one, other):
        return one @ other / np.linalg.norm(one) / np.linalg.norm(other)

    guess = vectors["Paris"] - vectors["France"] + vectors["Italy"]
    others = {*vectors.words} - {"Paris", "France", "Italy"}
    assert max(others, key=lambda word: cosine(vectors[word], guess)) == "Rome"
