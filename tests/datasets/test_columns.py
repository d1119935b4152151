"""The reader of columns, on invented lines that hold the traps of the format."""

import pytest

from rnncourse.datasets import BadFile
from rnncourse.datasets.columns import read_columns

# Several blank lines, with spaces in them; tabs and several spaces between columns; a
# no-break space in a word; `-DOCSTART-` with and without a blank line behind it; O as a
# word; no blank line at the end.
TRAPS = """-DOCSTART- -X- O O

Ada NNP I-NP I-PER
Moss\tNNP\tI-NP  I-PER
O NNP I-NP B-PER
   
 \t
10\u00a0000 CD I-NP O
-DOCSTART- -X- O O
Radish NNP I-NP I-ORG"""


def write(path, text=TRAPS):
    path.write_text(text, encoding="utf-8")
    return path


def test_blank_lines_and_marks_of_documents_end_sentences(tmp_path):
    sentences = read_columns(write(tmp_path / "mine.txt"), scheme="IOB1")

    assert [s.words for s in sentences] == [
        ("Ada", "Moss", "O"),
        ("10\u00a0000",),
        ("Radish",),
    ]
    assert sentences[0].tags == ("I-PER", "I-PER", "B-PER")


def test_word_and_tag_may_be_any_columns(tmp_path):
    path = write(tmp_path / "mine.txt", "NNP Ada x\nVBZ sings y\n")

    assert read_columns(path, word=1, tag=0)[0].words == ("Ada", "sings")
    assert read_columns(path, word=1, tag=0)[0].tags == ("NNP", "VBZ")
    assert read_columns(path, word=-2)[0].tags == ("x", "y")


def test_what_is_skipped_can_be_chosen(tmp_path):
    path = write(tmp_path / "mine.txt", "-DOCSTART- O\n# x\nAda O\n")

    assert [s.words for s in read_columns(path)] == [("#", "Ada")]
    assert [s.words for s in read_columns(path, skip=())] == [
        ("-DOCSTART-", "#", "Ada")
    ]
    assert [s.words for s in read_columns(path, skip=["-DOCSTART-", "#"])] == [("Ada",)]


@pytest.mark.parametrize(
    ("text", "scheme", "message"),
    [
        ("Ada B-PER\nsings\n", None, r"mine\.txt, line 2: 1 columns, 'sings'"),
        ("Ada\nsings\n", None, "line 1: 1 columns"),
        ("Ada NNP B-PER\nsings VBZ\n", None, "line 2: 2 columns"),
        ("Ada NNP\n\nsings VBZ O\n", None, "line 3: 3 columns"),
        ("\nAda I-PER\n", "IOB2", "line 2: Tag 1 is 'I-PER' where IOB2 has 'B-PER'"),
        ("Ada O\n\n\nHo O\nMoss I-PER", "IOB2", "line 5: Tag 2 is 'I-PER'"),
        ("Ada O\n\nHo O\nMoss B-PER\n", "IOBES", "line 4: Tag 2 is 'B-PER' where"),
        ("Ada S-PER\n", "IOB1", "line 1: Tag 1 is 'S-PER'"),
        ("Ada PER\n", "IOB1", "line 1: Tag 1 is 'PER'; a tag is O"),
        ("\ufeffAda O\n", None, "begins with a UTF-8 byte order mark"),
        ("Ada O\n\n\ufeffMoss O\n", None, "line 3: a byte order mark, as where"),
        ("-DOCSTART- O\n", None, "has no sentence"),
        (" \n", None, "only white space"),
        ("", None, r"is empty \(0 bytes\)"),
    ],
)
def test_a_bad_line_is_named(tmp_path, text, scheme, message):
    with pytest.raises(BadFile, match=message):
        read_columns(write(tmp_path / "mine.txt", text), scheme=scheme)


def test_an_entity_may_begin_with_i_in_iob1(tmp_path):
    path = write(tmp_path / "mine.txt", "Ada I-PER\n")

    assert read_columns(path, scheme="IOB1")[0].tags == ("I-PER",)


@pytest.mark.parametrize("columns", [{"tag": 4}, {"word": -5}, {"tag": 0}, {"tag": -4}])
def test_columns_that_are_not_there_or_are_the_same_are_refused(tmp_path, columns):
    path = write(tmp_path / "mine.txt", "Ada NNP I-NP I-PER\n")

    with pytest.raises(BadFile, match=r"line 1: 4 columns, .* beside a tag"):
        read_columns(path, **columns)


def test_an_unknown_scheme_is_refused_before_the_file_is_read():
    with pytest.raises(ValueError, match="'BIO' is no scheme"):
        read_columns("no such file", scheme="BIO")
