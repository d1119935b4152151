"""What must hold for every row of the table; tests call it, mutants must break it."""

import keras
import numpy as np
from keras import ops

from rnncourse.testing import assert_causal, assert_padding_invariant
from tests.layers.cases import BATCH, FEATURES, MASK, TIME, UNITS, sequences, states_of


def numbers(results):
    """Return what a layer returned as arrays of NumPy, and see that they are finite."""
    results = results if isinstance(results, (list, tuple)) else [results]
    arrays = [ops.convert_to_numpy(result) for result in results]
    assert all(np.isfinite(array).all() for array in arrays)
    return arrays


def assert_close(some, others, tolerance=1e-12):
    for one, other in zip(numbers(some), numbers(others), strict=True):
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, rtol=tolerance, atol=tolerance)


def oracle_run(case, cell, x, states, mask=None):
    """Run the oracle over time; return all outputs and the final states."""
    mask = np.ones(x.shape[:2], bool) if mask is None else mask
    shown, outputs = np.zeros_like(states[0]), []
    for t in range(x.shape[1]):
        keep, new = mask[:, t, None], case.oracle_step(cell, x[:, t], states)
        states = [np.where(keep, n, old) for n, old in zip(new, states, strict=True)]
        shown = np.where(keep, new[0], shown)
        outputs.append(shown)
    return [np.stack(outputs, axis=1), *states]


def check_oracle(case):
    """One step, and a sequence with holes, are what the papers' equations say."""
    layer, x, states = case.make(), sequences(), states_of(case)
    output, new = layer.cell(x[:, 0], states)
    expected = case.oracle_step(layer.cell, x[:, 0], states)
    assert_close([output, *new], [expected[0], *expected])
    for mask in (None, MASK):
        got = layer(x, initial_state=states, mask=mask)
        assert_close(got, oracle_run(case, layer.cell, x, states, mask))


def teaching_loop(cell, x, states):
    """The loop as notebooks write it."""
    outputs = []
    for t in range(x.shape[1]):
        output, states = cell(x[:, t], states)
        outputs.append(output)
    return [ops.stack(outputs, axis=1), *states]


def check_loops(case):
    """The engine, the loop of Keras, its unrolled loop and a plain one agree."""
    layer, x, states = case.make(), sequences(), states_of(case)
    assert_close(layer(x, initial_state=states), teaching_loop(layer.cell, x, states))
    unrolled = case.make(cell=layer.cell, unroll=True, built=False)
    for mask in (None, MASK):
        for initial in (None, states):
            got = layer(x, initial_state=initial, mask=mask)
            expected = keras_loop(layer)(x, initial_state=initial, mask=mask)
            assert_close(got, expected)
    assert_close(got, unrolled(x, initial_state=states, mask=MASK))


def keras_loop(layer, **options):
    """Return the layer of Keras that runs the same cell."""
    options = {"return_sequences": True, "return_state": True, **options}
    return keras.layers.RNN(layer.cell, dtype=layer.dtype_policy, **options)


def check_halves(case):
    """A sequence read in two parts, with the states carried over, is the whole."""
    layer, x, states = case.make(), sequences(), states_of(case)
    whole = numbers(layer(x, initial_state=states))
    first = numbers(layer(x[:, :2], initial_state=states))
    second = numbers(layer(x[:, 2:], initial_state=first[1:]))
    outputs = np.concatenate([first[0], second[0]], axis=1)
    assert_close([outputs, *second[1:]], whole)
    assert abs(whole[0][:, 1] - whole[0][:, 2]).max() > 0.1


def check_masks(case):
    """Padding anywhere changes nothing, with zero states and with others."""
    layer, states = case.make(), states_of(case)
    x, garbage = sequences(), sequences(9) * 1e3
    assert_padding_invariant(layer, x, MASK, tolerance=1e-9)
    dirty = np.where(MASK[..., None], x, garbage)
    got = numbers(layer(dirty, initial_state=states, mask=MASK))
    assert_close(got, layer(x, initial_state=states, mask=MASK))
    for row, valid in enumerate(MASK):
        first = [state[row : row + 1] for state in states]
        if not valid.any():  # nothing happened: the states are the old ones
            assert_close([state[row : row + 1] for state in got[1:]], first)
            continue
        alone = numbers(layer(x[row : row + 1, valid], initial_state=first))
        assert_close([got[0][row][valid], *(s[row] for s in got[1:])], strip(alone))


def strip(arrays):
    return [array[0] for array in arrays]


def check_zeros_for_masks(case):
    """With `zero_output_for_mask` a masked step shows zeros, and no other does."""
    x, states = sequences(), states_of(case)
    layer = case.make(zero_output_for_mask=True)
    shown, *final = numbers(layer(x, initial_state=states, mask=MASK))
    repeating, *expected = numbers(case.make()(x, initial_state=states, mask=MASK))
    np.testing.assert_array_equal(shown, repeating * MASK[..., None])
    assert_close(final, expected)
    assert_close(
        [shown, *final],
        keras_loop(layer, zero_output_for_mask=True)(
            x, initial_state=states, mask=MASK
        ),
    )


def check_backwards(case):
    """Backwards is forwards on the reversed sequence, mask and all."""
    x, states = sequences(), states_of(case)
    forward, backward = case.make(), case.make(go_backwards=True)
    for mask in (None, MASK):
        flipped = None if mask is None else mask[:, ::-1]
        got = backward(x, initial_state=states, mask=mask)
        assert_close(got, forward(x[:, ::-1], initial_state=states, mask=flipped))
    ahead = numbers(forward(x, initial_state=states))[0]
    assert abs(ahead - numbers(got)[0]).max() > 0.1  # no palindrome


def check_causality(case):
    """No output depends on a later input."""
    states = states_of(case)
    layer = case.make()
    assert_causal(lambda x: layer(x, initial_state=states), sequences(), tolerance=0)


def check_last(case):
    """Without `return_sequences` the output is that of the last step."""
    x, states = sequences(), states_of(case)
    for mask in (None, MASK):
        outputs, *final = numbers(case.make()(x, initial_state=states, mask=mask))
        last = case.make(return_sequences=False)
        assert_close(last(x, initial_state=states, mask=mask), [outputs[:, -1], *final])
        alone = case.make(return_sequences=False, return_state=False)
        assert_close(alone(x, initial_state=states, mask=mask), outputs[:, -1])


def check_stateful(case):
    """A stateful layer goes on where it stopped, until it is reset."""
    x = sequences()
    stateful = case.make(stateful=True)
    whole = numbers(case.make()(x))
    for _ in range(2):
        stateful.reset_state()
        first = numbers(stateful(x[:, :2]))
        second = numbers(stateful(x[:, 2:]))
        assert_close(np.concatenate([first[0], second[0]], axis=1), whole[0])
        assert_close(second[1:], whole[1:])
    held = numbers([state.value for state in stateful.states])
    assert_close(held, whole[1:])


def check_one_step(case):
    """A sequence of one step is a step; masked, it is none."""
    layer, x, states = case.make(), sequences(time=1), states_of(case)
    output, new = layer.cell(x[:, 0], states)
    assert_close(layer(x, initial_state=states), [output[:, None], *new])
    none = np.zeros((BATCH, 1), bool)
    shown, *final = numbers(layer(x, initial_state=states, mask=none))
    assert_close(final, states)
    assert not shown.any()


VALUES = [
    check_oracle,
    check_loops,
    check_halves,
    check_masks,
    check_zeros_for_masks,
    check_backwards,
    check_causality,
    check_last,
    check_stateful,
    check_one_step,
]
assert len({BATCH, TIME, FEATURES, UNITS}) == 4
