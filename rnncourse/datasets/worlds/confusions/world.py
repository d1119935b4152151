"""Sentences that sound alike: what a speech recogniser must choose from."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnncourse.datasets.worlds.confusions.confusion_phrases import PHRASES
from rnncourse.datasets.worlds.confusions.confusion_words import HOMOPHONES, SLOTS

_CHOICE = re.compile(r"\(([^()]*)\)")
_REPEATS = 24


@dataclass(frozen=True)
class ConfusionGroup:
    """What was said, and what a recogniser might have heard instead.

    Args:
        right: The right sentence.
        alternatives: One or more sentences that sound like it.

    Example:
        >>> ConfusionGroup("i know", ("i no",)).hypotheses
        ('i know', 'i no')
    """

    right: str
    alternatives: tuple[str, ...]

    @property
    def hypotheses(self) -> tuple[str, ...]:
        """All sentences of the group, the right one first."""
        return (self.right, *self.alternatives)


class ConfusionWorld(NamedTuple):
    """A text to learn from and the groups to choose in.

    Args:
        train: Sentences.
        groups: Groups of sentences that sound alike; none of them is in the text.

    Example:
        >>> ConfusionWorld(("i know him",), ()).train
        ('i know him',)
    """

    train: tuple[str, ...]
    groups: tuple[ConfusionGroup, ...]


def confusion_world(seed: int = 0) -> ConfusionWorld:
    """Sentences that sound alike, and a text from which to learn which is right.

    The text consists of everyday sentences made from templates. Every word of every
    hypothesis occurs in it, the right words in their usual company, but no hypothesis
    does as a whole. Counting single words does not tell the son from the sun; counting
    pairs and triples does.

    Args:
        seed: Decides the wording and order of the text; the groups are always the same.

    Returns:
        The text and the groups.

    Example:
        >>> train, groups = confusion_world(seed=0)
        >>> groups[0].right
        'it is not easy to recognize speech'
        >>> groups[0].alternatives
        ('it is not easy to wreck a nice beach',)
        >>> any(groups[0].right in sentence for sentence in train)
        False
    """
    rng = np.random.default_rng(seed)
    lines = [
        line.strip() for line in (PHRASES + HOMOPHONES).splitlines() if line.strip()
    ]
    groups = tuple(_group(line) for line in lines if line.startswith("="))
    asked = {sentence for group in groups for sentence in group.hypotheses}
    text = [
        sentence
        for line in lines
        if not line.startswith("=")
        for sentence in _wordings(line, rng)
        if sentence not in asked
    ]
    return ConfusionWorld(tuple(text[i] for i in rng.permutation(len(text))), groups)


def _group(line: str) -> ConfusionGroup:
    right, *alternatives = (part.strip() for part in line[1:].split("|"))
    return ConfusionGroup(right, tuple(alternatives))


def _wordings(template: str, rng: np.random.Generator) -> list[str]:
    """Sentences of a template, in which every choice takes each of its wordings."""
    for slot, wordings in SLOTS.items():
        # Inside a choice the wordings join it, elsewhere they are a choice.
        template = template.replace(f"|<{slot}>", f"|{wordings}")
        template = template.replace(f"<{slot}>", f"({wordings})")
    parts = _CHOICE.split(template)  # fixed text and choices take turns
    columns = []
    for place, part in enumerate(parts):
        options = part.split("|") if place % 2 else [part]
        columns.append([options[i % len(options)] for i in rng.permutation(_REPEATS)])
    return [" ".join("".join(words).split()) for words in zip(*columns, strict=True)]
