"""Reading trees in brackets that give every phrase a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import read_lines
from rnncourse.datasets.labelled import LabelledText


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class SentimentTree:
    """A phrase with its label: a word, or a phrase made of phrases.

    Nothing here recurses, so a tree may be as deep as it likes. `str` gives it back
    in brackets.

    Attributes:
        label: of the phrase, as it stands in the file.
        children: its parts from left to right; none for a word.
        word: the word; None for a phrase with parts.

    Example:
        >>> tree = SentimentTree("3", (SentimentTree("2", word="pretty"),
        ...                            SentimentTree("4", word="good")))
        >>> tree.words, str(tree)
        (('pretty', 'good'), '(3 (2 pretty) (4 good))')
    """

    label: str
    children: tuple[SentimentTree, ...] = ()
    word: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the phrase."""
        return tuple(node.word for node in self.nodes() if node.word is not None)

    def phrases(self) -> tuple[LabelledText, ...]:
        """Every phrase with its label, in the order of `nodes`.

        The first is the whole sentence, and words are phrases too.
        """
        nodes = tuple(self.nodes())
        # Children stand behind their parent, so from the back they come before it.
        length: dict[int, int] = {}
        for node in reversed(nodes):
            length[id(node)] = sum(length[id(child)] for child in node.children) or 1
        words, start, found = self.words, 0, []
        for node in nodes:
            text = " ".join(words[start : start + length[id(node)]])
            found.append(LabelledText(text, node.label))
            start += node.word is not None
        return tuple(found)

    def nodes(self) -> Iterator[SentimentTree]:
        """Every node: a node before its children, left before right."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def __str__(self) -> str:
        said, stack = [], [self]
        while stack:
            node = stack.pop()
            if node == ")":
                said.append(")")
            elif node.word is not None:
                said.append(f" ({node.label} {node.word})")
            else:
                said.append(f" ({node.label}")
                stack.extend([")", *reversed(node.children)])
        return "".join(said)[1:]

    def __repr__(self) -> str:
        return f"SentimentTree({self.label!r}, {' '.join(self.words)!r})"


def parse_tree(text: str) -> SentimentTree:
    """Read one tree in brackets, such as `(3 (2 It) (4 (2 was) (4 fun)))`.

    Args:
        text: the tree; spaces and tabs separate, a no-break space is part of a word.

    Returns:
        The tree.

    Raises:
        ValueError: if the text is not one tree: brackets that do not match, a node
            without a label, or without a word or children, or with both.

    Example:
        >>> parse_tree("(3 (2 It) (4 (2 was) (4 fun)))").phrases()[2]
        LabelledText(text='was fun', label='4')
    """
    stack: list[tuple[list, list]] = []  # of open brackets: strings, children
    done = None
    for token in re.findall(r"[()]|[^() \t\n]+", text):
        if done is not None:
            raise ValueError(f"{token!r} stands behind the end of the tree")
        if token == "(":
            stack.append(([], []))
        elif not stack:
            raise ValueError(f"{token!r} stands outside of all brackets")
        elif token != ")":
            strings, children = stack[-1]
            if children:
                raise ValueError(f"the word {token!r} stands behind a phrase")
            strings.append(token)
        else:
            node = _node(*stack.pop())
            if stack:
                stack[-1][1].append(node)
            else:
                done = node
    if done is None:
        raise ValueError(f"{len(stack)} brackets are not closed")
    return done


def _node(strings: list, children: list) -> SentimentTree:
    if len(strings) == 1 and children:
        return SentimentTree(strings[0], tuple(children))
    if len(strings) == 2 and not children:
        return SentimentTree(strings[0], word=strings[1])
    raise ValueError(
        f"a node with {len(strings)} strings ({' '.join(strings[:4])}) and "
        f"{len(children)} phrases; it needs a label and a word, or a label and phrases"
    )


def read_trees(
    path: str | Path, *, advice: str = "Correct the file."
) -> tuple[SentimentTree, ...]:
    r"""Read one tree in brackets a line; blank lines are left out.

    Reference: Socher et al. (2013), Recursive Deep Models for Semantic
    Compositionality Over a Sentiment Treebank.

    Args:
        path: a file, plain or gzip, UTF-8.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The trees.

    Raises:
        BadFile: if the file cannot be read or a line is not one tree; the message
            names the line.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "mine.txt").write_text("(3 (2 so) (3 kind))\n")
        ...     read_trees(Path(folder, "mine.txt"))
        (SentimentTree('3', 'so kind'),)
    """
    return trees_of(read_lines(path, advice=advice), path, advice=advice)


def trees_of(
    lines: tuple[str, ...], name: str | Path, *, advice: str = "Correct the file."
) -> tuple[SentimentTree, ...]:
    """Read one tree a line from lines that have been read already.

    Args:
        lines: the lines.
        name: what to call their file in error messages.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The trees.

    Raises:
        BadFile: as for `read_trees`.

    Example:
        >>> trees_of(("(3 (2 so) (3 kind))",), "mine.txt")
        (SentimentTree('3', 'so kind'),)
    """
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(parse_tree(line))
            except ValueError as error:
                raise BadFile(f"{name}, line {number}: {error}. {advice}") from error
    return tuple(found)
