"""Probes of agreement: the subject was read, which form of the verb must come?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import END, Automaton, Category
from rnncourse.datasets.worlds.grammars.walks import Walk, Walker

DISTANCES = (0, 1, 2, 3, 4, 5, 6, 7, 8)
_BATCH = 4_000
_BATCHES = 200


@dataclass(frozen=True)
class Probe:
    """The beginning of a sentence, and two forms of the verb that would come next.

    Args:
        prefix: The words before the main verb.
        right: The verb in the number of the subject.
        wrong: The same verb in the other number; its true probability is zero.
        distance: Words between the subject noun and the verb.
        attractors: Nouns among them that have the other number.

    Example:
        >>> Probe(("the", "dogs", "near", "the", "cat"), "bark", "barks", 3, 1).right
        'bark'
    """

    prefix: tuple[str, ...]
    right: str
    wrong: str
    distance: int
    attractors: int


def draw_probes(
    automaton: Automaton,
    count: int,
    rng: np.random.Generator,
    distances: Sequence[int] = DISTANCES,
) -> tuple[Probe, ...]:
    """Draw sentences until enough have the wanted distances; cut them at the verb.

    Args:
        automaton: The language. Its categories show where ``subject`` and ``verb``
            are.
        count: How many probes, spread evenly over the distances.
        rng: Source of randomness.
        distances: Numbers of words between subject and verb.

    Returns:
        Probes in the order of the distances.

    Raises:
        ValueError: If a distance is not met in many sentences.

    Example:
        >>> from rnncourse.datasets.worlds import language_world
        >>> rng = np.random.default_rng(0)
        >>> probes = draw_probes(language_world().automaton, 4, rng, (0, 7))
        >>> [probe.distance for probe in probes]
        [0, 0, 7, 7]
    """
    if count < 1 or not distances:
        raise ValueError(
            f"Ask for at least one probe at one distance, not for {count} at "
            f"{tuple(distances)}."
        )
    share, rest = divmod(count, len(distances))
    wanted = {d: share + (i < rest) for i, d in enumerate(distances)}
    found: dict[int, list[Probe]] = {distance: [] for distance in wanted}
    finder, walker = _Finder(automaton), Walker(automaton)
    for _ in range(_BATCHES):
        for probe in finder.probes_in(walker.walk(_BATCH, rng)):
            if len(found.get(probe.distance, ())) < wanted.get(probe.distance, 0):
                found[probe.distance].append(probe)
        if all(len(found[d]) == wanted[d] for d in wanted):
            return tuple(probe for distance in wanted for probe in found[distance])
    missing = [d for d in wanted if len(found[d]) < wanted[d]]
    raise ValueError(
        f"Too few sentences have the distances {missing} between subject and verb "
        f"({_BATCH * _BATCHES} were drawn). Ask for shorter ones, or for fewer."
    )


class _Finder:
    """Finds subject and verb in walks."""

    def __init__(self, automaton: Automaton) -> None:
        self.words = automaton.words
        self.arc_category = automaton.arc_category
        self.categories = automaton.categories
        self.by_name = {c.name: c for c in self.categories}
        # One more for END, which as an index means the last entry.
        self.role = np.array([*(c.role for c in self.categories), ""])

    def probes_in(self, walk: Walk) -> Iterator[Probe]:
        label = np.where(walk.arcs == END, END, self.arc_category[walk.arcs])
        role = self.role[label]  # (sentences, steps)
        subjects = np.argmax(role == "subject", axis=1)
        verbs = np.argmax(role == "verb", axis=1)
        for row in np.flatnonzero((role == "verb").any(axis=1)):
            subject, verb = int(subjects[row]), int(verbs[row])
            words = [self.words[i] for i in walk.words[row, : verb + 1]]
            wrong = self.other_number(self.categories[label[row, verb]], words[verb])
            if wrong is None:
                continue
            numbers = [
                _number(self.categories[i].name) for i in label[row, subject:verb]
            ]
            yield Probe(
                prefix=tuple(words[:verb]),
                right=words[verb],
                wrong=wrong,
                distance=verb - subject - 1,
                attractors=sum(n not in (None, numbers[0]) for n in numbers[1:]),
            )

    def other_number(self, category: Category, word: str) -> str | None:
        """The form of the other number; None where the verb does not show number."""
        stem, _, number = category.name.rpartition(":")
        other = self.by_name.get(f"{stem}:{_OTHER.get(number)}")
        if other is None:
            return None
        form = other.words[category.words.index(word)]
        return None if form == word else form


_OTHER = {"sg": "pl", "pl": "sg"}


def _number(category: str) -> str | None:
    match category.split(":"):
        case ["noun", _, number, *_]:
            return number
        case ["name", *_]:
            return "sg"
    return None
