"""The texts and the music that notebooks stand on: real if there is some."""

from rnncourse.datasets import jsb, multi30k, ptb, store
from rnncourse.datasets.corpora import MusicCorpus, TextCorpus
from rnncourse.datasets.parallel import ParallelCorpus


def load_language_corpus(seed: int = 0, *, size: str = "small") -> TextCorpus:
    """The Penn Treebank if it is on this machine, else a generated world.

    Nothing is downloaded: a notebook runs at once on whatever is there, and its
    first output, `description`, says what that is.

    Args:
        seed: of the generated world and of what is drawn from it.
        size: of the generated world, `"small"` or `"full"`.

    Returns:
        The corpus.

    Raises:
        ValueError: if the size is another word.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     corpus = load_language_corpus()
        >>> corpus.generated, len(corpus.train)
        (True, 12000)
    """
    if store.find("ptb"):
        return ptb.load()
    from rnncourse.datasets.worlds import language_world  # slow to build: only if used

    world = language_world(size, seed=seed)
    parts = world.corpus(seed=seed)
    counts = " / ".join(f"{len(sentences):,}" for sentences in parts)
    return TextCorpus(
        name="world language",
        **parts._asdict(),
        generated=True,
        description=(
            f"generated world 'language' ({size}, seed {seed}): {counts} sentences "
            "(train / valid / test); its true entropy is known"
        ),
        world=world,
    )


def load_music_corpus(seed: int = 0) -> MusicCorpus:
    """The JSB Chorales if they are on this machine, else generated music.

    Nothing is downloaded, as with `load_language_corpus`.

    Args:
        seed: of the generated world and of what is drawn from it.

    Returns:
        The corpus; its pieces are arrays of 0 and 1, `(frames, 88)` uint8.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     corpus = load_music_corpus()
        >>> corpus.generated, corpus
        (True, MusicCorpus('world music', train: 400, valid: 50, test: 100 pieces))
    """
    if store.find("polyphonic-music"):
        return jsb.load()
    from rnncourse.datasets.worlds import music_world

    return music_world(seed).corpus(seed=seed)


def load_translation_corpus(seed: int = 0) -> ParallelCorpus:
    """Multi30k, German to English, if it is on this machine, else a generated world.

    Nothing is downloaded, as with `load_language_corpus`.

    Args:
        seed: of the generated world and of what is drawn from it.

    Returns:
        The corpus.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     corpus = load_translation_corpus()
        >>> corpus.generated, len(corpus.train)
        (True, 6000)
    """
    if store.find("multi30k"):
        return multi30k.load()
    from rnncourse.datasets.worlds import translation_world

    return translation_world(seed=seed).corpus(seed=seed)
