"""Text to ids and back."""

from rnncourse.text.stream import encode_stream
from rnncourse.text.vocabulary import Vocabulary

__all__ = ["Vocabulary", "encode_stream"]
