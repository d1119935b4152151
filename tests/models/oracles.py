"""The counting models once more, slowly, with dictionaries, from the papers."""

import math
from collections import Counter

START, END = "<s>", 0


def sentences_of(ids):
    """Cut a stream at its sentence ends (id 0); the last may be unfinished."""
    sentences, words = [], [START]
    for token in map(int, ids):
        words.append(token)
        if token == END:
            sentences.append(words)
            words = [START]
    return [*sentences, words] if len(words) > 1 else sentences


class NgramOracle:
    """`kind` is "ml", "add-k", "kn" or "mkn"; `k` is the k of add-k."""

    def __init__(self, ids, order, vocab_size, kind, *, k=1.0, cutoffs=None):
        self.order, self.vocab_size, self.kind, self.k = order, vocab_size, kind, k
        self.cutoffs = cutoffs or {}
        self.raw = {n: Counter() for n in range(1, order + 1)}
        for words in sentences_of(ids):
            for n in range(1, order + 1):
                for i in range(len(words) - n + 1):
                    ngram = tuple(words[i : i + n])
                    if ngram != (START,):  # the start is never predicted
                        self.raw[n][ngram] += 1
        self.counts = {n: self._counts(n) for n in self.raw}
        self.discounts = {n: self._discounts(self.counts[n]) for n in self.raw}

    def _counts(self, n):
        if self.kind in ("ml", "add-k") or n == self.order:
            return self.raw[n]
        before = {}
        for longer in self.raw[n + 1]:
            before.setdefault(longer[1:], set()).add(longer[0])
        return {
            ngram: count if ngram[0] == START else len(before[ngram])
            for ngram, count in self.raw[n].items()
        }

    def _discounts(self, counts):
        n = Counter(counts.values())
        if self.kind in ("ml", "add-k"):
            return [0, 0, 0, 0]
        if self.kind == "kn":
            if not (n[1] and n[2]):
                return [0, 0.5, 0.5, 0.5]
            return [0] + [n[1] / (n[1] + 2 * n[2])] * 3
        if not (n[1] and n[2] and n[3]):
            return [0, 0.5, 1.0, 1.5]
        y = n[1] / (n[1] + 2 * n[2])
        d1 = 1 - 2 * y * n[2] / n[1]
        d2 = 2 - 3 * y * n[3] / n[2]
        d3 = 3 - 4 * y * n[4] / n[3]
        return [0, d1, d2, d3] if min(d1, d2, d3) >= 0 else [0, 0.5, 1.0, 1.5]

    def prob(self, word, context):
        """P(word | context), the context being a tuple of at most order - 1 words."""
        n = len(context) + 1
        if self.kind == "add-k":
            followers = self._followers(context)
            total = sum(followers.values()) + self.k * self.vocab_size
            kept = {
                w: c if c >= self.cutoffs.get(n, 1) else 0 for w, c in followers.items()
            }
            rest = total - sum(kept.values())
            return kept.get(word, 0) / total + rest / total / self.vocab_size
        lower = self.prob(word, context[1:]) if context else 1 / self.vocab_size
        followers = self._followers(context)
        if not followers:
            return lower
        total, discounts = sum(followers.values()), self.discounts[n]
        kept = {
            w: max(c - discounts[min(c, 3)], 0) / total
            for w, c in followers.items()
            if c >= self.cutoffs.get(n, 1)
        }
        return kept.get(word, 0) + (1 - math.fsum(kept.values())) * lower

    def _followers(self, context):
        n = len(context) + 1
        return {g[-1]: c for g, c in self.counts[n].items() if g[:-1] == context}

    def log_probs(self, ids):
        return [
            _log(self.prob(words[i], self.context(words[:i])))
            for words in sentences_of(ids)
            for i in range(1, len(words))
        ]

    def context(self, words):
        """What counts of a sentence so far: `order - 1` words, or from its start."""
        return tuple(words[max(0, len(words) - self.order + 1) :])


def cache_probs(ids, vocab_size, order, weight, prior):
    """Distributions before every token; what lies `age` back, from 0, has a weight."""
    text = [END, *map(int, ids)]
    rows = []
    for t in range(1, len(text)):
        probs = [1 / vocab_size] * vocab_size
        for k in range(1, order + 1):
            history = text[t - k + 1 : t]
            seen = [0.0] * vocab_size
            for j in range(k - 1, t):
                if text[j - k + 1 : j] == history and t - k + 1 >= 0:
                    seen[text[j]] += weight(t - 1 - j)
            total = sum(seen)
            probs = [
                (s + prior * p) / (total + prior)
                for s, p in zip(seen, probs, strict=True)
            ]
        rows.append(probs)
    return rows


def recency_buckets(ids, edges):
    text = [END, *map(int, ids)][: len(ids)]
    buckets = []
    for t, word in enumerate(text):
        earlier = [t - s for s in range(t) if text[s] == word]
        passed = [e for e in edges if earlier and e <= min(earlier)]
        buckets.append(len(passed) if earlier else len(edges) + 1)
    return buckets


def mixture_likelihood(probs, weights):
    """Mean log-likelihood of a mixture, to search the best weights by brute force."""
    tokens = len(probs[0])
    return (
        math.fsum(
            _log(sum(w * p[t] for w, p in zip(weights, probs, strict=True)))
            for t in range(tokens)
        )
        / tokens
    )


def _log(p):
    return math.log(p) if p > 0 else -math.inf
