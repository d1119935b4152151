r"""The compiled form of a grammar: states, arcs, and all that is exact about them.

A sentence is a walk from state 0 to the end. In a state one *arc* is drawn, an arc
emits one word of its *category*, and the next state is known. The automaton is
deterministic: in one state each word stands on one arc only, so the words seen so far
determine the state, and the state determines the distribution over the next word.
That is what makes the entropy of the language a finite sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

EOS = "<eos>"
END = -1


@dataclass(frozen=True)
class Category:
    """A set of words that may stand in the same place, with their probabilities.

    Args:
        name: Name within the grammar, such as ``noun:dog:sg``.
        words: The words, all different.
        probabilities: As many positive numbers that sum to one.
        role: Mark on this use of the words (``subject``, ``verb``), for finding the
            place again in samples; it changes no probability.

    Example:
        >>> Category("noun:dog:sg", ("dog", "hound"), (0.75, 0.25)).words
        ('dog', 'hound')
    """

    name: str
    words: tuple[str, ...]
    probabilities: tuple[float, ...]
    role: str = ""


class Automaton:
    r"""A deterministic probabilistic automaton over words.

    The distribution over the next word $w$ after the prefix $w_{<t}$, which leads
    to state $s$, is

    $$ P(w \mid w_{<t}) = P(w \mid s) = \sum_{a \in A(s)} p(a \mid s)\, p(w \mid c_a) $$

    with the arcs $A(s)$ that leave the state and their categories $c_a$; only one
    term of the sum is not zero. A hidden Markov model has the same parts, but there
    several states remain possible after a prefix, and the entropy has no finite form.

    Args:
        categories: The word categories. The first must be the end mark alone.
        source: State that each arc leaves, rising, ``(arcs,)``.
        category: Index of the category of each arc, rising within a state.
        probability: Probability of each arc in its state.
        target: State that each arc leads to, END after the end mark.

    Raises:
        ValueError: If a word stands on two arcs of one state, the probabilities of
            a state do not sum to one, or a sentence could go on for ever.

    Example:
        The language of ``yes`` and ``no`` in equal parts has one bit a sentence,
        that is half a bit a token, the end mark counted:

        >>> categories = [
        ...     Category("end", ("<eos>",), (1.0,)),
        ...     Category("answer", ("yes", "no"), (0.5, 0.5)),
        ... ]
        >>> automaton = Automaton(categories, [0, 1], [1, 0], [1.0, 1.0], [1, END])
        >>> float(automaton.entropy / np.log(2))
        0.5
        >>> automaton.next_words(["yes"])
        {'<eos>': 1.0}
    """

    def __init__(
        self,
        categories: Sequence[Category],
        source: Sequence[int],
        category: Sequence[int],
        probability: Sequence[float],
        target: Sequence[int],
    ) -> None:
        self.categories = tuple(categories)
        if not self.categories or self.categories[0].words != (EOS,):
            raise ValueError(f"The first category must hold {EOS!r} and nothing else.")
        self.arc_source = np.array(source, dtype=np.int64)
        self.arc_category = np.array(category, dtype=np.int64)
        self.arc_probability = np.array(probability, dtype=np.float64)
        self.arc_target = np.array(target, dtype=np.int64)
        self.states = int(self.arc_source[-1]) + 1

        # Arcs lie state by state; arc_start[s] : arc_start[s + 1] leave state s.
        self.arc_start = np.searchsorted(self.arc_source, np.arange(self.states + 1))
        self._arc_key = self.arc_source * len(self.categories) + self.arc_category
        self._index_words()
        self._check()

    def _index_words(self) -> None:
        words = {word for c in self.categories for word in c.words} - {EOS}
        self.words: tuple[str, ...] = (EOS, *sorted(words))
        self.word_ids = {word: index for index, word in enumerate(self.words)}

        memberships: list[list[tuple[int, float]]] = [[] for _ in self.words]
        for index, category in enumerate(self.categories):
            for word, probability in zip(
                category.words, category.probabilities, strict=True
            ):
                memberships[self.word_ids[word]].append((index, np.log(probability)))
        width = max(len(entries) for entries in memberships)
        self._member_of = np.full((len(self.words), width), -1, dtype=np.int64)
        self._member_log_prob = np.full((len(self.words), width), -np.inf)
        for word, entries in enumerate(memberships):
            for column, (category, log_prob) in enumerate(entries):
                self._member_of[word, column] = category
                self._member_log_prob[word, column] = log_prob

    def _check(self) -> None:
        if np.any(np.diff(self._arc_key) <= 0):
            raise ValueError(
                "Arcs must be sorted by state, then category, without repetition."
            )
        totals = np.bincount(self.arc_source, self.arc_probability, self.states)
        if not np.allclose(totals, 1.0, rtol=0, atol=1e-12):
            state = int(np.argmax(np.abs(totals - 1.0)))
            raise ValueError(
                f"The arcs of state {state} have total probability {totals[state]}, "
                "not 1."
            )
        checked: set[tuple[int, ...]] = set()
        for state in range(self.states):
            used = tuple(self.arc_category[self._arcs_of(state)].tolist())
            if used not in checked:
                self._check_disjoint(used)
                checked.add(used)

    def _check_disjoint(self, used: tuple[int, ...]) -> None:
        owner: dict[str, str] = {}
        for index in used:
            category = self.categories[index]
            for word in category.words:
                if word in owner:
                    raise ValueError(
                        f"{word!r} is ambiguous: in one place of the grammar it "
                        f"belongs to {owner[word]!r} and to {category.name!r}. The "
                        "entropy is exact only where each word shows its category."
                    )
                owner[word] = category.name

    def _arcs_of(self, state: int) -> slice:
        return slice(self.arc_start[state], self.arc_start[state + 1])

    @cached_property
    def category_entropies(self) -> np.ndarray:
        """Entropy of every category in nats, ``(categories,)``."""
        return np.array(
            [
                -sum(p * np.log(p) for p in category.probabilities)
                for category in self.categories
            ]
        )

    @cached_property
    def state_entropies(self) -> np.ndarray:
        r"""Entropy of the next word in every state in nats, ``(states,)``.

        $$ h(s) = \sum_{a \in A(s)} p(a \mid s)
           \bigl(-\ln p(a \mid s) + H(c_a)\bigr) $$
        """
        surprisal = -np.log(self.arc_probability)
        terms = self.arc_probability * (
            surprisal + self.category_entropies[self.arc_category]
        )
        return np.bincount(self.arc_source, terms, self.states)

    @cached_property
    def expected_visits(self) -> np.ndarray:
        """How often a sentence passes every state on average, ``(states,)``."""
        visits = np.zeros(self.states)
        now = np.zeros(self.states)
        now[0] = 1.0
        going_on = self.arc_target != END
        source, target = self.arc_source[going_on], self.arc_target[going_on]
        probability = self.arc_probability[going_on]

        # One round a word: the distribution over states moves on by one arc. No
        # state comes twice in a sentence, so it is empty after finitely many rounds.
        for _ in range(self.states):
            visits += now
            now = np.bincount(target, now[source] * probability, self.states)
            if not now.any():
                return visits
        raise ValueError(
            "A sentence of this grammar can go on for ever. Bound its depth."
        )

    @cached_property
    def expected_length(self) -> float:
        """Average number of tokens of a sentence, the end mark counted."""
        return float(self.expected_visits.sum())

    @cached_property
    def entropy(self) -> float:
        r"""Entropy in nats per token, the end mark counted.

        $$ H = \frac{\sum_s v(s)\, h(s)}{\sum_s v(s)} $$

        with the expected visits $v(s)$ of a sentence to state $s$.
        """
        return float(self.expected_visits @ self.state_entropies) / self.expected_length

    def _follow(
        self, state: np.ndarray, word: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Log-probability of a word in a state and the arc it stands on."""
        log_probs = np.full(len(state), -np.inf)
        arcs = np.full(len(state), END)
        for column in range(self._member_of.shape[1]):
            category = self._member_of[word, column]
            key = state * len(self.categories) + category
            place = np.minimum(
                np.searchsorted(self._arc_key, key), len(self._arc_key) - 1
            )
            hit = (self._arc_key[place] == key) & (category >= 0)
            log_probs[hit] = (
                np.log(self.arc_probability[place[hit]])
                + self._member_log_prob[word[hit], column]
            )
            arcs[hit] = place[hit]
        return log_probs, arcs

    def ids(self, tokens: Sequence[str]) -> list[int]:
        """Indices of tokens; the error for a word outside the language."""
        try:
            return [self.word_ids[token] for token in tokens]
        except KeyError as error:
            raise ValueError(
                f"The word {error.args[0]!r} does not belong to this language; "
                "`vocabulary` lists those that do."
            ) from None

    def log_probs(self, words: np.ndarray) -> np.ndarray:
        """Natural log-probability of every word given the words before it.

        Args:
            words: Indices, one row a sentence that ends with the end mark (0), END
                after it, ``(sentences, steps)``.

        Returns:
            ``(sentences, steps)``; minus infinity from the first word on that the
            grammar does not allow; zero where there is no word.
        """
        result = np.zeros(words.shape)
        state = np.zeros(len(words), dtype=np.int64)
        for step in range(words.shape[1]):
            present = words[:, step] != END
            lost = present & (state == END)
            result[lost, step] = -np.inf
            rows = np.flatnonzero(present & ~lost)
            result[rows, step], arcs = self._follow(state[rows], words[rows, step])
            state[rows] = np.where(arcs == END, END, self.arc_target[arcs])
        return result

    def next_words(self, prefix: Sequence[str]) -> dict[str, float]:
        """Probability of every word that can follow a prefix, likely ones first.

        Args:
            prefix: The words of a sentence so far, perhaps none.

        Returns:
            Words, the end mark among them, with positive probabilities that sum to
            one.

        Raises:
            ValueError: If no sentence of the language begins like this.
        """
        state = np.zeros(1, dtype=np.int64)
        for position, word in enumerate(self.ids(prefix)):
            _, arcs = self._follow(state, np.array([word]))
            state = self.arc_target[arcs]
            if arcs[0] == END or state[0] == END:
                raise ValueError(
                    f"No sentence of the language begins with "
                    f"{' '.join(prefix[: position + 1])!r}."
                )
        pairs = list(self._words_in(int(state[0])))
        return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))

    def _words_in(self, state: int) -> Iterator[tuple[str, float]]:
        for arc in range(self.arc_start[state], self.arc_start[state + 1]):
            category = self.categories[self.arc_category[arc]]
            for word, probability in zip(
                category.words, category.probabilities, strict=True
            ):
                yield word, float(self.arc_probability[arc]) * probability
