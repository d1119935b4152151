"""Two small languages, and the one right translation of every sentence.

>>> from rnncourse.datasets.worlds import translation_world
>>> len(translation_world(seed=0).corpus().test) > 0
True
"""
