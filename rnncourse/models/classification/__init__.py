"""Classifiers: one label for a text, by counting or by learning.

>>> from rnncourse.models import NaiveBayes
>>> bayes = NaiveBayes.fit(["good fun", "a bad joke"], ["plus", "minus"])
>>> bayes.predict_labels(["such fun"])
['plus']
"""
