"""The reader of CoNLL-U, on invented lines that hold the traps of the format."""

import gzip

import pytest

from rnncourse.datasets import BadFile
from rnncourse.datasets.conllu import read_conllu


def row(token, form="_", upos="_", xpos="_", feats="_"):
    return "\t".join((str(token), form, form.lower(), upos, xpos, feats, *"____"))


# A multi-word token at the front, an empty node before the first and behind the last
# word, `_` as a word, a word with a space, a comment between and behind sentences, two
# blank lines with white space in them, no blank line at the end.
TRAPS = "\n".join(
    [
        "# newdoc",
        "# text = Don't pay 10 000",
        row("0.1"),
        row("1-2", "Don't"),
        row(1, "Do", "AUX", "VB"),
        row(2, "n't", "PART", "RB"),
        row(3, "pay", "VERB", "VB", "Mood=Imp"),
        row(4, "10 000", "NUM", "CD"),
        row("4.1"),
        row("4.2"),
        "",
        " \t",
        "# a comment alone",
        "",
        row(1, "_", "PUNCT", "NFP"),
    ]
)


def write(path, text=TRAPS):
    path.write_text(text, encoding="utf-8")
    return path


def test_ranges_and_empty_nodes_are_left_out(tmp_path):
    first, second = read_conllu(write(tmp_path / "mine.conllu"))

    assert first.words == ("Do", "n't", "pay", "10 000")
    assert first.tags == ("AUX", "PART", "VERB", "NUM")
    assert second.words == ("_",)


def test_any_column_can_be_the_tag(tmp_path):
    path = write(tmp_path / "mine.conllu")

    assert read_conllu(path, tag="xpos")[0].tags == ("VB", "RB", "VB", "CD")
    assert read_conllu(path, tag="feats")[0].tags == ("_", "_", "Mood=Imp", "_")
    with pytest.raises(ValueError, match="no column 'pos'; there are id, form"):
        read_conllu(path, tag="pos")


def test_gzip_and_windows_lines_make_no_difference(tmp_path):
    packed = tmp_path / "mine.conllu.gz"
    packed.write_bytes(gzip.compress(TRAPS.replace("\n", "\r\n").encode()))

    assert read_conllu(packed) == read_conllu(write(tmp_path / "mine.conllu"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["1\tDo\tdo"], r"mine\.conllu, line 1: 3 columns where CoNLL-U has ten"),
        ([row(1, "Do", "AUX") + "\t"], "line 1: 11 columns"),
        ([row(1, "Do", "AUX").replace("\t", " ")], "line 1: 1 columns"),
        (
            [row(1, "Do", "AUX"), row(3, "n't", "PART")],
            "line 2: the id '3' where word 2",
        ),
        ([row(1, "Do", "AUX"), row(1, "n't", "PART")], "line 2: the id '1'"),
        ([row("2-3", "Don't"), row(1, "Do", "AUX")], "line 1: the id '2-3'"),
        ([row("1-2", "a"), row("1-3", "b")], "line 2: the id '1-3'"),
        ([row(1, "Do", "AUX"), row("3.1")], r"line 2: the id '3\.1'"),
        ([row("x", "Do", "AUX")], "line 1: the id 'x'"),
        ([row("1-2", "Don't"), row(1, "Do", "AUX"), ""], "line 3: .* inside a multi"),
        ([row(1, "Do", "AUX"), row(2, "it", "_")], "line 2: word 2, 'it', has no upos"),
        ([row(1, "Do", "")], "line 1: word 1, 'Do', has no upos"),
        ([row(1, "", "AUX")], "line 1: word 1, '', has no form"),
        (["# only a comment"], "has no sentence, only comments"),
        (["\ufeff" + row(1, "Do", "AUX")], "begins with a UTF-8 byte order mark"),
        ([row(1, "Do", "AUX"), "", "\ufeff" + row(1, "Do", "AUX")], "line 3: the id"),
        ([], r"is empty \(0 bytes\)"),
    ],
)
def test_a_bad_line_is_named(tmp_path, lines, message):
    with pytest.raises(BadFile, match=message):
        read_conllu(write(tmp_path / "mine.conllu", "\n".join(lines)))
