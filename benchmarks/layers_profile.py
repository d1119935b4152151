"""Where the time of a training step of our LSTM goes, part by part.

Every part is compiled and timed alone, in turns; the parts of the loop are what a
step would cost if it had nothing else to do.
"""

import statistics
import time

import rnncourse._quiet  # noqa: F401

import keras
import numpy as np
import tensorflow as tf

from benchmarks import records
from rnncourse.layers import LSTM, LSTMCell
from rnncourse.layers.engine import unroll


def parts(size, seed):
    """Return `{part: function}`; each function returns when its work is done."""
    batch, steps, units = size
    rng = np.random.default_rng(seed)

    def random(*shape, scale=1.0):
        return tf.constant(rng.normal(0, scale, shape).astype("float32"))

    x, d = random(steps, batch, units), random(steps, batch, units)
    z, d_z = random(steps, batch, 4 * units), random(steps, batch, 4 * units)
    W, U = random(units, 4 * units, scale=0.05), random(units, 4 * units, scale=0.05)
    zeros = [tf.zeros((batch, units))] * 2
    step = LSTMCell(units).step
    layer = LSTM(units, return_sequences=True)
    layer.build((None, None, units))
    swapped = tf.transpose(x, (1, 0, 2)), tf.transpose(d, (1, 0, 2))
    weights = [weight.value for weight in layer.trainable_variables]

    def forward(z, U):
        return unroll(step, [z], zeros, [U])[0]

    def both_loops():
        with tf.GradientTape() as tape:
            tape.watch([z, U])
            loss = tf.reduce_sum(forward(z, U) * d)
        return tape.gradient(loss, [z, U])

    def train():
        with tf.GradientTape() as tape:
            tape.watch(swapped[0])
            loss = tf.reduce_sum(layer(swapped[0]) * swapped[1])
        return tape.gradient(loss, [*weights, swapped[0]])

    def rows(v):
        return tf.reshape(v, (-1, v.shape[-1]))

    def repeat(body, value):
        return tf.while_loop(
            lambda t, _: t < steps, lambda t, v: (t + 1, body(v)), (0, value)
        )[1]

    def pointwise(h):
        state = [h, h]
        return step([z[0]], state, [U], lambda x, a, U: x + tf.tile(a, (1, 4)))[0]

    measured = {
        "whole training step": train,
        "before the loop: x W": lambda: tf.matmul(rows(x), W),
        "after the loop: gradient of x": lambda: tf.matmul(
            rows(d_z), W, transpose_b=True
        ),
        "after the loop: gradient of W": lambda: tf.matmul(
            rows(x), rows(d_z), transpose_a=True
        ),
        "loop forward": lambda: forward(z, U),
        "loops forward and backward, gradient of U": both_loops,
        "of that: h U alone, T times": lambda: repeat(
            lambda h: tf.matmul(h, U)[:, :units], zeros[0]
        ),
        "of that: d U^T alone, T times": lambda: repeat(
            lambda v: tf.tile(tf.matmul(v, U, transpose_b=True), (1, 4)), d_z[0]
        ),
        "of that: gates alone, forward, T times": lambda: repeat(pointwise, d[0]),
    }
    return {name: _compiled(function) for name, function in measured.items()}


def _compiled(function):
    @tf.function(jit_compile=True)
    def run():
        results = function()
        return tf.reshape(tf.nest.flatten(results)[0], [-1])[0], results

    return lambda: run()[0].numpy()  # one number, which waits for all


def measure_parts(size, repeats, seed):
    """Return one record a part, in milliseconds."""
    if keras.config.backend() != "tensorflow":
        raise SystemExit(
            "--profile takes the TensorFlow engine apart; unset the other."
        )
    functions = parts(size, seed)
    seconds = {name: [] for name in functions}
    for function in functions.values():
        function()
    for _ in range(repeats):
        for name, function in functions.items():
            before = time.perf_counter()
            function()
            seconds[name].append(time.perf_counter() - before)
    made = []
    for name, times in seconds.items():
        value = round(1e3 * statistics.median(times), 3)
        print(f"{','.join(map(str, size)):12} {name:44} {value:9.2f} ms", flush=True)
        made.append(
            records.make(
                "layers",
                system="rnncourse LSTM",
                metric="part_milliseconds",
                value=value,
                against=name,
                seed=seed,
                packages=("keras", "numpy", "tensorflow"),
                settings={**size._asdict(), "repeats": repeats},
            )
        )
    return made
