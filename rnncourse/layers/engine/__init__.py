"""The loop over time, written once for every cell.

A cell says what one step is.  `unroll` runs it over a sequence and back through it:

>>> import numpy as np
>>> from keras import ops
>>> from rnncourse.layers.engine import unroll
>>> def elman(xs, states, weights, add_product):
...     (x,), (h,), (U,) = xs, states, weights
...     return [ops.tanh(add_product(x, h, U))]
>>> xs = [ops.zeros((7, 2, 3)) + 0.5]  # (time, batch, units), x W + b of all steps
>>> outputs, (last,) = unroll(elman, xs, [ops.zeros((2, 3))], [ops.eye(3)])
>>> tuple(outputs.shape), bool(np.all(outputs[-1] == last))
((7, 2, 3), True)

What makes it fast is what makes it short: back-propagation through time needs the
local derivative of one step, and of every product only its two factors.
"""

import rnncourse._quiet  # noqa: F401

from rnncourse.layers.engine.graph import Graph, graph
from rnncourse.layers.engine.unroll import SERVED, add_product, unroll

__all__ = ["SERVED", "Graph", "add_product", "graph", "unroll"]
