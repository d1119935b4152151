"""Pieces for four voices behind which runs a hidden Markov chain.

>>> from rnncourse.datasets.worlds import music_world
>>> (piece,) = music_world(seed=0).sample(1, seed=3)
>>> piece.shape[1]
88
"""
