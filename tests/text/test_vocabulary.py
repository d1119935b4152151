import copy
import dataclasses
import json
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnncourse.text import Vocabulary

TOKENS = st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=30)
RHYME = ["one", "two", "two", "three", "three", "three"]


def test_ids_go_by_falling_count_and_then_alphabetically():
    v = Vocabulary.from_tokens(["d", "c", "b", "b", "a", "c", "d", "d"])
    assert v.tokens == ("<eos>", "<unk>", "d", "b", "c", "a")  # counts 3, 2, 2, 1
    assert v.counts == (0, 0, 3, 2, 2, 1)


def test_the_order_of_the_text_does_not_matter():
    assert Vocabulary.from_tokens(RHYME) == Vocabulary.from_tokens(reversed(RHYME))


def test_rare_words_are_counted_as_unknown():
    v = Vocabulary.from_tokens(RHYME, min_count=2)
    assert v.tokens == ("<eos>", "<unk>", "three", "two")
    assert v.counts == (0, 1, 3, 2)  # one `one`


def test_a_maximal_size_leaves_out_the_rarest():
    v = Vocabulary.from_tokens(RHYME, max_size=3)
    assert v.tokens == ("<eos>", "<unk>", "three")
    assert v.counts == (0, 3, 3)  # `one` once and `two` twice
    assert len(Vocabulary.from_tokens(RHYME, max_size=99)) == 5


def test_a_special_in_the_text_is_that_special():
    v = Vocabulary.from_tokens(["a", "<unk>", "b", "<unk>", "b", "<eos>"], min_count=2)
    assert v.tokens == ("<eos>", "<unk>", "b")
    assert v.counts == (1, 3, 2)  # `<unk>` twice and the rare `a`
    assert v["<unk>"] == v.unk_id == 1


def test_specials_may_be_others_or_none():
    v = Vocabulary.from_tokens(["a", "b"], specials=("<pad>", "<unk>", "<eos>"))
    assert (v["<pad>"], v.unk_id, v.eos_id) == (0, 1, 2)
    closed = Vocabulary.from_tokens(["a", "b", "a"], specials=())
    assert closed.tokens == ("a", "b")


@given(TOKENS)
def test_known_tokens_come_back(tokens):
    v = Vocabulary.from_tokens(tokens)
    assert v.decode(v.encode(tokens)) == tokens
    assert sum(v.counts) == len(tokens)
    assert [v.token(id) for id in range(len(v))] == list(v) == list(v.tokens)
    assert [v[token] for token in v] == list(range(len(v)))


@given(TOKENS, st.integers(1, 3), st.integers(3, 9))
def test_no_token_is_forgotten_in_the_counts(tokens, min_count, max_size):
    most = max(tokens.count(token) for token in tokens)
    min_count = min(min_count, most)
    v = Vocabulary.from_tokens(tokens, min_count=min_count, max_size=max_size)
    ids = v.encode(tokens)
    assert len(v) <= max_size
    assert np.bincount(ids, minlength=len(v)).tolist() == list(v.counts)


def test_ids_are_int32_and_of_any_integer_type_on_the_way_back():
    v = Vocabulary.from_tokens(RHYME)
    assert v.encode(RHYME).dtype == np.int32
    assert v.encode([]).shape == (0,)
    assert v.decode(np.array([2, 1], np.uint8)) == ["three", "<unk>"]
    assert v.decode([]) == []
    assert v.token(np.int64(2)) == "three"
    assert isinstance(v["two"], int)


def test_membership_is_not_fooled_by_the_unknown_word():
    v = Vocabulary.from_tokens(RHYME)
    assert "two" in v
    assert "four" not in v
    assert v["four"] == v.unk_id


def test_a_word_outside_a_closed_vocabulary_is_a_key_error_that_helps():
    closed = Vocabulary.from_tokens(RHYME, specials=("<eos>",))
    with pytest.raises(KeyError, match=r"'four' is not among the 4 tokens.*specials"):
        closed["four"]
    with pytest.raises(KeyError, match="'five' is not among"):
        closed.encode(["two", "five", "six"])
    with pytest.raises(KeyError, match="has no '<unk>'"):
        _ = closed.unk_id


def test_it_is_a_value():
    v = Vocabulary.from_tokens(RHYME)
    assert v == Vocabulary(v.tokens, v.counts)
    assert len({v, copy.deepcopy(v), pickle.loads(pickle.dumps(v))}) == 1
    assert v != Vocabulary(v.tokens, (0, 0, 3, 2, 2))
    assert v != Vocabulary(v.tokens, v.counts, ("<eos>",))
    assert v != v.tokens
    with pytest.raises(dataclasses.FrozenInstanceError):
        v.tokens = ()


def test_lists_are_taken_as_tuples():
    assert Vocabulary(["<eos>", "a"], [0, 1], ["<eos>"]).tokens == ("<eos>", "a")


@given(TOKENS)
def test_saved_and_loaded_it_is_equal(tmp_path_factory, tokens):
    path = tmp_path_factory.mktemp("vocabulary") / "v.json"
    v = Vocabulary.from_tokens(tokens)
    v.save(path)
    assert Vocabulary.load(path) == v
    assert Vocabulary.load(str(path)).tokens == v.tokens


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([],), "no tokens"),
        (("the cat",), "the one string 'the cat' came"),
        ((["a", 3],), "3 of type int came"),
        ((["a", b"b"],), "of type bytes came"),
    ],
)
def test_text_that_cannot_be_counted_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Vocabulary.from_tokens(*arguments)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_count": 4}, "min_count=4 removes every word: the most frequent.* 3"),
        ({"min_count": 0}, "min_count must be 1 or more; 0 came"),
        ({"max_size": 2}, "no room for a word beside the 2 specials; make it 3"),
        ({"max_size": 1}, "no room"),
        ({"specials": "<eos>"}, "specials must be a list"),
        ({"specials": ("<eos>", "<eos>")}, "'<eos>' occurs twice"),
    ],
)
def test_settings_that_leave_no_vocabulary_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        Vocabulary.from_tokens(RHYME, **options)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((("a", "b"), (1, 1)), "should start with the specials"),
        ((("a", "a"), (1, 1), ()), "'a' occurs twice"),
        ((("a", 1), (1, 1), ()), "1 of type int"),
        ((("a", ""), (1, 1), ()), "empty string"),
        ((("a",), (1, 1), ()), "2 counts came for 1 tokens"),
        ((("a",), (-1,), ()), "not negative"),
        ((("a",), (0.5,), ()), "whole number"),
    ],
)
def test_an_inconsistent_vocabulary_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Vocabulary(*arguments)


@pytest.mark.parametrize("id", [-1, 5, 1.0, "two", None, [1]])
def test_an_id_that_is_none_is_refused(id):
    with pytest.raises(ValueError, match=r"ids 0 to 4|whole numbers"):
        Vocabulary.from_tokens(RHYME).token(id)


@pytest.mark.parametrize("token", [2, None, b"two", ["two"]])
def test_a_token_that_is_no_string_is_not_taken_for_an_unknown_word(token):
    v = Vocabulary.from_tokens(RHYME)
    with pytest.raises(ValueError, match="Tokens and texts are str"):
        v[token]
    with pytest.raises(ValueError, match="Tokens and texts are str"):
        v.encode(["two", token])


def test_one_string_is_not_encoded_letter_by_letter():
    with pytest.raises(ValueError, match="Put it into a list, or split it"):
        Vocabulary.from_tokens(RHYME).encode("two")


@pytest.mark.parametrize(
    "change",
    [
        {"tokens": {"a": 1}},
        {"tokens": {"<eos>": 0, "<unk>": 0, "a": -1}},
        {"tokens": {"<eos>": 0, "<unk>": 0, "a": "one"}},
        {"tokens": ["<eos>", "<unk>"]},
        {"tokens": None},
        {"specials": None},
    ],
)
def test_a_damaged_file_is_refused_by_name(tmp_path, change):
    path = tmp_path / "v.json"
    Vocabulary.from_tokens(RHYME).save(path)
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document | change), encoding="utf-8")
    with pytest.raises(ValueError, match=r"v.json is a damaged vocabulary file"):
        Vocabulary.load(path)


def test_a_file_that_lists_a_token_twice_is_refused(tmp_path):
    path = tmp_path / "v.json"
    Vocabulary.from_tokens(RHYME).save(path)
    text = path.read_text(encoding="utf-8").replace('"two"', '"three"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"v.json.*'three' stands in it twice"):
        Vocabulary.load(path)
