"""Lists of one tensor a time step, which XLA keeps in one array, changed in place."""

import tensorflow as tf


class TimeList:
    """A tensor `(time, ...)` whose steps are read and written one by one."""

    def __init__(self, handle, shape, dtype):
        self.handle, self.shape, self.dtype = handle, shape, dtype

    @classmethod
    def of(cls, tensor):
        """Return the list of the steps of a tensor."""
        shape = tensor.shape[1:]
        handle = tf.raw_ops.TensorListFromTensor(
            tensor=tensor, element_shape=_static(shape)
        )
        return cls(handle, shape, tensor.dtype)

    @classmethod
    def empty(cls, time, shape, dtype):
        """Return a list of `time` steps to be written."""
        handle = tf.raw_ops.TensorListReserve(
            element_shape=_static(shape), num_elements=time, element_dtype=dtype
        )
        return cls(handle, shape, dtype)

    def get(self, t):
        """Return step `t`."""
        item = tf.raw_ops.TensorListGetItem(
            input_handle=self.handle,
            index=t,
            element_shape=_static(self.shape),
            element_dtype=self.dtype,
        )
        item.set_shape(self.shape)
        return item

    def set(self, t, item):
        """Return the list with another step `t`."""
        handle = tf.raw_ops.TensorListSetItem(
            input_handle=self.handle, index=t, item=item
        )
        return TimeList(handle, self.shape, self.dtype)

    def stack(self):
        """Return all steps as one tensor `(time, ...)`."""
        stacked = tf.raw_ops.TensorListStack(
            input_handle=self.handle,
            element_shape=_static(self.shape),
            element_dtype=self.dtype,
        )
        stacked.set_shape([None, *self.shape])
        return stacked


def while_loop(condition, body, state):
    """`tf.while_loop` over nested tensors and lists; `condition` sees the first."""
    flat = tf.nest.flatten(state)

    def opened(values):
        return [v.handle if isinstance(v, TimeList) else v for v in values]

    def nested(values):
        values = [
            TimeList(v, f.shape, f.dtype) if isinstance(f, TimeList) else v
            for v, f in zip(values, flat, strict=True)
        ]
        return tf.nest.pack_sequence_as(state, values)

    values = tf.while_loop(
        lambda first, *_: condition(first),
        lambda *values: opened(tf.nest.flatten(list(body(*nested(values))))),
        opened(flat),
    )
    return nested(values)


def _static(shape):
    """Return a shape with -1 for what is not known before the loop runs."""
    return [-1 if size is None else size for size in shape]
