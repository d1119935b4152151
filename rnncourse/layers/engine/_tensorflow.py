"""The engine on TensorFlow: two loops and a gradient that ties them together."""

import tensorflow as tf

from rnncourse.layers.engine._lists import TimeList, while_loop
from rnncourse.layers.engine._plan import Plan


def run(step, xs, states, weights, drops, mask):
    """Run `step` over time; see `rnncourse.layers.engine.unroll`."""

    @tf.custom_gradient
    def differentiable(xs, states, weights):
        plan = Plan(step, [x[0] for x in xs], states, weights, drops, tf.matmul)
        sums, history = _forward(plan, xs, states, weights, mask)

        def gradient(d_outputs, *d_final):
            kept = xs, states, weights, mask, sums, history
            return _backward(plan, kept, d_outputs, list(d_final))

        return (history[0], *(state[-1] for state in history)), gradient

    weights = [tf.convert_to_tensor(w) for w in weights]  # values, not variables
    outputs, *final = differentiable(xs, states, weights)
    return outputs, final


def _forward(plan, xs, states, weights, mask):
    """Return the sums of every product and the states after every step."""
    time = tf.shape(xs[0])[0]
    streams = [TimeList.of(x) for x in xs]  # each z is written where its x was
    masks = [] if mask is None else [TimeList.of(mask)]
    shapes = plan.new_shapes + [state.shape for state in states]
    made = [TimeList.empty(time, shape, xs[0].dtype) for shape in shapes]

    def body(t, old, now, streams, made):
        new, sums = plan.step(now[: len(xs)], old, weights)
        new = _where(now[len(xs) :], new, old)
        streams, others = plan.place(streams, sums, lambda x, z: x.set(t, z))
        made = [m.set(t, v) for m, v in zip(made, [*others, *new], strict=True)]
        # What the next step reads is read now: a slice within the arithmetic of a
        # step would keep XLA from vectorising it.
        ahead = tf.minimum(t + 1, time - 1)
        return t + 1, new, [s.get(ahead) for s in [*streams, *masks]], streams, made

    now = [s.get(0) for s in [*streams, *masks]]
    *_, streams, made = while_loop(
        lambda t: t < time, body, [tf.constant(0), states, now, streams, made]
    )
    made, cut = [m.stack() for m in made], len(plan.new_shapes)
    return plan.collect([s.stack() for s in streams], made[:cut]), made[cut:]


def _backward(plan, kept, d_outputs, d_final):
    """Return the gradients of inputs, initial states and weights."""
    xs, states, weights, mask, sums, history = kept
    time = tf.shape(xs[0])[0]
    before = [
        tf.concat([first[None], after[:-1]], 0)
        for first, after in zip(states, history, strict=True)
    ]
    pointwise = [weights[i] for i in plan.pointwise]
    # Sums and free inputs are read for the last time: gradients take their places.
    replaced = [TimeList.of(v) for v in [*sums, *(xs[i] for i in plan.free)]]
    fixed = [TimeList.of(v) for v in [*before, d_outputs]]
    fixed += [] if mask is None else [TimeList.of(mask)]
    factors = [TimeList.empty(time, s, xs[0].dtype) for s in plan.factor_shapes]
    products, inner, inputs = len(sums), len(replaced), len(replaced) + len(states)

    def body(t, d_states, totals, now, replaced, factors):
        z, x, old = now[:products], now[products:inner], now[inner:inputs]
        d_output, keep = now[inputs], now[inputs + 1 :]
        d_new = [d_states[0] + d_output, *d_states[1:]]
        zeros = [tf.zeros_like(d) for d in d_new]
        sources = [*z, *x, *old, *pointwise]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(sources)
            new, found = plan.replay(x, old, z, weights, _known)
        grads = tape.gradient(
            new, sources, _where(keep, d_new, zeros), unconnected_gradients="zero"
        )
        d_old = grads[inner:inputs]
        if keep:  # a state that stayed as it was passes its gradient on
            passed = _where(keep, zeros, d_new)
            d_old = [d + p for d, p in zip(d_old, passed, strict=True)]
        totals = [
            total + tf.cast(d, total.dtype)
            for total, d in zip(totals, grads[inputs:], strict=True)
        ]
        replaced = [r.set(t, d) for r, d in zip(replaced, grads[:inner], strict=True)]
        factors = [f.set(t, a) for f, a in zip(factors, found, strict=True)]
        back = tf.maximum(t - 1, 0)
        now = [v.get(back) for v in [*replaced, *fixed]]
        return t - 1, d_old, totals, now, replaced, factors

    now = [v.get(time - 1) for v in [*replaced, *fixed]]
    totals = [tf.zeros_like(w, dtype=_wide(w.dtype)) for w in pointwise]
    _, d_states, totals, _, replaced, factors = while_loop(
        lambda t: t >= 0, body, [time - 1, d_final, totals, now, replaced, factors]
    )
    grads = [r.stack() for r in replaced]
    totals = [tf.cast(t, w.dtype) for t, w in zip(totals, pointwise, strict=True)]
    d_xs, d_weights = plan.gradients(
        grads[:products],
        grads[products:],
        before,
        [f.stack() for f in factors],
        totals,
        _outer,
    )
    return d_xs, d_states, d_weights


def _known(a, z, U):
    """Return `z`, which is `x + a U`, with the gradient of that."""

    @tf.custom_gradient
    def known(a, z):
        return tf.identity(z), lambda d: (tf.matmul(d, U, transpose_b=True), d)

    return known(a, z)


def _outer(a, d):
    """Return the sum over time and batch of `a^T d`, as one product."""
    a, d = (tf.reshape(v, (-1, v.shape[-1])) for v in (a, d))
    return tf.matmul(a, d, transpose_a=True)


def _where(keep, new, old):
    """Return `new` where the mask says so, else `old`; `keep` is `[]` or `[mask]`."""
    if not keep:
        return new
    return [tf.where(keep[0], n, o) for n, o in zip(new, old, strict=True)]


def _wide(dtype):
    """Return the type in which to add up many small numbers."""
    return dtype if dtype.size >= 4 else tf.float32


def graph(function):
    """Compile a function; see `rnncourse.layers.engine.graph`."""
    return tf.function(function, autograph=False, reduce_retracing=True)
