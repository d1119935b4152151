"""The tagging world: parts of speech that depend on what stands left and right."""

from functools import lru_cache

from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
from rnncourse.datasets.worlds.grammars.tagged_automaton import TaggedAutomaton
from rnncourse.datasets.worlds.language.lexicon import Size
from rnncourse.datasets.worlds.tagging.tagged_world import TaggedWorld
from rnncourse.datasets.worlds.tagging.tagging_grammar import START, productions
from rnncourse.datasets.worlds.tagging.tagging_words import TaggingWords

_SIZES = {"small": (2_000, 300, 500), "full": (12_000, 1_500, 2_000)}


def tagging_world(size: Size = "small", *, seed: int = 0) -> TaggedWorld:
    """A small language with parts of speech, built once.

    Its tags are a subset of the universal ones. Many words have two; some show theirs
    by the words before, some by the words after, and a few never. The test has words
    that training has not, whose endings tell what they are.

    Args:
        size: `"small"` (hundreds of words, 2,000 sentences to learn from) or `"full"`
            (thousands, 12,000).
        seed: Decides frequencies and made-up words.

    Raises:
        ValueError: If there is no such size.

    Example:
        >>> world = tagging_world("small")
        >>> world.best_tags("that dog barks".split())
        ('DET', 'NOUN', 'VERB')
        >>> world.best_tags("that barks".split())
        ('PRON', 'VERB')
        >>> world.best_tags("they know that the dogs bark".split())
        ('PRON', 'VERB', 'SCONJ', 'DET', 'NOUN', 'VERB')
    """
    if size not in _SIZES:
        raise ValueError(f"size is {size!r}; choose 'small' or 'full'.")
    return _build(size, seed)


@lru_cache(maxsize=4)
def _build(size: Size, seed: int) -> TaggedWorld:
    words = TaggingWords(size, seed)
    known, language = (
        TaggedAutomaton(compile_grammar(START, productions, categories))
        for categories in (words.known, words.all)
    )
    return TaggedWorld(
        "tagging", language, known, words.held_out, _SIZES[size], seed=seed
    )
