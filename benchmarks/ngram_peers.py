"""The peers of `benchmarks.ngram`: how to run them, and that they mean the same."""

import math
import re
import shutil
import subprocess
from typing import NamedTuple

import numpy as np
from nltk.lm import KneserNeyInterpolated
from nltk.util import ngrams

from rnncourse.models import KneserNey, NgramModel, write_arpa

try:
    import kenlm
except ImportError:  # an optional peer
    kenlm = None

DISCOUNT = 0.1  # nltk has one for all orders, and none for words
TEN = 10  # KenLM's `query` gets a text so often, for once is too short to time


class Task(NamedTuple):
    """Something to time: what to call, and how many tokens that works through."""

    run: callable
    tokens: int


def nltk_tasks(sentences, ids, *, order, vocabulary, tokens):
    """Return building and scoring with nltk, and our building of the same model.

    Args:
        sentences: Text to train on, `str`.
        ids: The same, encoded.
        order: The order.
        vocabulary: The `Vocabulary`.
        tokens: How many tokens of the text to score.
    """
    # The same as nltk's definition, except after the start of a sentence.
    ours = KneserNey((0.0, *[DISCOUNT] * (order - 1)))

    def build_ours():
        size = {"vocab_size": len(vocabulary), "eos_id": vocabulary.eos_id}
        return NgramModel.fit(ids, order=order, smoothing=ours, **size)

    def build_nltk():
        words = [["<s>", *sentence.split(), "<eos>"] for sentence in sentences]
        counted = (
            [g for n in range(1, order + 1) for g in ngrams(some, n) if g != ("<s>",)]
            for some in words
        )
        model = KneserNeyInterpolated(order=order, discount=DISCOUNT)
        model.fit(counted, vocabulary_text=vocabulary.decode(ids))
        return model

    words, model = vocabulary.decode(ids), build_nltk()
    whole = [t for t in range(order, len(ids)) if "<eos>" not in words[t - order : t]]
    asked = np.array(whole)[np.linspace(0, len(whole) - 1, tokens).astype(int)]

    def score_nltk():
        return [model.logscore(words[t], words[t - order + 1 : t]) for t in asked]

    np.testing.assert_allclose(
        build_ours().log_probs(ids)[asked] / math.log(2), score_nltk(), rtol=1e-6
    )
    return {
        "build a part": Task(build_ours, len(ids)),
        "nltk: build a part": Task(build_nltk, len(ids)),
        "nltk: score": Task(score_nltk, tokens),
    }


def kenlm_tasks(model, vocabulary, sentences, ids, folder):
    """Return scoring with the `kenlm` module, which reads our file; {} without it."""
    if kenlm is None:
        print("The kenlm module is not installed and left out.")
        return {}
    write_arpa(model, vocabulary, folder / "model.arpa")
    config = kenlm.Config()
    config.show_progress = False
    config.arpa_complain = kenlm.ARPALoadComplain.NONE
    theirs = kenlm.LanguageModel(str(folder / "model.arpa"), config)

    def score_tokens():
        return [s for line in sentences for s, *_ in theirs.full_scores(line)]

    def score_sentences():
        return [theirs.score(line) for line in sentences]

    ours = model.log_probs(ids) / math.log(10)
    np.testing.assert_allclose(score_tokens(), ours, atol=1e-5)
    np.testing.assert_allclose(sum(score_sentences()), ours.sum(), rtol=1e-5)
    return {
        "kenlm: full_scores": Task(score_tokens, len(ids)),
        "kenlm: score": Task(score_sentences, len(ids)),
    }


def program_tasks(corpus, *, order, tokens, folder):
    """Return building and scoring with KenLM's programs; {} if they are not there.

    Args:
        corpus: A `TextCorpus`.
        order: The order.
        tokens: Number of tokens of the training and the test text.
        folder: A `Path` to work in.

    Returns:
        Tasks, and the perplexity that `query` gives for the test text.
    """
    if not all(map(shutil.which, ("lmplz", "build_binary", "query"))):
        print("KenLM's programs are not on the PATH and left out.")
        return {}, None
    for name, copies in [("train", 1), ("test", TEN)]:
        # lmplz refuses the word <unk>: it has one of its own
        text = "".join(f"{line}\n" for line in getattr(corpus, name))
        text = text.replace("<unk>", "UNK") * copies
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "nothing").write_text("")

    def run(*command, read=None):
        with (folder / (read or "nothing")).open() as text:
            return subprocess.run(
                command, stdin=text, cwd=folder, check=True, capture_output=True
            ).stdout.decode()

    def build():
        fallback = ("--discount_fallback",)  # for small texts
        run("lmplz", "-o", str(order), "-S", "1G", *fallback, "--arpa", "lm.arpa",
            read="train")  # fmt: skip

    def score(text="test"):
        return run("query", "-v", "summary", "lm.bin", read=text)

    build()
    run("build_binary", "lm.arpa", "lm.bin")
    perplexity = float(re.search(r"including OOVs:\s+(\S+)", score())[1])
    return {
        "lmplz": Task(build, tokens[0]),
        "query": Task(score, TEN * tokens[1]),
        "query: start": Task(lambda: score("nothing"), 0),
    }, perplexity
