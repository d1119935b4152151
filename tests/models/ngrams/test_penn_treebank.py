"""The published numbers, on the real text; skipped where it is not."""

import os
from pathlib import Path

import numpy as np
import pytest

from rnncourse.datasets import ptb
from rnncourse.models import (
    CacheModel,
    Decay,
    Mixture,
    ModifiedKneserNey,
    NgramModel,
    Recency,
    continuation_counts,
    count_ngrams,
    srilm_cutoffs,
)
from rnncourse.text import Vocabulary, encode_stream

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"), "ptb")
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="RNNCOURSE_DATA has no ptb")


@pytest.fixture(scope="module")
def texts():
    corpus = ptb.load()
    words = [word for sentence in corpus.train for word in sentence.split()]
    vocabulary = Vocabulary.from_tokens(words)
    assert len(vocabulary) == 10_000
    parts = ("train", "valid", "test")
    return {part: encode_stream(getattr(corpus, part), vocabulary) for part in parts}


@pytest.fixture(scope="module")
def kn5(texts):
    return NgramModel.fit(texts["train"], order=5, vocab_size=10_000)


def test_modified_kneser_ney(kn5, texts):
    assert kn5.perplexity(texts["valid"]) == pytest.approx(148.01, abs=0.005)
    assert kn5.perplexity(texts["test"]) == pytest.approx(141.19, abs=0.005)


def test_one_type_more_gives_the_number_of_kenlm(texts):
    # lmplz -o 5 has an entry for unknown words beside the 10,000 types
    model = NgramModel.fit(texts["train"], order=5, vocab_size=10_001)
    assert model.perplexity(texts["test"]) == pytest.approx(141.1862, abs=0.0002)


@pytest.mark.parametrize(
    ("cutoffs", "valid", "test"),
    [({5: 2}, 148.43, 141.47), (srilm_cutoffs(5), 155.38, 148.06)],
)
def test_cut_offs(cutoffs, valid, test, texts):
    model = NgramModel.fit(texts["train"], order=5, vocab_size=10_000, cutoffs=cutoffs)
    assert model.perplexity(texts["valid"]) == pytest.approx(valid, abs=0.005)
    assert model.perplexity(texts["test"]) == pytest.approx(test, abs=0.005)


def test_discounts(texts):
    tables = count_ngrams(texts["train"], 5, vocab_size=10_000)
    discounts = [
        ModifiedKneserNey().discounts_of(counts, order)
        for order, counts in enumerate(continuation_counts(tables), 1)
    ]
    expected = [
        [0.728, 1.099, 1.471],
        [0.869, 1.255, 1.448],
        [0.943, 1.383, 1.432],
        [0.960, 1.388, 1.242],
    ]
    np.testing.assert_allclose(np.array(discounts)[1:, 1:], expected, atol=0.0005)


def test_with_caches_whose_weights_are_tuned_on_the_validation_text(kn5, texts):
    caches = (
        CacheModel(10_000, memory=Decay(0.99)),
        CacheModel(10_000, order=5, memory=Decay(0.995)),
    )
    mixture = Mixture.fit((kn5, *caches), texts["valid"], recency=Recency(10_000))
    assert mixture.perplexity(texts["test"]) < 117
