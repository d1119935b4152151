"""The entity world: names of people, places, organisations and other things."""

from functools import lru_cache

from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
from rnncourse.datasets.worlds.grammars.tagged_automaton import TaggedAutomaton
from rnncourse.datasets.worlds.language.lexicon import Size
from rnncourse.datasets.worlds.tagging.entity_grammar import START, productions
from rnncourse.datasets.worlds.tagging.entity_words import EntityWords
from rnncourse.datasets.worlds.tagging.tagged_world import TaggedWorld

_SIZES = {"small": (2_000, 300, 500), "full": (12_000, 1_500, 2_000)}


def entity_world(size: Size = "small", *, seed: int = 0) -> TaggedWorld:
    """News in one line with PER, LOC, ORG and MISC in the IOB2 scheme, built once.

    Names have one to three words; many name a person, a town or a firm, as the words
    around them will have it. Two names may stand side by side. The test has names that
    training has not.

    Args:
        size: `"small"` (2,000 sentences to learn from, 220 names) or `"full"`
            (12,000, 1,650).
        seed: Decides the names.

    Raises:
        ValueError: If there is no such size.

    Example:
        >>> world = entity_world("small")
        >>> for sentence in world.sample(2, seed=4):
        ...     print(*map("/".join, zip(sentence.words, sentence.tags)))
        Trandese/B-MISC farmers/O arrested/O Pelutio/B-PER in/O Snegulton/B-LOC
        Sunukwick/B-LOC beat/O Girumia/B-LOC on/O Friday/O
        >>> world.best_accuracy(world.corpus().test) > 0.98
        True
    """
    if size not in _SIZES:
        raise ValueError(f"size is {size!r}; choose 'small' or 'full'.")
    return _build(size, seed)


@lru_cache(maxsize=4)
def _build(size: Size, seed: int) -> TaggedWorld:
    words = EntityWords(size, seed)
    known, language = (
        TaggedAutomaton(compile_grammar(START, productions, categories))
        for categories in (words.known, words.all)
    )
    return TaggedWorld(
        "entities",
        language,
        known,
        words.held_out,
        _SIZES[size],
        seed=seed,
        scheme="IOB2",
    )
