"""Models of text."""

import rnncourse._quiet  # noqa: F401

from rnncourse.models.language_model import LanguageModel
from rnncourse.models.recurrent import RecurrentLanguageModel
from rnncourse.models.stream import Stream, score_stream

__all__ = ["LanguageModel", "RecurrentLanguageModel", "Stream", "score_stream"]
