"""Text as words."""

from dataclasses import dataclass
from itertools import chain

from rnncourse.text._checks import require_content
from rnncourse.text.tokenizer import Tokenizer
from rnncourse.text.vocabulary import EOS, UNK, Vocabulary


@dataclass(frozen=True)
class WordTokenizer(Tokenizer):
    """Every word of a text is a piece, and so is punctuation if wanted.

    The shortest rows of ids and the largest vocabulary, which still does not have
    every word: a new word is `<unk>`. White space only separates; `decode` puts one
    space between any two pieces, so the scheme is not lossless.

    With `punctuation`, runs of letters and digits are words and every other sign is a
    piece for itself, so that *don't* is three pieces. Without, white space alone
    separates, which suits corpora that are cut already. Chinese, Japanese and Thai
    write no spaces between words; `SentencePieceTokenizer` needs none.

    Args:
        vocabulary: The words.
        punctuation: Whether punctuation is cut off the words.
        lowercase: Whether *The* and *the* are one word, the second.

    Example:

        >>> tokenizer = WordTokenizer.train(["The cat sleeps.", "The dog sleeps!"])
        >>> tokenizer.tokenize("The giraffe sleeps.")
        ('The', 'giraffe', 'sleeps', '.')
        >>> tokenizer.decode(tokenizer.encode("The giraffe sleeps."))
        'The <unk> sleeps .'
    """

    vocabulary: Vocabulary
    punctuation: bool = True
    lowercase: bool = False

    @classmethod
    def train(
        cls,
        texts,
        *,
        min_count=1,
        vocab_size=None,
        punctuation=True,
        lowercase=False,
    ):
        """Collect the words of some texts.

        Args:
            texts: An iterable of `str`.
            min_count: Words that occur less often are unknown.
            vocab_size: The largest size, specials included; the rarest words are
                unknown. `None` sets no limit.
            punctuation: Whether punctuation is cut off the words.
            lowercase: Whether words are put into lower case.

        Returns:
            A `WordTokenizer`; the counts are those of `texts`.

        Raises:
            ValueError: If the texts are empty or blank, or no word is left.
        """
        texts = require_content(texts)
        bare = cls(Vocabulary((EOS, UNK), (0, 0)), punctuation, lowercase)
        words = chain.from_iterable(bare.tokenize_all(texts))
        vocabulary = Vocabulary.from_tokens(
            words, min_count=min_count, max_size=vocab_size
        )
        return cls(vocabulary, punctuation, lowercase)

    @property
    def lossless(self):
        """Never: the white space between words is forgotten."""
        return False

    def detokenize(self, pieces):
        """Join pieces with single spaces."""
        return " ".join(pieces)

    def _cut(self, texts):
        if self.lowercase:
            texts = [text.lower() for text in texts]
        if not self.punctuation:
            # Not tensorflow-text's WhitespaceTokenizer: up to 2.21.1 it leaves the
            # first bytes of a space beyond ASCII, such as U+00A0, on the word before.
            return [text.split() for text in texts]
        # Imported here because TensorFlow takes seconds, which a use of the
        # vocabulary alone should not cost.
        from rnncourse.text import _tensorflow_text

        return _tensorflow_text.cut_words(texts)
