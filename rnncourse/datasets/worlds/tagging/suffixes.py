"""Made-up words whose ending tells what they are, some of them kept for the test.

All words with one ending are equally probable wherever that ending may stand. So a
word says no more than its ending does: whoever has learnt the endings can tag words
never seen as well as anybody can, and the best accuracy is within reach.
"""

from collections.abc import Sequence

import numpy as np

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
_CLUSTERS = ("br", "dr", "fl", "gr", "kl", "pl", "sk", "st", "tr", "sn", "gl", "kr")
_VOWELS = ("a", "e", "i", "o", "u")
_CODAS = ("b", "d", "g", "k", "l", "m", "n", "p", "t", "v", "nd", "lk", "rm", "nt")


def made_up_stems(
    count: int, rng: np.random.Generator, taken: Sequence[str] = ()
) -> tuple[str, ...]:
    """Different stems of one or two syllables that end in a consonant.

    Args:
        count: How many.
        rng: Source of randomness.
        taken: Stems that must not come.

    Example:
        >>> made_up_stems(4, np.random.default_rng(0))
        ('trokad', 'balk', 'zot', 'brint')
    """
    seen = dict.fromkeys(taken)
    while len(seen) < len(set(taken)) + count:
        first = rng.choice(_ONSETS + _CLUSTERS)
        stem = first + rng.choice(_VOWELS)
        if rng.random() < 0.5:
            stem += rng.choice(_ONSETS) + rng.choice(_VOWELS)
        seen[str(stem + rng.choice(_CODAS))] = None
    return tuple(seen)[len(set(taken)) :]


def known_and_all(
    words: Sequence[str], held_out: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that a learner may see, and all of them.

    Args:
        words: Words in random order.
        held_out: Share of them that only the test shows.

    Example:
        >>> known_and_all(("a", "b", "c", "d"), 0.25)
        (('a', 'b', 'c'), ('a', 'b', 'c', 'd'))
    """
    return tuple(words[: len(words) - round(held_out * len(words))]), tuple(words)
