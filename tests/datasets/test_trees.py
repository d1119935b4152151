"""Trees in brackets, small ones, bad ones and one deeper than Python's stack."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.datasets import BadFile, LabelledText
from rnncourse.datasets.trees import SentimentTree, parse_tree, read_trees

LINE = "(3 (2 It) (4 (3 (2 was) (2 n't)) (1 bad)))"


def test_phrases_are_all_nodes_with_their_labels_the_sentence_first():
    tree = parse_tree(LINE)

    assert tree.words == ("It", "was", "n't", "bad")
    assert tree.phrases() == (
        LabelledText("It was n't bad", "3"),
        LabelledText("It", "2"),
        LabelledText("was n't bad", "4"),
        LabelledText("was n't", "3"),
        LabelledText("was", "2"),
        LabelledText("n't", "2"),
        LabelledText("bad", "1"),
    )
    assert tree.children[1].phrases()[0].text == "was n't bad"


LEAVES = st.builds(
    lambda label, word: SentimentTree(label, word=word),
    st.sampled_from("01234"),
    st.sampled_from(["It", "8 1\\/2".replace(" ", "\u00a0"), "-LRB-"]),
)
TREES = st.recursive(
    LEAVES,
    lambda below: st.builds(
        SentimentTree, st.sampled_from("01234"), st.lists(below, min_size=1).map(tuple)
    ),
)


def phrases_by_recursion(tree):
    if tree.word is not None:
        return [LabelledText(tree.word, tree.label)]
    parts = [phrases_by_recursion(child) for child in tree.children]
    text = " ".join(part[0].text for part in parts)
    return [LabelledText(text, tree.label), *(p for part in parts for p in part)]


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_a_tree_written_and_read_is_the_same_tree(tree):
    again = parse_tree(str(tree))

    assert str(again) == str(tree)
    assert list(again.phrases()) == phrases_by_recursion(tree)
    assert " ".join(again.words) == again.phrases()[0].text


def test_a_tree_may_be_deeper_than_the_stack_of_python():
    depth = 3 * sys.getrecursionlimit()
    line = "(2 (1 so) " * depth + "(3 kind)" + ")" * depth

    tree = parse_tree(line)

    assert len(tree.words) == depth + 1
    assert len(tree.phrases()) == 2 * depth + 1
    assert tree.phrases()[-2:] == (LabelledText("so", "1"), LabelledText("kind", "3"))
    assert str(tree) == line
    assert repr(tree).startswith("SentimentTree('2', 'so so")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (LINE[:-1], "1 brackets are not closed"),
        (LINE + ")", r"'\)' stands behind the end"),
        (LINE + " " + LINE, r"'\(' stands behind the end"),
        ("It was fun", "'It' stands outside of all brackets"),
        (") (", r"'\)' stands outside"),
        ("(3)", r"a node with 1 strings \(3\) and 0 phrases"),
        ("()", "a node with 0 strings"),
        ("((2 It))", "a node with 0 strings .* and 1 phrases"),
        ("(3 It was)", r"a node with 3 strings \(3 It was\)"),
        ("(3 It (2 was))", "a node with 2 strings .* and 1 phrases"),
        ("(3 (2 It) was)", "the word 'was' stands behind a phrase"),
    ],
)
def test_what_is_no_tree_is_named_with_its_line(tmp_path, line, message):
    path = tmp_path / "mine.txt"
    path.write_text(f"{LINE}\n\n{line}\n")

    with pytest.raises(BadFile, match=rf"mine\.txt, line 3: {message}"):
        read_trees(path)


def test_blank_lines_between_trees_are_left_out(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text(f"\n{LINE}\n \n{LINE}\n")

    assert [str(tree) for tree in read_trees(path)] == [LINE, LINE]
