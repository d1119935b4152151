"""Words as ids, with a look that many words share."""

import re
from dataclasses import dataclass

from rnncourse.text._checks import refuse_one_string
from rnncourse.text.vocabulary import UNK, Vocabulary

DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class WordIds:
    """One id a word: every digit is a 0, and capitals are small if wanted.

    *1984* and *2011* are then one word, *The* and *the* another; what is lost with the
    capitals, `AffixIds` and `Spellings` keep. Words that were not in the training text
    get the id of `<unk>`.

    Reference: Lample et al. (2016), section 4.1, for the digits.

    Args:
        vocabulary: The words, as `plain` writes them.
        lowercase: Whether capitals are made small.

    Example:

        >>> words = WordIds.fit(["The", "dog", "of", "1984", "met", "the", "cat"])
        >>> words.vocabulary.tokens
        ('<unk>', 'the', '0000', 'cat', 'dog', 'met', 'of')
        >>> words.encode(["the", "DOG", "of", "2011", "barks"])
        array([1, 4, 6, 2, 0], dtype=int32)
    """

    vocabulary: Vocabulary
    lowercase: bool = True

    @classmethod
    def fit(cls, words, *, lowercase=True, min_count=1):
        """Collect the words of a text.

        Args:
            words: All words of the training text, an iterable of `str`.
            lowercase: Whether capitals are made small.
            min_count: Words that occur less often are unknown.

        Returns:
            A `WordIds`.

        Raises:
            ValueError: If there are no words, or one string came.
        """
        refuse_one_string(words, "words")
        looks = (plain(word, lowercase) for word in words)
        vocabulary = Vocabulary.from_tokens(looks, specials=(UNK,), min_count=min_count)
        return cls(vocabulary, lowercase)

    def encode(self, words):
        """The ids of some words.

        Args:
            words: An iterable of `str`.

        Returns:
            ids, an int32 array of shape `(len(words),)`.
        """
        refuse_one_string(words, "words")
        return self.vocabulary.encode(plain(word, self.lowercase) for word in words)

    def to_document(self):
        """The value as a `dict` that JSON can hold."""
        return {
            "lowercase": self.lowercase,
            "vocabulary": self.vocabulary.to_document(),
        }

    @classmethod
    def from_document(cls, document):
        """The value that `to_document` made this `dict` of."""
        vocabulary = Vocabulary.from_document(document["vocabulary"])
        return cls(vocabulary, document["lowercase"])


def plain(word, lowercase=True):
    """The word with 0 for every digit, in small letters if wanted.

    Args:
        word: A `str`.
        lowercase: Whether capitals are made small.

    Example:

        >>> plain("B2B"), plain("B2B", lowercase=False)
        ('b0b', 'B0B')
    """
    return DIGIT.sub("0", word.lower() if lowercase else word)
