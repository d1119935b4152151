"""Pictures: what they show, said in words, and answers to questions about them.

A convolutional encoder turns every picture into a few dozen vectors, one a place:

>>> import numpy as np
>>> from rnncourse.models import PictureEncoder
>>> encoder = PictureEncoder((8, 16), seed=0)
>>> tuple(encoder(np.zeros((1, 24, 24, 3), np.uint8)).shape)
(1, 36, 16)
"""
