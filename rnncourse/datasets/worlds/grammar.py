r"""Weighted context-free grammars of bounded depth, compiled to automata.

A grammar gives every nonterminal a list of productions with weights. Read from left to
right, what is still to be written of a sentence is a stack of symbols. That stack is
the state: the top is expanded until words appear, the rest waits. Agreement works
because the waiting symbols carry the number and the kind of the subject.
"""

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
Stack = tuple[Symbol, ...]


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
    stacks: dict[Stack, int] = {(start,): 0}
    queue: list[Stack] = [(start,)]
    rows: list[tuple[int, int, float, int]] = []
    roles: list[str] = []
    for source, stack in enumerate(queue):  # the queue grows while it is read
        for label, (probability, rest, role) in sorted(compiler.arcs(stack).items()):
            target = END
            if rest is not None:
                target = stacks.setdefault(rest, len(stacks))
                if target == len(queue):
                    queue.append(rest)
            rows.append((source, label, probability, target))
            roles.append(role)
        if len(queue) > MAX_STATES:
            raise ValueError(
                f"The grammar needs more than {MAX_STATES} states. Bound the depth "
                "of its recursion."
            )
    return Automaton(compiler.used, rows), tuple(roles)


class _Compiler:
    def __init__(
        self,
        productions: Callable[[Symbol], Productions],
        categories: Mapping[str, Category],
    ) -> None:
        self.productions = productions
        self.categories = categories
        self.used = [Category("end", (EOS,), (1.0,))]
        self.labels: dict[str, int] = {}
        # Per symbol: ways to begin it, and the probability that it stays empty.
        self.begun: dict[Symbol, tuple[list[tuple[Terminal, Stack, float]], float]] = {}

    def label(self, name: str) -> int:
        if name not in self.labels:
            category = self.categories.get(name)
            if category is None and ":" in name:
                raise ValueError(f"The grammar uses an unknown category {name!r}.")
            self.labels[name] = len(self.used)
            self.used.append(category or Category(name, (name,), (1.0,)))
        return self.labels[name]

    def begin(
        self, symbol: Symbol
    ) -> tuple[list[tuple[Terminal, Stack, float]], float]:
        """Every way to write the first word of a symbol, and the chance of none."""
        if isinstance(symbol, Terminal):
            return [(symbol, (), 1.0)], 0.0
        if symbol not in self.begun:
            options = self.productions(symbol)
            total = sum(weight for weight, _ in options)
            if not total > 0:
                raise ValueError(f"The symbol {symbol!r} has no production.")
            ways: list[tuple[Terminal, Stack, float]] = []
            empty = 0.0
            for weight, body in options:
                left = weight / total
                for place, part in enumerate(body):
                    starts, skip = self.begin_part(part)
                    rest = body[place + 1 :]
                    ways += [(t, s + rest, left * p) for t, s, p in starts]
                    left *= skip
                    if not left:
                        break
                empty += left
            self.begun[symbol] = ways, empty
        return self.begun[symbol]

    def begin_part(
        self, part: Symbol
    ) -> tuple[list[tuple[Terminal, Stack, float]], float]:
        if isinstance(part, str) and not part.isupper():
            part = Terminal(part)
        return self.begin(part)

    def arcs(self, stack: Stack) -> dict[int, tuple[float, Stack | None, str]]:
        arcs: dict[int, tuple[float, Stack | None, str]] = {}
        left = 1.0
        for place, symbol in enumerate(stack):
            starts, skip = self.begin_part(symbol)
            for terminal, begun, probability in starts:
                rest = begun + stack[place + 1 :]
                label = self.label(terminal.category)
                before, known, role = arcs.get(label, (0.0, rest, terminal.role))
                if known != rest or role != terminal.role:
                    raise ValueError(
                        f"After a word of {terminal.category!r} the grammar can go on "
                        f"as {known} or as {rest}: it is not deterministic."
                    )
                if left * probability > 0:
                    arcs[label] = before + left * probability, rest, role
            left *= skip
            if not left:
                break
        if left:
            arcs[0] = left, None, ""
        return arcs
