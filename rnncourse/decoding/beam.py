"""Beam search: several unfinished sequences side by side."""

from rnncourse.decoding._search import search


def beam_search(
    step,
    state,
    first,
    *,
    width,
    max_length,
    eos_id,
    length_penalty=None,
    coverage_penalty=0.0,
    n_best=1,
    return_tree=False,
    check=True,
):
    r"""Search for the best sequence with a beam of fixed width.

    $$
    \mathrm{score}(y) = \frac{1}{\mathrm{lp}(|y|)} \sum_t \log P(y_t \mid y_{<t})
    + \beta\, \mathrm{cp}(y)
    $$

    At every step each hypothesis is continued with every token, and the `width` most
    probable continuations stay.  A hypothesis that ends leaves the beam and takes its
    place with it: with two of five finished, three go on.  An improbable early end
    costs a place, too; a wider beam can afford it, `variable_beam` avoids it.

    The search of a sentence is over when the beam is empty, or when no hypothesis in it
    can become better than the `n_best` finished ones, even if all its further tokens
    were certain.  Within the beam all have the same length and are compared by
    probability; length and coverage count when finished hypotheses are compared.

    Rows that are finished or hopeless are taken out of the batch, so that the step
    function computes nothing in vain: it is called with as many rows as there are
    living hypotheses.  What differs between hypotheses belongs into the state.  What
    those of a sentence share (an encoded source, say) belongs into an entry `"shared"`
    of a state that is a dictionary: it has one row a sentence, is handed on as it is,
    and another entry, an array of the sentences' numbers, tells the step which row of
    it belongs to which hypothesis.  So nothing large is moved.

    Reference: Wu et al. (2016), equation 14, for the score; |y| counts the `<eos>`.

    Args:
        step: A `rnncourse.typing.StepFunction`.
        state: The state to start from: arrays with one row a sentence, in lists, tuples
            or dictionaries as you like, or `None`.  Where tokens are read, it has one
            row for each of them, but for what is `"shared"`.
        first: `(batch,)` integers that are read first, e.g. the start symbol.
        width: How many hypotheses a sentence may have, 1 or more; 1 is `greedy`.  More
            than there are tokens is possible, the beam then fills at the second step.
        max_length: The most tokens of a sequence; one number, or `(batch,)` integers.
        eos_id: Id of the token that ends a sequence, or `None` if nothing does.
        length_penalty: lp, a function of lengths that does not fall, such as
            `length_power(1.0)` or `gnmt_length(0.6)`; no normalisation if left out.
        coverage_penalty: $\beta$, 0 or more.  Above 0 the state must be a dictionary
            whose `"coverage"`, `(rows, source)`, holds the sums of attention so far
            (see `log_coverage`).
        n_best: How many hypotheses to return for each sentence, at most `width`.
        return_tree: Whether to return the search trees, too.
        check: Whether to look at the first distributions: do they sum to 1?

    Returns:
        For each sentence a list of `n_best` hypotheses, best first (fewer where fewer
        are possible); with `return_tree` a pair: these, and a list of `SearchTree`.
        Of equally good ones the one that was finished first comes first, then the one
        with the more probable beginning, then the one with the lower token.

    Raises:
        ValueError: If an argument is not as described, or the step function returns
            something that is not a distribution or has another shape.

    Example:

    Word 1 is the likelier start, but nothing likely follows it:

    >>> import numpy as np
    >>> table = np.log([[0.01, 0.59, 0.40], [0.35, 0.33, 0.32], [0.98, 0.01, 0.01]])
    >>> def step(tokens, state):
    ...     return table[tokens], state
    >>> search = {"max_length": 5, "eos_id": 0}
    >>> ((best,),) = beam_search(step, None, [0], width=1, **search)
    >>> best.tokens, np.exp(best.log_prob).round(3)
    ((1, 0), np.float64(0.206))
    >>> ((best,),) = beam_search(step, None, [0], width=2, **search)
    >>> best.tokens, np.exp(best.log_prob).round(3)
    ((2, 0), np.float64(0.392))
    """
    return search(
        step,
        state,
        first,
        threshold=0.0,
        width=width,
        max_length=max_length,
        eos_id=eos_id,
        length_penalty=length_penalty,
        coverage_penalty=coverage_penalty,
        n_best=n_best,
        return_tree=return_tree,
        check=check,
    )


def variable_beam(step, state, first, *, threshold, width, **options):
    r"""Search with a beam that is as wide as the distribution is flat.

    $$
    \{\, y : P(y) \ge \theta \max_{y'} P(y') \,\}
    $$

    Of the continuations at a step those stay whose probability is at least $\theta$
    times that of the best, and never more than `width` less those that are finished.
    Where the model is sure, one hypothesis is enough; where it is not, many are kept.
    With $\theta = 0$ this is `beam_search`; with $\theta = 1$ it is greedy search that
    follows ties.

    Reference: Freitag & Al-Onaizan (2017), Beam search strategies for neural machine
    translation, section 3.1 (relative threshold pruning).

    Args:
        step: A `rnncourse.typing.StepFunction`.
        state: The state to start from, see `beam_search`.
        first: `(batch,)` integers that are read first.
        threshold: $\theta$, from 0 to 1.
        width: The most hypotheses of a sentence.
        **options: Those of `beam_search`: `max_length`, `eos_id`, and so on.

    Returns:
        As `beam_search`; fewer than `n_best` hypotheses where the beam was narrow.

    Raises:
        ValueError: As `beam_search`, or if `threshold` is not between 0 and 1.

    Example:

    >>> import numpy as np
    >>> table = np.log([[0.01, 0.59, 0.40], [0.35, 0.33, 0.32], [0.98, 0.01, 0.01]])
    >>> def step(tokens, state):
    ...     return table[tokens], state
    >>> search = {"width": 3, "max_length": 5, "eos_id": 0}
    >>> for threshold in (0.5, 0.9):
    ...     ((best,),) = variable_beam(step, None, [0], threshold=threshold, **search)
    ...     print(best.tokens)
    (2, 0)
    (1, 0)
    """
    if not 0 <= threshold <= 1:
        raise ValueError(
            f"`threshold` must lie between 0 and 1; got {threshold}. It is the share "
            "of the best probability that a hypothesis needs to stay."
        )
    return search(step, state, first, threshold=threshold, width=width, **options)
