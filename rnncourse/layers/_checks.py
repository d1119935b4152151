"""Bad input to a recurrent layer: what came, what was expected, what to do."""

import keras


def check_rate(name, rate):
    """Return a dropout rate, after looking whether it is one."""
    if isinstance(rate, (int, float)) and 0 <= rate < 1:
        return rate
    raise ValueError(
        f"`{name}` is the share that is dropped, from 0 to below 1; got {rate!r}."
    )


def check_sequences(layer, shape):
    """Raise unless `shape` is `(batch, time, features)`."""
    rank = getattr(shape, "rank", len)  # None where TensorFlow knows nothing yet
    shape = ("any rank",) if rank is None else tuple(shape)
    if len(shape) == 3 and shape[-1] is not None and shape[1] != 0:
        return
    hints = {
        1: "Say of which shape they are, in `tf.TensorSpec` for example.",
        2: "Add the missing axis: `x[:, None]` for one step, `x[..., None]` for one "
        "feature, or an Embedding for ids.",
        3: "Say how many features there are: `keras.Input((None, features))`.",
    }
    hint = hints.get(len(shape), "Put the last axes into one with `keras.ops.reshape`.")
    if shape[1:2] == (0,):
        hint = "Give at least one step; a mask can say that it is padding."
    raise ValueError(
        f"The layer {layer.name!r} reads sequences of shape (batch, time, features); "
        f"got shape {_shown(shape)}. {hint}"
    )


def check_call(layer, sequences, initial_state, mask):
    """Raise unless sequences, states and mask fit the layer and each other."""
    check_sequences(layer, sequences.shape)
    if "float" not in keras.backend.standardize_dtype(sequences.dtype):
        raise ValueError(
            f"The layer {layer.name!r} reads real numbers; got "
            f"{keras.backend.standardize_dtype(sequences.dtype)}. Turn ids into "
            "vectors with `keras.layers.Embedding`, or cast to float32."
        )
    if sequences.shape[-1] != layer.features:
        raise ValueError(
            f"The layer {layer.name!r} was built for {layer.features} features; got "
            f"{sequences.shape[-1]}, in shape {_shown(sequences.shape)}. Make another "
            "layer for inputs of another size."
        )
    if initial_state is not None:
        check_states(layer, initial_state, sequences.shape[0])
    if mask is not None and not _fit(_shape(mask), sequences.shape[:2]):
        raise ValueError(
            "A mask is an array of shape (batch, time), here "
            f"{_shown(sequences.shape[:2])}; got {_what(mask)}. It says of every step "
            "whether it belongs to the sequence."
        )


def check_step(cell, inputs, states):
    """Raise unless the input of one step and the states fit the cell."""
    if not _fit(_shape(inputs), (None, cell.features)):
        raise ValueError(
            f"The cell {cell.name!r} takes one step, (batch, features), here "
            f"{_shown((None, cell.features))}; got {_what(inputs)}. A layer, such as "
            "`Recurrent(cell)`, reads whole sequences."
        )
    check_states(cell, states, inputs.shape[0])


def check_states(layer, states, batch):
    """Raise unless these are the states of a layer or a cell."""
    states = list(states) if isinstance(states, (list, tuple)) else [states]
    kind = "layer" if isinstance(layer, keras.layers.RNN) else "cell"
    source = "`return_state=True` returns" if kind == "layer" else "a step returns"
    if len(states) != len(layer.state_size):
        raise ValueError(
            f"The {kind} {layer.name!r} has {len(layer.state_size)} state(s); got "
            f"{len(states)}. Give a list as {source} it."
        )
    for number, (state, size) in enumerate(zip(states, layer.state_size, strict=True)):
        if not _fit(_shape(state), (batch, size)):
            raise ValueError(
                f"State {number} of the {kind} {layer.name!r} is an array of shape "
                f"(batch, units), here {_shown((batch, size))}; got {_what(state)}. "
                f"Give states as {source} them."
            )


def _shape(value):
    """Return the shape of an array, or nothing that would fit."""
    return getattr(value, "shape", ())


def _what(value):
    """Say what came: the shape of an array, the type of anything else."""
    if hasattr(value, "shape"):
        return _shown(value.shape)
    return f"a {type(value).__name__}, which `numpy.array` would make one"


def _fit(shape, wanted):
    """Whether two shapes are equal wherever both are known."""
    return len(shape) == len(wanted) and all(
        one is None or other is None or one == other
        for one, other in zip(shape, wanted, strict=True)
    )


def _shown(shape):
    return "(" + ", ".join("?" if size is None else str(size) for size in shape) + ")"
