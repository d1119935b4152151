"""Sentences that sound alike, and a text that tells which one was meant.

>>> from rnncourse.datasets.worlds import confusion_world
>>> train, groups = confusion_world(seed=0)
>>> len(groups)
76
"""
