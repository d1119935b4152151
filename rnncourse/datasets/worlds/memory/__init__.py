"""Tasks that ask for memory and nothing else.

>>> from rnncourse.datasets.worlds import copy_memory
>>> inputs, targets = copy_memory(1, 4, seed=0)
>>> inputs.shape
(1, 24)
"""
