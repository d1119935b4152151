"""The labelled text that notebooks stand on: real if there is some."""

from dataclasses import replace

from rnncourse.datasets import conll2003, ewt, language_detection, sst, store
from rnncourse.datasets.labelled import LabelledCorpus, TaggedCorpus, TaggedSentence
from rnncourse.datasets.schemes import convert_scheme

_SIDES = {"0": "negative", "1": "positive"}


def load_tagged_corpus(seed: int = 0, *, size: str = "small") -> TaggedCorpus:
    """The English Web Treebank if it is on this machine, else a generated world.

    Nothing is downloaded. Either way a tag is a universal part of speech.

    Args:
        seed: Of the generated world and of what is drawn from it.
        size: Of the generated world, `"small"` or `"full"`.

    Raises:
        ValueError: If the size is another word.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     load_tagged_corpus()
        TaggedCorpus('world tagging', train: 2000, valid: 300, test: 500 sentences)
    """
    if store.find("ud-english-ewt"):
        return ewt.load()
    from rnncourse.datasets.worlds import tagging_world

    return tagging_world(size, seed=seed).corpus(seed=seed)


def load_entity_corpus(seed: int = 0, *, size: str = "small") -> TaggedCorpus:
    """CoNLL-2003 if it is on this machine, else a generated world.

    Nothing is downloaded. Either way the tags are PER, LOC, ORG and MISC in the scheme
    IOB2; those of CoNLL-2003 are converted.

    Args:
        seed: Of the generated world and of what is drawn from it.
        size: Of the generated world, `"small"` or `"full"`.

    Raises:
        ValueError: If the size is another word.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     corpus = load_entity_corpus()
        >>> corpus.scheme, corpus.tags[0]
        ('IOB2', 'B-LOC')
    """
    if store.find("conll2003"):
        corpus = replace(conll2003.load(), scheme="IOB2")
        return _each(corpus, _as_iob2)
    from rnncourse.datasets.worlds import entity_world

    return entity_world(size, seed=seed).corpus(seed=seed)


def load_review_corpus(seed: int = 0, *, size: str = "small") -> LabelledCorpus:
    """The sentences of SST-2 if they are on this machine, else a generated world.

    Nothing is downloaded. Either way the labels are `negative` and `positive`. Of SST
    only whole sentences are used; `sst.load` gives the phrases as well.

    Args:
        seed: Of the generated world and of what is drawn from it.
        size: Of the generated world, `"small"` or `"full"`.

    Raises:
        ValueError: If the size is another word.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     corpus = load_review_corpus()
        >>> corpus.labels, corpus.generated
        (('negative', 'positive'), True)
    """
    if store.find("sst"):
        return _each(sst.load(phrases=False), _with_side)
    from rnncourse.datasets.worlds import review_world

    return review_world(size, seed=seed).corpus(seed=seed)


def load_language_identification_corpus(seed: int = 0) -> LabelledCorpus:
    """Sentences in 17 languages if they are on this machine, else eight made-up ones.

    Nothing is downloaded.

    Args:
        seed: Of the split, or of the generated world and of what is drawn from it.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     load_language_identification_corpus()
        LabelledCorpus('world languages', train: 2400, valid: 400, test: 800 texts)
    """
    if store.find("language-detection"):
        return language_detection.load(seed=seed)
    from rnncourse.datasets.worlds import languages_world

    return languages_world(seed=seed).corpus(seed=seed)


def _each(corpus, change):
    """Change every example of all parts."""
    return replace(
        corpus,
        **{
            part: tuple(map(change, getattr(corpus, part)))
            for part in ("train", "valid", "test")
        },
    )


def _as_iob2(sentence):
    tags = convert_scheme(sentence.tags, "IOB1", "IOB2")
    return TaggedSentence(sentence.words, tags)


def _with_side(text):
    return replace(text, label=_SIDES[text.label])
