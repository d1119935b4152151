from hypothesis import given
from hypothesis import strategies as st

from rnncourse.text._marks import cut_around, split_at_marks, without_marks

MARKS = ("<a>", "<a><b>", "|", "^")


@given(st.text(alphabet="<>ab|^ "))
def test_marks_stand_at_the_odd_places_and_nothing_is_lost(text):
    parts = split_at_marks(text, MARKS)
    assert "".join(parts) == text
    assert len(parts) % 2 == 1
    assert all(part in MARKS for part in parts[1::2])
    assert not any(mark in part for part in parts[::2] for mark in MARKS)


def test_the_longest_mark_wins():
    assert split_at_marks("x<a><b>", MARKS) == ["x", "<a><b>", ""]


def test_marks_may_be_spelled_in_other_pieces():
    cut = cut_around(["a|b", "|"], ("|",), lambda texts: texts, lambda _: ("1", "2"))
    assert cut == [("a", "1", "2", "b"), ("1", "2")]


def test_text_to_learn_from_has_neither_marks_nor_blanks():
    assert without_marks(["a |b", " | ", ""], MARKS) == ["a ", "b"]
