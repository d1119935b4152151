"""The pictures that notebooks stand on: real if there are some."""

from rnncourse.datasets import easy_vqa, flickr8k, store
from rnncourse.datasets.picture_corpora import CaptionCorpus, QuestionCorpus


def load_caption_corpus(seed: int = 0, *, size: str = "default") -> CaptionCorpus:
    """Flickr8k if it is on this machine, else drawn scenes.

    Nothing is downloaded. Either way a picture has five captions, and `description`
    says which pictures they are. Those of the world say what is true of them, see
    `rnncourse.datasets.worlds.caption_truth`.

    Args:
        seed: Of the generated world and of what is drawn from it.
        size: Of the generated world, `"default"` or `"small"`.

    Raises:
        ValueError: If the size is another word.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     load_caption_corpus(size="small")
        CaptionCorpus('world scenes', train: 1500, valid: 200, test: 300 pictures)
    """
    if store.find("flickr8k"):
        return flickr8k.load()
    from rnncourse.datasets.worlds import scene_world

    return scene_world(size, seed=seed).captions(seed=seed)


def load_question_corpus(seed: int = 0, *, size: str = "default") -> QuestionCorpus:
    """The questions of easy-VQA if they are on this machine, else about drawn scenes.

    Nothing is downloaded. Either way an answer is one word, and `description` says
    which pictures are asked about.

    Args:
        seed: Of the part set aside, or of the generated world and of what is drawn.
        size: Of the generated world, `"default"` or `"small"`.

    Raises:
        ValueError: If the size is another word.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     corpus = load_question_corpus(size="small")
        >>> corpus.generated, len(corpus.answers)
        (True, 20)
    """
    if store.find("easy-vqa"):
        return easy_vqa.load(seed=seed)
    from rnncourse.datasets.worlds import scene_world

    return scene_world(size, seed=seed).questions(seed=seed)
