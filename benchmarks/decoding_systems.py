"""The searches that `benchmarks.decoding` compares, each a function of a batch.

A search returns, for each sentence, the tokens of the best hypothesis and its
log-probability: `(sentences, length)` and `(sentences,)`.
"""

import importlib.util
import typing

import rnncourse._quiet  # noqa: F401

import numpy as np
from keras import ops

from rnncourse.decoding import beam_search

OURS = "rnncourse beam_search"
HUB, HUB_SORTED = "keras_hub BeamSampler", "keras_hub BeamSampler, sorted"
LOOP, TUNED = "PyTorch loop", "PyTorch loop, tuned"
IN_ORDER = (HUB, LOOP)  # the others get batches of sentences of similar length


class Batch(typing.NamedTuple):
    """Sentences to translate: their numbers, `(sentences, source)` ids, -1 at padding,
    and the most tokens of a translation.
    """

    numbers: np.ndarray
    ids: np.ndarray
    longest: int


def batches(sources, sentences, *, by_length):
    """Return batches.

    Args:
        sources: The ids of each source, `<eos>` last.
        sentences: How many in a batch.
        by_length: Whether to put sentences of similar length together.
    """
    order, longest = np.arange(len(sources)), 2 * max(map(len, sources)) + 10
    if by_length:
        order = np.argsort([len(source) for source in sources], kind="stable")
    made = []
    for first in range(0, len(order), sentences):
        numbers = order[first : first + sentences]
        rows = [sources[number] for number in numbers]
        length = -(-max(map(len, rows)) // 4) * 4  # few shapes: XLA compiles each
        ids = np.full((len(rows), length), -1, np.int32)
        for row, source in zip(ids, rows, strict=True):
            row[: len(source)] = source
        made.append(Batch(numbers, ids, longest))
    return made


def systems(model, width):
    """Return `{name: search}` of ours and of the peers that are installed."""
    made = {OURS: _ours(model, width)}
    if importlib.util.find_spec("keras_hub"):
        made[HUB] = made[HUB_SORTED] = _keras_hub(model, width)
    if importlib.util.find_spec("torch"):
        made |= _torch(model, width)
    return made


def _ours(model, width):
    start, step = model.graphs
    end = model.target_tokenizer.vocabulary.eos_id

    def search(batch):
        state, first = start(ops.convert_to_tensor(batch.ids)), [end] * len(batch.ids)
        found = beam_search(
            step, state, first, width=width, max_length=batch.longest, eos_id=end
        )
        tokens = np.full((len(found), batch.longest), end)
        for row, (best,) in zip(tokens, found, strict=True):
            row[: len(best.tokens)] = best.tokens
        return tokens, np.array([best.log_prob for (best,) in found])

    return search


def _keras_hub(model, width):
    """Return the sampler's loop in one XLA graph, as Keras Hub runs it by default.

    Its beams know no end: they go on, and so the step gives those that have ended their
    end again, for nothing.  What the sampler need not put into order, the source, is
    kept from it.
    """
    import tensorflow as tf
    from keras_hub.samplers import BeamSampler

    start, _ = model.graphs
    end = model.target_tokenizer.vocabulary.eos_id
    sampler = BeamSampler(num_beams=width, return_all_beams=True)
    only_end = np.full(model.target_tokenizer.vocab_size, -1e9, np.float32)
    only_end[end] = 0

    @tf.function(jit_compile=True, autograph=False)
    def run(states, source, prompt):
        source = {
            name: ops.repeat(part, width, axis=0) for name, part in source.items()
        }

        def following(prompt, states, index):
            tokens = prompt[:, index - 1]
            vectors = model.target_embedding(tokens)
            output, states, _ = model.decoder.step(vectors, states, source)
            logits = model.target_embedding(output, reverse=True)
            over = ops.logical_and(tokens == end, index > 1)
            return ops.where(over[:, None], only_end, logits), None, states

        given = ops.zeros_like(prompt) + ops.arange(prompt.shape[1]) == 0
        prompts, log_probs = sampler(
            following,
            prompt,
            cache=states,
            index=1,
            mask=given,
            stop_token_ids=[end],
        )
        return prompts[:, 0, 1:], log_probs[:, 0]

    def search(batch):
        state = start(ops.convert_to_tensor(batch.ids))
        prompt = np.full((len(batch.ids), batch.longest + 1), end + 1, np.int32)
        prompt[:, 0] = end
        found = run(state["states"], state["shared"], ops.convert_to_tensor(prompt))
        return [ops.convert_to_numpy(array) for array in found]

    return search


def _torch(model, width):
    from benchmarks import decoding_torch

    end = model.target_tokenizer.vocabulary.eos_id
    translator = decoding_torch.Translator(model)

    def searching(tuned):
        return lambda batch: decoding_torch.beam_search(
            translator,
            batch.ids,
            width=width,
            longest=batch.longest,
            end=end,
            tuned=tuned,
        )

    return {LOOP: searching(False), TUNED: searching(True)}
