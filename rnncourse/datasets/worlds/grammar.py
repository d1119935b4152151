r"""Weighted context-free grammars of bounded depth, compiled to automata.

A grammar gives every nonterminal a list of productions with weights. Read from left to
right, what is still to be written of a sentence is a stack of symbols. That stack is
the state: the top is expanded until words appear, the rest waits. Agreement works
because the waiting symbols carry the number and the kind of the subject.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from rnncourse.datasets.worlds.automaton import END, EOS, Automaton, Category

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
) -> tuple[Automaton, tuple[str, ...]]:
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
        The automaton, and the role of every arc's terminal.

    Raises:
        ValueError: If the grammar is not deterministic (one word, two ways to go
            on), has a symbol without productions, or is unbounded.

    Example:
        >>> rules = {"S": [(3, ("hello", "NAME")), (1, ("goodbye",))],
        ...          "NAME": [(1, ("world",)), (1, ())]}
        >>> automaton, _ = compile_grammar("S", rules.__getitem__, {})
        >>> automaton.next_words([])
        {'hello': 0.75, 'goodbye': 0.25}
        >>> automaton.next_words(["hello"])
        {'<eos>': 0.5, 'world': 0.5}
    """
    compiler = _Compiler(productions, categories)
    first = (compiler.number(start),)
    stacks: dict[Stack, int] = {first: 0}
    queue = [first]
    columns: tuple[list[int], list[int], list[float], list[int]] = ([], [], [], [])
    roles: list[str] = []
    for source, stack in enumerate(queue):  # the queue grows while it is read
        for label, probability, rest, role in compiler.ways(stack):
            target = END
            if rest is not None:
                target = stacks.setdefault(rest, len(stacks))
                if target == len(queue):
                    queue.append(rest)
            row = (source, label, probability, target)
            for column, value in zip(columns, row, strict=True):
                column.append(value)  # type: ignore[arg-type]
            roles.append(role)
        if len(queue) > MAX_STATES:
            raise ValueError(
                f"The grammar needs more than {MAX_STATES} states. Bound the depth "
                "of its recursion."
            )
    return Automaton(compiler.used, *columns), tuple(roles)


# The label and probability of a first word, the stack after it, and its role.
_Way = tuple[int, float, Stack, str]


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
        self.labels: dict[str, int] = {}
        self.numbers: dict[Symbol, int] = {}
        self.symbols: list[Symbol] = []
        # Per symbol: the ways to begin it, and the probability that it is empty.
        self.begun: dict[int, tuple[list[_Way], float]] = {}

    def number(self, symbol: Symbol) -> int:
        if isinstance(symbol, str) and not symbol.isupper():
            symbol = Terminal(symbol)
        if symbol not in self.numbers:
            self.numbers[symbol] = len(self.symbols)
            self.symbols.append(symbol)
        return self.numbers[symbol]

    def label(self, name: str) -> int:
        if name not in self.labels:
            category = self.categories.get(name)
            if category is None and ":" in name:
                raise ValueError(f"The grammar uses an unknown category {name!r}.")
            self.labels[name] = len(self.used)
            self.used.append(category or Category(name, (name,), (1.0,)))
        return self.labels[name]

    def ways(self, stack: Stack) -> list[tuple[int, float, Stack | None, str]]:
        """All ways to go on, by rising label; the end mark has label 0."""
        if stack:
            begun, empty = self.begin(stack[0])
            if not empty:
                below = stack[1:]
                return [
                    (label, p, over + below, role) for label, p, over, role in begun
                ]
        begun, empty = self.spell(stack)
        end = [(0, empty, None, "")] if empty else []
        return [*end, *begun]

    def begin(self, number: int) -> tuple[list[_Way], float]:
        """Every way to write the first word of a symbol, and the chance of none."""
        if number not in self.begun:
            symbol = self.symbols[number]
            if isinstance(symbol, Terminal):
                way = (self.label(symbol.category), 1.0, (), symbol.role)
                self.begun[number] = [way], 0.0
                return self.begun[number]
            self.begun[number] = [], math.nan  # found again: it begins with itself
            options = [(w, body) for w, body in self.productions(symbol) if w]
            if not options or min(w for w, _ in options) < 0:
                raise ValueError(
                    f"The symbol {symbol!r} needs productions with positive weights."
                )
            total = sum(weight for weight, _ in options)
            ways: list[_Way] = []
            empty = 0.0
            for weight, body in options:
                spelled, none = self.spell(tuple(map(self.number, body)))
                ways += [(w[0], w[1] * weight / total, *w[2:]) for w in spelled]
                empty += none * weight / total
            self.begun[number] = self.merge(ways), empty
        return self.begun[number]

    def spell(self, stack: Stack) -> tuple[list[_Way], float]:
        """Every way to write the first word of a stack, and the chance of none."""
        ways: list[_Way] = []
        left = 1.0
        for place, number in enumerate(stack):
            begun, empty = self.begin(number)
            if math.isnan(empty):
                raise ValueError(
                    f"The symbol {self.symbols[number]!r} can begin with itself. "
                    "Rewrite its productions without left recursion."
                )
            below = stack[place + 1 :]
            ways += [
                (label, left * p, over + below, role) for label, p, over, role in begun
            ]
            left *= empty
            if not left:
                break
        return self.merge(ways), left

    def merge(self, ways: list[_Way]) -> list[_Way]:
        """Add up the ways that begin alike; they must go on alike."""
        merged: dict[int, _Way] = {}
        for label, probability, rest, role in sorted(ways):
            _, before, known, known_role = merged.get(label, (label, 0.0, rest, role))
            if (known, known_role) != (rest, role):
                both = [[self.symbols[n] for n in stack] for stack in (known, rest)]
                raise ValueError(
                    f"After a word of {self.used[label].name!r} the grammar can go on "
                    f"as {both[0]} or as {both[1]}: it is not deterministic."
                )
            merged[label] = label, before + probability, rest, role
        return list(merged.values())
