"""Taggers: one tag for every word, by counting or by learning.

>>> from rnncourse.datasets import TaggedSentence
>>> from rnncourse.models import HiddenMarkovTagger
>>> texts = [("they", "walk"), ("the", "dog"), ("they", "dance")]
>>> tags = [("PRON", "VERB"), ("DET", "NOUN"), ("PRON", "VERB")]
>>> tagger = HiddenMarkovTagger.fit(list(map(TaggedSentence, texts, tags)))
>>> [list(row) for row in tagger.tag([["they", "walk"]])]
[['PRON', 'VERB']]
"""
