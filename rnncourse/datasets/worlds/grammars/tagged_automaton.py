r"""An automaton whose words carry hidden tags, and what can be inferred about these.

The grammar writes pairs, `walk/NOUN` or `walk/VERB`, and is deterministic over pairs.
A reader sees the words alone. Then several walks through the automaton may fit one
sentence, and which tag a word has is a question of probabilities: it is the hidden
Markov model of the textbooks, with the states of a grammar.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import EOS, Automaton, Category
from rnncourse.datasets.worlds.grammars.grammar import Terminal
from rnncourse.datasets.worlds.grammars.walks import Walker

Pair = tuple[tuple[str, ...], tuple[str, ...]]


def tagged(word: str, tag: str) -> Terminal:
    """The terminal of a grammar that writes one word with one tag.

    Example:
        >>> tagged("that", "DET").category
        'that/DET'
    """
    return Terminal(f"{word}/{tag}")


def tagged_category(name: str, tag: str, weights: Mapping[str, float]) -> Category:
    """Words with one tag and with weights that need not sum to one.

    Example:
        >>> tagged_category("noun:sg", "NOUN", {"walk": 3, "fish": 1})
        Category(name='noun:sg', words=('walk/NOUN', 'fish/NOUN'),
        probabilities=(0.75, 0.25), role='')
    """
    total = sum(weights.values())
    words = tuple(f"{word}/{tag}" for word in weights)
    return Category(name, words, tuple(w / total for w in weights.values()))


class _Moves(NamedTuple):
    """All moves that write one word, one element a move."""

    source: np.ndarray
    target: np.ndarray
    tag: np.ndarray
    probability: np.ndarray


class TaggedAutomaton:
    r"""The exact model of words and hidden tags.

    With the distribution $\alpha_t(s)$ over states after $t$ words and
    $\beta_t(s) = P(w_{t+1} \dots w_n \mid s)$, both by the forward-backward
    algorithm, sums over the moves $s \to s'$ that write $w_t$ with the tag $k$ give
    the two distributions of this file,

    $$ P(k_t = k \mid w_{1:n}) \propto \sum_{s \to s'}
       \alpha_{t-1}(s)\, p(s \to s', w_t, k)\, \beta_t(s') $$
    $$ P(k_t = k \mid w_{1:t}) \propto \sum_{s \to s'}
       \alpha_{t-1}(s)\, p(s \to s', w_t, k) $$

    the second without $\beta$, since what follows is not known yet. No tagger guesses
    more tags right on average than the one that takes the most probable tag of the
    first; no tagger that reads from left to right more than that of the second.

    Reference: Rabiner (1989), A Tutorial on Hidden Markov Models, section III.

    Args:
        automaton: A deterministic automaton over words of the form `word/tag`.

    Raises:
        ValueError: If a word of it has no tag.

    Example:
        In this language a sentence is "fish swim" or "fish"; alone it is an order:

        >>> from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
        >>> rules = {"S": [(3, (tagged("fish", "NOUN"), tagged("swim", "VERB"))),
        ...                (1, (tagged("fish", "VERB"),))]}
        >>> language = TaggedAutomaton(compile_grammar("S", rules.__getitem__, {}))
        >>> language.tags
        ('NOUN', 'VERB')
        >>> language.posteriors(["fish"]).tolist()
        [[0.0, 1.0]]
        >>> language.posteriors(["fish"], causal=True).tolist()
        [[0.75, 0.25]]
        >>> language.best_tags(["fish", "swim"])
        ('NOUN', 'VERB')
    """

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self._walker = Walker(automaton)
        self._pairs = [_split(word) for word in automaton.words]
        self.tags = tuple(sorted({tag for _, tag in self._pairs[1:]}))
        self.vocabulary = tuple(sorted({word for word, _ in self._pairs[1:]}))

        ends = automaton.arc_category == 0
        self._end = np.zeros(automaton.states)
        self._end[automaton.arc_source[ends]] = automaton.arc_probability[ends]
        self._entries: dict[str, list[tuple[int, int, float]]] = {}
        for index, category in enumerate(automaton.categories[1:], start=1):
            for pair, share in zip(category.words, category.probabilities, strict=True):
                word, tag = _split(pair)
                entry = (index, self.tags.index(tag), share)
                self._entries.setdefault(word, []).append(entry)
        self._known: dict[str, _Moves] = {}

    def sample(self, count: int, rng: np.random.Generator) -> list[Pair]:
        """Draw sentences with their tags.

        Args:
            count: How many.
            rng: Source of randomness.

        Returns:
            Pairs of words and tags.
        """
        if count <= 0:
            return []
        rows = self._walker.walk(count, rng).words
        return [
            tuple(zip(*(self._pairs[i] for i in row if i > 0), strict=True))
            for row in rows.tolist()
        ]

    def posteriors(self, words: Sequence[str], *, causal: bool = False) -> np.ndarray:
        """The exact distribution over the tag of every word.

        Args:
            words: A sentence.
            causal: Whether the words to the right are hidden from the reader.

        Returns:
            One row a word, one column a tag, ``(words, tags)``.

        Raises:
            ValueError: If the sentence does not belong to the language.
        """
        flows, rests = self._passages(words)
        result = np.zeros((len(words), len(self.tags)))
        for row, word, flow, rest in zip(result, words, flows, rests, strict=True):
            moves = self.moves(word)
            mass = flow if causal else flow * rest[moves.target]
            row[:] = np.bincount(moves.tag, mass, len(self.tags))
            row /= row.sum()
        return result

    def _passages(self, words: Sequence[str]) -> tuple[list, list]:
        """What flows along the moves of each word; what each state makes of the rest.

        Both are scaled at every step, which changes no ratio.
        """
        flows, rests = [], [self._end]
        state = self.start
        for position, word in enumerate(words):
            moves = self.moves(word)
            flow = state[moves.source] * moves.probability
            state = np.bincount(moves.target, flow, self.automaton.states)
            if not state.any():
                self._refuse(words, position)
            flows.append(flow / state.sum())
            state /= state.sum()
        if not state @ self._end:
            self._refuse(words, len(words))
        for word in reversed(words[1:]):
            moves = self.moves(word)
            back = moves.probability * rests[-1][moves.target]
            rest = np.bincount(moves.source, back, self.automaton.states)
            rests.append(rest / rest.sum())
        return flows, rests[::-1]

    def best_tags(self, words: Sequence[str]) -> tuple[str, ...]:
        """The most probable tag sequence as a whole, by the Viterbi algorithm.

        Tags and words determine the walk, so that this is the most probable walk. It
        is the right guess for whole sentences, while `posteriors` is right for single
        tags; they may differ.

        Args:
            words: A sentence.

        Returns:
            As many tags.

        Raises:
            ValueError: If the sentence does not belong to the language.
        """
        best, flows = self.start, []
        for word in words:
            moves = self.moves(word)
            flows.append(best[moves.source] * moves.probability)
            best = np.zeros(self.automaton.states)
            np.maximum.at(best, moves.target, flows[-1])
        best = best * self._end
        if not best.any():
            self._refuse(words, len(words))
        state, tags = int(best.argmax()), []
        for word, flow in zip(reversed(words), reversed(flows), strict=True):
            moves = self.moves(word)
            move = int(np.where(moves.target == state, flow, 0.0).argmax())
            state = int(moves.source[move])
            tags.append(self.tags[moves.tag[move]])
        return tuple(reversed(tags))

    def log_probs(self, words: Sequence[str]) -> np.ndarray:
        r"""The surprise of every word, $\ln P(w_t \mid w_{<t})$, tags summed out.

        Args:
            words: A sentence, or the beginning of one.

        Returns:
            One number a word and one for the end mark, ``(words + 1,)``; minus
            infinity from the first on that the language does not allow.

        Raises:
            ValueError: If a word does not belong to the language.
        """
        result = np.full(len(words) + 1, -np.inf)
        state = self.start
        for position, word in enumerate(words):
            moves = self.moves(word)
            flow = state[moves.source] * moves.probability
            state = np.bincount(moves.target, flow, self.automaton.states)
            if not state.any():
                return result
            result[position] = np.log(state.sum())
            state /= state.sum()
        if state @ self._end:
            result[-1] = np.log(state @ self._end)
        return result

    @property
    def start(self) -> np.ndarray:
        """The distribution over states before the first word, ``(states,)``."""
        return np.eye(1, self.automaton.states)[0]

    @property
    def end(self) -> np.ndarray:
        """The probability that a sentence ends in each state, ``(states,)``."""
        return self._end

    def moves(self, word: str) -> _Moves:
        """All moves of the automaton that write a word, with whatever tag."""
        if word not in self._known:
            if word not in self._entries:
                raise ValueError(
                    f"The word {word!r} does not belong to this language; "
                    "`vocabulary` lists those that do."
                )
            columns: list[list[np.ndarray]] = []
            for category, tag, share in self._entries[word]:
                arcs = np.flatnonzero(self.automaton.arc_category == category)
                columns.append(
                    [
                        self.automaton.arc_source[arcs],
                        self.automaton.arc_target[arcs],
                        np.full(len(arcs), tag),
                        self.automaton.arc_probability[arcs] * share,
                    ]
                )
            parts = zip(*columns, strict=True)
            self._known[word] = _Moves(*map(np.concatenate, parts))
        return self._known[word]

    def _refuse(self, words: Sequence[str], position: int) -> None:
        raise ValueError(
            f"No sentence of the language reads {' '.join(words)!r}: it goes wrong at "
            f"word {position + 1} of {len(words)}."
            if position < len(words)
            else f"No sentence of the language ends here: {' '.join(words)!r}."
        )


def _split(pair: str) -> tuple[str, str]:
    if pair == EOS:
        return EOS, ""
    word, _, tag = pair.rpartition("/")
    if not word or not tag:
        raise ValueError(f"{pair!r} has no tag; write words as 'word/tag'.")
    return word, tag
