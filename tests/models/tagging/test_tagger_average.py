from itertools import product

import numpy as np
import pytest

from rnncourse.models import average_tags
from tests.models.tagging.tagger_checks import NEW, SENTENCES, a_tagger, shaken


def log_probs(tagger, sentence):
    """Return the log-probability of every sequence of tags by one tagger."""
    (features,) = tagger.encoder.encode([sentence])
    scores = tagger({name: column[None] for name, column in features.items()})
    weights, count = np.ones((1, len(sentence))), len(tagger.encoder.tags)
    return {
        ids: -len(ids) * float(tagger.head.loss(scores, np.array([ids]), weights))
        for ids in product(range(count), repeat=len(sentence))
    }


@pytest.mark.parametrize("head", ["softmax", "crf"])
def test_the_mean_of_the_log_probabilities_is_the_greatest(head):
    taggers = [shaken(a_tagger(head), seed) for seed in range(3)]
    sentences = [["Ann", "Lee"], ["in", "York"]]
    for sentence, tags in zip(sentences, average_tags(taggers, sentences), strict=True):
        every = [log_probs(tagger, sentence) for tagger in taggers]
        best = max(every[0], key=lambda ids: sum(found[ids] for found in every))
        assert tags == taggers[0].encoder.decode_tags(best)


@pytest.mark.parametrize("head", ["softmax", "crf"])
def test_one_tagger_and_copies_of_it_tag_as_it_does(head):
    tagger = shaken(a_tagger(head))
    weights = tagger.get_weights()
    for count in (1, 3):
        assert average_tags([tagger] * count, NEW) == tagger.tag(NEW)
    for before, after in zip(weights, tagger.get_weights(), strict=True):
        np.testing.assert_array_equal(before, after)


def test_taggers_that_disagree_are_heard_all():
    taggers = [shaken(a_tagger("softmax"), seed) for seed in range(5)]
    alone = [tagger.tag(SENTENCES) for tagger in taggers]
    assert average_tags(taggers, SENTENCES) not in alone


def test_taggers_that_do_not_belong_together_are_refused():
    softmax, crf, previous = (a_tagger(h) for h in ("softmax", "crf", "previous"))
    with pytest.raises(ValueError, match="no taggers"):
        average_tags([], NEW)
    with pytest.raises(ValueError, match="got CRFHead, SoftmaxHead"):
        average_tags([softmax, crf], NEW)
    with pytest.raises(ValueError, match="got PreviousTagHead"):
        average_tags([previous, previous], NEW)
    other = a_tagger("softmax")
    tags = other.encoder.tags
    object.__setattr__(tags, "tokens", tags.tokens[::-1])
    with pytest.raises(ValueError, match="same tags in the same order"):
        average_tags([softmax, other], NEW)
