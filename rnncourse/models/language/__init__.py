"""Language models that remember: a cache, a recurrent network, mixtures of models.

All of them read a text token by token and keep a state:

>>> import numpy as np
>>> from rnncourse.models import CacheModel, Decay
>>> cache = CacheModel(4, memory=Decay(0.5), prior=1.0)
>>> bool(np.argmax(cache.next_log_probs([2, 2])) == 2)
True
"""
