"""Words as rows of characters."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from rnncourse.text._checks import refuse_one_string
from rnncourse.text.vocabulary import UNK, Vocabulary

PAD = "<pad>"


@dataclass(frozen=True)
class Spellings:
    """One row of character ids a word, all of one length.

    Short words are filled up with `<pad>`, whose id is 0, behind their last character.
    Of a word that is too long the middle is left out: endings say more than middles.
    Capitals and digits stay as they are.

    Args:
        vocabulary: The characters; the specials are `<pad>` and `<unk>`.
        longest: Length of the rows.

    Raises:
        ValueError: If `longest` is below 2, or the vocabulary does not begin with
            `<pad>` and `<unk>`.

    Example:

        >>> spellings = Spellings.fit(["abba", "Abb"], longest=4)
        >>> spellings.vocabulary.tokens
        ('<pad>', '<unk>', 'b', 'a', 'A')
        >>> spellings.encode(["Ab", "abcdba"])
        array([[4, 2, 0, 0],
               [3, 2, 2, 3]], dtype=int32)
    """

    vocabulary: Vocabulary
    longest: int = 20

    def __post_init__(self):
        if self.longest < 2:
            raise ValueError(f"`longest` must be 2 or more; {self.longest} came.")
        if self.vocabulary.tokens[:2] != (PAD, UNK):
            raise ValueError(
                f"The vocabulary must begin with {PAD!r} and {UNK!r}; it begins with "
                f"{self.vocabulary.tokens[:2]}. `Spellings.fit` makes such a one."
            )

    @classmethod
    def fit(cls, words, *, longest=20, min_count=1):
        """Collect the characters of a text.

        Args:
            words: All words of the training text, an iterable of `str`.
            longest: Length of the rows.
            min_count: Characters that occur less often are unknown.

        Returns:
            A `Spellings`.

        Raises:
            ValueError: If there are no words, or one string came.
        """
        refuse_one_string(words, "words")
        counts = Counter()
        for word, count in Counter(words).items():
            for character in word:
                counts[character] += count
        vocabulary = Vocabulary.from_tokens(
            counts.elements(), specials=(PAD, UNK), min_count=min_count
        )
        return cls(vocabulary, longest)

    def encode(self, words):
        """The characters of some words.

        Args:
            words: An iterable of `str`.

        Returns:
            ids, an int32 array of shape `(len(words), longest)`.
        """
        refuse_one_string(words, "words")
        words = [self._cut(word) for word in words]
        ids = np.zeros((len(words), self.longest), np.int32)
        for row, word in zip(ids, words, strict=True):
            row[: len(word)] = self.vocabulary.encode(list(word))
        return ids

    def _cut(self, word):
        if len(word) <= self.longest:
            return word
        tail = self.longest // 2
        return word[: self.longest - tail] + word[-tail:]

    def to_document(self):
        """The value as a `dict` that JSON can hold."""
        return {"longest": self.longest, "vocabulary": self.vocabulary.to_document()}

    @classmethod
    def from_document(cls, document):
        """The value that `to_document` made this `dict` of."""
        return cls(
            Vocabulary.from_document(document["vocabulary"]), document["longest"]
        )
