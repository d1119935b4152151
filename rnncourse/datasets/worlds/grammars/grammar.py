r"""Weighted context-free grammars of bounded depth, compiled to automata.

A grammar gives every nonterminal a list of productions with weights. Read from left to
right, what is still to be written of a sentence is a stack of symbols. That stack is
the state: the top is expanded until words appear, the rest waits. Agreement works
because the waiting symbols carry the number and the kind of the subject.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from rnncourse.datasets.worlds.grammars.automaton import END, EOS, Automaton, Category

MAX_STATES = 300_000


class Terminal(NamedTuple):
    """A symbol that becomes one word of a category.

    Args:
        category: Name of the category.
        role: Mark on this use of it (``subject``, ``verb``), for finding the place
            again in samples; it changes no probability.

    Example:
        >>> Terminal("noun:dog:sg", "subject")
        Terminal(category='noun:dog:sg', role='subject')
    """

    category: str
    role: str = ""


Symbol = Hashable
Productions = Sequence[tuple[float, tuple[Symbol, ...]]]
Stack = tuple[int, ...]  # numbers of symbols, the next one first


def compile_grammar(
    start: Symbol,
    productions: Callable[[Symbol], Productions],
    categories: Mapping[str, Category],
) -> Automaton:
    r"""Compile a weighted grammar to a deterministic automaton.

    A production $X \to \beta$ with weight $\lambda$ is taken with probability
    $\lambda / \sum \lambda$ over the productions of $X$. With the stack
    $X\gamma$ still to be written, the probability that a word of category $c$ comes
    next and the stack $\delta$ remains is a sum over the expansions of the top:

    $$ p(c, \delta \mid X\gamma) = \sum_{X \to \beta} p(X \to \beta)\,
       p(c, \delta \mid \beta\gamma) $$

    Args:
        start: The symbol a sentence begins with.
        productions: Gives the weighted productions of a nonterminal; a body may be
            empty.
        categories: The words. A terminal is a `Terminal`, or a plain string, which
            names a category or is a literal word.

    Returns:
        The automaton. Where a category is used in a role, the automaton has a
        category of its own for it, with the same words.

    Raises:
        ValueError: If the grammar is not deterministic (one word, two ways to go
            on), has a symbol without productions, or is unbounded.

    Example:
        >>> rules = {"S": [(3, ("hello", "NAME")), (1, ("goodbye",))],
        ...          "NAME": [(1, ("world",)), (1, ())]}
        >>> automaton = compile_grammar("S", rules.__getitem__, {})
        >>> automaton.next_words([])
        {'hello': 0.75, 'goodbye': 0.25}
        >>> automaton.next_words(["hello"])
        {'<eos>': 0.5, 'world': 0.5}
    """
    compiler = _Compiler(productions, categories)
    first = (compiler.number(start),)
    stacks: dict[Stack, int] = {first: 0}
    queue = [first]
    counts: list[int] = []
    labels: list[int] = []
    probabilities: list[float] = []
    targets: list[int] = []
    for stack in queue:  # the queue grows while it is read
        ways, below = compiler.ways(stack)
        counts.append(len(ways.labels) + bool(ways.empty))
        if ways.empty:  # the end mark, which has label 0
            labels.append(0)
            probabilities.append(ways.empty)
            targets.append(END)
        labels.extend(ways.labels)
        probabilities.extend(ways.probabilities)
        for begun in ways.rests:
            rest = begun + below
            target = stacks.get(rest)
            if target is None:
                target = stacks[rest] = len(queue)
                queue.append(rest)
            targets.append(target)
        if len(queue) > MAX_STATES:
            raise ValueError(
                f"The grammar needs more than {MAX_STATES} states. Bound the depth "
                "of its recursion."
            )
    sources = np.repeat(np.arange(len(queue)), counts)
    return Automaton(compiler.used, sources, labels, probabilities, targets)


class _Ways(NamedTuple):
    """Ways to begin: label and probability of the first word, what is still begun."""

    labels: tuple[int, ...]
    probabilities: tuple[float, ...]
    rests: tuple[Stack, ...]
    empty: float  # the probability that there is no word at all

    def scaled(self, factor: float, below: Stack) -> list[tuple[int, float, Stack]]:
        return [
            (label, factor * probability, rest + below)
            for label, probability, rest in zip(*self[:3], strict=True)
        ]


class _Compiler:
    """Finds the ways to go on from a stack; symbols are numbered, to be quick."""

    def __init__(
        self,
        productions: Callable[[Symbol], Productions],
        categories: Mapping[str, Category],
    ) -> None:
        self.productions = productions
        self.categories = categories
        self.used = [Category("end", (EOS,), (1.0,))]
        self.labels: dict[Terminal, int] = {}
        self.numbers: dict[Symbol, int] = {}
        self.symbols: list[Symbol] = []
        self.begun: dict[int, _Ways | None] = {}

    def number(self, symbol: Symbol) -> int:
        if isinstance(symbol, str) and not symbol.isupper():
            symbol = Terminal(symbol)
        if symbol not in self.numbers:
            self.numbers[symbol] = len(self.symbols)
            self.symbols.append(symbol)
        return self.numbers[symbol]

    def label(self, terminal: Terminal) -> int:
        if terminal not in self.labels:
            name, role = terminal
            category = self.categories.get(name)
            if category is None and ":" in name:
                raise ValueError(f"The grammar uses an unknown category {name!r}.")
            category = category or Category(name, (name,), (1.0,))
            self.labels[terminal] = len(self.used)
            self.used.append(replace(category, role=role))
        return self.labels[terminal]

    def ways(self, stack: Stack) -> tuple[_Ways, Stack]:
        """All ways to go on from a stack, and the part of it that stays in any case."""
        if stack and not self.begin(stack[0]).empty:
            return self.begin(stack[0]), stack[1:]
        return self.merge(*self.spell(stack)), ()

    def begin(self, number: int) -> _Ways:
        """Every way to write the first word of a symbol."""
        if number in self.begun:
            known = self.begun[number]
            if known is None:
                raise ValueError(
                    f"The symbol {self.symbols[number]!r} can begin with itself. "
                    "Rewrite its productions without left recursion."
                )
            return known
        self.begun[number] = None  # until it is known
        symbol = self.symbols[number]
        if isinstance(symbol, Terminal):
            ways = _Ways((self.label(symbol),), (1.0,), ((),), 0.0)
        else:
            ways = self.expand(symbol)
        self.begun[number] = ways
        return ways

    def expand(self, symbol: Symbol) -> _Ways:
        options = [(w, body) for w, body in self.productions(symbol) if w]
        if not options or min(w for w, _ in options) < 0:
            raise ValueError(
                f"The symbol {symbol!r} needs productions with positive weights."
            )
        total = sum(weight for weight, _ in options)
        rows: list[tuple[int, float, Stack]] = []
        empty = 0.0
        for weight, body in options:
            share = weight / total
            spelled, none = self.spell(tuple(map(self.number, body)))
            rows += [(label, share * p, rest) for label, p, rest in spelled]
            empty += share * none
        return self.merge(rows, empty)

    def spell(self, stack: Stack) -> tuple[list[tuple[int, float, Stack]], float]:
        """Ways to write the first word of a stack, and the probability of none."""
        rows: list[tuple[int, float, Stack]] = []
        left = 1.0
        for place, number in enumerate(stack):
            ways = self.begin(number)
            rows += ways.scaled(left, stack[place + 1 :])
            left *= ways.empty
            if not left:
                break
        return rows, left

    def merge(self, rows: list[tuple[int, float, Stack]], empty: float) -> _Ways:
        """Add up the ways that begin alike; they must go on alike."""
        merged: dict[int, tuple[float, Stack]] = {}
        for label, probability, rest in sorted(rows):
            before, known = merged.get(label, (0.0, rest))
            if known != rest:
                one, other = ([self.symbols[n] for n in s] for s in (known, rest))
                raise ValueError(
                    f"After a word of {self.used[label].name!r} the grammar can go on "
                    f"as {one} or as {other}: it is not deterministic."
                )
            merged[label] = before + probability, rest
        probabilities, rests = (
            zip(*merged.values(), strict=True) if merged else ((), ())
        )
        return _Ways(tuple(merged), probabilities, rests, empty)
