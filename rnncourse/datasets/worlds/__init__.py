"""Generated worlds."""

from rnncourse.datasets.worlds.automaton import EOS
from rnncourse.datasets.worlds.language import LanguageWorld, Split, language_world
from rnncourse.datasets.worlds.probes import Probe

__all__ = ["EOS", "LanguageWorld", "Probe", "Split", "language_world"]
