"""What all recurrent cells share: their weights, and how a step is taken."""

import keras
from keras import ops

from rnncourse.layers._checks import check_step
from rnncourse.layers.engine import add_product


class RecurrentCell(keras.layers.Layer):
    r"""One time step of a recurrent network, as an equation.

    A cell makes something of its input that needs no state, `project`, and then takes
    a `step` from the old states to the new ones:

    $$
    x_t W + b \;\rightarrow\; \mathrm{step}(x_t W + b,\; s_{t-1}) = s_t, \qquad
    h_t = s_t^{(1)}
    $$

    A subclass writes `step`, and `create_weights` and `project` if it has more than
    the three usual weights.  It is abstract or final: no cell derives from another.

    Args:
        units: Number of hidden units, 1 or more.
        **kwargs: Of `keras.layers.Layer`, such as `dtype` and `name`.

    Call arguments:
        inputs: `(batch, features)`.
        states: List of `(batch, units)` arrays, the output of the step before first.

    Returns:
        The output `(batch, units)`, and the list of new states.

    Raises:
        ValueError: If `units` is not a whole number above 0.

    Masking: none here; a cell sees one step.  The layer around it keeps the old states
    where the mask is `False`.

    Attributes:
        state_names: Names of the states, the output first.
        blocks: Number of blocks of `units` columns in `kernel`.
        bias_blocks: The same of `bias`, where it has more.
        options: Names of the constructor's arguments beside `units`.

    Example:

    >>> class LeakyCell(RecurrentCell):
    ...     def step(self, xs, states, weights, add_product):
    ...         (x,), (h,), (U,) = xs, states, weights
    ...         return [0.9 * h + 0.1 * ops.tanh(add_product(x, h, U))]
    >>> cell = LeakyCell(4)
    >>> output, states = cell(ops.ones((2, 3)), cell.get_initial_state(2))
    >>> tuple(output.shape), [tuple(weight.shape) for weight in cell.weights]
    ((2, 4), [(3, 4), (4, 4), (4,)])
    """

    state_names = ("h",)
    blocks = 1
    bias_blocks = None
    options = ()

    def __init__(self, units, **kwargs):
        if not isinstance(units, int) or isinstance(units, bool) or units < 1:
            raise ValueError(
                f"`units` must be a whole number, 1 or more; got {units!r}. It is the "
                "size of the hidden state."
            )
        super().__init__(**kwargs)
        self.units = units
        self.state_size = [units] * len(self.state_names)
        self.output_size = units

    def build(self, input_shape):
        """Create the weights; `input_shape` ends with the number of features."""
        self.features = input_shape[-1]
        self.create_weights(self.features)
        self.built = True

    def create_weights(self, features):
        """Create `kernel`, `recurrent_kernel` and `bias` with all their blocks."""
        columns = self.blocks * self.units
        self.kernel = self.add_weight(
            shape=(features, columns), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, columns),
            initializer="orthogonal",
            name="recurrent_kernel",
        )
        self.bias = self.add_weight(
            shape=((self.bias_blocks or self.blocks) * self.units,),
            initializer=self.first_bias,
            name="bias",
        )

    def first_bias(self, shape, dtype):
        """Return the initial bias `(blocks * units,)`: zeros."""
        return ops.zeros(shape, dtype)

    def project(self, inputs):
        """Return what `step` gets of the inputs `(..., features)`: $x W + b$."""
        return [ops.matmul(inputs, self.kernel) + self.bias]

    @property
    def step_weights(self):
        """The weights that `step` gets, as variables."""
        return [self.recurrent_kernel]

    @property
    def product_rows(self):
        """The width of what each `add_product` of a step multiplies."""
        return [self.units]

    def step(self, xs, states, weights, add_product):
        """Return the new states; see `rnncourse.layers.engine.unroll`."""
        raise NotImplementedError(f"{type(self).__name__} does not define `step`.")

    def call(self, inputs, states):
        """Take one step."""
        check_step(self, inputs, states)
        weights = [ops.convert_to_tensor(weight) for weight in self.step_weights]
        new = self.step(self.project(inputs), list(states), weights, self._product)
        return new[0], new

    @property
    def _product(self):
        """`add_product`, with the dropout masks that a layer may have lent."""
        drops = getattr(self, "_drops", ())
        if not drops:
            return add_product
        drops = iter(drops)
        return lambda x, a, U: add_product(x, a * next(drops), U)

    def get_initial_state(self, batch_size=None):
        """Return zeros for every state, `(batch, units)` each."""
        return [
            ops.zeros((batch_size, size), dtype=self.compute_dtype)
            for size in self.state_size
        ]

    def get_config(self):
        """Return the arguments of the constructor."""
        chosen = {name: getattr(self, name) for name in self.options}
        return {**super().get_config(), "units": self.units, **chosen}


def count_parameters(cell, features):
    """Return how many numbers a cell learns for inputs of a size.

    Args:
        cell: A `RecurrentCell`, built or not.
        features: Size of the inputs.

    Example:

    >>> from rnncourse.layers import LSTMCell
    >>> count_parameters(LSTMCell(32), features=300)  # 4 h (d + h + 1)
    42624
    """
    copy = type(cell).from_config(cell.get_config())
    copy.build((None, features))
    return copy.count_params()


def gates(z, count):
    """Cut `(batch, count * units)` into `count` blocks, `(batch, units)` each.

    Args:
        z: `(batch, count * units)`.
        count: Number of blocks.

    Example:

    >>> [float(block[0, 0]) for block in gates(ops.arange(6)[None], 3)]
    [0.0, 2.0, 4.0]
    """
    return ops.split(z, count, axis=-1)


def named_activation(name, allowed):
    """Return the function of `keras.activations` with this name.

    Args:
        name: One of `allowed`.
        allowed: The names that make sense.

    Raises:
        ValueError: If the name is another one.

    Example:

    >>> named_activation("softmax", ("tanh", "relu"))
    Traceback (most recent call last):
    ValueError: Unknown activation 'softmax'; use one of 'tanh', 'relu'.
    """
    if name not in allowed:
        raise ValueError(
            f"Unknown activation {name!r}; use one of {', '.join(map(repr, allowed))}."
        )
    return keras.activations.get(name)
