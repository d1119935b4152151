"""The tables of a scheme allow exactly the sequences that the scheme has."""

import itertools

import pytest

from rnncourse.datasets import allowed_transitions
from rnncourse.datasets.errors import DatasetError
from rnncourse.datasets.schemes import SCHEMES, chunks, tags_of

TAGS = {
    "IOB1": ["O", "I-A", "B-A", "I-B", "B-B"],
    "IOB2": ["B-B", "I-A", "O", "B-A", "I-B"],
    "IOBES": ["O", "B-A", "I-A", "E-A", "S-A", "B-B", "I-B", "E-B"],
}


def is_of(scheme, tags):
    """Whether tags are written just as the scheme writes their chunks."""
    try:
        return tags_of(chunks(tags, scheme), len(tags), scheme) == tuple(tags)
    except DatasetError:
        return False


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_allowed_sequences_are_those_that_can_be_read(scheme, length):
    moves, first, last = allowed_transitions(TAGS[scheme], scheme)
    found = []
    for path in itertools.product(range(len(TAGS[scheme])), repeat=length):
        legal = first[path[0]] and last[path[-1]]
        legal = legal and all(moves[i, j] for i, j in itertools.pairwise(path))
        assert legal == is_of(scheme, [TAGS[scheme][tag] for tag in path])
        found.append(legal)
    assert 0 < sum(found) < len(found)


def test_without_a_scheme_everything_is_allowed():
    moves, first, last = allowed_transitions(["NOUN", "VERB"], None)
    assert moves.shape == (2, 2)
    assert moves.all()
    assert first.all()
    assert last.all()


@pytest.mark.parametrize(
    ("tags", "scheme", "message"),
    [
        (["O", "NOUN"], "IOB2", "'NOUN' is no tag of IOB2.*scheme None"),
        (["O", "S-PER"], "IOB2", "'S-PER' is no tag of IOB2"),
        (["O", "B-"], "IOBES", "'B-' is no tag of IOBES"),
        (["O"], "BILOU", "'BILOU' is no scheme; there are IOB1, IOB2, IOBES"),
    ],
)
def test_a_tag_of_another_kind_is_refused(tags, scheme, message):
    with pytest.raises(ValueError, match=message):
        allowed_transitions(tags, scheme)
