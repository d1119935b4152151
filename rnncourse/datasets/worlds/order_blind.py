"""What can be known of a sentence by someone who is shown its words in disorder."""

from collections.abc import Iterable

import numpy as np

from rnncourse.datasets.worlds.tagged_automaton import TaggedAutomaton


def bag_log_prob(language: TaggedAutomaton, words: Iterable[str]) -> float:
    """Log-probability of all sentences together that consist of these words.

    The words are taken out of the bag one by one, in every order that the language
    allows; orders that have left the same words in it are followed as one. The number
    of such rests bounds the work; it grows fast where a grammar is very free.

    Args:
        language: The model of the sentences.
        words: The words, in any order.

    Returns:
        The natural logarithm; minus infinity if no order of them is a sentence.

    Raises:
        ValueError: If a word does not belong to the language.

    Example:
        >>> from rnncourse.datasets.worlds.grammar import compile_grammar
        >>> from rnncourse.datasets.worlds.tagged_automaton import tagged
        >>> hey, you = tagged("hey", "X"), tagged("you", "X")
        >>> rules = {"S": [(2, (hey, "B")), (2, (you, hey))],
        ...          "B": [(1, (hey,)), (1, (you,))]}
        >>> language = TaggedAutomaton(compile_grammar("S", rules.__getitem__, {}))
        >>> round(float(np.exp(bag_log_prob(language, ["hey", "you"]))), 9)
        0.75
    """
    bag = tuple(sorted(words))
    layer = {bag: language.start}
    for _ in bag:
        after: dict[tuple[str, ...], np.ndarray] = {}
        for rest, state in layer.items():
            for place, word in enumerate(rest):
                if place and rest[place - 1] == word:
                    continue
                moves = language.moves(word)
                flow = state[moves.source] * moves.probability
                if flow.any():
                    left = rest[:place] + rest[place + 1 :]
                    new = np.bincount(moves.target, flow, len(state))
                    after[left] = after[left] + new if left in after else new
        layer = after
    total = float(layer[()] @ language.end) if layer else 0.0
    return float(np.log(total)) if total else -np.inf
