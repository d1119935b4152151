import keras
import numpy as np
import pytest

from rnncourse.decoding import sample
from rnncourse.layers import GRU, LSTM, Elman, PeepholeLSTM
from rnncourse.models import RecurrentLanguageModel
from rnncourse.models.language.stream import Stream

KINDS = [Elman, GRU, PeepholeLSTM, keras.layers.LSTM]


def make_model(kind=LSTM, *, layers=1, units=7, **settings):
    keras.utils.set_random_seed(3)
    stack = [
        kind(units, return_sequences=True, return_state=True) for _ in range(layers)
    ]
    model = RecurrentLanguageModel(11, stack, **settings)
    model.build((None, None))
    rng = np.random.default_rng(0)  # away from zeros, so that every term counts
    model.set_weights([rng.normal(0, 0.5, w.shape) for w in model.get_weights()])
    return model


def random_ids(tokens=40, seed=1):
    return np.random.default_rng(seed).integers(0, 11, tokens).astype(np.int32)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layers", [1, 2])
def test_scoring_a_text_equals_stepping_through_it(kind, layers):
    model = make_model(kind, layers=layers)
    ids = random_ids()
    tokens, state, stepped = np.array([model.eos_id]), model.start(1), []
    for token in ids:
        log_probs, state = model.step(tokens, state)
        stepped.append(log_probs[0, token])
        tokens = np.array([token])
    np.testing.assert_allclose(model.log_probs(ids), stepped, atol=1e-5)


def test_every_step_is_a_distribution():
    model = make_model()
    log_probs, _ = model.step(np.array([1, 5, 9]), model.start(3))
    assert log_probs.shape == (3, 11)
    np.testing.assert_allclose(np.exp(log_probs).sum(axis=1), 1, atol=1e-6)


def test_a_text_read_in_two_halves_with_the_state_carried_equals_the_whole():
    model = make_model(layers=2)
    ids = random_ids(24).reshape(2, 12)
    whole, last = model(ids)
    first, state = model(ids[:, :5])
    second, carried = model(ids[:, 5:], state)
    np.testing.assert_allclose(np.concatenate([first, second], 1), whole, atol=1e-5)
    for one, other in zip(carried, last, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_a_stream_carries_its_state_until_it_is_reset():
    model = make_model()
    ids = random_ids(20).reshape(2, 10)
    stream = Stream(model, 2)
    whole = model(ids)[0]
    first, second = stream(ids[:, :4]), stream(ids[:, 4:])
    np.testing.assert_allclose(np.concatenate([first, second], 1), whole, atol=1e-5)
    stream.reset_state()
    np.testing.assert_allclose(stream(ids[:, :4]), first, atol=1e-5)


def test_rows_score_every_token_once_and_only_their_beginnings_differ():
    model = make_model()
    ids = random_ids(1000)
    exact, in_rows = model.log_probs(ids), model.log_probs(ids, rows=3)
    assert in_rows.shape == exact.shape
    far_from_a_beginning = np.arange(1000) % 334 > 200
    assert np.allclose(
        in_rows[far_from_a_beginning], exact[far_from_a_beginning], atol=1e-3
    )
    assert not np.allclose(in_rows, exact, atol=1e-3)


def test_the_future_changes_nothing_in_the_past():
    model = make_model(layers=2)
    ids = random_ids(12).reshape(1, 12)
    changed = ids.copy()
    changed[0, 7:] = (changed[0, 7:] + 1) % 11
    before, after = np.asarray(model(ids)[0]), np.asarray(model(changed)[0])
    np.testing.assert_array_equal(before[:, :7], after[:, :7])
    assert (before[:, 7] != after[:, 7]).any()


def test_a_tied_model_saves_the_output_matrix():
    tied, untied = make_model(), make_model(tied=False)
    assert untied.count_params() - tied.count_params() == 7 * 11


def test_the_logits_of_a_tied_model_are_products_with_the_embedding():
    model = make_model()
    ids = random_ids(3)[None]
    x = model.embedding(ids)
    h, *_ = model.recurrent_layers[0](x)
    expected = np.asarray(h) @ np.asarray(model.embedding.embeddings).T
    np.testing.assert_allclose(model(ids)[0], expected + model.bias, atol=1e-5)


def test_dropout_acts_in_training_only():
    model = make_model(dropout=0.5)
    ids = random_ids(12)[None]
    still, moving = model(ids, training=False)[0], model(ids, training=True)[0]
    assert not np.allclose(still, moving)
    np.testing.assert_array_equal(model(ids, training=False)[0], still)


@pytest.mark.parametrize("tied", [True, False])
def test_a_saved_model_gives_the_same_probabilities(tmp_path, tied):
    model = make_model(layers=2, dropout=0.2, tied=tied)
    ids = random_ids()
    before = model.log_probs(ids)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(loaded.log_probs(ids), before, atol=1e-6)


def test_scoring_leaves_no_trace_among_the_weights():
    model = make_model()
    names = [weight.path for weight in model.weights]
    model.log_probs(random_ids())
    assert [weight.path for weight in model.weights] == names


def test_samples_are_ids_of_the_vocabulary():
    model = make_model()
    drawn = sample(model.step, model.start(3), 6, first=[0, 0, 0], seed=1)
    assert drawn.shape == (3, 6)
    assert drawn.min() >= 0
    assert drawn.max() < 11


def test_a_layer_that_keeps_its_state_to_itself_is_refused():
    with pytest.raises(ValueError, match="return_sequences=True, return_state=True"):
        RecurrentLanguageModel(11, [keras.layers.LSTM(7, return_sequences=True)])


def test_a_tied_output_needs_matching_sizes():
    layer = keras.layers.LSTM(7, return_sequences=True, return_state=True)
    with pytest.raises(ValueError, match="got 5 and 7"):
        RecurrentLanguageModel(11, [layer], embedding_size=5)


@pytest.mark.parametrize("bad", [[3, 11], [-1, 2]])
def test_a_text_of_another_vocabulary_is_refused(bad):
    with pytest.raises(ValueError, match="vocab"):
        make_model().log_probs(np.array(bad))


def test_an_empty_text_is_refused():
    with pytest.raises(ValueError, match=r"empty|at least one"):
        make_model().log_probs(np.array([], np.int32))
