"""Text to ids and back."""

from rnncourse.text.characters import CharacterTokenizer
from rnncourse.text.sentencepieces import SentencePieceTokenizer
from rnncourse.text.sentences import SentenceSplitter
from rnncourse.text.stream import encode_stream
from rnncourse.text.tokenizer import Tokenizer
from rnncourse.text.vocabulary import Vocabulary
from rnncourse.text.wordpieces import WordPieceTokenizer
from rnncourse.text.words import WordTokenizer

__all__ = [
    "CharacterTokenizer",
    "SentencePieceTokenizer",
    "SentenceSplitter",
    "Tokenizer",
    "Vocabulary",
    "WordPieceTokenizer",
    "WordTokenizer",
    "encode_stream",
]
