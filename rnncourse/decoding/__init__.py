"""From a step function to sequences.

A decoder never sees a model, only its step: read a token, give the distribution of
the next one.  Anything that has such a step can be decoded; here is a language of
two words that like to alternate:

>>> import numpy as np
>>> from rnncourse.decoding import sample
>>> def step(tokens, state):
...     return np.log(np.array([[0.1, 0.9], [0.9, 0.1]])[tokens]), state
>>> sample(step, None, 8, first=[0], seed=3)
array([[0, 1, 0, 1, 0, 1, 0, 1]], dtype=int32)

The colder, the more predictable; the hotter, the more uniform:

>>> hot = sample(step, None, 1000, first=[0], seed=3, temperature=100.0)
>>> bool(0.4 < hot.mean() < 0.6)
True
"""

from rnncourse.decoding.sampling import sample

__all__ = ["sample"]
