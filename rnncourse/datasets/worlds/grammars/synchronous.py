r"""Grammars that write a sentence in two languages at once."""

import random
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

Symbol = Hashable


class Words(NamedTuple):
    """A symbol becomes these words, in either language; all of them belong together.

    Args:
        weight: How often, in comparison with what else the symbol may become.
        source: The words of one language.
        target: The words of the other; there may be none.

    Example:
        >>> Words(1.0, ("nu",), ("does", "not")).target
        ('does', 'not')
    """

    weight: float
    source: tuple[str, ...]
    target: tuple[str, ...]


class Rule(NamedTuple):
    """A symbol becomes these symbols, which the target language puts in another order.

    Args:
        weight: How often, in comparison with what else the symbol may become.
        children: Symbols in the order of the source language.
        order: Their numbers, in the order of the target language.

    Example:
        >>> Rule(1.0, ("NOUN", "ADJECTIVE"), (1, 0)).order
        (1, 0)
    """

    weight: float
    children: tuple[Symbol, ...]
    order: tuple[int, ...]


class Spelled(NamedTuple):
    """A sentence in two languages.

    Args:
        source: Words.
        target: Words of its translation.
        links: Pairs (i, j): source word `i` and target word `j` belong together.

    Example:
        >>> Spelled(("nu",), ("does", "not"), frozenset({(0, 0), (0, 1)})).source
        ('nu',)
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    links: frozenset[tuple[int, int]]


class SynchronousGrammar:
    r"""A weighted grammar whose every rule has an order for each of two languages.

    A sentence is a tree of rules, and the tree is the same in both languages; only the
    order of the branches differs. So a translation is found by parsing and turning
    branches round, and it is known which words became which.

    Reference: Lewis & Stearns (1968), Syntax-Directed Transduction; Chiang (2007),
    Hierarchical Phrase-Based Translation, section 2.

    Args:
        ways: What a symbol may become, a list of `Rule` and `Words`. A rule must not
            lead back to its own symbol before it wrote a word.

    Example:
        >>> noun = [Words(1, ("barko",), ("boat",)), Words(1, ("talo",), ("field",))]
        >>> ways = {"S": [Rule(1, ("N", "A"), (1, 0))], "N": noun,
        ...         "A": [Words(1, ("rujo",), ("red",))]}
        >>> grammar = SynchronousGrammar(ways.__getitem__)
        >>> (spelled,) = grammar.parse("S", ["talo", "rujo"])
        >>> spelled.target, sorted(spelled.links)
        (('red', 'field'), [(0, 1), (1, 0)])
        >>> grammar.parse("S", ["rujo", "talo"])
        ()
    """

    def __init__(self, ways: Callable[[Symbol], Sequence[Rule | Words]]) -> None:
        self._ways = ways
        self._known: dict[Symbol, Sequence[Rule | Words]] = {}

    def ways(self, symbol: Symbol) -> Sequence[Rule | Words]:
        """What a symbol may become."""
        if symbol not in self._known:
            self._known[symbol] = self._ways(symbol)
        return self._known[symbol]

    def sample(self, start: Symbol, rng: random.Random) -> Spelled:
        """Draw a sentence."""
        ways = self.ways(start)
        (way,) = rng.choices(ways, [way.weight for way in ways])
        if isinstance(way, Words):
            return _word(way)
        return _join(way, [self.sample(child, rng) for child in way.children])

    def parse(self, start: Symbol, words: Sequence[str]) -> tuple[Spelled, ...]:
        """Find all readings of a source sentence; there are none if it is no sentence.

        Args:
            start: The symbol that the sentence must be.
            words: The words of the source language.

        Returns:
            The readings, several if the sentence is ambiguous.
        """
        chart: dict[tuple[Symbol, int], list[tuple[int, Spelled]]] = {}
        words = tuple(words)
        found = self._read(start, 0, words, chart)
        return tuple(spelled for end, spelled in found if end == len(words))

    def _read(self, symbol, at, words, chart):
        """All ways to read a symbol from a place on: where it ends, and what it is."""
        if (symbol, at) not in chart:
            chart[symbol, at] = [
                ending
                for way in self.ways(symbol)
                for ending in self._read_way(way, at, words, chart)
            ]
        return chart[symbol, at]

    def _read_way(self, way, at, words, chart):
        if isinstance(way, Words):
            end = at + len(way.source)
            return [(end, _word(way))] if words[at:end] == way.source else []
        begun = [(at, ())]
        for child in way.children:
            begun = [
                (end, (*before, spelled))
                for place, before in begun
                for end, spelled in self._read(child, place, words, chart)
            ]
        return [(end, _join(way, parts)) for end, parts in begun]

    def words(self, start: Symbol) -> Iterator[Words]:
        """All words that a symbol can lead to."""
        seen, queue = {start}, [start]
        for symbol in queue:  # the queue grows while it is read
            for way in self.ways(symbol):
                if isinstance(way, Words):
                    yield way
                    continue
                new = [child for child in way.children if child not in seen]
                seen.update(new)
                queue.extend(dict.fromkeys(new))


def _word(way: Words) -> Spelled:
    every = ((i, j) for i in range(len(way.source)) for j in range(len(way.target)))
    return Spelled(way.source, way.target, frozenset(every))


def _join(rule: Rule, parts: Sequence[Spelled]) -> Spelled:
    """Put the parts in a row, in the order of each language."""
    target: tuple[str, ...] = ()
    begins = [0] * len(parts)
    for number in rule.order:
        begins[number] = len(target)
        target += parts[number].target
    source: tuple[str, ...] = ()
    links = []
    for part, begin in zip(parts, begins, strict=True):
        links += [(len(source) + i, begin + j) for i, j in part.links]
        source += part.source
    return Spelled(source, target, frozenset(links))
