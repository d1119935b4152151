r"""From arrays to numbers.

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

A model of music gives every key of a frame a probability.  A frame costs the sum over
its keys, a collection the mean over all its frames; guessing costs $88 \ln 2$:

>>> from rnncourse.metrics import nll_per_frame
>>> frames = np.eye(4, 88)
>>> round(nll_per_frame(frames, logits=np.zeros((4, 88))), 3)
60.997

Knowing that one key in 88 sounds is worth a lot, though not yet which:

>>> round(nll_per_frame(frames, logits=np.full((4, 88), -np.log(87))), 3)
5.472
"""

from rnncourse.metrics.frames import frame_log_probs, nll_per_frame
from rnncourse.metrics.perplexity import bits_per_token, perplexity

__all__ = ["bits_per_token", "frame_log_probs", "nll_per_frame", "perplexity"]
