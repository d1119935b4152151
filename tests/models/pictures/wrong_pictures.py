"""Models of pictures with one line wrong, each beside the check that must reject it."""

import functools

from tests.layers.mutants import Mutant
from tests.models.pictures.equation_checks import (
    check_answers,
    check_encoder,
    check_equations,
)
from tests.models.pictures.picture_checks import (
    check_padding,
    check_penalty,
    check_steps,
)


def wrong(what, place, old, new, check, *arguments):
    checked = functools.partial(check, *arguments)
    return Mutant(what, place, old, new, checked, room="rnncourse.models.pictures")


WRONG_PICTURES = [
    wrong(
        "captions get the next picture",
        "captioning_model:CaptioningModel._write",
        "ops.repeat(part, captions, axis=0)",
        "ops.concatenate([part] * captions)",
        check_padding,
        "tell",
    ),
    wrong(
        "the picture is not the first word",
        "show_and_tell:ShowAndTell.begin",
        "return states, {}",
        "return zeros, {}",
        check_equations,
        "tell",
    ),
    wrong(
        "the picture is the largest of its places",
        "show_and_tell:ShowAndTell.begin",
        "ops.mean",
        "ops.max",
        check_equations,
        "tell",
    ),
    wrong(
        "the first state knows nothing",
        "show_attend_and_tell:ShowAttendAndTell.begin",
        "ops.mean(memory, axis=1)",
        "0 * ops.mean(memory, axis=1)",
        check_equations,
        "attend",
    ),
    wrong(
        "padding is looked at in the penalty",
        "show_attend_and_tell:unevenness",
        "weights * counted[..., None]",
        "weights",
        check_penalty,
        "attend",
    ),
    wrong(
        "rows without a word are counted",
        "show_attend_and_tell:unevenness",
        "ops.any(going_on, axis=1)",
        "ops.ones_like(going_on[:, 0])",
        check_penalty,
        "look after",
    ),
    wrong(
        "the penalty is not multiplied",
        "show_attend_and_tell:ShowAttendAndTell.call",
        "self.doubly_stochastic * penalty",
        "penalty",
        check_penalty,
        "ungated",
    ),
    wrong(
        "right and down are exchanged",
        "picture_encoder:_coordinates",
        "(right, down)",
        "(down, right)",
        check_encoder,
    ),
    wrong(
        "what a stage found first is lost",
        "picture_encoder:PictureEncoder.call",
        "x = x + _filtered(x, going_on, training)",
        "x = _filtered(x, going_on, training)",
        check_encoder,
    ),
    wrong(
        "places stand column by column",
        "picture_encoder:PictureEncoder.call",
        "ops.reshape(x, (",
        "ops.reshape(ops.swapaxes(x, 1, 2), (",
        check_encoder,
    ),
    wrong(
        "a sum in the place of a product",
        "visual_question_answerer:VisualQuestionAnswerer.call",
        "v[:, None] * product",
        "v[:, None] + product",
        check_answers,
    ),
    wrong(
        "padding of a question is read",
        "visual_question_answerer:VisualQuestionAnswerer._read",
        "mask = ids >= 0",
        "mask = ids >= -1",
        check_answers,
    ),
    wrong(
        "every word is the first",
        "captioning_model:CaptioningModel.start",
        "before_first(states, ",
        "before_first([0 * state for state in states], ",
        check_steps,
        "attend",
    ),
]
