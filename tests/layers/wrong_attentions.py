"""Attentions with one line wrong, each beside the check that must reject it."""

import functools

from tests.layers.attention_checks import (
    check_owners,
    check_padding,
    check_steps,
    check_values,
)
from tests.layers.mutants import Mutant


def wrong(what, place, old, new, check, kind="multiplicative"):
    checked = functools.partial(check, kind)
    return Mutant(what, place, old, new, checked)


WRONG_ATTENTIONS = [
    wrong(
        "the mask is ignored",
        "attention:_softmax",
        "if mask is not None",
        "if (mask := None) is not None",
        check_padding,
    ),
    wrong(
        "masked words take their share",
        "attention:_softmax",
        "ops.where(shown, scores, -1e9)",
        "scores",
        check_values,
    ),
    wrong(
        "a source without words is looked at",
        "attention:_softmax",
        " * ops.cast(shown, weights.dtype)",
        "",
        check_values,
    ),
    wrong(
        "shares of the targets",
        "attention:_softmax",
        "axis=-1",
        "axis=1",
        check_values,
    ),
    wrong(
        "the keys are what is seen",
        "attention:Attention.call",
        "memory.dtype), memory)",
        "memory.dtype), keys[..., :6])",
        check_values,
    ),
    wrong(
        "keys are made anew",
        "attention:Attention.call",
        "self.keys(memory) if keys is None else keys",
        "self.keys(memory)",
        check_steps,
    ),
    wrong(
        "one step looks at the first word",
        "attention:Attention.call",
        "contexts[:, 0], weights[:, 0]",
        "memory[:, 0], weights[:, 0]",
        check_steps,
    ),
    wrong(
        "queries stand at the first place of their memory",
        "attention:side_by_side",
        "owners * most + before",
        "owners * most + 0 * before",
        check_owners,
    ),
    wrong(
        "memories stand in the other order",
        "attention:side_by_side",
        "places = owners * most",
        "places = (count - 1 - owners) * most",
        check_owners,
    ),
    wrong(
        "no hidden layer",
        "attention_scores:AdditiveAttention.score",
        "ops.tanh(",
        "(",
        check_values,
        "additive",
    ),
    wrong(
        "the question does not matter",
        "attention_scores:AdditiveAttention.score",
        "self.query_layer(queries)",
        "0 * self.query_layer(queries)",
        check_values,
        "additive",
    ),
    wrong(
        "no matrix between",
        "attention_scores:MultiplicativeAttention.score",
        "keys, 1, 2)",
        "keys / 2, 1, 2)",
        check_values,
    ),
    wrong(
        "a dot product that is divided",
        "attention_scores:DotAttention.score",
        "keys, 1, 2)",
        "keys / keys.shape[-1] ** 0.5, 1, 2)",
        check_values,
        "dot",
    ),
]
