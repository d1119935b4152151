"""Tagged sentences to ids and tags back: all that a tagger knows of strings."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from rnncourse.text._checks import refuse_one_string
from rnncourse.text._files import load_as, save_document
from rnncourse.text.affixes import AffixIds
from rnncourse.text.spellings import Spellings
from rnncourse.text.vocabulary import Vocabulary
from rnncourse.text.word_ids import WordIds

KINDS = {"words": WordIds, "affixes": AffixIds, "characters": Spellings}
_FORMAT = "rnncourse sentence encoder 1"


@dataclass(frozen=True)
class SentenceEncoder:
    """What words look like to a tagger, and the numbers of the tags.

    Every word is seen in up to three ways, `WordIds`, `AffixIds` and `Spellings`; the
    last two may be missing. Tags are a closed list: one that is not in it is an error
    and never `<unk>`.

    Args:
        words: Words as ids.
        tags: The tags, a `Vocabulary` without specials.
        affixes: Words as ids of their affixes, or `None`.
        characters: Words as rows of characters, or `None`.

    Example:

        >>> encoder = SentenceEncoder.fit(
        ...     [["dogs", "bark"]], [["NOUN", "VERB"]],
        ...     features=("words", "characters"))
        >>> encoder.features
        ('words', 'characters')
        >>> sentence, = encoder.encode([["dogs", "sleep", "!"]])
        >>> sentence["words"], sentence["characters"].shape
        (array([2, 0, 0], dtype=int32), (3, 20))
        >>> ids, = encoder.encode_tags([["VERB", "NOUN"]])
        >>> ids, encoder.decode_tags(ids)
        (array([1, 0], dtype=int32), ('VERB', 'NOUN'))
        >>> encoder.encode_tags([["VERB", "VERBE"]])
        Traceback (most recent call last):
        ValueError: Sentence 1 has the tag 'VERBE', which is none of the 2 tags ...
    """

    words: WordIds
    tags: Vocabulary
    affixes: AffixIds | None = None
    characters: Spellings | None = None

    @classmethod
    def fit(cls, sentences, tags, *, features=("words", "affixes", "characters")):
        """Collect words and tags of the training part.

        Args:
            sentences: Sequences of words, one a sentence.
            tags: Sequences of tags, one a sentence.
            features: In which ways to see a word; `"words"` is always among them. For
                other options fit the parts and give them to the constructor.

        Returns:
            A `SentenceEncoder`; the tags are in alphabetical order.

        Raises:
            ValueError: If there are no words, or a feature has another name.
        """
        if not {"words"} <= {*features} <= {*KINDS}:
            raise ValueError(
                f"`features` are 'words' and perhaps more of {', '.join(KINDS)}; "
                f"{features!r} came."
            )
        text = _flat(sentences)
        parts = {name: KINDS[name].fit(text) for name in features}
        return cls(tags=tag_vocabulary(tags), **parts)

    @property
    def features(self):
        """The names of what `encode` gives of a sentence."""
        return tuple(self._parts())

    def _parts(self):
        parts = {name: getattr(self, name) for name in KINDS}
        return {name: part for name, part in parts.items() if part is not None}

    def encode(self, sentences):
        """The ids of the words of some sentences.

        Args:
            sentences: Sequences of words, one a sentence.

        Returns:
            One `dict` a sentence: `"words"`, an int32 array `(time,)`; `"affixes"`,
            `(time, columns)`; `"characters"`, `(time, longest)`.

        Raises:
            ValueError: If a sentence is one string and not a sequence of words.
        """
        lengths = [len(sentence) for sentence in sentences]
        text = _flat(sentences)
        # Every word is looked up once, however often it occurs.
        types = {word: number for number, word in enumerate(dict.fromkeys(text))}
        numbers = np.array([types[word] for word in text], np.intp)
        cuts = np.cumsum(lengths)[:-1]
        columns = {
            name: np.split(part.encode(types)[numbers], cuts)
            for name, part in self._parts().items()
        }
        return [
            {name: column[row] for name, column in columns.items()}
            for row in range(len(lengths))
        ]

    def encode_tags(self, tags):
        """The ids of the tags of some sentences.

        Args:
            tags: Sequences of tags, one a sentence.

        Returns:
            A list of int32 arrays, `(time,)` each.

        Raises:
            ValueError: If a tag is not one of the training part.
        """
        known = {tag: number for number, tag in enumerate(self.tags)}
        rows = []
        for number, row in enumerate(tags, start=1):
            refuse_one_string(row, "tags")
            if strange := [tag for tag in row if tag not in known]:
                raise ValueError(
                    f"Sentence {number} has the tag {strange[0]!r}, which is none of "
                    f"the {len(known)} tags that this tagger knows "
                    f"({', '.join(self.tags)}). Was the text tagged with another set "
                    "of tags, or with chunks in another scheme?"
                )
            rows.append(np.array([known[tag] for tag in row], np.int32))
        return rows

    def decode_tags(self, ids):
        """The tags of some ids `(time,)`, a tuple of `str`."""
        return tuple(self.tags.decode(ids))

    def save(self, path):
        """Write the encoder as JSON (UTF-8), aside first and then renamed."""
        save_document(path, _FORMAT, self.to_document())

    @classmethod
    def load(cls, path):
        """Read an encoder that `save` wrote.

        Args:
            path: The file.

        Returns:
            A `SentenceEncoder`, equal to the one that was saved.

        Raises:
            ValueError: If the file is of another kind or damaged.
        """
        advice = "Make it again from its text and save it."
        return load_as(cls, path, _FORMAT, kind="sentence encoder", advice=advice)

    def to_document(self):
        """The encoder as a `dict` that JSON can hold."""
        parts = {name: part.to_document() for name, part in self._parts().items()}
        return {**parts, "tags": self.tags.to_document()}

    @classmethod
    def from_document(cls, document):
        """The encoder that `to_document` made this `dict` of."""
        parts = {
            name: kind.from_document(document[name])
            for name, kind in KINDS.items()
            if name in document
        }
        return cls(tags=Vocabulary.from_document(document["tags"]), **parts)


def tag_vocabulary(tags):
    """Collect the tags of a text: a closed vocabulary in alphabetical order.

    Args:
        tags: Sequences of tags, one a sentence.

    Returns:
        A `Vocabulary` without specials.

    Example:

        >>> tag_vocabulary([["NOUN", "VERB"], ["ADJ", "NOUN"]]).tokens
        ('ADJ', 'NOUN', 'VERB')
    """
    counts = Counter(_flat(tags))
    names = tuple(sorted(counts))
    return Vocabulary(names, tuple(counts[name] for name in names), ())


def _flat(sentences):
    for sentence in sentences:
        refuse_one_string(sentence, "a sentence")
    return [word for sentence in sentences for word in sentence]
