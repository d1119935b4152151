"""The noisy channel against a search through everything."""

import itertools

import numpy as np
import pytest

from rnncourse.datasets.worlds import translation_world
from rnncourse.models.alignment.ibm_model import IBMModel1
from rnncourse.models.alignment.noisy_channel import NoisyChannel
from rnncourse.models.ngrams.ngram import NgramModel
from rnncourse.models.ngrams.smoothing import AddK

PAIRS = [
    ([1, 2], [0, 1]),
    ([2], [1]),
    ([1, 3, 2], [0, 2, 2]),
    ([3], [2]),
    ([3, 1], [2]),
]
TEXT = np.array([1, 2, 0, 2, 0, 1, 3, 2, 0, 3, 0, 3, 1, 0])
INSERTION = -1.5


def models(order):
    language = NgramModel.fit(TEXT, order=order, vocab_size=4, smoothing=AddK(0.2))
    return IBMModel1.fit(PAIRS, iterations=3), language


def best_of_all(channel, language, source):
    """The score of the best of all derivations, each tried out in full."""
    t = {
        (x, y): p for y in [None, 1, 2, 3] for x, p in channel.translations(y)
    }  # fmt: skip
    choices = ["null", "again", 1, 2, 3]
    inserted = [None, 1, 2, 3]
    best = -np.inf
    for acts in itertools.product(choices, repeat=len(source)):
        for extra in itertools.product(inserted, repeat=len(source) + 1):
            y, score = [], 0.0
            for x, act, new in zip(source, acts, extra, strict=False):
                if new:
                    y.append(new)
                    score += INSERTION
                if act == "null":
                    score += np.log(max(t.get((x, None), 0), 1e-9))
                elif act == "again":
                    p = t.get((x, y[-1]), 0) if y else 0
                    score += np.log(p) if p else -np.inf
                else:
                    y.append(act)
                    score += np.log(t[x, act]) if (x, act) in t else -np.inf
            if extra[-1]:
                y.append(extra[-1])
                score += INSERTION
            if score > best:
                best = max(best, score + language.log_probs([*y, 0]).sum())
    return best


def check(order, sources=((0, 1), (2, 0), (1, 1), (2, 2))):
    channel, language = models(order)
    decoder = NoisyChannel(channel, language, insertion=INSERTION)
    for source in sources:
        words, score = decoder.search(source, width=200)
        assert score == pytest.approx(best_of_all(channel, language, source))
        assert 0 not in words


@pytest.mark.parametrize("order", [2, 3])
def test_a_wide_beam_finds_the_best_of_all(order):
    check(order)


def forget_the_language(patch):
    write = NoisyChannel._write

    def wrong(self, beam, weights, width):
        flat = beam._replace(log_probs=np.zeros_like(beam.log_probs))
        return write(self, flat, weights, width)

    patch.setattr(NoisyChannel, "_write", wrong)


def forget_the_end(patch):
    search = NoisyChannel.search

    def wrong(self, source, *, width=20):
        words, score = search(self, source, width=width)
        return words, score - self.language.log_probs([*words, 0])[-1]

    patch.setattr(NoisyChannel, "search", wrong)


def read_the_channel_backwards(patch):
    channel = NoisyChannel._channel
    patch.setattr(NoisyChannel, "_channel", lambda self, word: channel(self, 2 - word))


@pytest.mark.parametrize(
    "wrong", [forget_the_language, forget_the_end, read_the_channel_backwards]
)
def test_a_wrong_version_is_noticed(wrong, monkeypatch):
    wrong(monkeypatch)
    with pytest.raises(AssertionError):
        check(2)


def test_a_word_never_seen_is_left_out():
    decoder = NoisyChannel(*models(2), insertion=-50.0)
    assert decoder.decode([0, 99, 1]) == decoder.decode([0, 1])


def test_bad_arguments_are_refused():
    channel, language = models(2)
    decoder = NoisyChannel(channel, language)
    for source, width in (([], 5), ([0], 0)):
        with pytest.raises(ValueError, match="one source word or more"):
            decoder.decode(source, width=width)
    with pytest.raises(ValueError, match="got NgramModel and IBMModel1"):
        NoisyChannel(language, channel)


@pytest.mark.filterwarnings("ignore:The discounts of order")
def test_the_context_decides_about_words_with_two_translations():
    pairs = translation_world().corpus().train[:1500]
    x_ids, y_ids = {}, {"<eos>": 0}
    encoded = [
        (
            [y_ids.setdefault(w, len(y_ids)) for w in pair.target.split()],
            [x_ids.setdefault(w, len(x_ids)) for w in pair.source.split()],
        )
        for pair in pairs
    ]
    text = np.array([w for y, _ in encoded for w in [*y, 0]])
    language = NgramModel.fit(text, order=3, vocab_size=len(y_ids))
    decoder = NoisyChannel(IBMModel1.fit(encoded, dirichlet=0.01), language)
    english = list(y_ids)

    def heard(*words):
        ids = decoder.decode([x_ids[word] for word in words])
        return [english[y] for y in ids]

    assert {"farmer", "bakes", "cakes"} <= set(
        heard("ala", "sepunda", "rusurkat", "ale", "tene")
    )
    assert {"farmer", "reads", "books"} <= set(
        heard("ala", "sepunda", "rusurkat", "ale", "brugose")
    )
