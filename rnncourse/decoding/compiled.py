"""A step function that is compiled once and runs without Python."""

from rnncourse.layers.engine import graph


def compiled(step):
    """Return a step function that runs as one compiled graph.

    Called from Python, a step of a network is some dozen operations, each with its
    overhead; compiled it is one.  The first two or three calls take longer: they trace
    the step, for a number of rows that may then change from call to call.  `greedy` and
    the beams compile it once more, with all that they do on the way from one step to
    the next, so that only the best tokens of each row come back to Python.

    Args:
        step: A `rnncourse.typing.StepFunction` written in `keras.ops` only: no NumPy
            inside, and only tensors `(rows, …)` in its state.  Keep what is returned
            and use it again; weights that are trained in the meantime are seen.

    Returns:
        The same function of `tokens` and `state`.  It is compiled on TensorFlow, and
        `step` itself on other backends.

    Example:

    >>> import keras
    >>> from keras import ops
    >>> cell = keras.layers.GRUCell(4)
    >>> embedding, output = keras.layers.Embedding(9, 4), keras.layers.Dense(9)
    >>> def step(tokens, state):
    ...     h, _ = cell(embedding(tokens), state)
    ...     return ops.log_softmax(output(h)), h
    >>> log_probs, h = compiled(step)(ops.array([1, 2]), ops.zeros((2, 4)))
    >>> tuple(log_probs.shape), tuple(h.shape)
    ((2, 9), (2, 4))
    """
    return graph(step)
