import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnncourse.metrics import (
    confusion_matrix,
    macro_f1,
    tag_accuracy,
    tag_accuracy_by,
)

GOLD = [["D", "N", "V"], ["N"], []]
PREDICTED = [["D", "N", "N"], ["V"], []]


def test_accuracy_is_a_mean_over_words_and_not_over_sentences():
    assert tag_accuracy(GOLD, PREDICTED) == 2 / 4  # the sentences have 2/3 and 0


def test_accuracy_of_groups_adds_up_to_that_of_all():
    groups = [["seen", "new", "seen"], ["new"], []]
    by = tag_accuracy_by(GOLD, PREDICTED, groups)
    assert by == {"seen": (1 / 2, 2), "new": (1 / 2, 2)}
    assert sum(share * count for share, count in by.values()) / 4 == 2 / 4


@pytest.mark.parametrize(
    ("predicted", "message"),
    [
        (PREDICTED[:2], "3 sentences, and 2 to compare"),
        ([["D", "N", "V", "<pad>"], ["N"], []], r"Sentence 0 has 3 words, but 4 tags"),
        (["DNV", ["N"], []], "Sentence 0 is one string"),
    ],
)
def test_padding_and_what_is_no_list_of_tags_cannot_be_counted(predicted, message):
    with pytest.raises(ValueError, match=message):
        tag_accuracy(GOLD, predicted)
    with pytest.raises(ValueError, match=message):
        tag_accuracy_by(GOLD, predicted, GOLD)


def test_no_words_have_no_accuracy():
    with pytest.raises(ValueError, match="no words"):
        tag_accuracy([[]], [[]])


labels = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd")))


@given(labels.filter(len))
def test_confusion_and_macro_f1_are_those_of_scikit_learn(pairs):
    sklearn = pytest.importorskip("sklearn.metrics")
    gold, predicted = map(list, zip(*pairs, strict=True))
    np.testing.assert_array_equal(
        confusion_matrix(gold, predicted, "dcba"),
        sklearn.confusion_matrix(gold, predicted, labels=list("dcba")),
    )
    theirs = sklearn.f1_score(gold, predicted, average="macro")
    assert macro_f1(gold, predicted) == pytest.approx(theirs)


def test_macro_f1_by_hand():
    # a: 2·1/(2+1), b: 2·1/(1+2), c: 0
    assert macro_f1(list("aabc"), list("abbb")) == pytest.approx((2 / 3 + 1 / 2) / 3)


def test_a_strange_label_and_a_missing_one_are_refused():
    with pytest.raises(ValueError, match="'c' is none of 'a', 'b'"):
        confusion_matrix(["a", "c"], ["a", "b"], ["a", "b"])
    with pytest.raises(ValueError, match="2 right and 1 predicted"):
        confusion_matrix(["a", "c"], ["a"], ["a", "c"])
    with pytest.raises(ValueError, match="no labels"):
        macro_f1([], [])
