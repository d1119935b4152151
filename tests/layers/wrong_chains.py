"""Chains with one line wrong, each beside the check that must reject it."""

from tests.layers.chain_checks import (
    check_gradient,
    check_layer,
    check_marginals,
    check_partition,
    check_path_scores,
    check_ties,
    check_viterbi,
    check_what_is_hidden,
)
from tests.layers.mutants import Mutant


def wrong(what, place, old, new, check):
    module = "crf" if place.startswith("CRF") else "chain"
    return Mutant(what, f"{module}:{place}", old, new, check)


STEP = "combine(alpha[:, :, None] + A, axis=1)"
WRONG_CHAINS = [
    wrong(
        "transitions transposed",
        "_forward",
        STEP,
        "combine(alpha[:, None] + A, axis=2)",
        check_partition,
    ),
    wrong("maximum for the sum", "_forward", "combine(a", "ops.max(a", check_partition),
    wrong(
        "sum for the maximum", "viterbi", "ops.max)", "ops.logsumexp)", check_viterbi
    ),
    wrong(
        "start dropped", "_forward", "(start, ops", "(0 * start, ops", check_partition
    ),
    wrong(
        "mask ignored",
        "_forward",
        "[transitions], mask=mask)",
        "[transitions])",
        check_partition,
    ),
    wrong(
        "end dropped",
        "log_partition",
        "ops.logsumexp(last + end, axis=1)",
        "ops.logsumexp(last, axis=1)",
        check_partition,
    ),
    wrong(
        "no sequence where there is no word",
        "log_partition",
        "ops.any(mask, axis=1)",
        "ops.any(mask, axis=1) | True",
        check_partition,
    ),
    wrong(
        "backward transitions not transposed",
        "marginals",
        "ops.transpose(transitions)",
        "transitions",
        check_marginals,
    ),
    wrong(
        "scores counted twice",
        "marginals",
        "- scores - total",
        "- total",
        check_marginals,
    ),
    wrong(
        "ends not exchanged",
        "marginals",
        "        end,\n",
        "        start,\n",
        check_marginals,
    ),
    wrong(
        "mask not reversed",
        "marginals",
        "ops.flip(mask, 1)",
        "mask",
        check_marginals,
    ),
    wrong(
        "probabilities at padding",
        "marginals",
        'ops.where(mask[..., None], log_probs, float("-inf"))',
        "log_probs",
        check_marginals,
    ),
    wrong(
        "walked back along the transposed",
        "viterbi",
        "[ops.transpose(transitions)]",
        "[transitions]",
        check_viterbi,
    ),
    wrong(
        "end dropped on the way",
        "viterbi",
        "ops.max(last + end",
        "ops.max(last",
        check_viterbi,
    ),
    wrong(
        "end dropped before the walk",
        "viterbi",
        "ops.broadcast_to(end, ",
        "ops.broadcast_to(0 * end, ",
        check_viterbi,
    ),
    wrong(
        "best tag of each word",
        "viterbi",
        "ops.argmax(delta_t + onward, axis=1)",
        "ops.argmax(delta_t, axis=1)",
        check_viterbi,
    ),
    wrong(
        "walk does not see the mask",
        "viterbi",
        "mask=ops.flip(_time_first(mask), 0)",
        "mask=None",
        check_viterbi,
    ),
    wrong(
        "last of equals",
        "viterbi",
        "ops.argmax(delta_t + onward, axis=1)",
        "count - 1 - ops.argmax(ops.flip(delta_t + onward, 1), axis=1)",
        check_ties,
    ),
    wrong(
        "tags at padding",
        "viterbi",
        'ops.where(mask, ops.cast(tags, "int32"), 0)',
        'ops.cast(tags, "int32")',
        check_viterbi,
    ),
    wrong(
        "holes not closed",
        "path_score",
        "ops.where(mask, steps, time + steps)",
        "ops.where(mask, steps, steps)",
        check_path_scores,
    ),
    wrong(
        "moves backwards",
        "path_score",
        "chosen[:, :-1], 1, 2), chosen[:, 1:]",
        "chosen[:, 1:], 1, 2), chosen[:, :-1]",
        check_path_scores,
    ),
    wrong(
        "end at the last step",
        "path_score",
        "_total(ends, end)",
        "_total(chosen[:, -1:], end)",
        check_path_scores,
    ),
    wrong(
        "start dropped from a path",
        "path_score",
        "_total(chosen[:, :1], start)",
        "0",
        check_path_scores,
    ),
    wrong(
        "padding scored",
        "path_score",
        "* shown[..., None]\n    closed",
        "\n    closed",
        check_path_scores,
    ),
    wrong(
        "no gradient of the transitions",
        "log_partition",
        "(scores, transitions, mask, start, ops",
        "(scores, ops.stop_gradient(transitions), mask, start, ops",
        check_gradient,
    ),
    wrong(
        "what is forbidden is allowed",
        "CRF._chain",
        "is not None",
        "is True",
        check_layer,
    ),
    wrong(
        "what is allowed is forbidden",
        "CRF._chain",
        "ops.where(allowed,",
        "ops.where(~allowed,",
        check_layer,
    ),
    wrong(
        "only the sum over paths obeys",
        "CRF.decode",
        "**self._chain(mask)",
        "self.transitions, mask, self.start, self.end",
        check_layer,
    ),
    wrong(
        "what is hidden is read",
        "log_partition",
        "checked(\n        scores, transitions",
        "checked(\n        scores + 0 * scores[:, :1], transitions",
        check_what_is_hidden,
    ),
]
