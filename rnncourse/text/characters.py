"""Text as characters."""

from dataclasses import dataclass
from itertools import chain

from rnncourse.text._bytes import BYTE_PIECES, join_bytes, spell_bytes
from rnncourse.text._checks import require_content
from rnncourse.text.tokenizer import Tokenizer
from rnncourse.text.vocabulary import EOS, UNK, Vocabulary


@dataclass(frozen=True)
class CharacterTokenizer(Tokenizer):
    r"""Every character of a text is a piece, white space included.

    The smallest vocabulary and the longest rows of ids. A character is a Unicode code
    point, so that a letter and a combining accent are two.

    A character that was not in the training text becomes `<unk>`, and then only texts
    of known characters come back unchanged. With `byte_fallback` it is spelled by one
    to four of 256 byte pieces instead, and every text comes back: the tokenizer is
    lossless. `SentencePieceTokenizer` does the same with longer pieces.

    Args:
        vocabulary: The characters, and the byte pieces with `byte_fallback`.
        byte_fallback: Whether unknown characters are spelled in bytes.

    Raises:
        ValueError: If byte pieces are wanted and the vocabulary lacks them.

    Example:

        >>> tokenizer = CharacterTokenizer.train(["the cat", "the hat"])
        >>> tokenizer.vocabulary.tokens
        ('<eos>', '<unk>', 't', 'h', ' ', 'a', 'e', 'c')
        >>> tokenizer.decode(tokenizer.encode("the ham"))
        'the ha<unk>'
        >>> tokenizer = CharacterTokenizer.train(["the cat"], byte_fallback=True)
        >>> tokenizer.tokenize("café")
        ('c', 'a', '<0x66>', '<0xC3>', '<0xA9>')
        >>> tokenizer.decode(tokenizer.encode("café"))
        'café'
    """

    vocabulary: Vocabulary
    byte_fallback: bool = False

    def __post_init__(self):
        if self.byte_fallback and not all(b in self.vocabulary for b in BYTE_PIECES):
            raise ValueError(
                "byte_fallback needs the 256 byte pieces <0x00> to <0xFF> in the "
                "vocabulary. CharacterTokenizer.train(texts, byte_fallback=True) adds "
                "them."
            )

    @classmethod
    def train(cls, texts, *, min_count=1, byte_fallback=False):
        """Collect the characters of some texts.

        Args:
            texts: An iterable of `str`.
            min_count: Characters that occur less often are unknown.
            byte_fallback: Whether unknown characters are spelled in bytes.

        Returns:
            A `CharacterTokenizer`; the counts are those of `texts`.

        Raises:
            ValueError: If the texts are empty or blank, or no character occurs often
                enough.
        """
        texts = require_content(texts)
        bare = cls(Vocabulary((EOS, UNK), (0, 0)))
        vocabulary = Vocabulary.from_tokens(
            chain.from_iterable(bare.tokenize_all(texts)), min_count=min_count
        )
        if not byte_fallback:
            return cls(vocabulary)
        marks, characters = vocabulary.tokens[:2], vocabulary.tokens[2:]
        tokens = marks + BYTE_PIECES + characters
        return cls(Vocabulary(tokens, (0,) * len(tokens)), True)._counted_on(texts)

    @property
    def lossless(self):
        """Whether every text comes back: exactly with `byte_fallback`."""
        return self.byte_fallback

    def detokenize(self, pieces):
        """Join pieces to the text they came from."""
        return join_bytes(pieces) if self.byte_fallback else "".join(pieces)

    def _cut(self, texts):
        if not self.byte_fallback:
            return texts  # a str is already a row of characters
        known = self.vocabulary
        return [
            [p for c in text for p in ((c,) if c in known else spell_bytes(c))]
            for text in texts
        ]
