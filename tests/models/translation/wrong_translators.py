"""Translators with one line wrong, each beside the check that must reject it."""

import functools

from tests.layers.mutants import Mutant
from tests.models.translation.translator_checks import (
    check_batches,
    check_coverage,
    check_decoder,
    check_padding,
    check_reversal,
    check_steps,
)


def wrong(what, place, old, new, check, *arguments):
    checked = functools.partial(check, *arguments)
    return Mutant(what, place, old, new, checked, room="rnncourse.models.translation")


WRONG_TRANSLATORS = [
    wrong(
        "the encoder reads padding",
        "encoder:RecurrentEncoder.call",
        "mask=mask, ",
        "",
        check_padding,
        "one vector",
    ),
    wrong(
        "attention looks at padding",
        "decoder:prepare",
        '"mask": mask',
        '"mask": ops.ones_like(mask)',
        check_padding,
        "attention",
    ),
    wrong(
        "a memory in the wrong order",
        "encoder:RecurrentEncoder.call",
        "memory = ops.flip(memory, axis=1)",
        "pass",
        check_reversal,
    ),
    wrong(
        "a step looks with the state before",
        "decoder:RecurrentDecoder.step",
        "self._look(vectors, source)",
        "self._look(before[0], source)",
        check_steps,
        "attention",
    ),
    wrong(
        "a step forgets its state",
        "decoder:RecurrentDecoder.step",
        "new += after",
        "new += before",
        check_steps,
        "layers",
    ),
    wrong(
        "the target is not embedded as the last word",
        "decoder:RecurrentDecoder.call",
        "initial_state=first",
        "initial_state=None",
        check_steps,
        "one vector",
    ),
    wrong(
        "the decoder looks with the new state",
        "bahdanau_decoder:step",
        "ops.concatenate([state, context], axis=-1)",
        "ops.concatenate([state, look(state)[0]], axis=-1)",
        check_decoder,
        "before",
    ),
    wrong(
        "the state knows nothing of the source",
        "bahdanau_decoder:step",
        "ops.concatenate([vectors, context], axis=-1)",
        "ops.concatenate([vectors, 0 * context], axis=-1)",
        check_decoder,
        "before",
    ),
    wrong(
        "a step puts out no word",
        "bahdanau_decoder:BahdanauDecoder.step",
        "[seen, vectors]",
        "[seen, 0 * vectors]",
        check_steps,
        "bahdanau",
    ),
    wrong(
        "the output does not see the context",
        "decoder:RecurrentDecoder._look",
        "[states, contexts]",
        "[states, 0 * contexts]",
        check_decoder,
        "after",
    ),
    wrong(
        "coverage is the last attention",
        "sequence_to_sequence:next_word",
        'state["coverage"] + weights',
        "weights",
        check_coverage,
        "attention",
    ),
    wrong(
        "padding is not covered",
        "sequence_to_sequence:SequenceToSequence.start",
        "ids < 0",
        "ids < -1",
        check_coverage,
        "bahdanau",
    ),
    wrong(
        "translations come in the order of the batches",
        "translating:translate",
        "found[number] = text_of",
        "found[found.index('')] = text_of",
        check_batches,
        "attention",
    ),
    wrong(
        "empty texts are translated, too",
        "translating:translate",
        "row if len(row) > 1 else []",
        "row",
        check_batches,
        "attention",
    ),
]
