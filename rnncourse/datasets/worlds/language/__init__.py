"""A small English: words, agreement over a distance, and what each word allows next.

>>> from rnncourse.datasets.worlds import language_world
>>> len(language_world("small", seed=0).vocabulary)
300
"""
