"""From a step function to sequences.

A decoder never sees a model, only its step: read a token, give the distribution of
the next one.  Anything that has such a step can be decoded.  Here is a tiny language of
weather reports, in which every word depends on the word before it:

>>> import numpy as np
>>> words = ["<eos>", "it", "will", "rain", "snow", "is", "dry"]
>>> table = np.zeros((7, 7))  # a row for the word before, a column for the word
>>> table[0, 1] = 1.0  # a report begins with "it",
>>> table[1, [5, 2]] = 0.6, 0.4  # "it is" is more frequent than "it will";
>>> table[5, [6, 3, 4]] = 0.4, 0.3, 0.3  # but what it is, is hard to tell,
>>> table[2, [3, 4]] = 0.9, 0.1  # while what it will do is almost certain
>>> table[[3, 4, 6], 0] = 1.0
>>> def step(tokens, state):
...     with np.errstate(divide="ignore"):
...         return np.log(table[tokens]), state

Greedy search takes the likeliest word each time, and pays for it later:

>>> from rnncourse.decoding import greedy
>>> [words[token] for token in greedy(step, None, [0], max_length=9, eos_id=0)[0]]
['it', 'is', 'dry', '<eos>']

A beam of two hypotheses keeps the second-best beginning until it is known what comes of
it.  0.4 times 0.9 is more than 0.6 times 0.4:

>>> from rnncourse.decoding import beam_search
>>> (found,) = beam_search(
...     step, None, [0], width=2, max_length=9, eos_id=0, n_best=2)
>>> for hypothesis in found:
...     report = " ".join(words[token] for token in hypothesis.tokens)
...     print(f"{np.exp(hypothesis.log_prob):.2f}  {report}")
0.36  it will rain <eos>
0.24  it is dry <eos>

Sampling draws each sentence as often as it is probable, "it will rain" in about 36 of
100 cases:

>>> from rnncourse.decoding import sample
>>> drawn = sample(step, None, 4, first=np.zeros(20_000, int), seed=3)
>>> bool(0.34 < (drawn == (1, 2, 3, 0)).all(axis=1).mean() < 0.38)
True

The colder, the more predictable; the hotter, the more uniform.  `top_k` and `top_p`
cut off what is improbable:

>>> drawn = sample(step, None, 4, first=np.zeros(1000, int), seed=3, top_k=1)
>>> np.unique(drawn, axis=0).tolist()
[[1, 5, 6, 0]]
"""

from rnncourse.decoding.beam import beam_search, variable_beam
from rnncourse.decoding.compiled import compiled
from rnncourse.decoding.greedy import greedy
from rnncourse.decoding.hypothesis import Hypothesis
from rnncourse.decoding.penalties import gnmt_length, length_power, log_coverage
from rnncourse.decoding.sampling import sample
from rnncourse.decoding.tree import SearchTree
from rnncourse.decoding.truncation import keep_top_k, keep_top_p

__all__ = [
    "Hypothesis",
    "SearchTree",
    "beam_search",
    "compiled",
    "gnmt_length",
    "greedy",
    "keep_top_k",
    "keep_top_p",
    "length_power",
    "log_coverage",
    "sample",
    "variable_beam",
]
