"""Probes of agreement: the subject was read, which form of the verb must come?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rnncourse.datasets.worlds.automaton import END, Automaton
from rnncourse.datasets.worlds.walks import Walk, Walker

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
    roles: Sequence[str],
    count: int,
    rng: np.random.Generator,
    distances: Sequence[int] = DISTANCES,
) -> tuple[Probe, ...]:
    """Draw sentences until enough have the wanted distances; cut them at the verb.

    Args:
        automaton: The language.
        roles: Role of every arc, ``subject`` and ``verb`` among them.
        count: How many probes, spread evenly over the distances.
        rng: Source of randomness.
        distances: Numbers of words between subject and verb.

    Returns:
        Probes in the order of the distances.

    Raises:
        ValueError: If a distance is not met in many sentences.

    Example:
        See `LanguageWorld.agreement_probes`.
    """
    if count < 1 or not distances:
        raise ValueError(
            f"Ask for at least one probe at one distance, not for {count} at "
            f"{tuple(distances)}."
        )
    share, rest = divmod(count, len(distances))
    wanted = {d: share + (i < rest) for i, d in enumerate(distances)}
    found: dict[int, list[Probe]] = {distance: [] for distance in wanted}
    walker = Walker(automaton)
    role = np.array([*roles, ""])  # the last entry stands for END
    for _ in range(_BATCHES):
        for probe in _probes_in(automaton, role, walker.walk(_BATCH, rng)):
            if len(found.get(probe.distance, ())) < wanted.get(probe.distance, 0):
                found[probe.distance].append(probe)
        if all(len(found[d]) == wanted[d] for d in wanted):
            return tuple(probe for distance in wanted for probe in found[distance])
    missing = [d for d in wanted if len(found[d]) < wanted[d]]
    raise ValueError(
        f"Too few sentences have the distances {missing} between subject and verb "
        f"({_BATCH * _BATCHES} were drawn). Ask for shorter ones, or for fewer."
    )


def _probes_in(automaton: Automaton, role: np.ndarray, walk: Walk) -> Iterator[Probe]:
    roles = role[walk.arcs]  # (sentences, steps)
    for row in np.flatnonzero((roles == "verb").any(axis=1)):
        subject = int(np.argmax(roles[row] == "subject"))
        verb = int(np.argmax(roles[row] == "verb"))
        categories = [
            automaton.categories[automaton.arc_category[arc]].name
            for arc in walk.arcs[row, : verb + 1]
            if arc != END
        ]
        words = [automaton.words[i] for i in walk.words[row, : verb + 1]]
        wrong = _other_number(automaton, categories[verb], words[verb])
        if wrong is None:
            continue
        number = _number(categories[subject])
        between = [_number(name) for name in categories[subject + 1 : verb]]
        attractors = sum(other not in (None, number) for other in between)
        yield Probe(
            tuple(words[:verb]), words[verb], wrong, verb - subject - 1, attractors
        )


def _number(category: str) -> str | None:
    match category.split(":"):
        case ["noun", _, number, *_]:
            return number
        case ["name", *_]:
            return "sg"
    return None


def _other_number(automaton: Automaton, category: str, word: str) -> str | None:
    stem, _, number = category.rpartition(":")
    other = {"sg": "pl", "pl": "sg"}.get(number)
    names = [c.name for c in automaton.categories]
    if other is None or f"{stem}:{other}" not in names:
        return None
    here = automaton.categories[names.index(category)]
    there = automaton.categories[names.index(f"{stem}:{other}")]
    answer = there.words[here.words.index(word)]
    return None if answer == word else answer
