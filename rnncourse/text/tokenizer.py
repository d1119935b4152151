"""The one interface of all tokenizers."""

import abc
import base64
import dataclasses

import numpy as np

from rnncourse.text._checks import require_texts
from rnncourse.text._files import load_as, save_document
from rnncourse.text._marks import cut_around
from rnncourse.text.vocabulary import Vocabulary


class Tokenizer(abc.ABC):
    r"""Cuts text into pieces and numbers them with a vocabulary.

    A tokenizer is two steps and their inverses,

    $$\text{text} \xrightarrow{\text{tokenize}} \text{pieces}
      \xrightarrow{\text{vocabulary}} \text{ids},$$

    and `encode` and `decode` go the whole way. Five things hold for every scheme:

    * *Marks stay whole.* Where a text contains a special of the vocabulary, such as
      the `<unk>` that the Penn Treebank writes, that is one piece: the special itself.
      `decode` spells specials out.
    * *Unknown pieces* become `<unk>` in `encode`. Nothing is added: no `<eos>` at the
      end. Only `encode_stream` closes sentences.
    * An empty text has no pieces.
    * `lossless` tells whether `decode(encode(text)) == text` for every text.
    * A tokenizer is a value: immutable, equal to another with the same vocabulary and
      settings, and the same after `save` and `load`.

    A new scheme is a frozen dataclass whose first field is the vocabulary, and writes
    `lossless`, `detokenize` and `_cut`. `WordTokenizer` is the shortest.

    Example:

        >>> from rnncourse.text import CharacterTokenizer
        >>> tokenizer = CharacterTokenizer.train(["abba"])
        >>> tokenizer.tokenize("abc")
        ('a', 'b', 'c')
        >>> tokenizer.encode("abc")
        array([2, 3, 1], dtype=int32)
        >>> tokenizer.decode([2, 3, 1])
        'ab<unk>'
    """

    vocabulary: Vocabulary

    @property
    @abc.abstractmethod
    def lossless(self):
        """Whether `decode(encode(text)) == text` for every text."""

    @abc.abstractmethod
    def detokenize(self, pieces):
        """The text of some pieces, the inverse of `tokenize` as far as there is one.

        Args:
            pieces: An iterable of `str`.

        Returns:
            A `str`.
        """

    @abc.abstractmethod
    def _cut(self, texts):
        """Cut each `str` of a list, none of which holds a mark, into `str` pieces."""

    @property
    def vocab_size(self):
        """How many ids there are, specials included."""
        return len(self.vocabulary)

    def tokenize(self, text):
        """The pieces of one text.

        Args:
            text: A `str`.

        Returns:
            A tuple of `str`, empty for an empty text.

        Raises:
            ValueError: If the text is no `str` or no valid Unicode.
        """
        return self.tokenize_all((text,))[0]

    def tokenize_all(self, texts):
        """The pieces of many texts; much faster than one text at a time.

        Args:
            texts: An iterable of `str`.

        Returns:
            A list with one tuple of `str` a text.

        Raises:
            ValueError: If a text is no `str` or no valid Unicode.
        """
        return cut_around(require_texts(texts), self.vocabulary.specials, self._cut)

    def encode(self, text):
        """The ids of one text.

        Args:
            text: A `str`.

        Returns:
            ids, an int32 array of shape `(pieces,)`.

        Raises:
            ValueError: If the text is no `str` or no valid Unicode.
        """
        return self.vocabulary.encode(self.tokenize(text))

    def encode_all(self, texts):
        """The ids of many texts, a list of int32 arrays `(pieces,)`, one a text."""
        return [self.vocabulary.encode(pieces) for pieces in self.tokenize_all(texts)]

    def encode_stream(self, sentences):
        """The ids of a corpus in one row, each sentence closed by `<eos>`.

        Differs from the function `rnncourse.text.encode_stream` in what a token is:
        here the pieces of this tokenizer, there whatever stands between spaces.

        Args:
            sentences: An iterable of `str`.

        Returns:
            ids, an int32 array of shape `(pieces + sentences,)`.

        Raises:
            KeyError: If the vocabulary has no `<eos>`.
            ValueError: If there is no sentence, or one is no `str`.
        """
        rows = self.tokenize_all(sentences)
        if not rows:
            raise ValueError("There are no sentences to encode. Is the corpus empty?")
        end = self.vocabulary.token(self.vocabulary.eos_id)
        return self.vocabulary.encode([p for row in rows for p in (*row, end)])

    def decode(self, ids):
        """The text of some ids.

        Args:
            ids: A one-dimensional array or a sequence of whole numbers.

        Returns:
            A `str`.

        Raises:
            ValueError: If an id is out of range or no whole number.
        """
        return self.detokenize(self.vocabulary.decode(ids))

    def save(self, path):
        """Write the tokenizer as JSON (UTF-8), aside first and then renamed."""
        save_document(path, self._format(), self.to_document())

    @classmethod
    def load(cls, path):
        """Read a tokenizer that `save` of the same class wrote.

        Args:
            path: The file.

        Returns:
            A tokenizer equal to the one that was saved.

        Raises:
            ValueError: If the file is of another kind or damaged; the message names it.
        """
        kind, advice = f"{cls.__name__} file", "Train the tokenizer again and save it."
        return load_as(cls, path, cls._format(), kind=kind, advice=advice)

    def to_document(self):
        """The tokenizer as a `dict` that JSON can hold."""
        fields = {
            name: {"base64": base64.b64encode(value).decode("ascii")}
            if isinstance(value, bytes)
            else value
            for name, value in self._fields().items()
        }
        return fields | {"vocabulary": self.vocabulary.to_document()}

    @classmethod
    def from_document(cls, document):
        """The tokenizer that `to_document` made this `dict` of."""
        fields = {
            name: base64.b64decode(value["base64"])
            if isinstance(value, dict) and list(value) == ["base64"]
            else value
            for name, value in document.items()
        }
        vocabulary = Vocabulary.from_document(document["vocabulary"])
        return cls(**fields | {"vocabulary": vocabulary})

    @classmethod
    def _format(cls):
        return f"rnncourse {cls.__name__} 1"

    def _fields(self):
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}

    def __getstate__(self):
        # Without the compiled TensorFlow part, which is made again when needed.
        return self._fields()

    def _counted_on(self, texts):
        """The same tokenizer with the counts that its pieces have in `texts`."""
        ids = np.concatenate(self.encode_all(texts))
        counts = np.bincount(ids, minlength=self.vocab_size).tolist()
        vocabulary = dataclasses.replace(self.vocabulary, counts=tuple(counts))
        return dataclasses.replace(self, vocabulary=vocabulary)
