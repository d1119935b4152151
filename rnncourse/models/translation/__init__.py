"""Sequence to sequence: an encoder, a bridge, a decoder with or without attention.

The bridge makes the first state of the decoder of the last one of the encoder:

>>> from keras import ops
>>> from rnncourse.models import DenseBridge
>>> (first,) = DenseBridge([6])([ops.ones((2, 4))])
>>> tuple(first.shape)
(2, 6)
"""
