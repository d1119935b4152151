"""Speed of our n-gram models against their peers, in one process and in turns."""

import pathlib
import statistics
import tempfile
import time

from benchmarks.ngram_peers import Task, kenlm_tasks, nltk_tasks, program_tasks
from rnncourse.models import NgramModel
from rnncourse.text import encode_stream

OURS = "rnncourse"


def speeds(texts, record, *, order, repeats, nltk_sentences, nltk_tokens):
    """Return the records of building and scoring.

    Args:
        texts: With `corpus`, `vocabulary` and the encoded `train` and `test`.
        record: Makes a record of a system, a metric, a value and more fields.
        order: The order.
        repeats: How many turns; the median counts.
        nltk_sentences: How many sentences nltk is trained on.
        nltk_tokens: How many tokens nltk scores in a turn.
    """
    vocabulary, corpus, test = texts.vocabulary, texts.corpus, texts.test
    size = {"vocab_size": len(vocabulary), "eos_id": vocabulary.eos_id}
    model = NgramModel.fit(texts.train, order=order, **size)
    some = corpus.train[:nltk_sentences]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        tokens = len(texts.train), len(test)
        programs, perplexity = program_tasks(
            corpus, order=order, tokens=tokens, folder=folder
        )
        tasks = {
            "build": Task(
                lambda: NgramModel.fit(texts.train, order=order, **size), tokens[0]
            ),
            "score": Task(lambda: model.log_probs(test), tokens[1]),
            **nltk_tasks(
                some,
                encode_stream(some, vocabulary),
                order=order,
                vocabulary=vocabulary,
                tokens=nltk_tokens,
            ),
            **kenlm_tasks(model, vocabulary, corpus.test, test, folder),
            **programs,
        }
        seconds = turns(tasks, repeats)
    base = {"order": order, "repeats": repeats}
    nltk = {**base, "sentences": len(some), "tokens_scored_by_nltk": nltk_tokens}
    measured = summary(tasks, seconds, record, base=base, nltk=nltk)
    if perplexity:
        measured.append(record("lmplz and query", "perplexity", perplexity,
                               split="test", settings={"order": order}))  # fmt: skip
    return measured


def turns(tasks, repeats):
    """Return the median seconds of every task; in each turn every task runs once."""
    seconds = {name: [] for name in tasks}
    for turn in range(1, repeats + 1):
        for name, task in tasks.items():
            before = time.perf_counter()
            task.run()
            seconds[name].append(time.perf_counter() - before)
        print(f"turn {turn} of {repeats}", flush=True)
    return {name: statistics.median(times) for name, times in seconds.items()}


def summary(tasks, seconds, record, *, base, nltk):
    """Return the records of times, rates, and ratios of rates."""
    if "query" in tasks:  # what is left is without loading the model
        seconds["query"] -= seconds["query: start"]
    rate = {name: task.tokens / seconds[name] for name, task in tasks.items()}
    measured = [
        record(OURS, "build_seconds", seconds["build"], settings=base),
        record(OURS, "tokens_per_second", rate["score"], split="test", settings=base),
    ]
    comparisons = [
        ("nltk.lm", "build", "build a part", "nltk: build a part", nltk),
        ("nltk.lm", "score", "score", "nltk: score", nltk),
        ("kenlm, full_scores", "score", "score", "kenlm: full_scores", base),
        ("kenlm, score", "score", "score", "kenlm: score", base),
        ("lmplz", "build", "build", "lmplz", base),
        ("query", "score", "score", "query", base),
    ]
    for peer, what, ours, theirs, settings in comparisons:
        if theirs not in tasks:
            continue
        if what == "build":
            metric, value = "build_seconds", seconds[theirs]
        else:
            metric, value = "tokens_per_second", rate[theirs]
        measured += [
            record(peer, metric, value, settings=settings),
            record(OURS, f"{what}_speed_ratio", rate[ours] / rate[theirs],
                   against=peer, settings=settings),
        ]  # fmt: skip
    return measured
