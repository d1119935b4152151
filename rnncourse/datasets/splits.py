"""Splitting a corpus that came without an official split."""

import random
from collections.abc import Iterable

from rnncourse.datasets.labelled import LabelledText


def split_by_text(
    texts: Iterable[LabelledText], *, seed: int = 0
) -> dict[str, tuple[LabelledText, ...]]:
    """Split into four fifths, a tenth and a tenth, with no text in two parts.

    The distinct texts of each label are shuffled and cut at 80 % and 90 %, so that
    every part has the labels in the same proportions. A text that occurs several
    times goes as a whole to one part, with all its labels; it is shuffled with those
    of its first label.

    Args:
        texts: the texts.
        seed: of the shuffling.

    Returns:
        `train`, `valid` and `test`, each in the order of the texts.

    Example:
        >>> texts = [LabelledText(str(n % 50), "number") for n in range(100)]
        >>> parts = split_by_text(texts)
        >>> [len(part) for part in parts.values()]
        [80, 10, 10]
    """
    texts = tuple(texts)
    label_of: dict[str, str] = {}
    for text in texts:
        label_of.setdefault(text.text, text.label)
    by_label: dict[str, list[str]] = {}
    for text, label in label_of.items():
        by_label.setdefault(label, []).append(text)
    rng = random.Random(seed)
    part_of: dict[str, str] = {}
    for distinct in by_label.values():
        rng.shuffle(distinct)
        first, second = len(distinct) * 80 // 100, len(distinct) * 90 // 100
        part_of |= dict.fromkeys(distinct[:first], "train")
        part_of |= dict.fromkeys(distinct[first:second], "valid")
        part_of |= dict.fromkeys(distinct[second:], "test")
    return {
        part: tuple(text for text in texts if part_of[text.text] == part)
        for part in ("train", "valid", "test")
    }
