"""A function as a compiled graph, where the backend in use has such a thing."""

import keras


def graph(function):
    """Return a function of tensors as a graph whose first axes may change in length.

    Args:
        function: A function in `keras.ops` of tensors `(rows, …)`, which may stand in
            lists and dictionaries.

    Returns:
        On TensorFlow a `tf.function`, which sees the present values of variables; on
        other backends the function itself.

    Example:

    >>> from keras import ops
    >>> double = graph(lambda x: ops.add(x, x))
    >>> [ops.convert_to_numpy(double(ops.ones(n))).tolist() for n in (1, 2, 3)]
    [[2.0], [2.0, 2.0], [2.0, 2.0, 2.0]]
    """
    if keras.config.backend() != "tensorflow":
        return function
    from rnncourse.layers.engine._tensorflow import graph as tensorflow_graph

    return tensorflow_graph(function)
