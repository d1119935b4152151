r"""Translation as decoding: which sentence was it before the channel garbled it?"""

from typing import NamedTuple

import numpy as np

from rnncourse.models.alignment.ibm_model import IBMModel1
from rnncourse.models.ngrams.ngram import NgramModel

_NEVER = np.log(1e-9)  # what is never seen beside NULL can still be left out


class _Beam(NamedTuple):
    scores: np.ndarray  # (rows,)
    words: list  # of tuples, what was written so far
    log_probs: np.ndarray  # (rows, vocab_size), of the next word
    state: np.ndarray  # (rows, order - 1)


class NoisyChannel:
    r"""The translation of greatest probability, word by word from left to right.

    $$ \hat y = \arg\max_y P(y \mid x) = \arg\max_y P(x \mid y) \, P(y) $$

    A language model knows which sentences $y$ are likely, and learns it from text
    alone; the channel knows how a word of $y$ comes out on the other side, whatever
    stands around it. What the channel cannot decide, whether one drum or one pear is
    meant, the language model does.

    The sum over alignments is replaced by its greatest term, and only monotone
    alignments count, so that a sentence can be written from left to right. Reading
    $x_j$, a hypothesis does one of these:

    - it writes a word $y$: $\ln t(x_j \mid y) + \ln P(y \mid \text{before})$;
    - it takes $x_j$ for one more word of the last $y$: $\ln t(x_j \mid y)$;
    - it leaves $x_j$ out: $\ln t(x_j \mid \text{NULL})$.

    Every alignment being as probable as any other, their factor is left away.

    Before that it may write one word out of nothing, for `insertion` and what the
    language model says. After each word the best `width` hypotheses go on; of those
    that the language model cannot tell apart only the better one.

    Limits: **words are never put into another order**, which is where such a system
    fails first; a word of $x$ never seen is left out; the channel knows words and no
    phrases; and nothing weighs that every $y$ ought to say something.

    Reference: Brown et al. (1993), section 2, for the equation; Tillmann & Ney (2003),
    Word Reordering and a Dynamic Programming Beam Search Algorithm, for the search.

    Args:
        channel: Learned from pairs ($y$, $x$): its *source* is the language that is
            translated **into**.
        language: A model of that language, with the same ids.
        insertion: Natural log of what it costs to write a word out of nothing.

    Raises:
        ValueError: If one of the models is of another kind.

    Example:

    "das Haus", "das Buch", "ein Buch" once more, now from German: das 0, Haus 1,
    Buch 2, ein 3. "ein Haus" was never seen, but the language model knows "a house":

    >>> from rnncourse.models.ngrams.smoothing import AddK
    >>> english = ["<eos>", "the", "house", "book", "a"]
    >>> pairs = [([1, 2], [0, 1]), ([1, 3], [0, 2]), ([4, 3], [3, 2])]
    >>> text = np.array([1, 2, 0, 1, 3, 0, 4, 3, 0, 4, 2, 0])
    >>> language = NgramModel.fit(text, order=2, vocab_size=5, smoothing=AddK(0.1))
    >>> decoder = NoisyChannel(IBMModel1.fit(pairs, iterations=20), language)
    >>> [english[y] for y in decoder.decode([3, 1])]
    ['a', 'house']
    """

    def __init__(self, channel, language, *, insertion=-4.0):
        if not (isinstance(channel, IBMModel1) and isinstance(language, NgramModel)):
            raise ValueError(
                "A noisy channel needs an `IBMModel1` and an `NgramModel`; got "
                f"{type(channel).__name__} and {type(language).__name__}."
            )
        self.channel, self.language, self.insertion = channel, language, insertion

    def decode(self, source, *, width=20):
        """Translate a sentence.

        Args:
            source: Ids of its words.
            width: How many hypotheses are kept.

        Returns:
            A tuple of ids, without the end of the sentence.

        Raises:
            ValueError: If the sentence is empty or the width below 1.
        """
        return self.search(source, width=width)[0]

    def search(self, source, *, width=20):
        r"""Translate a sentence and say how good the translation is.

        Args:
            source: Ids of its words.
            width: How many hypotheses are kept.

        Returns:
            A tuple of ids, and their score: natural log of $P(x \mid y) P(y)$ with the
            best alignment alone.

        Raises:
            ValueError: As for `decode`.
        """
        if not len(source) or width < 1:
            raise ValueError(
                "Decoding needs one source word or more and a width of 1 or more; got "
                f"{len(source)} words and width {width}."
            )
        beam = self._step(np.zeros(1), [()], [self.language.eos_id], None)
        anything = np.full(self.language.vocab_size, float(self.insertion))
        anything[self.language.eos_id] = -np.inf
        for word in source:
            beam = self._best([beam, self._write(beam, anything, width)], width)
            channel, null = self._channel(int(word))
            again = [channel[y[-1]] if y else -np.inf for y in beam.words]
            beam = self._best(
                [
                    self._write(beam, channel, width),
                    beam._replace(scores=beam.scores + np.maximum(again, null)),
                ],
                width,
            )
        beam = self._best([beam, self._write(beam, anything, width)], width)
        ended = beam.scores + beam.log_probs[:, self.language.eos_id]
        best = int(ended.argmax())
        return beam.words[best], float(ended[best])

    def _channel(self, word):
        """Log t(word | y) for every y, `(vocab_size,)`, and for NULL."""
        size, rows = self.channel.target_size, self.language.vocab_size + 1
        wanted = np.arange(rows) * size + word
        keys = self.channel.keys
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        known = (keys[at] == wanted) & (word < size)
        with np.errstate(divide="ignore"):
            scores = np.log(np.where(known, self.channel.probs[at], 0))
        scores[self.language.eos_id + 1] = -np.inf
        return scores[1:], max(scores[0], _NEVER)

    def _write(self, beam, weights, width):
        """Write one word more; the best `width` ways to do it."""
        total = (beam.scores[:, None] + beam.log_probs + weights).ravel()
        best = np.argsort(-total, kind="stable")[:width]
        best = best[np.isfinite(total[best])]
        rows, tokens = np.divmod(best, len(weights))
        words = [
            (*beam.words[row], token)
            for row, token in zip(rows.tolist(), tokens.tolist(), strict=True)
        ]
        return self._step(total[best], words, tokens, beam.state[rows])

    def _step(self, scores, words, tokens, state):
        if not len(words):
            empty = np.zeros((0, self.language.vocab_size))
            return _Beam(scores, words, empty, state)
        state = self.language.start(len(words)) if state is None else state
        return _Beam(scores, words, *self.language.step(np.asarray(tokens), state))

    def _best(self, beams, width):
        """Put beams together; of equal futures the better stays, then the best."""
        scores = np.concatenate([beam.scores for beam in beams])
        words = [y for beam in beams for y in beam.words]
        seen, kept = set(), []
        for row in np.argsort(-scores, kind="stable").tolist():
            future = words[row][-max(self.language.order - 1, 1) :]
            if future not in seen and np.isfinite(scores[row]) and len(kept) < width:
                seen.add(future)
                kept.append(row)
        return _Beam(
            scores[kept],
            [words[row] for row in kept],
            np.concatenate([beam.log_probs for beam in beams])[kept],
            np.concatenate([beam.state for beam in beams])[kept],
        )
