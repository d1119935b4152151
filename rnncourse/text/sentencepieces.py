"""Text as SentencePieces: learned pieces of any characters, spaces included."""

import io
import re
from dataclasses import dataclass, field
from functools import cached_property

import sentencepiece

from rnncourse.text._bytes import join_bytes, spell_bytes
from rnncourse.text._checks import require_content
from rnncourse.text._marks import cut_around, without_marks
from rnncourse.text.tokenizer import Tokenizer
from rnncourse.text.vocabulary import EOS, UNK, Vocabulary

_SPACE = "▁"  # U+2581: how SentencePiece writes a space inside a piece
_RESERVED = "▅"  # U+2585: SentencePiece skips training texts that contain it


@dataclass(frozen=True)
class SentencePieceTokenizer(Tokenizer):
    r"""Pieces learned from raw text, in which a space is a character like others.

    Nothing is normalised and no space is added or dropped. With `byte_fallback`, the
    default, a character that the training text did not have is spelled in bytes, so
    that `decode(encode(text)) == text` for every text. Without it such a character is
    `<unk>`, and the sign ▁ in a text comes back as a space.

    Differs from `WordPieceTokenizer` in that pieces may contain spaces (written ▁)
    and that with `model_type="unigram"` the most probable cut of the whole text is
    taken, not the longest piece first.

    Reference:
        Kudo and Richardson, *SentencePiece*, EMNLP 2018; Kudo, *Subword
        regularization*, ACL 2018, section 3.2, for the unigram model; Sennrich et
        al., *Neural machine translation of rare words with subword units*, ACL 2016,
        for byte-pair encoding.

    Args:
        vocabulary: The pieces of the model, in the order of their ids.
        model: The trained model, the content of a SentencePiece `.model` file.
        byte_fallback: Whether the model spells unknown characters in bytes.

    Raises:
        ValueError: If the model is damaged or does not fit the vocabulary.

    Example:

        >>> texts = ["walk walk walks walked walking", "talk talk talks talked talking"]
        >>> tokenizer = SentencePieceTokenizer.train(texts, vocab_size=275)
        >>> tokenizer.tokenize("talks  walking")
        ('talk', 's', '▁', '▁walk', 'ing')
        >>> tokenizer.tokenize("tälk")
        ('t', '<0xC3>', '<0xA4>', 'l', 'k')
        >>> tokenizer.decode(tokenizer.encode("  tälk! "))
        '  tälk! '
    """

    vocabulary: Vocabulary
    model: bytes = field(repr=False)
    byte_fallback: bool = True

    def __post_init__(self):
        if _pieces(self.model) != self.vocabulary.tokens:
            raise ValueError(
                "The SentencePiece model has other pieces than the vocabulary of "
                f"{len(self.vocabulary)} tokens. Take both from one training."
            )

    @classmethod
    def train(cls, texts, *, vocab_size, model_type="unigram", byte_fallback=True):
        """Learn pieces from some texts. The same texts always give the same pieces.

        Args:
            texts: An iterable of `str`.
            vocab_size: The size, specials and byte pieces included.
            model_type: `"unigram"`, or `"bpe"` for byte-pair encoding.
            byte_fallback: Whether to add the 256 byte pieces.

        Returns:
            A `SentencePieceTokenizer`; the counts are those of `texts`.

        Raises:
            ValueError: If the texts are empty or blank, if they allow only a smaller
                or only a larger vocabulary, or if the model type is another.
        """
        if model_type not in ("unigram", "bpe"):
            raise ValueError(
                f"model_type is 'unigram' or 'bpe'; {model_type!r} came. For words "
                "and characters there are tokenizers of their own."
            )
        texts = require_content(texts)
        plain = require_content(without_marks(texts, (EOS, UNK, _RESERVED)))
        model = _trained(
            plain,
            vocab_size=vocab_size,
            model_type=model_type,
            byte_fallback=byte_fallback,
        )
        tokens = _pieces(model)
        bare = cls(Vocabulary(tokens, (0,) * len(tokens)), model, byte_fallback)
        return bare._counted_on(texts)

    @property
    def lossless(self):
        """Whether every text comes back: exactly with `byte_fallback`."""
        return self.byte_fallback

    def detokenize(self, pieces):
        """Join pieces to the text they came from."""
        return join_bytes(piece.replace(_SPACE, " ") for piece in pieces)

    @cached_property
    def _cut_plain(self):
        # Imported here because TensorFlow takes seconds, which a use of the
        # vocabulary alone should not cost.
        from rnncourse.text import _tensorflow_text

        return _tensorflow_text.sentencepiece_cutter(self.model)

    def _cut(self, texts):
        if not self.byte_fallback:
            return self._cut_plain(texts)
        # A ▁ that stands in the text itself would come back as a space.
        return cut_around(texts, (_SPACE,), self._cut_plain, spell_bytes)


def _trained(texts, *, vocab_size, model_type, byte_fallback):
    """Train SentencePiece in memory, silently; returns the model as `bytes`."""
    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_writer=model,
            vocab_size=vocab_size,
            model_type=model_type,
            byte_fallback=byte_fallback,
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            character_coverage=1.0,
            required_chars=_SPACE,  # even where the training text has no space
            max_sentence_length=2**30,  # longer texts would silently be left out
            eos_id=0,
            eos_piece=EOS,
            unk_id=1,
            unk_piece=UNK,
            bos_id=-1,
            pad_id=-1,
            num_threads=1,  # sums in another order give other pieces
            minloglevel=2,
        )
    except (RuntimeError, OSError) as error:
        raise ValueError(_explained(str(error), vocab_size)) from error
    return model.getvalue()


def _explained(message, vocab_size):
    too_high = re.search(r"too high .*<= (\d+)", message)
    if too_high:
        return (
            f"vocab_size={vocab_size} is more than these texts allow. Ask for at most "
            f"{too_high[1]}, or train on more text."
        )
    too_small = re.search(r"smaller than required_chars. \d+ vs (\d+)", message)
    if too_small:
        return (
            f"vocab_size={vocab_size} is too small: specials, byte pieces and single "
            f"characters are {too_small[1]} already. Ask for that many or more."
        )
    return f"SentencePiece could not train with vocab_size={vocab_size}: {message}"


def _pieces(model):
    if not model:  # which SentencePiece would take, and complain about later
        raise ValueError("The SentencePiece model is empty. Train it again.")
    try:
        processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    except RuntimeError as error:
        raise ValueError(
            f"These {len(model)} bytes are no SentencePiece model: {error}. Train it "
            "again."
        ) from error
    return tuple(processor.id_to_piece(i) for i in range(processor.vocab_size()))
