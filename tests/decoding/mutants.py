"""Wrong decoders: a line of the source replaced while a check runs."""

import dataclasses
import functools
import importlib
import inspect
import textwrap
from collections.abc import Callable

from tests.decoding import checks


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A wrong line: what it gets wrong, where it stands, which check rejects it."""

    wrong: str
    place: str  # the module that uses the function, and the function
    old: str
    new: str
    check: Callable

    def __str__(self):
        return self.wrong.replace(" ", "_")

    def apply(self, patch):
        """Replace the line for as long as the patch lives."""
        module_name, name = self.place.split(":")
        owner = importlib.import_module(f"rnncourse.decoding.{module_name}")
        *owners, name = name.split(".")
        owner = functools.reduce(getattr, owners, owner)
        function = getattr(owner, name)
        source = textwrap.dedent(inspect.getsource(function))
        assert source.count(self.old) == 1, f"{self.old!r} in {self.place}"
        made = {}
        exec(source.replace(self.old, self.new), function.__globals__, made)
        patch.setattr(owner, name, made[name])
        if hasattr(checks, name):
            patch.setattr(checks, name, made[name])


PLAIN = checks.assert_beams_are_the_plain_way
BATCH = checks.assert_a_batch_is_its_sentences
VAIN = checks.assert_nothing_is_computed_in_vain
TREES = checks.assert_trees_tell_the_search
CUT = checks.assert_truncation_is_by_hand

MUTANTS = [
    Mutant("finished hypotheses go on", "beam:search", "~ended &", "True &", PLAIN),
    Mutant(
        "finished hypotheses keep no place",
        "beam:search",
        "slots -= np.bincount",
        "slots -= 0 * np.bincount",
        PLAIN,
    ),
    Mutant(
        "no length normalisation",
        "beam:search",
        "log_probs[ended] / divisor(np.full(ended.sum(), length))",
        "log_probs[ended] * 1",
        PLAIN,
    ),
    Mutant(
        "the length is one too many",
        "beam:search",
        "np.full(ended.sum(), length)",
        "np.full(ended.sum(), length + 1)",
        checks.assert_wide_beams_find_the_best,
    ),
    Mutant(
        "states are not reordered",
        "beam:search",
        "advance(tokens, state, parents[alive], width)",
        "advance(tokens, state, np.arange(alive.sum()) % len(ids), width)",
        PLAIN,
    ),
    Mutant(
        "states of all that were chosen",
        "beam:search",
        "advance(tokens, state, parents[alive], width)",
        "advance(tokens, state, parents[: alive.sum()], width)",
        PLAIN,
    ),
    Mutant(
        "pasts are not reordered",
        "beam:search",
        "pasts[parents], tokens",
        "pasts[np.sort(parents)], tokens",
        PLAIN,
    ),
    Mutant(
        "scores are summed twice",
        "beam:search",
        "totals = log_probs[:, None] + values",
        "totals = log_probs[:, None] * 2 + values",
        PLAIN,
    ),
    Mutant(
        "scores are not summed",
        "beam:search",
        "totals = log_probs[:, None] + values",
        "totals = values",
        PLAIN,
    ),
    Mutant(
        "hope forgets that lengths will grow",
        "beam:search",
        "divisor(limits[sentences])",
        "divisor(np.full(len(tokens), length))",
        PLAIN,
    ),
    Mutant(
        "one finished hypothesis ends the search",
        "_search:Finished.add",
        "found[-1]",
        "found[0]",
        PLAIN,
    ),
    Mutant(
        "sentences are not told apart",
        "_search:choose",
        "np.searchsorted(owners, owners)",
        "0 * owners",
        BATCH,
    ),
    Mutant(
        "sentences are not reordered",
        "beam:search",
        "sentences[parents]",
        "sentences[np.arange(len(parents)) % len(ids)]",
        BATCH,
    ),
    Mutant(
        "the greatest length is that of the longest",
        "beam:search",
        "limits[sentences])\n        if",
        "limits.max())\n        if",
        BATCH,
    ),
    Mutant("hopeless hypotheses go on", "beam:search", "hope >", "np.inf >", VAIN),
    Mutant("equals have hope", "beam:search", "hope >", "hope >=", VAIN),
    Mutant(
        "coverage is that of another hypothesis",
        "beam:search",
        "_coverage(state, parents[ended])",
        "_coverage(state, parents[ended] * 0)",
        checks.assert_coverage_counts,
    ),
    Mutant(
        "too much attention is a merit",
        "_search:log_coverage",
        "np.minimum(coverage, 1)",
        "coverage",
        checks.assert_coverage_counts,
    ),
    Mutant(
        "the threshold is a logarithm",
        "_search:choose",
        "np.log(threshold)",
        "-threshold",
        checks.assert_variable_beams_are_the_plain_way,
    ),
    Mutant(
        "the best of the batch is the best of each sentence",
        "_search:choose",
        "totals[best] +",
        "totals.max() +",
        checks.assert_variable_beams_of_a_batch_are_its_sentences,
    ),
    Mutant(
        "greedy search goes on behind the end",
        "greedy:greedy",
        "(tokens != eos_id) &",
        "(tokens > -1) &",
        checks.assert_greedy_is_a_beam_of_one,
    ),
    Mutant(
        "greedy search keeps the states of the finished",
        "greedy:greedy",
        "np.flatnonzero(going)",
        "np.arange(going.sum())",
        checks.assert_greedy_is_a_beam_of_one,
    ),
    Mutant(
        "the tree shows only the best as kept",
        "tree:Recorder.add",
        "np.isin(seen, chosen)",
        "np.isin(seen, chosen[:1])",
        TREES,
    ),
    Mutant("one token more", "truncation:keep_top_k", "< k)", "<= k)", CUT),
    Mutant(
        "the token that reaches p is cut",
        "truncation:keep_top_p",
        "np.cumsum(probs, axis=1) - probs",
        "np.cumsum(probs, axis=1)",
        CUT,
    ),
    Mutant(
        "p of what is not normalised",
        "truncation:keep_top_p",
        "p * probs.sum(axis=1, keepdims=True)",
        "p",
        CUT,
    ),
]
