"""Counting language models: perplexities on the Penn Treebank, and speed against peers.

Run:
    python -m benchmarks.ngram               # all of it, some minutes
    python -m benchmarks.ngram --only speed  # again, on an idle machine

Peers are `nltk.lm`, on part of the text, for it is slow; the `kenlm` module, reading
the ARPA file that we wrote; and KenLM's programs `lmplz` and `query`, if they are on
the PATH.  What is compared runs in turns, so that a busy machine slows both.  Results
go to `benchmarks/results/ngram.json`.  `--quick` takes a minute on a generated language
and saves no result.
"""

import argparse
import dataclasses
import functools
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy as np

from benchmarks import records
from benchmarks.ngram_peers import kenlm
from benchmarks.ngram_speed import OURS, speeds
from rnncourse.datasets import TextCorpus, ptb
from rnncourse.datasets.worlds import language_world
from rnncourse.models import (
    AddK,
    CacheModel,
    Decay,
    KneserNey,
    Mixture,
    NgramModel,
    Recency,
    srilm_cutoffs,
)
from rnncourse.text import Vocabulary, encode_stream

ORDER = 5
SPLITS = ("valid", "test")
CACHES = ((1, 0.99, 0.5), (5, 0.995, 0.5))  # order, decay, prior; chosen on valid
PEERS = ("nltk", *(["kenlm"] if kenlm else []))


@dataclasses.dataclass(frozen=True)
class Texts:
    """A corpus, and its three parts as ids."""

    corpus: TextCorpus
    vocabulary: Vocabulary
    train: np.ndarray
    valid: np.ndarray
    test: np.ndarray

    @classmethod
    def encode(cls, corpus):
        """Encode a corpus with the vocabulary of its training text."""
        words = [w for line in corpus.train for w in [*line.split(), "<eos>"]]
        vocabulary = Vocabulary.from_tokens(words)
        parts = corpus.train, corpus.valid, corpus.test
        encoded = (encode_stream(part, vocabulary) for part in parts)
        return cls(corpus, vocabulary, *encoded)


def make_record(corpus, system, metric, value, **fields):
    """Print a number and return its record."""
    what = f"{metric} against {fields['against']}" if "against" in fields else metric
    print(f"{fields.get('split', ''):6} {system:40} {what:44} {value:14,.4f}")
    return records.make(
        "ngram",
        system=system,
        metric=metric,
        value=value,
        corpus=corpus,
        packages=("numpy", *PEERS),
        **fields,
    )


def perplexities(texts, record):
    """Return the records of all models on both held-out texts."""
    size = {"vocab_size": len(texts.vocabulary), "eos_id": texts.vocabulary.eos_id}
    wider = {**size, "vocab_size": len(texts.vocabulary) + 1}
    fit = functools.partial(NgramModel.fit, texts.train)
    models = {
        f"kn{order}": (fit(order=order, **size), {"smoothing": "modified Kneser-Ney"})
        for order in range(1, ORDER + 1)
    }
    models |= {
        "kn5, singletons of order 5 dropped": (
            fit(order=ORDER, cutoffs={5: 2}, **size),
            {"cutoffs": {5: 2}},
        ),
        "kn5, cut-offs of SRILM": (
            fit(order=ORDER, cutoffs=srilm_cutoffs(ORDER), **size),
            {"cutoffs": srilm_cutoffs(ORDER)},
        ),
        "kn5, one type more": (fit(order=ORDER, **wider), {"why": "<unk> of KenLM"}),
        "kn5, one discount": (fit(order=ORDER, smoothing=KneserNey(), **size), {}),
        "add-k trigram": (fit(order=3, smoothing=AddK(0.01), **size), {"k": 0.01}),
    }
    return [
        record(system, "perplexity", model.perplexity(getattr(texts, split)),
               split=split, settings=settings)
        for system, (model, settings) in models.items()
        for split in SPLITS
    ] + with_caches(texts, models["kn5"][0], size, record)  # fmt: skip


def with_caches(texts, kn5, size, record):
    """Return the records of KN5 mixed with caches, weights learned on valid only."""
    caches = [
        CacheModel(order=order, memory=Decay(rate), prior=prior, **size)
        for order, rate, prior in CACHES
    ]
    measured = []
    for system, used, recency in [
        ("kn5+unigram cache", caches[:1], None),
        ("kn5+cache, the same weights everywhere", caches, None),
        ("kn5+cache", caches, Recency(**size)),
    ]:
        mixture = Mixture.fit([kn5, *used], texts.valid, recency=recency)
        settings = {
            "caches": CACHES[: len(used)],
            "weights": "by recency of the last word" if recency else "fixed",
        }
        measured += [
            record(system, "perplexity", mixture.perplexity(getattr(texts, split)),
                   split=split, settings=settings)
            for split in SPLITS
        ]  # fmt: skip
    return measured


PEAK = """
import sys
import numpy as np
from benchmarks.records import peak_megabytes as peak
from rnncourse.models import NgramModel

imported, texts = peak(), np.load(sys.argv[1])
size = {name: int(texts[name]) for name in ("order", "vocab_size", "eos_id")}
NgramModel.fit(texts["train"], **size).log_probs(texts["test"])
print(imported, peak())
"""


def memory(texts, record):
    """Return the record of the peak memory of a process that builds and scores."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "texts.npz")
        size = {"vocab_size": len(texts.vocabulary), "eos_id": texts.vocabulary.eos_id}
        np.savez(path, train=texts.train, test=texts.test, order=ORDER, **size)
        run = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    imported, peak = map(float, run.stdout.split())
    return [
        record(OURS, "peak_megabytes", round(peak, 1), settings={"order": ORDER}),
        record("imports alone", "peak_megabytes", round(imported, 1)),
    ]


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--only", choices=["perplexity", "memory", "speed"])
    parser.add_argument("--repeats", type=int, default=7, help="turns of every peer")
    parser.add_argument(
        "--nltk-sentences", type=int, default=5000, help="sentences nltk learns from"
    )
    parser.add_argument(
        "--nltk-tokens", type=int, default=20, help="tokens nltk scores in a turn"
    )
    parser.add_argument("--quick", action="store_true", help="a minute, nothing saved")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Measure, print and save the records."""
    options = parse(arguments)
    if options.quick:
        options.repeats, options.nltk_sentences = 3, 500
        # So regular a text has no discounts of order 1; that is not the matter here.
        warnings.filterwarnings("ignore", "The discounts of order 1")
        parts = language_world("small", seed=0).corpus(seed=0)
        corpus = TextCorpus("world language", **parts._asdict(), generated=True,
                            description="a generated language")  # fmt: skip
    else:
        corpus = ptb.load()
    texts = Texts.encode(corpus)
    print(f"{corpus.name}: {len(texts.train):,} tokens to learn from")
    record = functools.partial(make_record, corpus.name)
    measured = []
    if options.only in (None, "perplexity"):
        measured += perplexities(texts, record)
    if options.only in (None, "memory"):
        measured += memory(texts, record)
    if options.only in (None, "speed"):
        measured += speeds(
            texts,
            record,
            order=ORDER,
            repeats=options.repeats,
            nltk_sentences=options.nltk_sentences,
            nltk_tokens=options.nltk_tokens,
        )
    if not options.quick:
        print("written to", records.save("ngram", measured))


if __name__ == "__main__":
    main()
