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
    if len(shape) == 3 and shape[-1] is not None:
        return
    hint = "Say how many features there are: `keras.Input((None, features))`."
    if len(shape) == 2:
        hint = (
            "Add the missing axis: `x[:, None]` for one step, `x[..., None]` for one "
            "feature, or an Embedding for ids."
        )
    raise ValueError(
        f"The layer {layer.name!r} reads sequences of shape (batch, time, features); "
        f"got shape {_shown(shape)}. {hint}"
    )


def check_call(layer, sequences, initial_state, mask):
    """Raise unless sequences, states and mask fit the layer and each other."""
    check_sequences(layer, sequences.shape)
    if "float" not in keras.backend.standardize_dtype(sequences.dtype):
        raise ValueError(
            f"The layer {layer.name!r} reads real numbers; got {sequences.dtype}. Turn "
            "ids into vectors with `keras.layers.Embedding`, or cast to float32."
        )
    if sequences.shape[-1] != layer.features:
        raise ValueError(
            f"The layer {layer.name!r} was built for {layer.features} features; got "
            f"{sequences.shape[-1]}, in shape {_shown(sequences.shape)}. Make another "
            "layer for inputs of another size."
        )
    if initial_state is not None:
        _check_states(layer, initial_state, sequences.shape[0])
    if mask is not None and not _fit(mask.shape, sequences.shape[:2]):
        raise ValueError(
            "A mask has the shape (batch, time), here "
            f"{_shown(sequences.shape[:2])}; got {_shown(mask.shape)}. It says of "
            "every step whether it belongs to the sequence."
        )


def _check_states(layer, states, batch):
    states = list(states) if isinstance(states, (list, tuple)) else [states]
    if len(states) != len(layer.state_size):
        raise ValueError(
            f"The layer {layer.name!r} has {len(layer.state_size)} state(s); got "
            f"{len(states)}. Give a list as `return_state=True` returns it."
        )
    for number, (state, size) in enumerate(zip(states, layer.state_size, strict=True)):
        if not _fit(state.shape, (batch, size)):
            raise ValueError(
                f"State {number} of the layer {layer.name!r} has the shape (batch, "
                f"units), here {_shown((batch, size))}; got {_shown(state.shape)}."
            )


def _fit(shape, wanted):
    """Whether two shapes are equal wherever both are known."""
    return len(shape) == len(wanted) and all(
        one is None or other is None or one == other
        for one, other in zip(shape, wanted, strict=True)
    )


def _shown(shape):
    return "(" + ", ".join("?" if size is None else str(size) for size in shape) + ")"
