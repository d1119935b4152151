import math

import numpy as np
import pytest

from rnncourse.models import LanguageModel
from rnncourse.models.language.language_model import checked_ids


class Doubler(LanguageModel):
    """Remembers how many tokens were read; token t has the probability 2^-t."""

    vocab_size, eos_id = 2, 0

    def start(self, batch_size=1):
        return np.zeros(batch_size)

    def step(self, tokens, state):
        state = state + 1
        one = 0.5**state
        return np.log(np.stack([1 - one + 1e-300, one], axis=1)), state


def test_the_default_scores_a_text_by_stepping_through_it():
    # the sentence end is read first, so the first token has 1/2, then 1/4, 1/8
    scores = Doubler().log_probs([1, 1, 0])
    np.testing.assert_allclose(np.exp(scores), [1 / 2, 1 / 4, 7 / 8])


def test_perplexity_is_that_of_all_tokens():
    assert Doubler().perplexity([1, 1]) == pytest.approx(math.sqrt(2 * 4))


def test_the_next_word_may_be_the_first():
    np.testing.assert_allclose(np.exp(Doubler().next_log_probs()), [1 / 2, 1 / 2])
    np.testing.assert_allclose(np.exp(Doubler().next_log_probs([1])), [3 / 4, 1 / 4])


def test_a_model_without_a_step_cannot_be_made():
    with pytest.raises(TypeError, match="step"):
        type("Half", (LanguageModel,), {"start": lambda self: None})()


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        ([], r"at least one token; got shape \(0,\)"),
        ([[1, 0]], r"got shape \(1, 2\)"),
        ([0.0, 1.0], "integers; got float64"),
        ([0, -1], "id -1 at position 1"),
        ([0, 1, 2], "id 2 at position 2 is outside the 2 types"),
        (["cats"], "integers"),
    ],
)
def test_what_is_no_text_is_an_error(ids, message):
    with pytest.raises(ValueError, match=message):
        checked_ids(ids, 2)
    with pytest.raises(ValueError, match=message):
        Doubler().log_probs(ids)
