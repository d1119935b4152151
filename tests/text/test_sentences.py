import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.text import SentenceSplitter

SPLITTER = SentenceSplitter()


@pytest.mark.parametrize(
    ("document", "sentences"),
    [
        ("Hello there. How are you? Fine!", ["Hello there.", "How are you?", "Fine!"]),
        ("Wait... what?! (Yes.) No", ["Wait...", "what?!", "(Yes.)", "No"]),
        ("It cost 3.5 coins. Write to a.b now.", None),
        ("Dr. Low met Prof. Green, e.g. here. They left.", None),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("A title\n\nA line that\n  goes on. End", None),
        ("no end", ["no end"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_documents_are_split_where_a_reader_would(document, sentences):
    expected = {
        "It": ["It cost 3.5 coins.", "Write to a.b now."],
        "Dr": ["Dr. Low met Prof. Green, e.g. here.", "They left."],
        "A ": ["A title", "A line that goes on.", "End"],
    }
    assert SPLITTER.tokenize(document) == tuple(
        sentences or expected.get(document[:2], [])
    )


def test_abbreviations_are_an_argument():
    document = "It is approx. five. Yes."
    assert len(SPLITTER.tokenize(document)) == 3
    splitter = SentenceSplitter(abbreviations=("approx.",))
    assert splitter.tokenize(document) == ("It is approx. five.", "Yes.")


def test_an_abbreviation_at_the_end_ends_the_document():
    assert SPLITTER.tokenize("Ask the Dr.") == ("Ask the Dr.",)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text() | st.text(alphabet="aé.!? \n“)DrÜ"), max_size=3))
def test_nothing_but_white_space_is_lost(documents):
    found = SPLITTER.tokenize_all(documents)
    assert found == [SPLITTER.tokenize(document) for document in documents]
    for document, sentences in zip(documents, found, strict=True):
        assert "".join(document.split()) == "".join("".join(sentences).split())
        assert all(s == " ".join(s.split()) != "" for s in sentences)


def test_sentences_join_with_a_space_and_split_again():
    sentences = ("One is here.", "Two?", "Three!")
    assert SPLITTER.tokenize(SPLITTER.detokenize(sentences)) == sentences
    assert not SPLITTER.lossless


def test_what_is_no_text_is_refused():
    with pytest.raises(ValueError, match="Tokens and texts are str"):
        SPLITTER.tokenize(b"One. Two.")
    with pytest.raises(ValueError, match="the one string"):
        SPLITTER.tokenize_all("One. Two.")
