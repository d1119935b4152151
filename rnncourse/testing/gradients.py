"""Gradients against what a small change of the input really does."""

import numpy as np

STEP = 1e-5


def assert_gradients_match(
    function, arguments, *, gradients=None, directions=None, seed=0, tolerance=1e-6
):
    r"""Assert that gradients are what a small change of the arguments shows.

    $$
    \left|\frac{f(x + \delta e) - f(x - \delta e)}{2\delta} - \nabla f(x) \cdot e\right|
    \le \varepsilon \cdot \max(1, |\nabla f(x) \cdot e|), \qquad \delta = 10^{-5}
    $$

    Everything is done in double precision; in single precision the left fraction is
    right to two digits only, and a tolerance that allows for it allows for mistakes.
    A layer of Keras computes in double precision if the layer *and* its cell were
    made with `dtype="float64"`.

    Args:
        function: From the arguments to one number, $f$.
        arguments: List of numbers or arrays of any shape, `(...)`: the place $x$.
        gradients: A function that takes the arguments and returns a list of arrays, one
            an argument, in their shapes `(...)`.  If left out, TensorFlow
            differentiates `function`.
        directions: Number of random directions $e$ tried for each argument.  If left
            out, $e$ runs over all coordinates, which tells where a mistake is.  Every
            wrong coordinate shows in a random direction too, in fewer calls.
        seed: Seed of the directions.
        tolerance: $\varepsilon$.

    Returns:
        How many derivatives were compared.

    Raises:
        AssertionError: If a gradient is wrong or has the wrong shape, or if the
            comparison would prove nothing: no argument, numbers that are not finite,
            single precision, or an argument on which the function does not depend.

    Example:

    >>> def loss(x, w):
    ...     return np.tanh(x @ w).sum()
    >>> def by_hand(x, w):
    ...     d = 1 - np.tanh(x @ w) ** 2
    ...     return d @ w.T, x.T @ d
    >>> rng = np.random.default_rng(0)
    >>> case = [rng.normal(size=(2, 3)), rng.normal(size=(3, 4))]
    >>> assert_gradients_match(loss, case, gradients=by_hand)
    18
    >>> assert_gradients_match(loss, case, gradients=lambda x, w: (0 * x, 0 * w))
    Traceback (most recent call last):
    AssertionError: The gradient of argument 0 is wrong at ...: 0 given, ...
    """
    arguments = [np.asarray(argument, np.float64) for argument in arguments]
    _look_at(function, arguments)
    given = list((gradients or _automatic(function))(*arguments))
    if len(given) != len(arguments):
        raise AssertionError(
            f"There are {len(given)} gradients for {len(arguments)} arguments."
        )
    rng, compared = np.random.default_rng(seed), 0
    for number, (argument, gradient) in enumerate(zip(arguments, given, strict=True)):
        gradient = _checked(gradient, argument, number)
        ways = list(_ways(argument.shape, directions, rng))
        measured = [_measure(function, arguments, number, e) for e in ways]
        claimed = [float((gradient * e).sum()) for e in ways]
        _compare(number, argument.shape, measured, claimed, directions, tolerance)
        compared += len(ways)
    return compared


def _look_at(function, arguments):
    """Raise if nothing can come of a comparison."""
    if not sum(argument.size for argument in arguments):
        raise AssertionError("Nothing was compared: there is no argument, no number.")
    for number, argument in enumerate(arguments):
        if not np.isfinite(argument).all():
            raise AssertionError(f"A number of argument {number} is not finite.")
    value = np.asarray(function(*arguments))
    if value.size != 1:
        raise AssertionError(
            f"The function returns an array of shape {value.shape}; a gradient belongs "
            "to one number. Sum it up, with random weights best."
        )
    if value.dtype != np.float64:
        raise AssertionError(
            f"The function computes in {value.dtype}, too coarse to measure a "
            'derivative. Make layers and cells with dtype="float64".'
        )
    if not np.isfinite(value).all():
        raise AssertionError(f"The function returns {value}, not finite.")


def _checked(gradient, argument, number):
    if gradient is None:
        raise AssertionError(
            f"There is no gradient of argument {number}: the function does not use it "
            "in a way that can be differentiated."
        )
    gradient = np.asarray(gradient, np.float64)
    if gradient.shape != argument.shape:
        raise AssertionError(
            f"The gradient of argument {number} has the shape {gradient.shape}; the "
            f"argument has {argument.shape}."
        )
    if not np.isfinite(gradient).all():
        raise AssertionError(f"The gradient of argument {number} is not finite.")
    return gradient


def _ways(shape, directions, rng):
    """Yield what is added to an argument: one coordinate, or a random direction."""
    if directions is not None:
        for _ in range(directions):
            yield rng.normal(size=shape)
        return
    for place in np.ndindex(shape):
        e = np.zeros(shape)
        e[place] = 1
        yield e


def _measure(function, arguments, number, e):
    """Return the derivative along `e` as a difference."""
    values = []
    for sign in (1, -1):
        moved = list(arguments)
        moved[number] = arguments[number] + sign * STEP * e
        values.append(np.asarray(function(*moved)).item())
    return (values[0] - values[1]) / (2 * STEP)


def _compare(number, shape, measured, claimed, directions, tolerance):
    if not np.isfinite(measured).all():
        raise AssertionError(
            f"The function is not finite close to argument {number}: measured "
            f"{measured[:3]}."
        )
    if np.abs(measured).max(initial=0) <= 1e-10:
        raise AssertionError(
            f"The function does not depend on argument {number} here: all measured "
            "derivatives are 0, and a gradient of zeros would pass as well."
        )
    apart = np.abs(np.subtract(measured, claimed))
    if (apart > tolerance * np.maximum(1, np.abs(claimed))).any():
        worst = int(apart.argmax())
        place = tuple(int(i) for i in np.unravel_index(worst, shape or (1,)))
        where = f"at {place if shape else ()}"
        if directions is not None:
            where = "along a random direction"
        raise AssertionError(
            f"The gradient of argument {number} is wrong {where}: {claimed[worst]:.6g} "
            f"given, {measured[worst]:.6g} measured."
        )


def _automatic(function):
    """Return the function of the gradients by TensorFlow."""
    import rnncourse._quiet  # noqa: F401, I001
    import tensorflow as tf

    def gradients(*arguments):
        arguments = [tf.convert_to_tensor(argument) for argument in arguments]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(arguments)
            value = function(*arguments)
        return tape.gradient(value, arguments)

    return gradients
