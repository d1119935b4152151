"""The entrance of the engine: one function, and one shim a backend behind it."""

import keras
from keras import ops

SERVED = ("tensorflow", "jax")


def add_product(x, a, U):
    r"""Return $x + a U$, or $a U$ where `x` is `None`.

    Every product with a recurrent matrix goes through this function, which is handed
    to the step of a cell.  The engine hands over one of its own that remembers what
    was multiplied.

    Args:
        x: `(batch, columns)`, one of the step's inputs, or `None`.
        a: `(batch, rows)`.
        U: `(rows, columns)`, a recurrent matrix.

    Returns:
        `(batch, columns)`.

    Example:

    >>> add_product(ops.ones((1, 2)), ops.ones((1, 3)), ops.ones((3, 2))).numpy()
    array([[4., 4.]], dtype=float32)
    """
    product = ops.matmul(a, U)
    return product if x is None else x + product


def unroll(step, xs, states, weights, *, drops=(), mask=None):
    r"""Run a step over time, differentiable by back-propagation written by hand.

    $$
    s_t = \mathrm{step}(x_t, s_{t-1}, \theta), \qquad
    \frac{\partial L}{\partial s_{t-1}} =
    \Bigl(\frac{\partial s_t}{\partial s_{t-1}}\Bigr)^\top
    \frac{\partial L}{\partial s_t}, \qquad
    \frac{\partial L}{\partial U} = \sum_t a_t^\top\, \frac{\partial L}{\partial z_t}
    $$

    Automatic differentiation of a loop records every step and forms the gradient of
    $U$ at every step anew.  Here the forward loop keeps the states $s_t$ and the sums
    $z_t = x_t + a_t U$; the backward loop needs of each step only the derivative of
    its pointwise part, with $z_t$ taken for given, and one product with $U^\top$; and
    the sum over time that gives the gradient of $U$ is a single product after the
    loop.

    The contract of a step, `step(xs, states, weights, add_product)`:

    - It is a pure function in `keras.ops` that returns the list of new states.
    - It multiplies by a recurrent matrix only through `add_product(x, a, U)`, with
      `U` one of `weights`, each used once, and `x` one of `xs` or `None`.
    - An input that goes into `add_product` goes nowhere else, so that $z_t$ may take
      its place in memory.

    Reference: Werbos (1990), Backpropagation through time, for the recursion; Appleyard
    et al. (2016), section 3, for products taken out of the loop.

    Args:
        step: One step of a cell.
        xs: Inputs of all steps, each `(time, batch, columns)`: what the cell makes of
            its inputs before the loop, usually $x W + b$.
        states: Initial states, each `(batch, units)`; gradients flow into them.
        weights: Recurrent matrices and pointwise weights, as tensors.
        drops: Dropout masks, one for each product, `(batch, rows)`: $a$ is multiplied
            by its mask, the same at all steps.
        mask: `(time, batch)` booleans; where `False`, all states stay as they were.

    Returns:
        The first state after every step, `(time, batch, units)`, and the list of the
        final states.

    Raises:
        NotImplementedError: If there is no shim for the backend in use.
        ValueError: If a step breaks its contract.

    Masking: a masked step changes no state and passes its gradient to the step before.

    Example:

    >>> def sum_of_inputs(xs, states, weights, add_product):
    ...     (x,), (h,), (U,) = xs, states, weights
    ...     return [add_product(x, h, U)]
    >>> xs = [ops.ones((5, 1, 1))]
    >>> mask = ops.convert_to_tensor([[True], [True], [False], [True], [True]])
    >>> outputs, _ = unroll(
    ...     sum_of_inputs, xs, [ops.zeros((1, 1))], [ops.eye(1)], mask=mask)
    >>> ops.convert_to_numpy(outputs)[:, 0, 0].tolist()
    [1.0, 2.0, 2.0, 3.0, 4.0]
    """
    run = _shim()
    if mask is not None:
        mask = ops.cast(mask, "bool")[..., None]  # (time, batch, 1)
    return run(step, list(xs), list(states), list(weights), tuple(drops), mask)


def _shim():
    """Return the loop of the backend in use, which is imported here and not before."""
    backend = keras.config.backend()
    if backend == "tensorflow":
        from rnncourse.layers.engine._tensorflow import run
    elif backend == "jax":
        from rnncourse.layers.engine._jax import run
    else:
        raise NotImplementedError(
            f"The engine runs on {' and '.join(SERVED)}, not on {backend!r}. Layers "
            "fall back to the loop of Keras there; call the layer instead."
        )
    return run
