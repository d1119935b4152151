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
`ShowAndTell` and `ShowAttendAndTell` say what a picture shows, word by word, and a
`VisualQuestionAnswerer` answers questions about it.

Translation began with counting, too.  `IBMModel1` is given pairs of sentences and finds
out by itself which word comes from which:

>>> from rnncourse.models import IBMModel1
>>> das, Haus, Buch, ein = range(4)
>>> english = ["the", "house", "book", "a"]
>>> pairs = [([das, Haus], [0, 1]), ([das, Buch], [0, 2]), ([ein, Buch], [3, 2])]
>>> model = IBMModel1.fit(pairs, iterations=20)
>>> [english[model.translations(word)[0][0]] for word in (ein, das, Haus)]
['a', 'the', 'house']

`symmetrize` joins what both directions say, and `NoisyChannel` makes a translator of
such a model and a language model.  In a `SequenceToSequence` one recurrent network
reads and another one writes, and any list of pairs will do:

>>> import keras
>>> from rnncourse.decoding import greedy
>>> from rnncourse.layers import GRU
>>> from rnncourse.models import CopyBridge, RecurrentDecoder, RecurrentEncoder
>>> from rnncourse.models import SequenceToSequence
>>> from rnncourse.pipelines import translation_batches
>>> from rnncourse.text import WordTokenizer
>>> asked, said = ["who are you", "how are you"], ["a network", "well , thanks"]
>>> tokenizers = WordTokenizer.train(asked), WordTokenizer.train(said)
>>> keras.utils.set_random_seed(1)
>>> talker = SequenceToSequence(
...     tokenizers,
...     (keras.layers.Embedding(tokenizers[0].vocab_size, 8),
...      keras.layers.ReversibleEmbedding(tokenizers[1].vocab_size, 8)),
...     RecurrentEncoder([GRU(16, return_sequences=True, return_state=True)]),
...     CopyBridge(),
...     RecurrentDecoder([GRU(16, return_sequences=True)], 8),
... )
>>> ids = talker.encode_sources(asked), talker.encode_targets(said)
>>> loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
>>> talker.compile(keras.optimizers.Adam(0.03), loss, jit_compile=False)
>>> _ = talker.fit(translation_batches(*ids).repeat(100), shuffle=False, verbose=0)
>>> talker.translate(asked, search=greedy)
['a network', 'well , thanks']

`write_arpa` and `read_arpa` exchange n-gram models with other toolkits.
"""

import rnncourse._quiet  # noqa: F401

from rnncourse.models.alignment.ibm_model import IBMModel1
from rnncourse.models.alignment.noisy_channel import NoisyChannel
from rnncourse.models.alignment.positions import DiagonalPositions, UniformPositions
from rnncourse.models.alignment.symmetrization import symmetrize, turned
from rnncourse.models.classification.bag_of_words import (
    NBSVM,
    NaiveBayes,
    character_ngrams,
    word_ngrams,
)
from rnncourse.models.classification.classifier import Classifier
from rnncourse.models.classification.classifier_mixture import (
    ClassifierMixture,
    fit_logarithm_weights,
    mix_logarithms,
)
from rnncourse.models.classification.explaining import (
    Explanation,
    occlusion,
    score_curve,
)
from rnncourse.models.classification.recurrent_classifier import RecurrentClassifier
from rnncourse.models.language.cache import CacheModel, Decay, Window
from rnncourse.models.language.language_model import LanguageModel
from rnncourse.models.language.mixture import Mixture, fit_weights, mix
from rnncourse.models.language.recency import Recency
from rnncourse.models.language.recurrent import RecurrentLanguageModel
from rnncourse.models.language.stream import Stream, score_stream
from rnncourse.models.ngrams.arpa import write_arpa
from rnncourse.models.ngrams.arpa_reader import read_arpa
from rnncourse.models.ngrams.counts import (
    NgramCounts,
    continuation_counts,
    count_ngrams,
    counts_of_counts,
)
from rnncourse.models.ngrams.kneser_ney import KneserNey, ModifiedKneserNey
from rnncourse.models.ngrams.levels import NgramLevel
from rnncourse.models.ngrams.ngram import NgramModel, srilm_cutoffs
from rnncourse.models.ngrams.smoothing import AddK, MaximumLikelihood, Smoothing
from rnncourse.models.pictures.backbone import Backbone
from rnncourse.models.pictures.captioning_model import CaptioningModel
from rnncourse.models.pictures.feature_cache import CachedFeatures, cache_features
from rnncourse.models.pictures.picture_encoder import PictureEncoder
from rnncourse.models.pictures.show_and_tell import ShowAndTell
from rnncourse.models.pictures.show_attend_and_tell import ShowAttendAndTell
from rnncourse.models.pictures.visual_question_answerer import VisualQuestionAnswerer
from rnncourse.models.tagging.hidden_markov import HiddenMarkovTagger
from rnncourse.models.tagging.previous_tag import PreviousTagHead
from rnncourse.models.tagging.tag_heads import CRFHead, SoftmaxHead
from rnncourse.models.tagging.tagger import Tagger
from rnncourse.models.tagging.tagger_average import average_tags
from rnncourse.models.tagging.word_endings import WordEndings
from rnncourse.models.tagging.word_vectors import AffixEmbedding, CharacterReader
from rnncourse.models.translation.bahdanau_decoder import BahdanauDecoder
from rnncourse.models.translation.bridge import CopyBridge, DenseBridge
from rnncourse.models.translation.decoder import RecurrentDecoder
from rnncourse.models.translation.encoder import RecurrentEncoder
from rnncourse.models.translation.sequence_to_sequence import SequenceToSequence

__all__ = [
    "NBSVM",
    "AddK",
    "AffixEmbedding",
    "Backbone",
    "BahdanauDecoder",
    "CRFHead",
    "CacheModel",
    "CachedFeatures",
    "CaptioningModel",
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
    "PictureEncoder",
    "PreviousTagHead",
    "Recency",
    "RecurrentClassifier",
    "RecurrentDecoder",
    "RecurrentEncoder",
    "RecurrentLanguageModel",
    "SequenceToSequence",
    "ShowAndTell",
    "ShowAttendAndTell",
    "Smoothing",
    "SoftmaxHead",
    "Stream",
    "Tagger",
    "UniformPositions",
    "VisualQuestionAnswerer",
    "Window",
    "WordEndings",
    "average_tags",
    "cache_features",
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
