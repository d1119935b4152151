"""What can be known of a sentence by someone who is shown its words in disorder."""

from collections.abc import Iterable

import numpy as np

from rnncourse.datasets.worlds.grammars.tagged_automaton import TaggedAutomaton


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
        >>> from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
        >>> from rnncourse.datasets.worlds.grammars.tagged_automaton import tagged
        >>> hey, you = tagged("hey", "X"), tagged("you", "X")
        >>> rules = {"S": [(2, (hey, "B")), (2, (you, hey))],
        ...          "B": [(1, (hey,)), (1, (you,))]}
        >>> language = TaggedAutomaton(compile_grammar("S", rules.__getitem__, {}))
        >>> round(float(np.exp(bag_log_prob(language, ["hey", "you"]))), 9)
        0.75
    """
    bag = tuple(sorted(words))
    steps = {word: _steps(language, word) for word in bag}
    layer: dict[tuple[str, ...], dict[int, float]] = {bag: {0: 1.0}}
    for _ in bag:
        after: dict[tuple[str, ...], dict[int, float]] = {}
        for rest, states in layer.items():
            for place, word in enumerate(rest):
                if place and rest[place - 1] == word:
                    continue
                for state in states.keys() & steps[word].keys():
                    left = after.setdefault(rest[:place] + rest[place + 1 :], {})
                    for target, p in steps[word][state]:
                        left[target] = left.get(target, 0.0) + states[state] * p
        layer = after
    total = sum(p * language.end[state] for state, p in layer.get((), {}).items())
    return float(np.log(total)) if total else -np.inf


def _steps(language: TaggedAutomaton, word: str) -> dict[int, list[tuple[int, float]]]:
    """Where a word leads from each state that allows it, with probabilities."""
    moves = language.moves(word)
    steps: dict[int, list[tuple[int, float]]] = {}
    for source, target, p in zip(
        moves.source.tolist(),
        moves.target.tolist(),
        moves.probability.tolist(),
        strict=True,
    ):
        steps.setdefault(source, []).append((target, p))
    return steps
