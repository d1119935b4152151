"""From arrays to numbers.

A language model gives every token of a text a probability.  The perplexity says how
many equally likely tokens it hesitated between, on average:

>>> import numpy as np
>>> from rnncourse.metrics import bits_per_token, perplexity
>>> probabilities = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 2])
>>> round(perplexity(np.log(probabilities)), 3)
3.364

The same number as a length: so many bits would write a token down, on average, if
the model were used for compression.

>>> float(bits_per_token(np.log(probabilities)))
1.75
>>> round(2**1.75, 3)
3.364
"""

from rnncourse.metrics.perplexity import bits_per_token, perplexity

__all__ = ["bits_per_token", "perplexity"]
