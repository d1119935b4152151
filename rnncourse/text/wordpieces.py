"""Text as WordPieces: whole frequent words, rare ones in parts."""

from dataclasses import dataclass
from functools import cached_property

from rnncourse.text._checks import require_content
from rnncourse.text._marks import without_marks
from rnncourse.text.tokenizer import Tokenizer
from rnncourse.text.vocabulary import EOS, UNK, Vocabulary

_INSIDE = "##"  # starts a piece that continues a word


@dataclass(frozen=True)
class WordPieceTokenizer(Tokenizer):
    r"""Words, cut into the longest pieces that the vocabulary has.

    A word is read from the left; each time the longest known piece is taken. Pieces
    that continue a word are written with `##` in front. A word with a character that
    the training text did not have is one `<unk>`, and so is a word of more than 100
    bytes.

    Text is first cut at white space and punctuation, and `decode` puts single spaces
    there, so the scheme is not lossless; `SentencePieceTokenizer` is, because it
    treats the space as a character.

    Reference:
        Schuster and Nakajima, *Japanese and Korean voice search*, ICASSP 2012;
        Song et al., *Fast WordPiece tokenization*, EMNLP 2021, for the search.

    Args:
        vocabulary: The pieces, with `<unk>` among them.

    Raises:
        ValueError: If the vocabulary has no `<unk>`.

    Example:

        >>> texts = ["walk walk walks walked walking", "talk talk talks talked talking"]
        >>> tokenizer = WordPieceTokenizer.train(texts, vocab_size=30)
        >>> tokenizer.tokenize("walked talking")
        ('walk', '##ed', 'talk', '##ing')
        >>> tokenizer.tokenize("walks hop")
        ('walk', '##s', '<unk>')
        >>> tokenizer.decode(tokenizer.encode("walked talking"))
        'walked talking'
    """

    vocabulary: Vocabulary

    def __post_init__(self):
        if UNK not in self.vocabulary:
            raise ValueError(
                f"WordPiece needs {UNK!r} for the words it cannot cut; the vocabulary "
                f"has the specials {self.vocabulary.specials}. Add {UNK!r} to them."
            )

    @classmethod
    def train(cls, texts, *, vocab_size):
        """Learn pieces from some texts, by BERT's procedure in tensorflow-text.

        It counts every part of every word, keeps those that occur often enough
        without being the beginning of a longer kept piece, and searches the lowest
        threshold at which no more are kept than asked for.

        Args:
            texts: An iterable of `str`.
            vocab_size: The largest size, specials included. A small text may give
                fewer pieces.

        Returns:
            A `WordPieceTokenizer`; the counts are those of `texts`.

        Raises:
            ValueError: If the texts are empty or blank, or `vocab_size` is less than
                the specials and single characters need.
        """
        texts = require_content(texts)
        marks = (EOS, UNK)
        plain = require_content(without_marks(texts, marks))
        tokens = _learned(plain, vocab_size, marks)
        bare = cls(Vocabulary(tokens, (0,) * len(tokens), marks))
        return bare._counted_on(texts)

    @property
    def lossless(self):
        """Never: the white space between words is forgotten."""
        return False

    def detokenize(self, pieces):
        """Join pieces: those with `##` to the piece before, others with a space."""
        return " ".join(pieces).replace(f" {_INSIDE}", "")

    @cached_property
    def _cut_plain(self):
        # Imported here because TensorFlow takes seconds, which a use of the
        # vocabulary alone should not cost.
        from rnncourse.text import _tensorflow_text

        return _tensorflow_text.wordpiece_cutter(self.vocabulary.tokens, UNK)

    def _cut(self, texts):
        return self._cut_plain(texts)


def _learned(texts, size, marks):
    """The most WordPieces, but no more than `size`, that a threshold gives."""
    from rnncourse.text import _tensorflow_text

    learn, unreached = _tensorflow_text.wordpiece_learner(texts, marks)
    too_low, threshold = 0, 1
    while len(pieces := learn(threshold)) > size:
        if threshold >= unreached:
            raise ValueError(
                f"vocab_size={size} is too small: the specials and the single "
                f"characters of these texts alone are {len(pieces)}. Ask for that "
                "many or more."
            )
        too_low, threshold = threshold, min(2 * threshold, unreached)
    while threshold - too_low > 1:
        middle = (too_low + threshold) // 2
        fewer_or_more = learn(middle)
        if len(fewer_or_more) <= size:
            threshold, pieces = middle, fewer_or_more
        else:
            too_low = middle
    return tuple(pieces)
