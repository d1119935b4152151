"""Taggers with one line wrong, each beside the check that must reject it."""

from tests.layers.mutants import Mutant
from tests.models.tagging.tag_head_checks import (
    check_beam,
    check_best,
    check_steps,
    check_sum,
)
from tests.models.tagging.tagger_checks import check_mean, check_padding


def wrong(what, place, old, new, check):
    return Mutant(what, place, old, new, check, room="rnncourse.models.tagging")


WRONG_TAGGERS = [
    wrong(
        "padding is read",
        "tagger:Tagger.call",
        "self.reader(x, mask=mask, training=training)",
        "self.reader(x, training=training)",
        check_padding,
    ),
    wrong(
        "padding is a word that counts",
        "tag_heads:SoftmaxHead.loss",
        "surprise(tags, scores) * weights",
        "surprise(tags, scores)",
        check_padding,
    ),
    wrong(
        "the chain goes on in the padding",
        "tag_heads:CRFHead.loss",
        "weights > 0",
        "weights >= 0",
        check_padding,
    ),
    wrong(
        "a mean over sentences",
        "tag_heads:mean_of_words",
        "ops.sum(weights), 1",
        "ops.sum(ops.max(weights, axis=1)), 1",
        check_mean,
    ),
    wrong(
        "the worst tag",
        "tag_heads:SoftmaxHead.decode",
        "argmax",
        "argmin",
        check_best,
    ),
    wrong(
        "tags in the padding",
        "tag_heads:SoftmaxHead.decode",
        " * np.asarray(mask)",
        "",
        check_best,
    ),
    wrong(
        "a mask that is not used",
        "tag_heads:CRFHead.decode",
        "(scores, mask)",
        "(scores)",
        check_best,
    ),
    wrong(
        "the right tag is given away",
        "previous_tag:PreviousTagHead.loss",
        "ops.concatenate([start, tags[:, :-1]], axis=1)",
        "tags",
        check_sum,
    ),
    wrong(
        "the tag after is given",
        "previous_tag:PreviousTagHead.loss",
        "ops.concatenate([start, tags[:, :-1]], axis=1)",
        "ops.concatenate([tags[:, 1:], start], axis=1)",
        check_sum,
    ),
    wrong(
        "the search starts with a tag",
        "previous_tag:PreviousTagHead.search_from",
        "np.full(count, self.tags, np.int32)",
        "np.zeros(count, np.int32)",
        check_steps,
    ),
    wrong(
        "the search stays at the first word",
        "previous_tag:PreviousTagHead.search_from",
        "position + 1",
        "position",
        check_steps,
    ),
    wrong(
        "the search forgets its state",
        "previous_tag:PreviousTagHead.search_from",
        "log_probs, inner =",
        "log_probs, _ =",
        check_steps,
    ),
    wrong(
        "hypotheses change sentences",
        "previous_tag:PreviousTagHead.search_from",
        "states[sentence,",
        "states[np.arange(len(sentence)) % count,",
        check_beam,
    ),
    wrong(
        "found tags go to other rows",
        "previous_tag:PreviousTagHead.decode",
        "zip(rows, tags, strict=True)",
        "zip(range(len(rows)), tags, strict=True)",
        check_beam,
    ),
]
