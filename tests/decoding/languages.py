"""Small languages to search in, and the plain way to search them.

Every distribution depends on the whole past and on the sentence of the batch, so that a
hypothesis that goes on with the state of another one gives itself away.
"""

import itertools

import numpy as np

VOCAB, LONGEST, EOS = 3, 4, 0


class Language:
    """A table with a random distribution for every past, and its step function."""

    def __init__(self, seed, *, batch=1, vocab=VOCAB, longest=LONGEST, source=3):
        rng = np.random.default_rng(seed)
        self.vocab, self.longest = vocab, longest
        pasts = (vocab + 1) ** (longest + 1)
        self.probs = rng.dirichlet(np.full(vocab, 0.7), (batch, pasts))
        self.attention = rng.dirichlet(np.full(source, 0.5), (batch, pasts))
        self.calls = []

    def start(self, sentences):
        return {
            "past": np.zeros(len(sentences), np.int64),
            "sentence": np.asarray(sentences),
            "coverage": np.zeros((len(sentences), self.attention.shape[-1])),
        }

    def step(self, tokens, state):
        self.calls.append(len(tokens))
        past, sentence = (
            state["past"] * (self.vocab + 1) + tokens + 1,
            state["sentence"],
        )
        coverage = state["coverage"] + self.attention[sentence, past]
        new = {"past": past, "sentence": sentence, "coverage": coverage}
        return np.log(self.probs[sentence, past]), new

    def follow(self, tokens, sentence=0):
        """Return log P of a sequence and the attention that it paid, added up."""
        state, before, log_prob = self.start([sentence]), EOS, 0.0
        for token in tokens:
            log_probs, state = self.step(np.array([before]), state)
            log_prob += log_probs[0, token]
            before = token
        return log_prob, state["coverage"][0]

    def log_prob(self, tokens, sentence=0):
        return self.follow(tokens, sentence)[0]

    def sequences(self):
        """Return all sequences: ended by `EOS`, or cut at the greatest length."""
        words = [token for token in range(self.vocab) if token != EOS]
        ended = [
            (*start, EOS)
            for length in range(self.longest)
            for start in itertools.product(words, repeat=length)
        ]
        return ended + list(itertools.product(words, repeat=self.longest))


def plain_beam(
    language,
    *,
    sentence=0,
    width,
    n_best=1,
    divisor=lambda n: 1.0,
    coverage_penalty=0.0,
    threshold=0.0,
):
    """Search one sentence as the definition says, to the bitter end."""

    def score(tokens):
        log_prob, coverage = language.follow(tokens, sentence)
        covered = sum(np.log(min(c, 1.0)) for c in coverage)
        return log_prob / divisor(len(tokens)) + coverage_penalty * covered

    beam, finished = [()], []
    while beam and len(finished) < width:
        longer = [(*past, token) for past in beam for token in range(language.vocab)]
        longer.sort(key=lambda tokens: -language.log_prob(tokens, sentence))
        best = np.exp(language.log_prob(longer[0], sentence))
        longer = [
            tokens
            for tokens in longer[: width - len(finished)]
            if np.exp(language.log_prob(tokens, sentence)) >= threshold * best
        ]
        ends = [t for t in longer if t[-1] == EOS or len(t) == language.longest]
        finished += ends
        beam = [tokens for tokens in longer if tokens not in ends]
    finished.sort(key=lambda tokens: -score(tokens))
    return [(tokens, score(tokens)) for tokens in finished[:n_best]]
