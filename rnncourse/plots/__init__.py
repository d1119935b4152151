"""Figures that take arrays and an optional `ax`, and return the `Axes`.

They know nothing of models; whoever has the numbers can draw them, on axes of their
own if they like:

>>> from rnncourse.plots import bars
>>> ax = bars({"bigram": 31.2, "LSTM": 20.4}, xlabel="perplexity", floor=19.0)
>>> ax.get_xlabel()
'perplexity'
>>> ax.figure.clear()
"""

from rnncourse.plots.alignments import alignment_map
from rnncourse.plots.comparisons import bars, curves
from rnncourse.plots.dynamics import ellipses, loss_surface, norms_by_lag
from rnncourse.plots.explanations import running_score, word_strip
from rnncourse.plots.language import next_words, rank_frequency
from rnncourse.plots.lattices import tag_lattice
from rnncourse.plots.networks import folded_network, unrolled_network
from rnncourse.plots.orbits import cobweb
from rnncourse.plots.pictures import attention_over_picture, captioned_pictures
from rnncourse.plots.sentences import surprisals
from rnncourse.plots.states import signed_matrix, state_map, traces
from rnncourse.plots.tables import shaded_table
from rnncourse.plots.trees import beam_tree

__all__ = [
    "alignment_map",
    "attention_over_picture",
    "bars",
    "beam_tree",
    "captioned_pictures",
    "cobweb",
    "curves",
    "ellipses",
    "folded_network",
    "loss_surface",
    "next_words",
    "norms_by_lag",
    "rank_frequency",
    "running_score",
    "shaded_table",
    "signed_matrix",
    "state_map",
    "surprisals",
    "tag_lattice",
    "traces",
    "unrolled_network",
    "word_strip",
]
