"""What distinguishes one scheme from another."""

import numpy as np
import pytest
import sentencepiece
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnncourse.text import (
    CharacterTokenizer,
    SentencePieceTokenizer,
    Vocabulary,
    WordPieceTokenizer,
    WordTokenizer,
)
from rnncourse.text._tensorflow_text import wordpiece_learner

VERBS = tuple(f"{v} {v} {v}s {v}ed {v}ing" for v in ("walk", "talk", "jump", "call"))


def test_characters_keep_everything_but_strangers():
    tokenizer = CharacterTokenizer.train([" a\tb"])
    assert tokenizer.tokenize("b  a!") == ("b", " ", " ", "a", "!")
    assert tokenizer.decode(tokenizer.encode("b  a!")) == "b  a<unk>"


def test_a_letter_and_its_accent_are_two_characters():
    assert CharacterTokenizer.train(["e\u0301"]).vocab_size == 4


def test_rare_characters_are_spelled_in_bytes():
    tokenizer = CharacterTokenizer.train(["aaé"], min_count=2, byte_fallback=True)
    assert tokenizer.tokenize("aé") == ("a", "<0xC3>", "<0xA9>")
    assert tokenizer.vocab_size == 2 + 256 + 1
    assert (
        dict(zip(tokenizer.vocabulary, tokenizer.vocabulary.counts, strict=True))[
            "<0xC3>"
        ]
        == 1
    )


def test_bytes_that_form_no_character_are_replaced():
    tokenizer = CharacterTokenizer.train(["a"], byte_fallback=True)
    ids = tokenizer.vocabulary.encode(["a", "<0xC3>", "a"])
    assert tokenizer.decode(ids) == "a\ufffda"


def test_byte_fallback_needs_the_byte_pieces():
    with pytest.raises(ValueError, match="needs the 256 byte pieces"):
        CharacterTokenizer(Vocabulary.from_tokens("abc"[::1].split()), True)


def test_words_are_cut_at_white_space_or_at_punctuation_too():
    text = "I don't, she's 23."
    at_spaces = WordTokenizer.train([text], punctuation=False)
    assert at_spaces.tokenize(text) == ("I", "don't,", "she's", "23.")
    cut = ("I", "don", "'", "t", ",", "she", "'", "s", "23", ".")
    assert WordTokenizer.train([text]).tokenize(text) == cut


def test_words_in_lower_case_are_one_word():
    texts = ["The cat", "the CAT <unk>"]
    tokenizer = WordTokenizer.train(texts, lowercase=True)
    assert tokenizer.vocabulary.tokens == ("<eos>", "<unk>", "cat", "the")
    assert tokenizer.tokenize("THE Dog <unk>") == ("the", "dog", "<unk>")
    assert WordTokenizer.train(texts).vocab_size == 6
    plain = WordTokenizer.train(texts, lowercase=True, punctuation=False)
    assert plain.tokenize("The cat.") == ("the", "cat.")


def test_signs_never_join_across_a_space_nor_accents_part_from_letters():
    tokenizer = WordTokenizer.train(["a"])
    assert tokenizer.tokenize("e\u0301t\u00e9 ) ( 3rd 🙂!") == (
        *("e\u0301t\u00e9", ")", "(", "3rd", "🙂", "!"),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.text() | st.text(alphabet="aé1.,🙂 \n\u00a0\u3000\x85\x0b\x1c"), st.booleans()
)
@example("a\u00a0b\x00c\u2003.", True)
def test_word_cutting_loses_white_space_alone(text, punctuation):
    tokenizer = WordTokenizer(Vocabulary.from_tokens(["a"]), punctuation)
    pieces = tokenizer.tokenize(text)
    whole = "".join(text.replace("\0", " " if punctuation else "\0").split())
    assert "".join(pieces) == whole
    assert all(piece.split() == [piece] for piece in pieces)


def test_the_size_limits_the_words():
    tokenizer = WordTokenizer.train(["a a a b b c"], vocab_size=4)
    assert tokenizer.vocabulary.tokens == ("<eos>", "<unk>", "a", "b")
    assert tokenizer.decode(tokenizer.encode("c b a")) == "<unk> b a"


def test_wordpieces_take_the_longest_piece_first():
    tokens = ("<eos>", "<unk>", "un", "unab", "##able", "##le", "##l", "##e", "able")
    tokenizer = WordPieceTokenizer(Vocabulary(tokens, (0,) * len(tokens)))
    assert tokenizer.tokenize("unable able") == ("unab", "##le", "able")
    assert tokenizer.tokenize("unably") == ("<unk>",)  # no way on after `##l`


def test_wordpieces_share_endings_when_there_is_no_room_for_words():
    tokenizer = WordPieceTokenizer.train(VERBS, vocab_size=45)
    assert {"##ed", "##ing"} <= set(tokenizer.vocabulary)
    large = WordPieceTokenizer.train(VERBS, vocab_size=1000)
    assert large.tokenize("walked calling") == ("walked", "calling")


@pytest.mark.parametrize("size", [36, 41, 45, 49, 60])
def test_wordpieces_are_never_more_than_asked_for(size):
    words = " ".join(VERBS).split()
    tokenizer = WordPieceTokenizer.train(VERBS, vocab_size=size)
    assert tokenizer.vocab_size <= size
    assert [tokenizer.decode(tokenizer.encode(word)) for word in words] == words


@pytest.mark.parametrize("size", [14, 15, 16, 17])
def test_wordpieces_are_as_many_as_asked_for_where_counts_tell_them_apart(size):
    # 2 specials, 6 characters, each also inside a word, and 3 words at most
    texts = ["ab"] * 7 + ["cd"] * 6 + ["ef"] * 5
    tokenizer = WordPieceTokenizer.train(texts, vocab_size=size)
    assert tokenizer.vocab_size == size
    words = [w for w in ("ab", "cd", "ef") if w in tokenizer.vocabulary]
    assert words == ["ab", "cd", "ef"][: size - 14]


def test_the_threshold_counts_parts_of_words_and_not_words():
    learn, unreached = wordpiece_learner(["red bed fed led"], ("<eos>", "<unk>"))
    assert "##ed" in learn(4)  # four words, each of them once
    assert "##ed" not in learn(5)
    assert max(len(piece.strip("#")) for piece in learn(unreached)[2:]) == 1


def test_too_few_wordpieces_are_refused():
    # 2 specials, 3 characters, each also inside a word
    assert WordPieceTokenizer.train(["abc"], vocab_size=8).vocab_size == 8
    with pytest.raises(ValueError, match=r"vocab_size=7 is too small.*are 8"):
        WordPieceTokenizer.train(["abc"], vocab_size=7)


def test_wordpieces_need_an_unknown_word():
    with pytest.raises(ValueError, match="needs '<unk>'"):
        WordPieceTokenizer(Vocabulary(("a",), (1,), ()))


def test_wordpieces_of_marks_alone_cannot_be_learned():
    with pytest.raises(ValueError, match="empty or blank"):
        WordPieceTokenizer.train(["<unk> <eos>"], vocab_size=100)


@pytest.mark.parametrize("model_type", ["unigram", "bpe"])
def test_sentencepieces_are_cut_as_sentencepiece_itself_does(model_type):
    size = {"unigram": 280, "bpe": 290}[model_type]
    tokenizer = SentencePieceTokenizer.train(
        VERBS, vocab_size=size, model_type=model_type
    )
    oracle = sentencepiece.SentencePieceProcessor(model_proto=tokenizer.model)
    for text in ("walks  jumped", " calling", "日本 talk", "\x00\n<eo>"):
        ids = tokenizer.encode(text)
        np.testing.assert_array_equal(ids, oracle.encode(text))
        assert oracle.decode(ids.tolist()) == text


def test_sentencepiece_training_is_repeatable():
    first, second = (
        SentencePieceTokenizer.train(VERBS, vocab_size=280) for _ in range(2)
    )
    assert first == second


def test_sentencepieces_know_the_space_even_if_the_training_text_has_none():
    tokenizer = SentencePieceTokenizer.train(["aaaa", "abab"] * 5, vocab_size=261)
    assert tokenizer.decode(tokenizer.encode("a b")) == "a b"


def test_no_training_text_is_left_out_for_its_length_or_its_signs():
    texts = ["ab " * 3000 + "z", "▅ q q", "the end"]
    tokenizer = SentencePieceTokenizer.train(texts, vocab_size=268)
    assert {"z", "q"} <= set(tokenizer.vocabulary)


@pytest.mark.parametrize(
    ("size", "message"),
    [
        (100_000, r"more than these texts allow. Ask for at most \d\d\d,"),
        (100, r"too small: .* are \d\d\d already"),
        (0, "could not train with vocab_size=0"),
    ],
)
def test_a_size_that_the_text_does_not_allow_is_refused(size, message):
    with pytest.raises(ValueError, match=message):
        SentencePieceTokenizer.train(VERBS, vocab_size=size)


def test_the_sizes_that_the_messages_name_are_right():
    message = None
    for size in (100_000, 100):
        with pytest.raises(ValueError, match="Ask for") as caught:
            SentencePieceTokenizer.train(VERBS, vocab_size=size)
        message = str(caught.value)
        named = max(int(n) for n in message.replace(",", " ").split() if n.isdigit())
        assert SentencePieceTokenizer.train(VERBS, vocab_size=named).vocab_size == named


def test_other_models_of_sentencepiece_are_refused():
    with pytest.raises(ValueError, match="'unigram' or 'bpe'; 'word' came"):
        SentencePieceTokenizer.train(VERBS, vocab_size=280, model_type="word")


def test_a_model_must_fit_the_vocabulary():
    tokenizer = SentencePieceTokenizer.train(VERBS, vocab_size=280)
    with pytest.raises(ValueError, match="other pieces than the vocabulary"):
        SentencePieceTokenizer(Vocabulary.from_tokens(["a"]), tokenizer.model)
    with pytest.raises(ValueError, match="are no SentencePiece model"):
        SentencePieceTokenizer(tokenizer.vocabulary, b"abc")
    with pytest.raises(ValueError, match="is empty"):
        SentencePieceTokenizer(tokenizer.vocabulary, b"")


def test_training_and_loading_write_nothing_to_the_terminal(capfd):
    # A text of its own, for a model that TensorFlow knows already is not loaded again.
    texts = [*VERBS, "This text occurs nowhere else."]
    SentencePieceTokenizer.train(texts, vocab_size=284).encode("talk")
    WordPieceTokenizer.train(texts, vocab_size=70).encode("talk")
    assert capfd.readouterr() == ("", "")
