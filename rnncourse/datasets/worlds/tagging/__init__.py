"""Words with tags: parts of speech that show late, and names of people and places.

>>> from rnncourse.datasets.worlds import entity_world
>>> len(entity_world("small", seed=0).corpus().test) > 0
True
"""
