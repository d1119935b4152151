r"""From arrays to numbers.

A language model gives every token of a text a probability.  The perplexity says how
many equally likely tokens it hesitated between, on average:

>>> import numpy as np
>>> from rnncourse.metrics import bits_per_token, perplexity
>>> probabilities = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 2])
>>> round(perplexity(np.log(probabilities)), 3)
3.364

The same number as a length: so many bits would write a token down, on average, if
the model were used for compression.

>>> float(bits_per_token(np.log(probabilities)))
1.75
>>> round(2**1.75, 3)
3.364

A model of music gives every key of a frame a probability.  A frame costs the sum over
its keys, a collection the mean over all its frames; guessing costs $88 \ln 2$:

>>> from rnncourse.metrics import nll_per_frame
>>> frames = np.eye(4, 88)
>>> round(nll_per_frame(frames, logits=np.zeros((4, 88))), 3)
60.997

Knowing that one key in 88 sounds is worth a lot, though not yet which:

>>> round(nll_per_frame(frames, logits=np.full((4, 88), -np.log(87))), 3)
5.472

A tagger gives every word of a sentence a tag, and a sentence comes as it is, without
padding:

>>> from rnncourse.metrics import chunk_scores, tag_accuracy
>>> gold = [["B-PER", "I-PER", "O", "O", "B-LOC"], ["O", "O"]]
>>> predicted = [["B-PER", "O", "O", "O", "B-LOC"], ["O", "O"]]
>>> round(tag_accuracy(gold, predicted), 3)
0.857

Six tags in seven are right, and yet only one name in two: half a name is none.

>>> chunk_scores(gold, predicted).f1
0.5

A translation may be right in many ways.  `bleu` counts the words and the short phrases
that it shares with the reference; `exact_match` wants every letter:

>>> from rnncourse.metrics import exact_match
>>> exact_match(["a dog sleeps", "a cat"], ["a dog sleeps", "the cat"])
0.5

What a picture shows can be said in still more ways, so five people say it.  A caption
is compared with all of them, in small letters and without punctuation:

>>> from rnncourse.metrics import caption_scores
>>> said = ["A dog runs.", "Two red balls."]
>>> right = [["a dog runs", "the dog is running"], ["two balls"]]
>>> print(caption_scores(said, right))
BLEU-1 83.3  BLEU-2 64.5  BLEU-3 59.3  BLEU-4 0.0  ROUGE-L 0.915  CIDEr-D 3.059

BLEU asks whether the words are in a reference, ROUGE-L whether their order is, and
CIDEr-D (`cider_d`) gives more weight to words that are said of this picture and of few
others.  METEOR, which papers report too, is absent: its only program is in Java.  And
none of them looks at the picture.
"""

from rnncourse.metrics.alignment import alignment_error_rate
from rnncourse.metrics.bleu import Bleu, bleu, exact_match
from rnncourse.metrics.caption_words import caption_words
from rnncourse.metrics.captions import CaptionScores, caption_bleu, caption_scores
from rnncourse.metrics.chunking import ChunkScores, chunk_scores
from rnncourse.metrics.cider import cider_d
from rnncourse.metrics.frames import frame_log_probs, nll_per_frame
from rnncourse.metrics.perplexity import bits_per_token, perplexity
from rnncourse.metrics.rouge import rouge_l
from rnncourse.metrics.tagging import (
    confusion_matrix,
    macro_f1,
    tag_accuracy,
    tag_accuracy_by,
)

__all__ = [
    "Bleu",
    "CaptionScores",
    "ChunkScores",
    "alignment_error_rate",
    "bits_per_token",
    "bleu",
    "caption_bleu",
    "caption_scores",
    "caption_words",
    "chunk_scores",
    "cider_d",
    "confusion_matrix",
    "exact_match",
    "frame_log_probs",
    "macro_f1",
    "nll_per_frame",
    "perplexity",
    "rouge_l",
    "tag_accuracy",
    "tag_accuracy_by",
]
