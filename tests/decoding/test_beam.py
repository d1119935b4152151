"""Beams of fixed and variable width on cases worked out by hand."""

import keras
import numpy as np
import pytest
from keras import ops

from rnncourse.decoding import (
    beam_search,
    compiled,
    gnmt_length,
    greedy,
    length_power,
    variable_beam,
)
from rnncourse.layers import GRU
from rnncourse.models import NgramModel, RecurrentLanguageModel
from rnncourse.models.ngrams.smoothing import AddK
from tests.decoding.languages import EOS, Language

# "a b" has 0.6 * 0.4, "c d" has 0.4 * 0.9; greedy search begins with a. Ids: 0 the
# end, 1 a, 2 c, 3 b, 4 d.
GARDEN_PATH = np.zeros((5, 5))
GARDEN_PATH[0, [1, 2]] = 0.6, 0.4
GARDEN_PATH[1, [3, 4, 0]] = 0.4, 0.35, 0.25
GARDEN_PATH[2, [4, 3]] = 0.9, 0.1
GARDEN_PATH[[3, 4], 0] = 1.0


def follow(table):
    """Return the step function of a table: a row for the token before."""

    def step(tokens, state):
        with np.errstate(divide="ignore"):
            return np.log(np.asarray(table)[tokens]), state

    return step


def best(table, **options):
    options = {"max_length": 5, "eos_id": 0, **options}
    return beam_search(follow(table), None, [0], **options)[0]


def test_a_beam_finds_what_greedy_search_misses():
    rows = greedy(follow(GARDEN_PATH), None, [0], 5, 0)
    assert rows.tolist() == [[1, 3, 0]]
    (found,) = best(GARDEN_PATH, width=2)
    assert found.tokens == (2, 4, 0)
    assert np.isclose(found.log_prob, np.log(0.36))
    assert found.score == found.log_prob


def test_the_n_best_are_distinct_and_sorted_and_may_be_fewer():
    found = best(GARDEN_PATH, width=8, n_best=8)
    tokens = [hypothesis.tokens for hypothesis in found]
    # 0.4 * 0.9; 0.6 times 0.4, 0.35 and 0.25; 0.4 * 0.1; more there is not
    assert tokens == [(2, 4, 0), (1, 3, 0), (1, 4, 0), (1, 0), (2, 3, 0)]
    probs = np.exp([hypothesis.log_prob for hypothesis in found])
    np.testing.assert_allclose(probs, [0.36, 0.24, 0.21, 0.15, 0.04])


def test_a_finished_hypothesis_takes_its_place_with_it():
    # Of the beam of two one is finished after the first step (0.5); the one place left
    # goes to 1 (0.4), not to 2 (0.1), though 2 would be at its end with two places.
    table = [[0.5, 0.4, 0.1], [0.0, 0.9, 0.1], [1.0, 0.0, 0.0]]
    seen = []

    def step(tokens, state):
        seen.append(tokens.tolist())
        return follow(table)(tokens, state)

    (found,) = beam_search(step, None, [0], width=2, max_length=3, eos_id=0, n_best=2)
    assert seen == [[0], [1], [1]]
    assert [hypothesis.tokens for hypothesis in found] == [(0,), (1, 1, 1)]


def test_length_penalties_by_hand():
    # "1 0" has 1/4, "2 2 2 0" has 1/8: log P / length is ln 2 and 3/4 ln 2.
    def step(tokens, state):
        with np.errstate(divide="ignore"):
            return np.log(table[state, tokens]), state + 1

    table = np.zeros((4, 3, 3))
    table[0, 0] = 0.0, 0.5, 0.5
    table[1, 1] = table[1, 2] = table[2, 2] = 0.5, 0.0, 0.5
    table[2, 2] = 0.0, 0.5, 0.5
    table[3, 1] = table[3, 2] = 1.0, 0.0, 0.0

    def found(length_penalty):
        ((best,),) = beam_search(
            step,
            np.array([0]),
            [0],
            width=9,
            max_length=4,
            eos_id=0,
            length_penalty=length_penalty,
        )
        return best.tokens, best.score / np.log(2)

    assert found(None) == ((1, 0), -2.0)
    assert found(length_power(0.0)) == ((1, 0), -2.0)
    assert found(length_power(1.0))[0] == (1, 2, 1, 0)
    assert np.isclose(found(length_power(1.0))[1], -3 / 4)
    # (5 + 2) / 6 and (5 + 4) / 6: -2 * 6/7 = -1.71 against -3 * 6/9 = -2
    assert found(gnmt_length(1.0)) == ((1, 0), pytest.approx(-12 / 7))
    # cubed: -2 * (6/7)^3 = -1.26 against -3 * (6/9)^3 = -0.89
    assert found(gnmt_length(3.0)) == ((1, 2, 1, 0), pytest.approx(-3 * (2 / 3) ** 3))


def test_equals_come_in_the_order_of_their_tokens():
    even = np.full((4, 4), 0.25)
    found = best(even, width=4, n_best=4, max_length=1)
    assert [hypothesis.tokens for hypothesis in found] == [(0,), (1,), (2,), (3,)]
    assert best(even, width=2, max_length=3, eos_id=None)[0].tokens == (0, 0, 0)
    assert greedy(follow(even), None, [0], 3, None).tolist() == [[0, 0, 0]]


def test_equals_in_a_large_vocabulary_come_in_the_order_of_their_tokens():
    even = np.full((1, 1000), 0.001)
    found = best(even, width=9, n_best=9, max_length=1, eos_id=None)
    assert [hypothesis.tokens for hypothesis in found] == [(k,) for k in range(9)]


@pytest.mark.parametrize("vocab", [1000, 997, 30])
def test_the_best_of_a_large_vocabulary_are_found(vocab):
    probs = np.random.default_rng(vocab).dirichlet(np.ones(vocab), 1)
    found = best(probs, width=7, n_best=7, max_length=1, eos_id=None)
    expected = np.argsort(-probs[0], kind="stable")[:7]
    assert [hypothesis.tokens[0] for hypothesis in found] == expected.tolist()


def test_what_a_sentence_has_is_shared_by_its_hypotheses():
    rng = np.random.default_rng(4)
    tables = rng.dirichlet(np.full(1000, 0.01), (3, 1000)).astype("float32") + 1e-6
    tables = np.log(tables / tables.sum(-1, keepdims=True))

    def step(tokens, state):
        rows = state["sentence"] * 1000 + ops.cast(tokens, "int32")
        log_probs = ops.take(ops.reshape(state["shared"], (-1, 1000)), rows, axis=0)
        return log_probs, state

    sentences = ops.array([0, 1, 2], dtype="int32")
    state = {"sentence": sentences, "shared": ops.array(tables)}
    options = {"width": 4, "n_best": 4, "max_length": [2, 5, 4], "eos_id": 0}
    plain = beam_search(step, state, [0, 1, 2], **options)
    quick = beam_search(compiled(step), state, [0, 1, 2], **options)
    for sentence, (best, same) in enumerate(zip(plain, quick, strict=True)):
        assert [h.tokens for h in best] == [h.tokens for h in same]
        for hypothesis in best:
            before, log_prob = sentence, 0
            for token in hypothesis.tokens:
                log_prob += tables[sentence, before, token]
                before = token
            assert np.isclose(hypothesis.log_prob, log_prob, rtol=1e-5)


def test_without_an_end_every_sequence_has_its_length():
    language = Language(2, batch=3)
    options = {"width": 2, "max_length": np.array([1, 3, 2]), "eos_id": None}
    start = language.start([0, 1, 2])
    found = beam_search(language.step, start, [EOS] * 3, **options)
    assert [len(best.tokens) for (best,) in found] == [1, 3, 2]


def test_a_beam_wider_than_the_vocabulary_fills_at_the_second_step():
    language = Language(2)
    found = beam_search(
        language.step,
        language.start([0]),
        [EOS],
        width=500,
        max_length=4,
        eos_id=EOS,
        n_best=500,
    )
    assert len(found[0]) == len(language.sequences())


def test_a_variable_beam_is_narrow_where_the_model_is_sure():
    sure = [[0.02, 0.96, 0.02], [0.9, 0.05, 0.05], [0.3, 0.3, 0.4]]
    language = {"max_length": 4, "eos_id": 0, "width": 3, "n_best": 3}
    (found,) = variable_beam(follow(sure), None, [0], threshold=0.1, **language)
    assert [hypothesis.tokens for hypothesis in found] == [(1, 0)]
    (found,) = variable_beam(follow(sure), None, [0], threshold=0.01, **language)
    assert len(found) == 3


def test_the_state_of_a_counting_model_goes_along():
    ids = np.array([1, 2, 0, 1, 2, 0, 1, 3, 0, 2, 2, 3, 0, 3, 1, 1, 0])
    model = NgramModel.fit(ids, order=3, vocab_size=4, smoothing=AddK(0.5))
    (found,) = beam_search(
        model.step, model.start(1), [0], width=3, max_length=5, eos_id=0, n_best=3
    )
    for hypothesis in found:
        log_prob = model.log_probs(np.array(hypothesis.tokens)).sum()
        assert np.isclose(hypothesis.log_prob, log_prob)


@pytest.mark.parametrize("wrap", [lambda step: step, compiled])
def test_a_recurrent_language_model_is_searched(wrap):
    keras.utils.set_random_seed(1)
    gru = GRU(6, return_sequences=True, return_state=True)
    model = RecurrentLanguageModel(12, [gru])
    model.build((None, None))
    model.embedding.embeddings.assign(np.random.default_rng(0).normal(size=(12, 6)))

    found = beam_search(
        wrap(model.read),
        model.start(3),
        [0, 4, 7],
        width=4,
        max_length=5,
        eos_id=0,
        n_best=4,
    )
    for first, hypotheses in zip([0, 4, 7], found, strict=True):
        for hypothesis in hypotheses:
            ids = np.array([first, *hypothesis.tokens])
            logits, _ = model(ids[None, :-1])
            log_probs = ops.convert_to_numpy(ops.log_softmax(logits[0]))
            total = log_probs[np.arange(len(ids) - 1), ids[1:]].sum()
            assert np.isclose(hypothesis.log_prob, total, atol=1e-4)
    again = beam_search(
        model.step,
        model.start(3),
        [0, 4, 7],
        width=4,
        max_length=5,
        eos_id=0,
        n_best=4,
    )
    assert [[h.tokens for h in best] for best in again] == [
        [h.tokens for h in best] for best in found
    ]
