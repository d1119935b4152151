"""From ids and frames to batches: one module a task.

A language model reads one long text.  `contiguous_batches` lays it out in rows that
are read in parallel and in windows that continue each other, so that a recurrent
model may carry its state from one window to the next:

>>> import numpy as np
>>> from rnncourse.pipelines import contiguous_batches
>>> text = np.array([4, 7, 5, 0, 6, 5, 0])
>>> batches = contiguous_batches(text, batch_size=1, time_steps=4, eos_id=0)
>>> [targets.tolist() for _, targets, _ in batches.as_numpy_iterator()]
[[[4, 7, 5, 0]], [[6, 5, 0, 0]]]

The last window is filled up; its weights say which targets belong to the text:

>>> [weights.tolist() for _, _, weights in batches.as_numpy_iterator()]
[[[1.0, 1.0, 1.0, 1.0]], [[1.0, 1.0, 1.0, 0.0]]]

A model of music reads pieces, each on its own and of its own length.  `frame_batches`
puts pieces of similar length together, so that there is little filling and a compiled
step sees few shapes:

>>> from rnncourse.pipelines import frame_batches
>>> pieces = [np.ones((frames, 88)) for frames in (30, 32, 61, 64, 60)]
>>> batches = frame_batches(pieces, batch_size=2, buckets=2)
>>> [(targets.shape, float(weights.sum()))
...  for _, targets, weights in batches.as_numpy_iterator()]
[((2, 32, 88), 62.0), ((2, 64, 88), 121.0), ((2, 64, 88), 64.0)]

A classifier reads texts whole and gives each a label.  `classification_batches` does
the same for them, with the id -1 behind the end of a text, and `drop_words` hides some
words in training:

>>> from rnncourse.pipelines import classification_batches
>>> texts, labels = [[4, 9, 5, 8], [2, 7], [3]], [0, 1, 1]
>>> batches = classification_batches(texts, labels, batch_size=2, buckets=2)
>>> [ids.tolist() for ids, _, _ in batches.as_numpy_iterator()]
[[[3, -1], [2, 7]], [[4, 9, 5, 8], [-1, -1, -1, -1]]]

A tagger gives a tag to every word.  `tagging_batches` makes batches of so many words,
not of so many sentences; `drop_rare_words` lets rare words play the unknown one:

>>> from rnncourse.pipelines import tagging_batches
>>> sentences = [{"words": [4, 9, 5, 8]}, {"words": [2, 7]}, {"words": [3, 6]}]
>>> tags = [[0, 1, 2, 3], [1, 2], [1, 2]]
>>> batches = tagging_batches(sentences, tags, words=4, buckets=2)
>>> [features["words"].tolist() for features, _, _ in batches.as_numpy_iterator()]
[[[2, 7], [3, 6]], [[4, 9, 5, 8]]]

A translator makes one sequence of another.  `translation_batches` puts pairs together
that are alike on both sides, and shifts the targets by one:

>>> from rnncourse.pipelines import translation_batches
>>> batches = translation_batches([[7, 4, 9, 0]], [[2, 5, 0]], tokens=7)
>>> features, targets, weights = next(batches.as_numpy_iterator())
>>> features["target"].tolist(), targets.tolist()
([[0, 2, 5]], [[2, 5, 0]])

A captioning model makes a sequence of a picture.  `captioning_batches` takes pictures
from anything that gives one array after the other, and forgets them; `DecodedPictures`
decodes files.  `question_batches` does the same for questions about pictures:

>>> from rnncourse.pipelines import captioning_batches
>>> pictures, captions = np.zeros((2, 8, 8, 3), np.uint8), [[[4, 5, 0]], [[6, 0]]]
>>> batches = captioning_batches(pictures, captions, batch_size=1, buckets=2)
>>> [(features["picture"].shape, targets.tolist())
...  for features, targets, _ in batches.as_numpy_iterator()]
[((1, 8, 8, 3), [[[6, 0]]]), ((1, 8, 8, 3), [[[4, 5, 0]]])]
"""

import rnncourse._quiet  # noqa: F401

from rnncourse.pipelines.captioning import captioning_batches
from rnncourse.pipelines.classification import classification_batches, drop_words
from rnncourse.pipelines.frames import frame_batches
from rnncourse.pipelines.language_modeling import contiguous_batches
from rnncourse.pipelines.pictures import DecodedPictures, moved
from rnncourse.pipelines.rare_words import drop_rare_words
from rnncourse.pipelines.tagging import sentence_batches, tagging_batches
from rnncourse.pipelines.translation import translation_batches
from rnncourse.pipelines.visual_questions import by_picture, question_batches

__all__ = [
    "DecodedPictures",
    "by_picture",
    "captioning_batches",
    "classification_batches",
    "contiguous_batches",
    "drop_rare_words",
    "drop_words",
    "frame_batches",
    "moved",
    "question_batches",
    "sentence_batches",
    "tagging_batches",
    "translation_batches",
]
