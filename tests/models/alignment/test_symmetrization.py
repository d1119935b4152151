import pytest

from rnncourse.models.alignment.symmetrization import METHODS, symmetrize, turned

#        forward F, backward B, both X; rows are source words
#          0 1 2 3 4
#        0 X . . . .
#        1 . F . . .      next to 0-0, diagonally, both words free: grows
#        2 . B . . .      target 1 has a link then, source 2 not: grows
#        3 . . . . F      touches nothing; both free: final and final-and
#        4 . . . B F      4-3: both free; 4-4: only source 4 is, until 4-3 is taken
FORWARD = {(0, 0), (1, 1), (3, 4), (4, 4)}
BACKWARD = {(0, 0), (2, 1), (4, 3)}
GROWN = {(0, 0), (1, 1), (2, 1)}


@pytest.mark.parametrize(
    ("method", "links"),
    [
        ("intersection", {(0, 0)}),
        ("union", FORWARD | BACKWARD),
        ("grow-diag", GROWN),
        ("grow-diag-final", GROWN | {(3, 4), (4, 4), (4, 3)}),
        ("grow-diag-final-and", GROWN | {(3, 4), (4, 3)}),
    ],
)
def test_every_method_by_hand(method, links):
    assert symmetrize(FORWARD, BACKWARD, method) == links


def test_a_link_between_two_linked_words_does_not_grow():
    forward, backward = {(0, 0), (1, 1), (0, 1)}, {(0, 0), (1, 1)}
    assert symmetrize(forward, backward, "grow-diag") == {(0, 0), (1, 1)}
    assert symmetrize(forward, backward, "union") == forward


def test_what_grew_lets_others_grow():
    forward, backward = {(0, 0), (1, 1), (2, 2)}, {(0, 0), (3, 3)}
    assert symmetrize(forward, backward, "grow-diag") == forward | backward


def test_the_forward_direction_finishes_first():
    forward, backward = {(0, 0)}, {(0, 1)}
    assert symmetrize(forward, backward, "grow-diag-final-and") == {(0, 0)}


@pytest.mark.parametrize("method", METHODS)
def test_all_lies_between_intersection_and_union_and_nothing_is_changed(method):
    forward, backward = set(FORWARD), set(BACKWARD)
    links = symmetrize(forward, backward, method)
    assert forward & backward <= links <= forward | backward
    assert (forward, backward) == (FORWARD, BACKWARD)
    assert symmetrize(set(), set(), method) == set()


def test_turned_links_are_turned():
    assert turned({(0, 1), (2, 2)}) == {(1, 0), (2, 2)}


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="choose one of intersection, union"):
        symmetrize(set(), set(), "grow")
