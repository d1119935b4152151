import pathlib

import keras
import numpy as np
import pytest

from rnncourse.layers import (
    CONVENTIONS,
    GRU,
    LSTM,
    Elman,
    ResetBeforeGRU,
    convert_gates,
    from_keras,
)

NOTATION = pathlib.Path(__file__).parents[2] / "docs" / "notation.md"
BATCH, TIME, FEATURES, UNITS = 2, 5, 3, 4


def random_arrays(*shapes, seed=0):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape).astype("float32") for shape in shapes]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def assert_close(one, other):
    np.testing.assert_allclose(np.asarray(one), np.asarray(other), atol=2e-6)


KERAS = [
    (keras.layers.SimpleRNN(UNITS, activation="relu", return_sequences=True), Elman),
    (keras.layers.LSTM(UNITS, return_sequences=True), LSTM),
    (keras.layers.GRU(UNITS, return_sequences=True), GRU),
    (keras.layers.GRU(UNITS, reset_after=False, go_backwards=True), ResetBeforeGRU),
]


@pytest.mark.parametrize(("theirs", "kind"), KERAS)
def test_a_layer_of_keras_becomes_one_of_ours(theirs, kind):
    theirs.build((None, None, FEATURES))
    theirs.set_weights(random_arrays(*(w.shape for w in theirs.get_weights())))
    ours = from_keras(theirs)
    assert type(ours) is kind
    (x,) = random_arrays((BATCH, TIME, FEATURES), seed=1)
    assert_close(ours(x), theirs(x))


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (keras.layers.Dense(3), "got Dense"),
        (keras.layers.LSTM(3), "LSTM, unbuilt"),
        (keras.layers.GRU(3, activation="elu"), "uses elu and sigmoid"),
        (keras.layers.GRU(3, use_bias=False), "with a bias"),
    ],
)
def test_a_layer_that_has_no_counterpart_is_refused(layer, message):
    if "unbuilt" not in message:
        layer.build((None, FEATURES) if "Dense" in message else (None, None, FEATURES))
    with pytest.raises(ValueError, match=message):
        from_keras(layer)


def lstm_of(convention, x, h, c, kernel, recurrent_kernel, bias):
    """One step of an LSTM whose blocks lie as a library has them."""
    z = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=-1)
    gate = dict(zip(convention.lstm, z, strict=True))
    kept = sigmoid(gate["f"] + convention.forget_bias) * c
    c = kept + sigmoid(gate["i"]) * np.tanh(gate["g"])
    return sigmoid(gate["o"]) * np.tanh(c), c


def gru_of(convention, x, h, kernel, recurrent_kernel, bias):
    """One step of a GRU without recurrent bias, as a library has it."""
    a, b = (np.split(v, 3, axis=-1) for v in (x @ kernel + bias, h @ recurrent_kernel))
    a, b = (dict(zip(convention.gru, v, strict=True)) for v in (a, b))
    z, r = sigmoid(a["z"] + b["z"]), sigmoid(a["r"] + b["r"])
    if convention.reset != "before":
        n = np.tanh(a["n"] + r * b["n"])
    else:
        place = convention.gru.index("n")
        columns = slice(place * h.shape[-1], (place + 1) * h.shape[-1])
        n = np.tanh(a["n"] + (r * h) @ recurrent_kernel[:, columns])
    return z * h + (1 - z) * n if convention.z_keeps else (1 - z) * h + z * n


@pytest.mark.parametrize("library", CONVENTIONS)
def test_an_lstm_of_a_library_becomes_ours(library):
    x, h, c = random_arrays((BATCH, FEATURES), (BATCH, UNITS), (BATCH, UNITS))
    shapes = (FEATURES, 4 * UNITS), (UNITS, 4 * UNITS), (4 * UNITS,)
    theirs = random_arrays(*shapes, seed=1)
    expected = lstm_of(CONVENTIONS[library], x, h, c, *theirs)
    ours = [
        convert_gates(w, kind="lstm", source=library, bias=w.ndim == 1) for w in theirs
    ]
    layer = LSTM(UNITS, return_state=True)
    layer.build((None, None, FEATURES))
    layer.set_weights(ours)
    _, *states = layer(x[:, None], initial_state=[h, c])
    assert_close(states[0], expected[0])
    assert_close(states[1], expected[1])


@pytest.mark.parametrize("library", CONVENTIONS)
def test_a_gru_of_a_library_becomes_ours(library):
    convention = CONVENTIONS[library]
    x, h = random_arrays((BATCH, FEATURES), (BATCH, UNITS))
    shapes = (FEATURES, 3 * UNITS), (UNITS, 3 * UNITS), (3 * UNITS,)
    theirs = random_arrays(*shapes, seed=1)
    expected = gru_of(convention, x, h, *theirs)
    # Of the two places for the reset, ours has a class each with one gate order.
    before = convention.reset == "before"
    target = "sonnet" if before else "rnncourse"
    ours = [convert_gates(w, kind="gru", source=library, target=target) for w in theirs]
    if before:  # Sonnet's z writes where ours keeps
        ours = [np.concatenate([-w[..., :UNITS], w[..., UNITS:]], -1) for w in ours]
    else:
        ours[2] = np.concatenate([ours[2], np.zeros(UNITS)])
    layer = (ResetBeforeGRU if before else GRU)(UNITS)
    layer.build((None, None, FEATURES))
    layer.set_weights(ours)
    assert_close(layer(x[:, None], initial_state=[h]), expected)


@pytest.mark.parametrize("kind", ["lstm", "gru"])
@pytest.mark.parametrize("library", CONVENTIONS)
def test_there_and_back_again_changes_nothing(library, kind):
    (bias,) = random_arrays((12 * UNITS,))
    options = {"kind": kind, "bias": True}
    ours = convert_gates(bias, source=library, **options)
    again = convert_gates(ours, source="rnncourse", target=library, **options)
    np.testing.assert_allclose(again, bias, atol=1e-6)


def test_weights_of_torch_give_what_torch_gives():
    torch = pytest.importorskip("torch")
    (x,) = random_arrays((BATCH, TIME, FEATURES))
    for kind, theirs, ours in [
        ("lstm", torch.nn.LSTM, LSTM),
        ("gru", torch.nn.GRU, GRU),
    ]:
        torch.manual_seed(0)
        module = theirs(FEATURES, UNITS, batch_first=True)
        weights = [p.detach().numpy() for p in module.parameters()]
        kernel, recurrent_kernel, *biases = (
            convert_gates(w.T, kind=kind, source="torch") for w in weights
        )
        bias = biases[0] + biases[1]
        if kind == "gru":
            gates = 2 * UNITS
            bias = [bias[:gates], biases[0][gates:], biases[1][gates:]]
            bias = np.concatenate(bias)
        layer = ours(UNITS, return_sequences=True)
        layer.build((None, None, FEATURES))
        layer.set_weights([kernel, recurrent_kernel, bias])
        expected = module(torch.tensor(x))[0].detach().numpy()
        assert_close(layer(x), expected)


def test_the_table_of_the_notation_page_says_the_same():
    rows = [
        [cell.strip(" *") for cell in line.split("|")[1:-1]]
        for line in NOTATION.read_text().splitlines()
        if line.count("|") == 7
    ]
    table = {row[0].split()[0].lower(): row[1:] for row in rows}
    table |= {"rnncourse": table["this"], "torch": table["pytorch"]}
    for library, convention in CONVENTIONS.items():
        lstm, gru, reset, new_h, forget = table[library]
        gates = lstm.split(",")[0].replace(" ", "").replace("c", "g")
        assert gates == convention.lstm, library
        if gru != "update, reset":
            gates = gru.replace(" ", "").translate(str.maketrans("cuah", "nznn"))
            assert gates == convention.gru, library
        kinds = {word for word in ("before", "after") if word in reset}
        assert kinds == {"both": {"before", "after"}}.get(
            convention.reset, {convention.reset}
        ), library
        keeps = new_h.replace("$", "").startswith(("z h", "(1 - z) n", "z \\cdot h"))
        assert keeps == convention.z_keeps, library
        assert ("when it runs" in forget) == bool(convention.forget_bias), library


def test_a_gru_that_resets_elsewhere_is_not_converted():
    with pytest.raises(ValueError, match="no weights make them the same function"):
        convert_gates(np.zeros(6), kind="gru", source="sonnet", target="torch")


def test_an_unknown_library_is_refused():
    with pytest.raises(ValueError, match=r"'theano'; known are rnncourse, keras"):
        convert_gates(np.zeros(6), kind="gru", source="theano")


def test_blocks_of_unequal_size_are_refused():
    with pytest.raises(ValueError, match=r"4 gates of equal size; got shape \(6,\)"):
        convert_gates(np.zeros(6), kind="lstm", source="keras")
