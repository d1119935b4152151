import numpy as np
import pytest

from benchmarks import ngram, ngram_speed
from rnncourse.datasets import TextCorpus

pytestmark = pytest.mark.filterwarnings("ignore:The discounts of order")


@pytest.fixture(scope="module")
def texts():
    """Sentences of a few words, a third of them `<unk>`, in which some follow some."""
    rng = np.random.default_rng(0)
    words = np.array([*"abcdefg", "<unk>"])

    def sentence():
        steps = rng.integers(0, 4, rng.integers(4, 12))
        return " ".join(words[np.cumsum(steps) % len(words)])

    parts = [tuple(sentence() for _ in range(size)) for size in (300, 60, 60)]
    corpus = TextCorpus("tiny", *parts, generated=True, description="")
    return ngram.Texts.encode(corpus)


def record(system, metric, value, **fields):
    return {"system": system, "metric": metric, "value": value, **fields}


def test_every_model_is_measured_on_both_texts(texts):
    measured = ngram.perplexities(texts, record)
    systems = [r["system"] for r in measured if r["split"] == "test"]
    assert len(set(systems)) == len(systems) == len(measured) / 2
    assert {"kn5", "kn5+cache"} <= set(systems)
    assert all(1 < r["value"] < 20 for r in measured)


def test_a_model_that_knows_more_context_is_better(texts):
    value = {
        r["system"]: r["value"]
        for r in ngram.perplexities(texts, record)
        if r["split"] == "valid"
    }
    assert value["kn2"] < value["kn1"]


def test_peers_say_the_same_and_are_timed(texts, monkeypatch):
    monkeypatch.setenv("PATH", "")  # KenLM's programs, if there are any
    settings = {"order": 3, "repeats": 1, "nltk_sentences": 50, "nltk_tokens": 5}
    measured = ngram_speed.speeds(texts, record, **settings)
    ratios = {r["against"]: r for r in measured if "against" in r}
    assert "nltk.lm" in ratios
    assert all(r["value"] > 0 for r in measured)


def test_rates_are_tokens_by_seconds_and_ratios_are_of_rates():
    tasks = {
        name: ngram_speed.Task(None, tokens)
        for name, tokens in [("build", 90), ("score", 30), ("query", 100),
                             ("query: start", 0), ("lmplz", 90)]
    }  # fmt: skip
    seconds = {"build": 3, "score": 2, "query": 25, "query: start": 5, "lmplz": 6}
    measured = ngram_speed.summary(tasks, seconds, record, base={}, nltk={})
    value = {(r["system"], r["metric"], r.get("against")): r["value"] for r in measured}
    assert value == {
        ("rnncourse", "build_seconds", None): 3,
        ("rnncourse", "tokens_per_second", None): 15,
        ("lmplz", "build_seconds", None): 6,
        ("rnncourse", "build_speed_ratio", "lmplz"): 2,
        ("query", "tokens_per_second", None): 5,
        ("rnncourse", "score_speed_ratio", "query"): 3,
    }
