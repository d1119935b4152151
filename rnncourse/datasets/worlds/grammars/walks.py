"""Random walks through an automaton: how sentences are drawn."""

from dataclasses import dataclass

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import END, Automaton


@dataclass(frozen=True)
class Walk:
    """What a batch of walks passed, one row a sentence.

    Args:
        arcs: Arc taken at each step, ``(sentences, steps)``, END where none was.
        words: Word emitted at each step, an index into ``Automaton.words``, END
            where none was. The last word of a row is always the end mark.

    Example:
        >>> Walk(np.array([[0, 2]]), np.array([[1, 0]])).arcs.shape
        (1, 2)
    """

    arcs: np.ndarray
    words: np.ndarray


class Walker:
    """Draws many sentences at once, all of them one word further at a time.

    One sorted array of cumulative probabilities serves all states: the arcs of state
    $s$ fill the interval $(s, s + 1]$, so that with $u$ uniform in $[0, 1)$ one binary
    search for $s + u$ finds the arc. The words of the categories are found alike.

    Args:
        automaton: Where to walk.

    Example:
        >>> from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
        >>> rules = {"S": [(1, ("hello", "NAME"))], "NAME": [(1, ("world",)), (1, ())]}
        >>> automaton = compile_grammar("S", rules.__getitem__, {})
        >>> Walker(automaton).walk(3, np.random.default_rng(0)).words
        array([[1, 2, 0],
               [1, 2, 0],
               [1, 2, 0]])
    """

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton
        total = np.cumsum(automaton.arc_probability)
        before = np.concatenate([[0.0], total])[automaton.arc_start[:-1]]
        source = automaton.arc_source
        self._arc_table = total - before[source] + source

        categories = automaton.categories
        self._word_table = np.concatenate(
            [np.cumsum(c.probabilities) + i for i, c in enumerate(categories)]
        )
        self._word = np.array(
            [automaton.word_ids[w] for c in categories for w in c.words]
        )
        self._word_start = np.cumsum([0, *(len(c.words) for c in categories)])

    def walk(self, sentences: int, rng: np.random.Generator) -> Walk:
        """Draw sentences.

        Args:
            sentences: How many, at least one.
            rng: Source of randomness.
        """
        automaton = self._automaton
        state = np.zeros(sentences, dtype=np.int64)
        arc_columns, word_columns = [], []
        while np.any(state != END):
            rows = np.flatnonzero(state != END)
            arc = _draw(self._arc_table, automaton.arc_start, state[rows], rng)
            label = automaton.arc_category[arc]
            entry = _draw(self._word_table, self._word_start, label, rng)

            arc_column = np.full(sentences, END)
            word_column = np.full(sentences, END)
            arc_column[rows] = arc
            word_column[rows] = self._word[entry]
            arc_columns.append(arc_column)
            word_columns.append(word_column)
            state[rows] = automaton.arc_target[arc]
        return Walk(np.stack(arc_columns, axis=1), np.stack(word_columns, axis=1))


def _draw(
    table: np.ndarray, start: np.ndarray, where: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    found = np.searchsorted(table, where + rng.random(len(where)), side="right")
    # Rounding may put a draw into a neighbouring interval; it then means the border.
    return np.clip(found, start[where], start[where + 1] - 1)
