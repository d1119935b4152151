"""The split of corpora that have none."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnncourse.datasets import LabelledText
from rnncourse.datasets.splits import split_by_text

# Many texts occur more than once, some with two labels.
TEXTS = st.lists(
    st.builds(
        LabelledText, st.integers(0, 60).map(str), st.sampled_from(["en", "fr", "nl"])
    ),
    max_size=120,
)


def laws(split, texts):
    parts = split(texts)
    assert list(parts) == ["train", "valid", "test"]
    everything = [text for part in parts.values() for text in part]
    assert Counter(everything) == Counter(texts)
    sides = [{text.text for text in part} for part in parts.values()]
    assert sum(map(len, sides)) == len(set().union(*sides))
    first_label = {text.text: text.label for text in reversed(texts)}
    for label in ("en", "fr", "nl"):
        total = sum(first == label for first in first_label.values())
        for side, share in zip(sides, (0.8, 0.1, 0.1), strict=True):
            assert abs(sum(first_label[t] == label for t in side) - share * total) <= 1


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 3))
def test_no_text_is_in_two_parts_and_labels_are_balanced(texts, seed):
    laws(lambda texts: split_by_text(texts, seed=seed), texts)


def by_position(texts):
    first, second = len(texts) * 8 // 10, len(texts) * 9 // 10
    return {
        "train": texts[:first],
        "valid": texts[first:second],
        "test": texts[second:],
    }


def without_repetitions(texts):
    return split_by_text(dict.fromkeys(texts))


def blind_to_labels(texts):
    parts = split_by_text([LabelledText(text.text, "") for text in texts])
    part_of = {text.text: part for part, found in parts.items() for text in found}
    return {p: [t for t in texts if part_of[t.text] == p] for p in parts}


@pytest.mark.parametrize("split", [by_position, without_repetitions, blind_to_labels])
def test_wrong_splits_break_the_laws(split):
    labels = {n: "en" if n < 500 else "fr" for n in range(900)}
    texts = [LabelledText(str(n % 900), labels[n % 900]) for n in range(990)]

    laws(split_by_text, texts)
    with pytest.raises(AssertionError):
        laws(split, texts)


def test_the_seed_and_nothing_else_decides():
    texts = [LabelledText(str(n), "en") for n in range(50)]

    assert split_by_text(texts, seed=1) == split_by_text(iter(texts), seed=1)
    assert split_by_text(texts, seed=1) != split_by_text(texts, seed=2)
