"""Opinions in which the order of the words decides.

>>> from rnncourse.datasets.worlds import review_world
>>> world = review_world("small", seed=0)
>>> sorted({review.label for review in world.corpus().test})
['negative', 'positive']
"""
