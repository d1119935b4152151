"""The hidden Markov tagger: a chain that counts instead of learning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from keras import ops

from rnncourse.datasets import TaggedSentence
from rnncourse.layers import path_score, viterbi
from rnncourse.models.tagging.word_endings import WordEndings

SENTENCES_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class HiddenMarkovTagger:
    r"""A tagger by a hidden Markov model of the first order.

    $$
    P(w, y) = P(y_1) \prod_{t=2}^{T} P(y_t \mid y_{t-1}) \prod_{t=1}^{T}
    P(w_t \mid y_t) \cdot P(\mathrm{end} \mid y_T)
    $$

    All is counted in one pass.  The logarithms of the factors are the
    scores of a chain, $\pi$, $A$, $e$ and $\rho$, so the best tags are found by the
    same Viterbi algorithm as those of a `CRF`.  What differs: a CRF learns scores that
    tell right sequences from wrong ones, of any features of the sentence; here are
    probabilities of a story of how words come about, and a word is known only as
    itself.

    *Transitions* are interpolated with the frequency of the tag alone, with weights by
    deleted interpolation: each bigram votes for the estimate that would be better had
    it not been seen,

    $$
    P(j \mid i) = \lambda_2 \frac{c(i\,j)}{c(i)} + \lambda_1 \frac{c(j)}{N}
    $$

    *Words* are turned around by Bayes' rule, and what a word itself says is mixed with
    what is known without it, the more so the rarer the word is:

    $$
    P(w \mid j) = \frac{P(j \mid w)\, P(w)}{P(j)}, \qquad
    P(j \mid w) = \frac{c(w, j) + \kappa\, P'(j \mid w)}{c(w) + \kappa}
    $$

    where $P'$ is the same for the word in small letters, if it has others, and for that
    it is $P(j \mid \ell)$ of its ending, as in `WordEndings`.  An unknown word may have
    only an ending; for its $P(w)$ it counts as if seen once.

    Reference: Brants (2000), TnT, sections 2.1 to 2.3, which has trigrams of tags, and
    $\kappa = 0$ for known words.

    Attributes:
        tags: The names of the tags.
        transitions: $\ln P(j \mid i)$, `(tags, tags)`.
        start: $\ln P(y_1 = j)$, `(tags,)`.
        end: $\ln P(\mathrm{end} \mid i)$, `(tags,)`.
        word_counts: How often each word had each tag, arrays `(tags,)`.
        words: How many words were counted.
        endings: What endings say.
        trust: $\kappa$.

    Example:

    >>> from rnncourse.datasets import TaggedSentence
    >>> sentences = [
    ...     TaggedSentence(("the", "dog", "barked"), ("DET", "NOUN", "VERB")),
    ...     TaggedSentence(("the", "walk", "ended"), ("DET", "NOUN", "VERB")),
    ...     TaggedSentence(("they", "walk"), ("PRON", "VERB")),
    ... ]
    >>> tagger = HiddenMarkovTagger.fit(sentences)
    >>> tagger.tag([["they", "walk"], ["the", "walk"], ["the", "dog", "danced"]])
    [('PRON', 'VERB'), ('DET', 'NOUN'), ('DET', 'NOUN', 'VERB')]
    >>> right, wrong = tagger.log_prob([
    ...     TaggedSentence(("the", "walk"), ("DET", "NOUN")),
    ...     TaggedSentence(("the", "walk"), ("DET", "VERB")),
    ... ])
    >>> bool(right > wrong)
    True
    """

    tags: tuple[str, ...]
    transitions: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word_counts: dict[str, np.ndarray]
    endings: WordEndings
    words: int
    trust: float

    @classmethod
    def fit(
        cls,
        sentences: Sequence[TaggedSentence],
        *,
        trust: float = 0.5,
        rare: int = 10,
        longest: int = 5,
    ):
        r"""Count.

        Args:
            sentences: Tagged sentences.
            trust: $\kappa$, above 0: how many occurrences of a word weigh as much as
                what is known without it.
            rare: The largest count of a word whose endings are counted.
            longest: The longest ending.

        Returns:
            A tagger.

        Raises:
            ValueError: If there are no words, or $\kappa$ is not above 0.
        """
        if not trust > 0:
            raise ValueError(
                f"`trust` must be above 0; got {trust}. A small number will do: it "
                "keeps a word from being impossible with a tag it was not seen with."
            )
        tags = tuple(sorted({tag for s in sentences for tag in s.tags}))
        if not tags:
            raise ValueError("There are no words to count; give tagged sentences.")
        places = {tag: place for place, tag in enumerate(tags)}
        edge = len(tags)  # before the first word, and behind the last
        bigrams, word_counts = np.zeros((edge + 1, edge + 1)), {}
        for sentence in sentences:
            path = [edge, *(places[tag] for tag in sentence.tags), edge]
            if len(path) > 2:
                np.add.at(bigrams, (path[:-1], path[1:]), 1)
            for word, tag in zip(sentence.words, path[1:-1], strict=True):
                word_counts.setdefault(word, np.zeros(edge))[tag] += 1
        log_probs = np.log(interpolated(bigrams))
        return cls(
            tags=tags,
            transitions=log_probs[:edge, :edge],
            start=log_probs[edge, :edge],
            end=log_probs[:edge, edge],
            word_counts=word_counts,
            endings=WordEndings.fit(word_counts, rare=rare, longest=longest),
            words=sum(len(sentence.words) for sentence in sentences),
            trust=trust,
        )

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """Tag sentences.

        Args:
            sentences: Sequences of words, one a sentence.

        Returns:
            A tuple of tags for every sentence.

        Raises:
            ValueError: If a sentence is one string.
        """
        found = [()] * len(sentences)
        for rows, scores, mask in self._batches(sentences):
            ids, _ = viterbi(scores, self.transitions, mask, self.start, self.end)
            for row, path in zip(rows, ops.convert_to_numpy(ids), strict=True):
                words = len(sentences[row])
                found[row] = tuple(self.tags[place] for place in path[:words])
        return found

    def log_prob(self, sentences: Sequence[TaggedSentence]) -> np.ndarray:
        r"""Return $\ln P(w, y)$ of words with their tags.

        Args:
            sentences: Tagged sentences.

        Returns:
            `(sentences,)`.

        Raises:
            ValueError: If there is a tag that was not in the training text.
        """
        places = {tag: place for place, tag in enumerate(self.tags)}
        found = np.zeros(len(sentences))
        for rows, scores, mask in self._batches([s.words for s in sentences]):
            ids = np.zeros(mask.shape, np.int32)
            for line, row in enumerate(rows):
                for t, tag in enumerate(sentences[row].tags):
                    if tag not in places:
                        raise ValueError(
                            f"Sentence {row} has the tag {tag!r}, which was not in the "
                            f"training text; there were {', '.join(self.tags)}."
                        )
                    ids[line, t] = places[tag]
            found[rows] = ops.convert_to_numpy(
                path_score(scores, ids, self.transitions, mask, self.start, self.end)
            )
        return found

    def word_scores(self, word: str) -> np.ndarray:
        r"""Return $\ln P(w \mid j)$ for every tag, `(tags,)`."""
        posterior = self.endings.tag_probs(word)
        for form in dict.fromkeys([word.lower(), word]):
            counts = self.word_counts.get(form, 0.0)
            posterior = counts + self.trust * posterior
            posterior /= posterior.sum()
        frequency = max(np.sum(counts), 1) / self.words
        return np.log(posterior) + np.log(frequency) - np.log(self.endings.prior)

    def _batches(self, sentences) -> Iterator[tuple]:
        """Yield numbers of sentences of similar length, scores and mask."""
        for number, words in enumerate(sentences):
            if isinstance(words, str):
                raise ValueError(
                    f"Sentence {number} is one string; give a sequence of words a "
                    "sentence, in a list even if there is only one."
                )
        known = {w: self.word_scores(w) for w in {w for s in sentences for w in s}}
        order = sorted(range(len(sentences)), key=lambda row: len(sentences[row]))
        for first in range(0, len(order), SENTENCES_AT_ONCE):
            rows = order[first : first + SENTENCES_AT_ONCE]
            lengths = np.array([len(sentences[row]) for row in rows])
            mask = np.arange(max(lengths[-1], 1)) < lengths[:, None]
            scores = np.zeros((*mask.shape, len(self.tags)))
            for line, row in enumerate(rows):
                for t, word in enumerate(sentences[row]):
                    scores[line, t] = known[word]
            yield rows, scores, mask


def interpolated(counts: np.ndarray) -> np.ndarray:
    r"""Return the distribution of what follows, by deleted interpolation.

    $$
    P(j \mid i) = \lambda_2 \frac{c(i\,j)}{c(i)} + \lambda_1 \frac{c(j)}{N}
    $$

    The weight $\lambda_2$ is the share of the bigrams, each as often as it occurred,
    with $\frac{c(i\,j) - 1}{c(i) - 1} > \frac{c(j) - 1}{N - 1}$: those that the pair
    predicts better than the word alone, if this one occurrence is taken out.

    Reference: Brants (2000), figure 1, for bigrams.

    Args:
        counts: $c(i\,j)$, `(tags, tags)`.

    Returns:
        `(tags, tags)`; the rows sum to 1.

    Example:
        11 of 16 pairs are predicted better by what stands before, so 0 behind 1 has
        the probability 11/16 · 1/8 + 5/16 · 5/16:

        >>> interpolated(np.array([[4, 4], [1, 7]])).round(3)
        array([[0.441, 0.559],
               [0.184, 0.816]])
    """
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0)
    total = counts.sum()
    alone = (columns - 1) / max(total - 1, 1)
    pair = (counts - 1) / np.maximum(rows - 1, 1)
    weight = counts[(counts > 0) & (pair > alone)].sum() / total
    return weight * counts / np.maximum(rows, 1) + (1 - weight) * columns / total
