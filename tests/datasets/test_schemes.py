"""Chunk schemes, against all tags of short sentences, and wrong versions of them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.datasets.errors import BadTags
from rnncourse.datasets.schemes import SCHEMES, Chunk, chunks, convert_scheme, tags_of

ALL_TAGS = ["O", *(f"{letter}-{label}" for label in "XY" for letter in "BIES")]


def may_follow(before, tag, scheme):
    """The rules of the schemes as they are usually told, tag by tag."""
    letter, label = tag[0], tag[2:]
    same = before[2:] == label
    if scheme == "IOB1":
        return letter in "OIB"
    if scheme == "IOB2":
        return letter in "OB" or (letter == "I" and same and before[0] in "BI")
    if before[0] in "BI":
        return same and letter in "IE"
    return letter in "OBS"


def is_valid(tags, scheme):
    around = ("O", *tags, "O")
    return all(may_follow(a, b, scheme) for a, b in itertools.pairwise(around))


def all_chunks(length, start=0):
    """Every way to put chunks with the labels X and Y into a sentence."""
    yield ()
    for first in range(start, length):
        for end in range(first + 1, length + 1):
            for label in "XY":
                for rest in all_chunks(length, end):
                    yield ((label, first, end), *rest)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_exactly_the_sequences_of_the_scheme_are_taken(scheme):
    taken = 0
    for tags in itertools.product(ALL_TAGS, repeat=4):
        try:
            chunks(tags, scheme)
        except BadTags:
            assert not is_valid(tags, scheme), tags
        else:
            assert is_valid(tags, scheme), tags
            taken += 1
    # (1 + 2 * 2) ** 4 sequences in IOB1; in the others one for every set of chunks.
    sets = len(list(all_chunks(4)))
    assert taken == (625 if scheme == "IOB1" else sets)


def laws(read, write):
    """What must hold for any way to read and to write chunks."""
    for scheme in SCHEMES:
        written = set()
        for found in all_chunks(4):
            tags = write(found, 4, scheme)
            assert len(tags) == 4
            assert is_valid(tags, scheme)
            assert read(tags, scheme) == found
            written.add(tags)
        assert len(written) == len(list(all_chunks(4)))
    two = ("I-X", "I-X", "B-X", "I-Y", "O", "I-Y")  # Ramshaw & Marcus's own trap
    expected = (("X", 0, 2), ("X", 2, 3), ("Y", 3, 4), ("Y", 5, 6))
    assert read(two, "IOB1") == expected
    assert write(expected, 6, "IOB1") == two
    assert write(expected, 6, "IOB2") == ("B-X", "I-X", "B-X", "B-Y", "O", "B-Y")
    assert write(expected, 6, "IOBES") == ("B-X", "E-X", "S-X", "S-Y", "O", "S-Y")


def test_reading_is_the_reverse_of_writing_for_all_chunks_of_four_words():
    laws(chunks, tags_of)


def as_iob2(found, length, scheme):
    return tags_of(found, length, "IOB2")


def b_behind_any_chunk(found, length, scheme):
    """IOB1 with a B behind a chunk with another label too."""
    tags = list(tags_of(found, length, scheme))
    for before, after in itertools.pairwise(found):
        if scheme == "IOB1" and before[2] == after[1]:
            tags[after[1]] = f"B-{after[0]}"
    return tuple(tags)


def without_single(found, length, scheme):
    return tuple(tag.replace("S-", "B-") for tag in tags_of(found, length, scheme))


def never_b(found, length, scheme):
    tags = tags_of(found, length, scheme)
    return tuple(t.replace("B-", "I-") for t in tags) if scheme == "IOB1" else tags


def blind_to_labels(tags, scheme):
    """One chunk, whatever the labels say, until an O or a B."""
    merged = tuple(tag.replace("Y", "X") for tag in tags)
    return chunks(merged, scheme)


def end_included(tags, scheme):
    return tuple((label, start, end - 1) for label, start, end in chunks(tags, scheme))


def last_one_lost(tags, scheme):
    found = chunks(tags, scheme)
    return found[:-1] if found and found[-1].end == len(tags) else found


@pytest.mark.parametrize(
    ("read", "write"),
    [
        (chunks, as_iob2),
        (chunks, b_behind_any_chunk),
        (chunks, without_single),
        (chunks, never_b),
        (blind_to_labels, tags_of),
        (end_included, tags_of),
        (last_one_lost, tags_of),
    ],
)
def test_wrong_versions_break_the_laws(read, write):
    with pytest.raises(AssertionError):
        laws(read, write)


CHUNKS = st.lists(
    st.tuples(
        st.sampled_from(["PER", "B-LOC", "É"]), st.integers(1, 4), st.integers(0, 2)
    )
)


@settings(max_examples=100, deadline=None)
@given(CHUNKS, st.sampled_from(SCHEMES), st.sampled_from(SCHEMES))
def test_conversion_there_and_back_changes_nothing(pieces, source, target):
    found, position = [], 0
    for label, length, gap in pieces:
        found.append(Chunk(label, position + gap, position + gap + length))
        position = found[-1].end
    tags = tags_of(found, position + 1, source)

    there = convert_scheme(tags, source, target)

    assert chunks(there, target) == tuple(found)
    assert convert_scheme(there, target, source) == tags


def test_a_surplus_b_in_iob1_is_read_and_not_written_again():
    tags = ("O", "B-LOC", "I-LOC")

    assert chunks(tags, "IOB1") == (("LOC", 1, 3),)
    assert convert_scheme(tags, "IOB1", "IOB1") == ("O", "I-LOC", "I-LOC")


@pytest.mark.parametrize(
    ("tags", "scheme", "position", "message"),
    [
        (["I-PER", "O"], "IOB2", 0, r"Tag 1 is 'I-PER' where IOB2 has 'B-PER'"),
        (["B-PER", "I-LOC"], "IOB2", 1, "Tag 2 is 'I-LOC'"),
        (["B-PER", "O"], "IOBES", 0, "where IOBES has 'S-PER'"),
        (["O", "E-PER"], "IOB1", 1, r"with I/B in front\): O E-PER"),
        (["O", "PER"], "IOB2", 1, "Tag 2 is 'PER'; a tag is O, or a letter"),
        (["B-"], "IOB2", 0, "a hyphen and a label"),
        (["o"], "IOB2", 0, "Tag 1 is 'o'"),
    ],
)
def test_wrong_tags_are_named_with_their_place(tags, scheme, position, message):
    with pytest.raises(BadTags, match=message) as caught:
        chunks(tags, scheme)
    assert caught.value.position == position


def test_an_empty_sentence_has_no_chunks():
    assert chunks((), "IOBES") == () == tags_of((), 0, "IOBES")


@pytest.mark.parametrize(
    "found", [[("X", 0, 0)], [("X", 0, 3)], [("X", 0, 2), ("X", 1, 2)], [("X", -1, 1)]]
)
def test_chunks_that_do_not_fit_are_refused(found):
    with pytest.raises(ValueError, match="does not fit"):
        tags_of(found, 2, "IOB2")


def test_an_unknown_scheme_is_refused():
    with pytest.raises(ValueError, match="'BIO' is no scheme; there are IOB1, IOB2"):
        chunks(["O"], "BIO")
