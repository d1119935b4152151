"""States and log-probabilities as tensors of the backend in use; run as a module."""

import keras
import numpy as np
from keras import ops

from rnncourse.decoding import beam_search, greedy, length_power
from tests.decoding.languages import EOS, Language, plain_beam


def on_tensors(language):
    """Return the step of a language with tensors outside, and its starting states."""

    def tensors(values):
        return keras.tree.map_structure(ops.convert_to_tensor, values)

    def step(tokens, state):
        arrays = keras.tree.map_structure(ops.convert_to_numpy, state)
        log_probs, new = language.step(tokens, arrays)
        return ops.convert_to_tensor(log_probs), tensors(new)

    return step, lambda sentences: tensors(language.start(sentences))


def assert_tensors_do_as_arrays():
    sentences = [2, 0, 3, 1]
    language = Language(6, batch=4, vocab=4)
    step, start = on_tensors(language)
    options = {"max_length": language.longest, "eos_id": EOS, "n_best": 2, "width": 3}
    found = beam_search(
        step, start(sentences), [EOS] * 4, length_penalty=length_power(0.8), **options
    )
    rows = greedy(step, start(sentences), [EOS] * 4, language.longest, EOS)
    for sentence, best, row in zip(sentences, found, rows, strict=True):
        how = {"sentence": sentence, "width": 3, "n_best": 2}
        expected = plain_beam(language, divisor=lambda n: n**0.8, **how)
        assert [h.tokens for h in best] == [tokens for tokens, _ in expected]
        scores = [hypothesis.score for hypothesis in best]
        np.testing.assert_allclose(scores, [s for _, s in expected], rtol=1e-5)
        ((tokens, _),) = plain_beam(language, sentence=sentence, width=1)
        assert tuple(row[: len(tokens)]) == tokens


if __name__ == "__main__":
    assert_tensors_do_as_arrays()
    print(keras.config.backend())
