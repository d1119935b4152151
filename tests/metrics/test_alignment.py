import pytest

from rnncourse.metrics.alignment import alignment_error_rate


def test_counts_are_pooled_over_sentences():
    # pair 0: the sure link is found; pair 1: 3 are not, and 1 of 2 links is possible
    sure = [{(0, 0)}, {(0, 0), (1, 1), (2, 2)}]
    possible = [{(0, 0)}, {(0, 0), (1, 1), (2, 2), (3, 0)}]
    predicted = [{(0, 0)}, {(3, 0), (3, 3)}]
    # |A & S| = 1, |A & P| = 2, |A| = 3, |S| = 4; the mean of 0 and 4/5 is not it
    rate = alignment_error_rate(sure, possible, predicted)
    assert rate == pytest.approx(1 - 3 / 7)


def test_perfect_is_zero_and_possible_links_may_be_missing():
    sure, possible = [{(0, 0)}], [{(0, 0), (1, 1)}]
    assert alignment_error_rate(sure, possible, sure) == 0
    assert alignment_error_rate(sure, possible, possible) == 0
    assert alignment_error_rate(sure, possible, [set()]) == 1


@pytest.mark.parametrize(
    ("sure", "possible", "predicted", "message"),
    [
        ([set()], [set()], [set()], "no sure and no predicted link"),
        ([{(0, 0)}], [{(1, 1)}], [set()], r"sure link \(0, 0\) is not possible"),
        ([set()], [set(), set()], [set()], "got 1, 2 and 1 sets"),
    ],
)
def test_bad_sets_are_refused(sure, possible, predicted, message):
    with pytest.raises(ValueError, match=message):
        alignment_error_rate(sure, possible, predicted)
