"""What the look of a word says about its tag: beginnings, endings, capitals."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from rnncourse.text._checks import refuse_one_string
from rnncourse.text.vocabulary import UNK, Vocabulary
from rnncourse.text.word_ids import plain

LENGTHS = (1, 2, 3, 4)


@dataclass(frozen=True)
class AffixIds:
    """Ten ids a word: prefixes and suffixes of one to four letters, shape, capitals.

    A word that nobody has seen still ends in *-ing* or begins with a capital. Prefixes
    and suffixes are taken of the word in small letters with 0 for digits; of a short
    word they are the word itself. What was seen less than `min_count` times is
    `<unk>`, one in each column.

    Reference: Ratnaparkhi (1996), table 1; Huang, Xu & Yu (2015), section 4.2.1.

    Args:
        vocabularies: One `Vocabulary` for every column, in the order of `looks`.

    Example:

        >>> affixes = AffixIds.fit(["walking", "talking", "Tim"], min_count=1)
        >>> affixes.encode(["Walking", "x"]).shape
        (2, 10)
        >>> affixes.encode(["talking"])[0, 6], affixes.vocabularies[6].tokens
        (np.int32(1), ('<unk>', 'ing', 'tim'))
        >>> affixes.sizes[-1]  # <unk>, none, first
        3
    """

    vocabularies: tuple[Vocabulary, ...]

    @classmethod
    def fit(cls, words, *, min_count=3):
        """Collect the affixes and shapes of a text.

        Args:
            words: All words of the training text, an iterable of `str`.
            min_count: What occurs less often in its column is unknown.

        Returns:
            An `AffixIds`.

        Raises:
            ValueError: If there are no words, or one string came.
        """
        refuse_one_string(words, "words")
        counts = Counter(words)
        if not counts:
            raise ValueError("There are no words to learn affixes from.")
        columns = {name: Counter() for name in looks("a")}
        for word, count in counts.items():
            for name, look in looks(word).items():
                columns[name][look] += count
        vocabularies = []
        for column in columns.values():
            frequent = {look: n for look, n in column.items() if n >= min_count}
            tokens = sorted(frequent, key=lambda look: (-column[look], look))
            rest = column.total() - sum(frequent.values())
            vocabularies.append(
                Vocabulary((UNK, *tokens), (rest, *map(column.get, tokens)), (UNK,))
            )
        return cls(tuple(vocabularies))

    @property
    def sizes(self):
        """Number of ids in every column, a tuple of `int`."""
        return tuple(map(len, self.vocabularies))

    def encode(self, words):
        """The ids of some words.

        Args:
            words: An iterable of `str`.

        Returns:
            ids, an int32 array of shape `(len(words), columns)`.
        """
        refuse_one_string(words, "words")
        rows = [tuple(looks(word).values()) for word in words]
        ids = np.empty((len(rows), len(self.vocabularies)), np.int32)
        for column, vocabulary in enumerate(self.vocabularies):
            ids[:, column] = vocabulary.encode([row[column] for row in rows])
        return ids

    def to_document(self):
        """The value as a `dict` that JSON can hold."""
        names = looks("a")
        return {
            name: vocabulary.to_document()
            for name, vocabulary in zip(names, self.vocabularies, strict=True)
        }

    @classmethod
    def from_document(cls, document):
        """The value that `to_document` made this `dict` of."""
        return cls(
            tuple(Vocabulary.from_document(document[name]) for name in looks("a"))
        )


def looks(word):
    """Everything that `AffixIds` sees of a word, by the name of its column.

    In the shape *A* stands for a capital, *a* for a small letter, *0* for a digit, and
    three or more of a kind count as two.

    Args:
        word: A `str` of at least one character.

    Returns:
        A `dict` of `str`.

    Example:

        >>> looks("McCoy")["prefix2"], looks("McCoy")["shape"], looks("1990s")["shape"]
        ('mc', 'AaAaa', '00a')
        >>> [looks(word)["capitals"] for word in ("ab", "Ab", "AB", "aB", "7")]
        ['none', 'first', 'all', 'some', 'no letters']
    """
    small = plain(word)
    prefixes = {f"prefix{n}": small[:n] for n in LENGTHS}
    suffixes = {f"suffix{n}": small[-n:] for n in LENGTHS}
    kinds = "".join(map(_kind, word))
    shape = "".join(kind * min(2, len(list(run))) for kind, run in groupby(kinds))
    return {**prefixes, **suffixes, "shape": shape, "capitals": _capitals(kinds)}


def _kind(character):
    if character.isupper():
        return "A"
    if character.isalpha():
        return "a"
    return "0" if character.isdigit() else character


def _capitals(kinds):
    if "A" not in kinds:
        return "none" if "a" in kinds else "no letters"
    if "a" not in kinds:
        # a single capital begins sentences more often than it is an abbreviation
        return "all" if kinds.count("A") > 1 else "first"
    return "first" if kinds[0] == "A" and kinds.count("A") == 1 else "some"
