"""The engine on JAX: two scans and a gradient that ties them together."""

import jax
import jax.numpy as jnp

from rnncourse.layers.engine._plan import Plan


def run(step, xs, states, weights, drops, mask):
    """Run `step` over time; see `rnncourse.layers.engine.unroll`."""
    masks = [] if mask is None else [mask]

    @jax.custom_vjp
    def differentiable(xs, states, weights, drops, masks):
        outputs, final, _ = forward(xs, states, weights, drops, masks)
        return outputs, final

    def forward(xs, states, weights, drops, masks):
        plan = Plan(step, [x[0] for x in xs], states, weights, drops, jnp.matmul)
        final, (sums, history) = _forward(plan, xs, states, weights, masks)
        return history[0], final, (sums, history)

    def forward_and_keep(*arguments):
        outputs, final, made = forward(*arguments)
        return (outputs, final), (arguments, made)

    def backward(kept, gradients):
        (xs, states, weights, drops, masks), made = kept
        plan = Plan(step, [x[0] for x in xs], states, weights, drops, jnp.matmul)
        grads = _backward(plan, (xs, states, weights, masks, *made), *gradients)
        return (*grads, None, None)

    differentiable.defvjp(forward_and_keep, backward)
    return differentiable(xs, states, weights, drops, masks)


def _ahead(values):
    """Return the first step of every value, and all others one step early.

    The steps of a scan are handed on to the next one and used there: a slice within
    the arithmetic of a step would keep XLA from vectorising it.
    """
    early = [jnp.concatenate([v[1:], v[-1:]]) for v in values]
    return [v[0] for v in values], early


def _forward(plan, xs, states, weights, masks):
    """Return final states, and the sums of all products and states of every step."""

    def body(carry, ahead):
        old, now = carry
        new, sums = plan.step(now[: len(xs)], old, weights)
        # Keras computes some functions in single precision on JAX, whatever comes.
        new = [n.astype(o.dtype) for n, o in zip(new, old, strict=True)]
        new = _where(now[len(xs) :], new, old)
        return (new, ahead), (sums, new)

    now, ahead = _ahead([*xs, *masks])
    (final, _), made = jax.lax.scan(body, (states, now), ahead)
    return final, made


def _backward(plan, kept, d_outputs, d_final):
    """Return the gradients of inputs, initial states and weights."""
    xs, states, weights, masks, sums, history = kept
    before = [
        jnp.concatenate([first[None], after[:-1]])
        for first, after in zip(states, history, strict=True)
    ]
    pointwise = [weights[i] for i in plan.pointwise]
    free = [xs[i] for i in plan.free]
    products, inner = len(sums), len(sums) + len(free)
    inputs = inner + len(states)

    def body(carry, ahead):
        d_states, totals, now = carry
        z, x, old = now[:products], now[products:inner], now[inner:inputs]
        d_output, keep = now[inputs], now[inputs + 1 :]
        d_new = [d_states[0] + d_output, *d_states[1:]]
        zeros = [jnp.zeros_like(d) for d in d_new]

        def replay(z, x, old, pointwise):
            all_weights = list(weights)
            for i, w in zip(plan.pointwise, pointwise, strict=True):
                all_weights[i] = w
            return plan.replay(x, old, z, all_weights, _known)

        _, transpose, found = jax.vjp(replay, z, x, old, pointwise, has_aux=True)
        d_z, d_x, d_old, d_pointwise = transpose(_where(keep, d_new, zeros))
        if keep:  # a state that stayed as it was passes its gradient on
            passed = _where(keep, zeros, d_new)
            d_old = [d + p for d, p in zip(d_old, passed, strict=True)]
        totals = [t + d for t, d in zip(totals, d_pointwise, strict=True)]
        return (d_old, totals, ahead), (d_z, d_x, found)

    backwards = [v[::-1] for v in [*sums, *free, *before, d_outputs, *masks]]
    now, ahead = _ahead(backwards)
    totals = [jnp.zeros(w.shape, _wide(w.dtype)) for w in pointwise]
    carry = d_final, totals, now
    (d_states, totals, _), made = jax.lax.scan(body, carry, ahead)
    d_z, d_x, factors = ([v[::-1] for v in values] for values in made)
    totals = [t.astype(w.dtype) for t, w in zip(totals, pointwise, strict=True)]
    d_xs, d_weights = plan.gradients(d_z, d_x, before, factors, totals, _outer)
    return d_xs, d_states, d_weights


@jax.custom_vjp
def _known(a, z, U):
    """Return `z`, which is `x + a U`, with the gradient of that."""
    return z


_known.defvjp(
    lambda a, z, U: (z, U),
    lambda U, d: (jnp.matmul(d, U.T), d, None),
)


def _outer(a, d):
    """Return the sum over time and batch of `a^T d`, as one product."""
    return jnp.matmul(a.reshape(-1, a.shape[-1]).T, d.reshape(-1, d.shape[-1]))


def _where(keep, new, old):
    """Return `new` where the mask says so, else `old`; `keep` is `[]` or `[mask]`."""
    if not keep:
        return new
    return [jnp.where(keep[0], n, o) for n, o in zip(new, old, strict=True)]


def _wide(dtype):
    """Return the type in which to add up many small numbers."""
    return dtype if dtype.itemsize >= 4 else jnp.float32
