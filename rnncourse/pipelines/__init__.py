"""From ids to batches: one module a task.

A language model reads one long text.  `contiguous_batches` lays it out in rows that
are read in parallel and in windows that continue each other, so that a recurrent
model may carry its state from one window to the next:

>>> import numpy as np
>>> from rnncourse.pipelines import contiguous_batches
>>> text = np.array([4, 7, 5, 0, 6, 5, 0])
>>> batches = contiguous_batches(text, batch_size=1, time_steps=4, eos_id=0)
>>> [targets.tolist() for _, targets, _ in batches.as_numpy_iterator()]
[[[4, 7, 5, 0]], [[6, 5, 0, 0]]]

The last window is filled up; its weights say which targets belong to the text:

>>> [weights.tolist() for _, _, weights in batches.as_numpy_iterator()]
[[[1.0, 1.0, 1.0, 1.0]], [[1.0, 1.0, 1.0, 0.0]]]
"""

import rnncourse._quiet  # noqa: F401

from rnncourse.pipelines.language_modeling import contiguous_batches

__all__ = ["contiguous_batches"]
