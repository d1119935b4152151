"""What the algorithms on chains take, as tensors that fit each other."""

import keras
from keras import ops


def checked(scores, transitions, mask, start, end, *, tags=None):
    """Return scores, transitions, mask, start and end as tensors of one type.

    What the mask hides is set to zero: nothing that stands there, not even `nan`, can
    reach a result or a gradient.
    """
    scores = ops.convert_to_tensor(scores)
    dtype = keras.backend.standardize_dtype(scores.dtype)
    if "float" not in dtype:
        raise ValueError(f"`scores` are real numbers; got {dtype}. Cast to float32.")
    if len(scores.shape) != 3 or scores.shape[-1] is None or scores.shape[1] == 0:
        raise ValueError(
            "`scores` have the shape (batch, time, tags), with one step at least; got "
            f"{tuple(scores.shape)}. For one sentence, add an axis: `scores[None]`."
        )
    count, rows = scores.shape[-1], scores.shape[:2]
    start = ops.zeros((count,), dtype) if start is None else start
    end = ops.zeros((count,), dtype) if end is None else end
    mask = ops.ones(ops.shape(scores)[:2], "bool") if mask is None else mask
    transitions, start, end = (
        ops.convert_to_tensor(value, dtype) for value in (transitions, start, end)
    )
    wanted = {"transitions": (count, count), "start": (count,), "end": (count,)}
    wanted |= {"mask": tuple(rows), "tags": tuple(rows)}
    given = {"transitions": transitions, "start": start, "end": end, "mask": mask}
    given |= {} if tags is None else {"tags": tags}
    for name, value in given.items():
        shape = tuple(ops.convert_to_tensor(value).shape)
        if len(shape) != len(wanted[name]) or any(
            have is not None and want is not None and have != want
            for have, want in zip(shape, wanted[name], strict=True)
        ):
            raise ValueError(
                f"`{name}` must have the shape {wanted[name]} to go with scores of "
                f"shape {tuple(scores.shape)}, which are (batch, time, tags); got "
                f"{shape}."
            )
    mask = ops.cast(mask, "bool")
    scores = ops.where(mask[..., None], scores, ops.zeros_like(scores))
    return scores, transitions, mask, start, end
