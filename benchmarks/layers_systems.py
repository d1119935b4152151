"""What `benchmarks.layers` measures: one training step and one pass of a layer.

A system is made for one size and gives two functions without arguments that return
when the work is done.
"""

import importlib.util
import logging
import typing

import rnncourse._quiet

import keras
import numpy as np

import rnncourse.layers

CELLS = [
    name.removesuffix("Cell")
    for name in rnncourse.layers.__all__
    if name.endswith("Cell") and name not in ("RecurrentCell", "MemoryCell")
]
KERAS = {"LSTM": "LSTM", "GRU": "GRU", "Elman": "SimpleRNN"}
TORCH = {"LSTM": "LSTM", "GRU": "GRU", "Elman": "RNN"}


class Size(typing.NamedTuple):
    """Sizes of a measurement; there are as many features as units."""

    batch: int
    time: int
    units: int


class System(typing.NamedTuple):
    """Two things that can be timed."""

    train: typing.Callable
    infer: typing.Callable


def names(cells):
    """Return the names of all systems, ours first, that these cells call for."""
    found = [f"rnncourse {cell}" for cell in cells]
    for cell in cells:
        if cell in KERAS:
            found += [f"keras {KERAS[cell]}, XLA", f"keras {KERAS[cell]}, no XLA"]
        found.append(f"keras RNN({cell}Cell), XLA")
    if importlib.util.find_spec("torch"):
        found += [f"torch {TORCH[cell]}" for cell in cells if cell in TORCH]
    return found


def make(name, size, *, masked, seed):
    """Return the `System` of this name, or `None` where it has no masks."""
    library, _, rest = name.partition(" ")
    what, _, mode = rest.partition(", ")
    rng = np.random.default_rng(seed)
    x, d = rng.normal(size=(2, size.batch, size.time, size.units)).astype("float32")
    lengths = rng.integers(size.time // 2, size.time + 1, size.batch)
    mask = np.arange(size.time) < lengths[:, None] if masked else None
    if library == "torch":
        return None if masked else _torch(what, size, x, d)
    keras.utils.set_random_seed(seed)
    layer = _layer(library, what, size.units)
    layer.build(x.shape)
    run = {"tensorflow": _tensorflow, "jax": _jax}[keras.config.backend()]
    return run(layer, x, d, mask, compiled=mode != "no XLA")


def _layer(library, what, units):
    if library == "rnncourse":
        return getattr(rnncourse.layers, what)(units, return_sequences=True)
    if what.startswith("RNN("):
        cell = getattr(rnncourse.layers, what[4:-1])(units)
        return keras.layers.RNN(cell, return_sequences=True)
    return getattr(keras.layers, what)(units, return_sequences=True)


def _tensorflow(layer, x, d, mask, *, compiled):
    import tensorflow as tf

    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # many functions: meant
    x, d = tf.constant(x), tf.constant(d)
    mask = None if mask is None else tf.constant(mask)
    weights = [weight.value for weight in layer.trainable_variables]

    @tf.function(jit_compile=compiled)
    def train():
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_sum(layer(x, mask=mask, training=True) * d)
        return loss, tape.gradient(loss, [*weights, x])

    @tf.function(jit_compile=compiled)
    def infer():
        outputs = layer(x, mask=mask, training=False)
        return outputs[0, -1, 0], outputs

    # One number is fetched, which waits for all and copies nothing large.
    return System(lambda: train()[0].numpy(), lambda: infer()[0].numpy())


def _jax(layer, x, d, mask, *, compiled):
    import jax

    del compiled  # always, on JAX
    weights = [weight.value for weight in layer.trainable_variables]
    others = [weight.value for weight in layer.non_trainable_variables]

    def forward(weights, x, training):
        outputs, _ = layer.stateless_call(
            weights, others, x, mask=mask, training=training
        )
        return outputs

    def loss(weights, x):
        return (forward(weights, x, True) * d).sum()

    train = jax.jit(jax.grad(loss, argnums=(0, 1)))
    infer = jax.jit(lambda weights, x: forward(weights, x, False))
    x = jax.numpy.asarray(x)
    return System(
        lambda: jax.block_until_ready(train(weights, x)),
        lambda: jax.block_until_ready(infer(weights, x)),
    )


def _torch(what, size, x, d):
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    module = getattr(torch.nn, what)(size.units, size.units, batch_first=True)
    module.to(device)
    x, d = (torch.tensor(v, device=device) for v in (x, d))
    x.requires_grad_(True)

    def wait():
        if device == "cuda":
            torch.cuda.synchronize()

    def train():
        module.zero_grad()
        x.grad = None
        (module(x)[0] * d).sum().backward()
        wait()

    def infer():
        with torch.no_grad():
            module(x)
        wait()

    return System(train, infer)
