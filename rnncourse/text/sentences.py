"""Text as sentences."""

import re
from dataclasses import dataclass

from rnncourse.text._checks import require_texts

_ABBREVIATIONS = (
    *("Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "No.", "vs.", "cf.", "e.g.", "i.e."),
)


@dataclass(frozen=True)
class SentenceSplitter:
    """Splits a document into sentences.

    The `tokenize` and `tokenize_all` of a tokenizer, with sentences for pieces; there
    are no ids, because hardly a sentence occurs twice. Not lossless: the white space
    between sentences goes, and inside a sentence each run of it becomes one space.

    A sentence ends where tensorflow-text's state machine sees terminal punctuation
    (also of other scripts, and emoticons), with three corrections: not inside *3.5*
    or *a.b*, where no white space follows; not after an abbreviation; and always at a
    blank line.

    Args:
        abbreviations: Words with a full stop that does not end a sentence, a tuple of
            `str`. Write them as they stand in the text.

    Example:

        >>> SentenceSplitter().tokenize("Dr. Low has 3.5 cats. Why? Nobody knows.")
        ('Dr. Low has 3.5 cats.', 'Why?', 'Nobody knows.')
    """

    abbreviations: tuple[str, ...] = _ABBREVIATIONS

    @property
    def lossless(self):
        """Never: the white space between sentences is forgotten."""
        return False

    def tokenize(self, text):
        """The sentences of one document.

        Args:
            text: A `str`.

        Returns:
            A tuple of `str`, empty for a blank document.

        Raises:
            ValueError: If the text is no `str` or no valid Unicode.
        """
        return self.tokenize_all((text,))[0]

    def tokenize_all(self, texts):
        """The sentences of many documents, a list with one tuple of `str` a document.

        Args:
            texts: An iterable of `str`.

        Returns:
            A list of tuples of `str`.

        Raises:
            ValueError: If a text is no `str` or no valid Unicode.
        """
        # Imported here because TensorFlow takes seconds, which a use of the
        # vocabulary alone should not cost.
        from rnncourse.text import _tensorflow_text

        documents = [re.split(r"\n\s*\n", text) for text in require_texts(texts)]
        paragraphs = [paragraph for document in documents for paragraph in document]
        cuts = zip(paragraphs, _tensorflow_text.sentence_ends(paragraphs), strict=True)
        found = (self._joined(paragraph.encode("utf-8"), at) for paragraph, at in cuts)
        return [
            tuple(sentence for _ in document for sentence in next(found))
            for document in documents
        ]

    def detokenize(self, pieces):
        """Join sentences with single spaces."""
        return " ".join(pieces)

    def _joined(self, paragraph, cuts):
        """The sentences between byte positions, wrongly cut ones joined again."""
        sentences, begin = [], 0
        next_starts = [*(start for start, _ in cuts[1:]), None]
        for (_, end), following in zip(cuts, next_starts, strict=False):
            sentence = paragraph[begin:end].decode("utf-8")
            glued = following == end and sentence.endswith((".", "!", "?"))
            shortened = (sentence.split() or [""])[-1] in self.abbreviations
            if following is not None and (glued or shortened):
                continue
            sentences.append(" ".join(sentence.split()))
            begin = end
        return [sentence for sentence in sentences if sentence]
