import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnncourse.text import (
    AffixIds,
    SentenceEncoder,
    Spellings,
    Vocabulary,
    WordIds,
    looks,
    plain,
)

SENTENCES = [
    ["The", "dogs", "of", "1984", "barked", "."],
    ["Ann", "walked", "and", "the", "dogs", "barked", "."],
    ["A", "NATO-led", "walk", "in", "2011"],
]
TAGS = [
    ["DET", "NOUN", "ADP", "NUM", "VERB", "PUNCT"],
    ["PROPN", "VERB", "CCONJ", "DET", "NOUN", "VERB", "PUNCT"],
    ["DET", "ADJ", "NOUN", "ADP", "NUM"],
]
WORDS = [word for sentence in SENTENCES for word in sentence]
ANY_WORD = st.text(min_size=1, max_size=30)


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder.fit(SENTENCES, TAGS)


def test_digits_are_one_word_and_capitals_another_question():
    words = WordIds.fit(WORDS)
    assert words.encode(["1984"]) == words.encode(["2011"])
    assert words.encode(["The"]) == words.encode(["the"])
    kept = WordIds.fit(WORDS, lowercase=False)
    assert kept.encode(["The"]) != kept.encode(["the"])
    assert kept.encode(["THE"]) == kept.vocabulary.unk_id


def test_counts_are_those_of_the_looks_and_not_of_the_words():
    vocabulary = WordIds.fit(WORDS).vocabulary
    counts = dict(zip(vocabulary.tokens, vocabulary.counts, strict=True))
    assert counts["0000"] == 2
    assert counts["the"] == 2
    assert counts["<unk>"] == 0


@pytest.mark.parametrize(
    ("word", "column", "look"),
    [
        ("Barked", "prefix1", "b"),
        ("Barked", "prefix4", "bark"),
        ("Barked", "suffix1", "d"),
        ("Barked", "suffix4", "rked"),
        ("an", "suffix4", "an"),
        ("1984", "suffix2", "00"),
        ("NATO-led", "shape", "AA-aa"),
        ("walking", "shape", "aa"),
        ("A", "shape", "A"),
        ("a1b22c333", "shape", "a0a00a00"),
        ("...", "shape", ".."),
        ("U.N.", "capitals", "all"),
        ("I", "capitals", "first"),
        ("Ann", "capitals", "first"),
        ("NATO-led", "capitals", "some"),
        ("iPod", "capitals", "some"),
        ("walk", "capitals", "none"),
        ("22", "capitals", "no letters"),
    ],
)
def test_looks_by_hand(word, column, look):
    assert looks(word)[column] == look


@given(ANY_WORD)
def test_every_word_has_all_looks_and_none_is_empty(word):
    assert len(looks(word)) == 10
    assert all(looks(word).values())


def test_a_rare_affix_is_unknown_in_its_column_only():
    affixes = AffixIds.fit(WORDS, min_count=2)
    names = list(looks("a"))
    barked, walked = affixes.encode(["barked", "walked"])
    for column, name in enumerate(names):
        vocabulary = affixes.vocabularies[column]
        count = sum(looks(word)[name] == looks("walked")[name] for word in WORDS)
        assert (walked[column] == vocabulary.unk_id) == (count < 2), name
        assert sum(vocabulary.counts) == len(WORDS)
    # both end in -ed, only one of the two begins with a frequent letter
    assert barked[names.index("suffix2")] == walked[names.index("suffix2")] != 0


@given(st.lists(ANY_WORD, max_size=5))
def test_spellings_keep_both_ends_and_pad_behind(words):
    spellings = Spellings.fit(["".join(words) + "x"], longest=7)
    ids = spellings.encode(words)
    assert ids.shape == (len(words), 7)
    for word, row in zip(words, ids, strict=True):
        shown = "".join(spellings.vocabulary.decode(row[row > 0]))
        assert (row > 0).sum() == min(len(word), 7)
        assert shown == (word if len(word) <= 7 else word[:4] + word[-3:])


def test_a_strange_character_is_unknown_and_no_padding():
    spellings = Spellings.fit(["ab"], longest=3)
    assert spellings.encode(["aéb"]).tolist() == [[2, 1, 3]]


def test_a_sentence_is_encoded_as_its_words_are(encoder):
    long = ["dogs", "dogs", "Zebras", "."] * 3
    for sentence, ids in zip(
        [long, *SENTENCES], encoder.encode([long, *SENTENCES]), strict=True
    ):
        np.testing.assert_array_equal(ids["words"], encoder.words.encode(sentence))
        np.testing.assert_array_equal(ids["affixes"], encoder.affixes.encode(sentence))
        np.testing.assert_array_equal(
            ids["characters"], encoder.characters.encode(sentence)
        )


def test_sentences_without_words_and_no_sentences_are_encoded(encoder):
    nothing, something = encoder.encode([[], ["dogs"]])
    assert {name: len(ids) for name, ids in nothing.items()} == dict.fromkeys(
        encoder.features, 0
    )
    assert len(something["words"]) == 1
    assert encoder.encode([]) == []


def test_tags_come_back(encoder):
    for tags, ids in zip(TAGS, encoder.encode_tags(TAGS), strict=True):
        assert encoder.decode_tags(ids) == tuple(tags)
    assert encoder.tags.tokens == tuple(sorted({tag for row in TAGS for tag in row}))
    assert encoder.tags.counts[encoder.tags["VERB"]] == 3


def test_an_unknown_tag_is_named_with_its_sentence_and_the_tags_there_are(encoder):
    with pytest.raises(ValueError, match=r"Sentence 2 has the tag 'B-PER'.*ADJ, ADP"):
        encoder.encode_tags([["DET"], ["B-PER"]])


@pytest.mark.parametrize(
    "call",
    [
        lambda encoder: encoder.encode(["dogs"]),
        lambda encoder: encoder.encode_tags(["NOUN"]),
        lambda encoder: SentenceEncoder.fit(["dogs"], [["NOUN"]]),
        lambda encoder: WordIds.fit("dogs"),
        lambda encoder: AffixIds.fit("dogs"),
        lambda encoder: Spellings.fit("dogs"),
    ],
)
def test_one_string_is_no_sentence(encoder, call):
    with pytest.raises(ValueError, match=r"the one string '(dogs|NOUN)'"):
        call(encoder)


@pytest.mark.parametrize("kind", [WordIds, AffixIds, Spellings])
def test_nothing_can_be_learned_from_nothing(kind):
    with pytest.raises(ValueError, match=r"no words|no tokens"):
        kind.fit([])


@pytest.mark.parametrize("features", [(), ("affixes",), ("words", "wings")])
def test_features_are_words_and_perhaps_more(features):
    with pytest.raises(ValueError, match=r"are 'words' and perhaps"):
        SentenceEncoder.fit(SENTENCES, TAGS, features=features)


@pytest.mark.parametrize(
    "features", [("words",), ("words", "affixes"), ("words", "affixes", "characters")]
)
def test_what_was_saved_comes_back_equal(tmp_path, features):
    encoder = SentenceEncoder.fit(SENTENCES, TAGS, features=features)
    encoder.save(tmp_path / "encoder.json")
    loaded = SentenceEncoder.load(tmp_path / "encoder.json")
    assert loaded == encoder
    assert loaded.features == features


def test_options_travel_with_the_parts(tmp_path, encoder):
    other = dataclasses.replace(
        encoder,
        words=WordIds.fit(WORDS, lowercase=False),
        characters=Spellings.fit(WORDS, longest=5),
    )
    other.save(tmp_path / "encoder.json")
    assert SentenceEncoder.load(tmp_path / "encoder.json") == other != encoder


def test_a_damaged_file_is_refused_by_name(tmp_path, encoder):
    path = tmp_path / "encoder.json"
    encoder.save(path)
    path.write_text(path.read_text().replace('"tags"', '"labels"'))
    with pytest.raises(ValueError, match=r"encoder\.json is a damaged"):
        SentenceEncoder.load(path)


def test_spellings_need_padding_first():
    with pytest.raises(ValueError, match="must begin with"):
        Spellings(Vocabulary(("<unk>", "a"), (0, 1), ("<unk>",)))
    with pytest.raises(ValueError, match="2 or more; 1 came"):
        Spellings.fit(["a"], longest=1)


def test_plain_keeps_what_is_no_digit():
    assert plain("Größe-٣x") == "größe-0x"
