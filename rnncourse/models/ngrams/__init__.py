"""Language models that count: n-grams, and what smoothing keeps for the unseen.

>>> import numpy as np
>>> from rnncourse.models import KneserNey, NgramModel
>>> text = np.array([1, 2, 0, 1, 3, 0])
>>> model = NgramModel.fit(text, order=2, smoothing=KneserNey(), vocab_size=4)
>>> round(float(np.exp(model.next_log_probs([1])).sum()), 6)
1.0
"""
