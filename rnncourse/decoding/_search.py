"""The loop of the beams: the living hypotheses of all sentences are rows of one batch.

The step function runs on the device, and what leaves it are the few best tokens of
each row. Who lives and who dies is decided here, on arrays of some hundred numbers;
what the device is told are the rows of its state to go on with. A row that is gone
costs nothing.
"""

import numpy as np
from keras import ops

from rnncourse.decoding._rows import (
    check_state,
    checked_first,
    first_step,
    on_host,
    read_on,
)
from rnncourse.decoding.hypothesis import Hypothesis
from rnncourse.decoding.penalties import log_coverage
from rnncourse.decoding.tree import Recorder


def search(
    step,
    state,
    first,
    *,
    threshold,
    width,
    max_length,
    eos_id,
    length_penalty=None,
    coverage_penalty=0.0,
    n_best=1,
    return_tree=False,
    check=True,
):
    """Search with a beam; see `beam_search` and `variable_beam`."""
    tokens, limits = checked_first(first, max_length)
    _check_widths(width, n_best, coverage_penalty)
    divisor = length_penalty or np.ones_like
    batch = len(tokens)
    recorder = Recorder(tokens) if return_tree else None
    finished = Finished(batch, n_best)
    slots = np.full(batch, width)  # places that are left in the beam of each sentence
    # One entry a living hypothesis: its sentence, log P, tokens, node of the tree.
    sentences, log_probs = np.arange(batch), np.zeros(batch)
    pasts, nodes = np.empty((batch, 0), np.int32), np.arange(batch)

    *best, state = first_step(step, tokens, state, width, check=check)
    advance = read_on(step)
    while True:
        values, ids = on_host(*best)  # (rows, k)
        totals = log_probs[:, None] + values
        chosen = choose(totals, sentences, slots, threshold)
        nodes = recorder.add(nodes, totals, ids, chosen) if recorder else chosen

        parents, tokens = chosen // ids.shape[1], ids.ravel()[chosen]
        log_probs, sentences = totals.ravel()[chosen], sentences[parents]
        pasts = np.column_stack([pasts[parents], tokens])  # (chosen, length)
        length = pasts.shape[1]

        ended = (tokens == eos_id) | (length == limits[sentences])
        if ended.any():
            scores = log_probs[ended] / divisor(np.full(ended.sum(), length))
            if coverage_penalty:
                covered = log_coverage(_coverage(state, parents[ended]))
                scores += coverage_penalty * covered
            finished.add(
                sentences[ended], pasts[ended], log_probs[ended], scores, nodes[ended]
            )
            slots -= np.bincount(sentences[ended], minlength=batch)
        # The best that can become of it: all that follows is certain, and it is long.
        hope = log_probs / divisor(limits[sentences])
        alive = ~ended & (hope > finished.to_beat[sentences])

        if not alive.any():
            break
        check_state(state, len(ids))
        tokens, log_probs, sentences = tokens[alive], log_probs[alive], sentences[alive]
        pasts, nodes = pasts[alive], nodes[alive]
        *best, state = advance(tokens, state, parents[alive], width)

    hypotheses, ends = finished.best()
    return (hypotheses, recorder.trees(ends)) if return_tree else hypotheses


def choose(totals, sentences, slots, threshold):
    """Return which continuations stay, those of a sentence together, best first.

    Args:
        totals: `(rows, k)` log-probabilities of all continuations.
        sentences: `(rows,)` the sentence of each row.
        slots: `(batch,)` how many may stay in each sentence.
        threshold: The share of the best probability that is needed to stay.

    Returns:
        Positions in `totals.ravel()`; equals in the order in which they stand there.
    """
    totals, owners = totals.ravel(), np.repeat(sentences, totals.shape[1])
    order = np.lexsort((-totals, owners))
    totals, owners = totals[order], owners[order]
    best = np.searchsorted(owners, owners)  # where the candidates of a sentence begin
    with np.errstate(divide="ignore"):
        lowest = totals[best] + np.log(threshold)
    stays = (np.arange(len(order)) - best < slots[owners]) & (totals >= lowest)
    return order[stays & (totals > -np.inf)]


class Finished:
    """The finished hypotheses of each sentence, and the score that is to beat."""

    def __init__(self, batch, n_best):
        self.found = [[] for _ in range(batch)]  # pairs: hypothesis, node
        self.n_best = n_best
        self.to_beat = np.full(batch, -np.inf)

    def add(self, sentences, pasts, log_probs, scores, nodes):
        """Add hypotheses, one a row of each argument."""
        rows = (sentences, pasts, log_probs, scores, nodes)
        for sentence, *row, node in zip(*(x.tolist() for x in rows), strict=True):
            found = self.found[sentence]
            found.append((Hypothesis(tuple(row[0]), *row[1:]), node))
            found.sort(key=lambda pair: -pair[0].score)  # stable: first come, first
            del found[self.n_best :]
            if len(found) == self.n_best:
                self.to_beat[sentence] = found[-1][0].score

    def best(self):
        """Return the hypotheses of each sentence, best first, and their nodes."""
        return (
            [[hypothesis for hypothesis, _ in found] for found in self.found],
            [[node for _, node in found] for found in self.found],
        )


def _coverage(state, rows):
    if not (isinstance(state, dict) and "coverage" in state):
        raise ValueError(
            "`coverage_penalty` needs the attention that was paid so far: a state that "
            'is a dictionary with the entry "coverage", (rows, source); got '
            f"{type(state).__name__}. Or leave `coverage_penalty` at 0."
        )
    return ops.convert_to_numpy(state["coverage"])[rows]


def _check_widths(width, n_best, coverage_penalty):
    if width < 1:
        raise ValueError(
            f"`width` must be at least 1; got {width}. A beam of width 1 is greedy "
            "search."
        )
    if not 1 <= n_best <= width:
        raise ValueError(
            f"`n_best` must lie between 1 and the width of the beam, {width}; got "
            f"{n_best}. A beam of width {max(n_best, 1)} finds as many."
        )
    if not 0 <= coverage_penalty < np.inf:
        raise ValueError(
            f"`coverage_penalty` must be 0 or more; got {coverage_penalty}."
        )
