"""Which word translates which: IBM model 1, symmetrised, and the noisy channel.

Two directions of the model rarely agree; `symmetrize` makes one alignment of two:

>>> from rnncourse.models import symmetrize
>>> symmetrize({(0, 0), (1, 1)}, {(0, 0), (0, 1)}, method="intersection") == {(0, 0)}
True
"""
