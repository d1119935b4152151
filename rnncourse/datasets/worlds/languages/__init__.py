"""Languages with one alphabet, to be told apart by their letters.

>>> from rnncourse.datasets.worlds import languages_world
>>> len(languages_world(seed=0).labels) > 1
True
"""
