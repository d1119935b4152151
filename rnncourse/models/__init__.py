"""Models of text: the probability of the next word, by counting or by learning.

Every language model reads a text and says how probable each token was.  The oldest
kind counts.  Four words, and the sentence end 0:

>>> import numpy as np
>>> words = ["<eos>", "cats", "dogs", "sleep", "bark"]
>>> text = np.array([1, 3, 0, 2, 3, 0, 2, 4, 0, 1, 3, 0, 2, 4, 3, 0])

Two dogs in three bark.  Relative frequencies say so:

>>> from rnncourse.models import AddK, MaximumLikelihood, NgramModel
>>> bigrams = NgramModel.fit(text, order=2, smoothing=MaximumLikelihood(), vocab_size=5)
>>> dogs = np.exp(bigrams.next_log_probs([2]))
>>> dict(zip(words, dogs.round(3).tolist()))
{'<eos>': 0.0, 'cats': 0.0, 'dogs': 0.0, 'sleep': 0.333, 'bark': 0.667}

They also say that no cat ever barks, for none was seen to; one new sentence, and the
whole text is impossible.  Smoothing keeps something for what was not seen, and
`KneserNey` and `ModifiedKneserNey` do it best:

>>> bigrams.perplexity(np.array([1, 4, 0]))
inf
>>> smooth = NgramModel.fit(text, order=2, smoothing=AddK(0.5), vocab_size=5)
>>> round(smooth.perplexity(np.array([1, 4, 0])), 2)
4.33

A cache remembers what was said lately, and a mixture asks several models at once,
with weights that suit a held-out text.  Where the same is said over and over, the
cache is soon trusted more:

>>> from rnncourse.models import CacheModel, Mixture
>>> mixture = Mixture.fit([smooth, CacheModel(5, order=3)], np.array([2, 4, 3, 0] * 4))
>>> mixture.weights.round(2)
array([0.38, 0.62])

Every model steps, too, so that `rnncourse.decoding.sample` can draw from it:

>>> from rnncourse.decoding import sample
>>> drawn = sample(bigrams.step, bigrams.start(1), 6, first=[0], seed=1)
>>> " ".join(words[token] for token in drawn[0])
'dogs bark <eos> dogs sleep <eos>'

`RecurrentLanguageModel` is used in the same way and learns instead of counting.  A
`Tagger` gives every word a tag: vectors of the words, a layer that reads them, a head.

A `Classifier` gives a whole text one label.  Here, too, counting comes first, and is
hard to beat.  It weighs words, and cannot know that one turns another round:

>>> from rnncourse.models import NaiveBayes, occlusion
>>> texts = ["a good film", "good fun", "a good joke", "a bad joke", "bad", "not good"]
>>> bayes = NaiveBayes.fit(texts, ["plus"] * 3 + ["minus"] * 3)
>>> bayes.predict_labels(["good", "not good", "not at all bad"])
['plus', 'minus', 'minus']
>>> occlusion(bayes, "not at all bad").strongest()
'bad'

`RecurrentClassifier` reads the words in order; `ClassifierMixture` asks both kinds.
`write_arpa` and `read_arpa` exchange n-gram models with other toolkits.
"""

import rnncourse._quiet  # noqa: F401

from rnncourse.models.alignment import IBMModel1
from rnncourse.models.arpa import write_arpa
from rnncourse.models.arpa_reader import read_arpa
from rnncourse.models.bag_of_words import (
    NBSVM,
    NaiveBayes,
    character_ngrams,
    word_ngrams,
)
from rnncourse.models.bahdanau_decoder import BahdanauDecoder
from rnncourse.models.bridge import CopyBridge, DenseBridge
from rnncourse.models.cache import CacheModel, Decay, Window
from rnncourse.models.classifier import Classifier
from rnncourse.models.classifier_mixture import (
    ClassifierMixture,
    fit_logarithm_weights,
    mix_logarithms,
)
from rnncourse.models.counts import (
    NgramCounts,
    continuation_counts,
    count_ngrams,
    counts_of_counts,
)
from rnncourse.models.decoder import RecurrentDecoder
from rnncourse.models.encoder import RecurrentEncoder
from rnncourse.models.explaining import Explanation, occlusion, score_curve
from rnncourse.models.hidden_markov import HiddenMarkovTagger
from rnncourse.models.kneser_ney import KneserNey, ModifiedKneserNey
from rnncourse.models.language_model import LanguageModel
from rnncourse.models.levels import NgramLevel
from rnncourse.models.mixture import Mixture, fit_weights, mix
from rnncourse.models.ngram import NgramModel, srilm_cutoffs
from rnncourse.models.noisy_channel import NoisyChannel
from rnncourse.models.positions import DiagonalPositions, UniformPositions
from rnncourse.models.previous_tag import PreviousTagHead
from rnncourse.models.recency import Recency
from rnncourse.models.recurrent import RecurrentLanguageModel
from rnncourse.models.recurrent_classifier import RecurrentClassifier
from rnncourse.models.sequence_to_sequence import SequenceToSequence
from rnncourse.models.smoothing import AddK, MaximumLikelihood, Smoothing
from rnncourse.models.stream import Stream, score_stream
from rnncourse.models.symmetrization import symmetrize, turned
from rnncourse.models.tag_heads import CRFHead, SoftmaxHead
from rnncourse.models.tagger import Tagger
from rnncourse.models.tagger_average import average_tags
from rnncourse.models.word_endings import WordEndings
from rnncourse.models.word_vectors import AffixEmbedding, CharacterReader

__all__ = [
    "NBSVM",
    "AddK",
    "AffixEmbedding",
    "BahdanauDecoder",
    "CRFHead",
    "CacheModel",
    "CharacterReader",
    "Classifier",
    "ClassifierMixture",
    "CopyBridge",
    "Decay",
    "DenseBridge",
    "DiagonalPositions",
    "Explanation",
    "HiddenMarkovTagger",
    "IBMModel1",
    "KneserNey",
    "LanguageModel",
    "MaximumLikelihood",
    "Mixture",
    "ModifiedKneserNey",
    "NaiveBayes",
    "NgramCounts",
    "NgramLevel",
    "NgramModel",
    "NoisyChannel",
    "PreviousTagHead",
    "Recency",
    "RecurrentClassifier",
    "RecurrentDecoder",
    "RecurrentEncoder",
    "RecurrentLanguageModel",
    "SequenceToSequence",
    "Smoothing",
    "SoftmaxHead",
    "Stream",
    "Tagger",
    "UniformPositions",
    "Window",
    "WordEndings",
    "average_tags",
    "character_ngrams",
    "continuation_counts",
    "count_ngrams",
    "counts_of_counts",
    "fit_logarithm_weights",
    "fit_weights",
    "mix",
    "mix_logarithms",
    "occlusion",
    "read_arpa",
    "score_curve",
    "score_stream",
    "srilm_cutoffs",
    "symmetrize",
    "turned",
    "word_ngrams",
    "write_arpa",
]
