import keras
import numpy as np
import pytest

from rnncourse.layers import (
    GRU,
    LSTM,
    Elman,
    PeepholeLSTM,
    Stacked,
    bidirectional,
    stacked,
)

BATCH, TIME, FEATURES, UNITS = 3, 6, 4, 5
LENGTHS = np.array([6, 4, 1])
MASK = np.arange(TIME) < LENGTHS[:, None]


def random_inputs(seed=0):
    x = np.random.default_rng(seed).normal(size=(BATCH, TIME, FEATURES))
    return x.astype("float32")


def randomise(layer, seed=1, features=FEATURES):
    """Build a layer and give it weights away from their symmetric beginnings."""
    if not layer.built:
        layer.build((None, None, features))
    rng = np.random.default_rng(seed)
    layer.set_weights([rng.normal(0, 0.5, w.shape) for w in layer.get_weights()])
    return layer


def sequences(units=UNITS, kind=LSTM, count=3, **options):
    return [kind(units, return_sequences=True, **options) for _ in range(count)]


def assert_close(one, other):
    np.testing.assert_allclose(np.asarray(one), np.asarray(other), atol=2e-6)


# Bidirectional


def test_each_direction_is_a_layer_of_its_own():
    both = randomise(bidirectional(PeepholeLSTM(UNITS, return_sequences=True)))
    x = random_inputs()
    forward, backward = both.forward_layer, both.backward_layer
    expected = [forward(x), np.flip(backward(x), axis=1)]
    assert_close(both(x), np.concatenate(expected, axis=-1))
    assert not np.allclose(forward.get_weights()[0], backward.get_weights()[0])


def test_the_two_ended_vector_is_the_last_forward_and_the_first_backward_state():
    ends = randomise(bidirectional(LSTM(UNITS)))
    steps = bidirectional(LSTM(UNITS, return_sequences=True))
    steps.build((None, None, FEATURES))
    steps.set_weights(ends.get_weights())
    x = random_inputs()
    at_steps = np.asarray(steps(x))
    expected = [at_steps[:, -1, :UNITS], at_steps[:, 0, UNITS:]]
    assert_close(ends(x), np.concatenate(expected, axis=-1))


@pytest.mark.parametrize(
    ("merge", "function"), [("sum", np.add), ("average", lambda a, b: (a + b) / 2)]
)
def test_directions_can_be_added_and_averaged(merge, function):
    joined = randomise(bidirectional(GRU(UNITS, return_sequences=True), merge=merge))
    x = random_inputs()
    forward = np.asarray(joined.forward_layer(x))
    backward = np.flip(np.asarray(joined.backward_layer(x)), axis=1)
    assert_close(joined(x), function(forward, backward))


@pytest.mark.parametrize("return_sequences", [True, False])
def test_padding_on_the_right_never_reaches_the_backward_direction(return_sequences):
    both = randomise(bidirectional(LSTM(UNITS, return_sequences=return_sequences)))
    x = random_inputs()
    x[~MASK] = 1e3
    padded = np.asarray(both(x, mask=MASK))
    for row, length in enumerate(LENGTHS):
        alone = np.asarray(both(x[row : row + 1, :length]))[0]
        assert_close(padded[row, :length] if return_sequences else padded[row], alone)


def test_the_directions_drop_different_inputs_under_one_seed():
    layer = LSTM(UNITS, dropout=0.5, seed=7)
    both = bidirectional(layer)
    assert both.forward_layer.seed == 7
    assert both.backward_layer.seed != 7


def test_merging_by_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match=r"'product'; use one of 'concatenate', 'sum'"):
        bidirectional(LSTM(3), merge="product")


def test_a_layer_that_reads_backwards_is_refused():
    with pytest.raises(ValueError, match="reads backwards already"):
        bidirectional(LSTM(3, go_backwards=True))


# Stacked


def test_a_plain_stack_is_one_layer_after_another():
    layers = sequences()
    stack = randomise(stacked(layers))
    x = y = random_inputs()
    for layer in layers:
        y = layer(y)
    assert_close(stack(x), y)


def test_a_residual_stack_adds_what_went_in():
    first, second, third = layers = sequences()
    stack = randomise(stacked(layers, residual=True))
    x = random_inputs()
    one = np.asarray(first(x))  # 4 features into 5 units: nothing to add
    two = one + np.asarray(second(one))
    assert_close(stack(x), two + np.asarray(third(two)))


def test_a_residual_first_layer_adds_the_inputs_where_the_sizes_allow():
    (layer,) = layers = sequences(FEATURES, count=1)
    stack = randomise(stacked(layers, residual=True))
    x = random_inputs()
    assert_close(stack(x), x + np.asarray(layer(x)))


def test_skips_bring_the_inputs_to_all_layers_and_all_layers_to_the_output():
    first, second, third = layers = sequences()
    stack = randomise(stacked(layers, skip="both"))
    x = random_inputs()
    one = np.asarray(first(x))
    two = np.asarray(second(np.concatenate([one, x], axis=-1)))
    three = np.asarray(third(np.concatenate([two, x], axis=-1)))
    assert_close(stack(x), np.concatenate([one, two, three], axis=-1))


@pytest.mark.parametrize("skip", [None, "inputs", "outputs", "both"])
def test_the_promised_shape_is_the_shape(skip):
    stack = stacked(sequences(), skip=skip)
    result = stack(random_inputs())
    assert stack.compute_output_shape((BATCH, TIME, FEATURES)) == tuple(result.shape)


@pytest.mark.parametrize(
    "options",
    [{}, {"residual": True}, {"skip": "both"}, {"skip": "outputs", "residual": True}],
)
def test_padding_changes_nothing_at_valid_steps_of_a_stack(options):
    stack = randomise(stacked(sequences(kind=GRU), **options))
    x = random_inputs()
    x[~MASK] = 1e3
    padded = np.asarray(stack(x, mask=MASK))
    for row, length in enumerate(LENGTHS):
        alone = np.asarray(stack(x[row : row + 1, :length]))[0]
        assert_close(padded[row, :length], alone)


def test_a_stack_of_both_directions_needs_the_mask_in_every_layer():
    stack = randomise(stacked([bidirectional(layer) for layer in sequences()]))
    x = random_inputs()
    x[~MASK] = 1e3
    padded = np.asarray(stack(x, mask=MASK))
    alone = np.asarray(stack(x[1:2, : LENGTHS[1]]))[0]
    assert_close(padded[1, : LENGTHS[1]], alone)


def test_a_mask_travels_through_a_model_into_a_stack():
    ids = np.array([[1, 2, 3, 0, 0], [4, 5, 0, 0, 0]])
    stack = stacked([Elman(UNITS, return_sequences=True), Elman(UNITS)])
    model = keras.Sequential([keras.layers.Embedding(6, 3, mask_zero=True), stack])
    assert_close(model(ids)[1:], model(ids[1:, :2]))


def test_dropout_lies_between_the_layers_and_acts_in_training_only():
    layers = sequences(FEATURES, count=2)
    stack = randomise(stacked(layers, dropout=0.5, seed=1))
    x = random_inputs()
    assert_close(stack(x), stacked(layers)(x))
    assert not np.allclose(stack(x, training=True), stack(x))
    alone = randomise(stacked(sequences(count=1), dropout=0.5, seed=1))
    assert_close(alone(x, training=True), alone(x))


def test_a_stack_survives_saving(tmp_path):
    model = keras.Sequential(
        [
            keras.Input((None, FEATURES)),
            Stacked(
                [bidirectional(GRU(3, return_sequences=True)), *sequences(6, count=2)],
                residual=True,
                skip="outputs",
                dropout=0.2,
            ),
        ]
    )
    x = random_inputs()
    before = model(x)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert_close(loaded(x), before)
    assert loaded.layers[0].residual
    assert loaded.layers[0].dropout == 0.2


def test_a_silent_layer_below_the_top_is_refused():
    with pytest.raises(ValueError, match="`return_sequences=True`: what lies above"):
        stacked([LSTM(3), LSTM(3)])


def test_layers_that_go_to_the_output_must_agree():
    with pytest.raises(ValueError, match="`return_sequences=True`"):
        stacked([LSTM(3, return_sequences=True), LSTM(3)], skip="outputs")


def test_a_residual_connection_between_different_sizes_is_refused():
    layers = [LSTM(3, return_sequences=True), LSTM(4, return_sequences=True)]
    with pytest.raises(ValueError, match="their sizes are 3 and 4"):
        stacked(layers, residual=True)(random_inputs())


@pytest.mark.parametrize(
    ("layers", "options", "message"),
    [
        ([], {}, "`layers` is empty"),
        (sequences(), {"skip": "all"}, r"must be 'inputs', 'outputs', 'both' or None"),
        (sequences(), {"dropout": 1.0}, "from 0 to below 1; got 1.0"),
        (sequences(return_state=True), {}, "without `return_state=True`"),
    ],
)
def test_other_nonsense_is_refused(layers, options, message):
    with pytest.raises(ValueError, match=message):
        stacked(layers, **options)
