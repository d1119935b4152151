"""A function of tensors that is compiled once, for any number of rows."""

import keras


class Graph:
    """A compiled function, which may be compiled anew with what stands around it.

    On TensorFlow it runs as one `tf.function`, which sees the present values of
    variables; on other backends as it was written.

    Args:
        function: A function in `keras.ops` of tensors `(rows, …)`, which may stand in
            lists and dictionaries.

    Example:

    >>> from keras import ops
    >>> double = Graph(lambda x: ops.add(x, x))
    >>> def negative(function):
    ...     return lambda x: -function(x)
    >>> ops.convert_to_numpy(double.within(negative)(ops.ones(2))).tolist()
    [-2.0, -2.0]
    """

    def __init__(self, function):
        self._function = function
        self._compiled = _compiled(function)
        self._within = {}

    def __call__(self, *arguments, **named):
        """Run it."""
        return self._compiled(*arguments, **named)

    def within(self, wrapper):
        """Return `wrapper(function)` as one graph, made at the first call.

        Args:
            wrapper: A function from a function to a function, at module level.
        """
        if wrapper not in self._within:
            self._within[wrapper] = graph(wrapper(self._function))
        return self._within[wrapper]


def graph(function):
    """Return a function of tensors as a graph whose first axes may change in length.

    Args:
        function: A function in `keras.ops` of tensors `(rows, …)`, which may stand in
            lists and dictionaries.

    Returns:
        A `Graph`.

    Example:

    >>> from keras import ops
    >>> double = graph(lambda x: ops.add(x, x))
    >>> [ops.convert_to_numpy(double(ops.ones(n))).tolist() for n in (1, 2, 3)]
    [[2.0], [2.0, 2.0], [2.0, 2.0, 2.0]]
    """
    return Graph(function)


def _compiled(function):
    if keras.config.backend() != "tensorflow":
        return function
    from rnncourse.layers.engine._tensorflow import graph as tensorflow_graph

    return tensorflow_graph(function)
