"""A world of tagged sentences, and the best that any tagger can do in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from rnncourse.datasets.labelled import TaggedCorpus, TaggedSentence
from rnncourse.datasets.worlds.grammars.tagged_automaton import TaggedAutomaton

_BATCH = 200
_TRIES = 50


class RightContextProbe(NamedTuple):
    """A word whose tag shows only when the words after it are known.

    Args:
        sentence: The sentence with its tags.
        position: Which of its words, counted from 0.
        guess: The most probable tag for one who has not read on; it is wrong.

    Example:
        >>> sentence = TaggedSentence(("that", "is", "good"), ("PRON", "AUX", "ADJ"))
        >>> probe = RightContextProbe(sentence, 0, "DET")
        >>> probe.right
        'PRON'
    """

    sentence: TaggedSentence
    position: int
    guess: str

    @property
    def right(self) -> str:
        """The tag that the word has."""
        return self.sentence.tags[self.position]


@dataclass(frozen=True)
class TaggedWorld:
    r"""Tagged sentences without end, and the truth about their tags.

    No tagger can get more tags right on average than one that knows the language and
    takes the most probable tag of every word. On sentences with $N$ words together it
    gets the share

    $$ \frac{1}{N} \sum_{t=1}^{N} \max_k P(k_t = k \mid w_1 \dots w_n) $$

    right that `best_accuracy` computes: an expectation over the tags that the same
    words may have, exact for these words. With `causal=True` the condition is
    $w_1 \dots w_t$ alone: what is left to a tagger that reads from left to right and
    has to answer at once.

    Get one from `tagging_world` or `entity_world`.

    Args:
        name: Of the world.
        language: The model of all sentences, from which test sentences are drawn.
        known: The same without the words that are held out of training.
        held_out: Those words.
        sizes: Sentences of train, valid and test.
        seed: Of the world.
        scheme: How chunks are written in the tags, or None.

    Example:
        >>> from rnncourse.datasets.worlds import tagging_world
        >>> world = tagging_world("small")
        >>> test = world.corpus().test
        >>> world.best_accuracy(test) > 0.98 > world.best_accuracy(test, causal=True)
        True
    """

    name: str
    language: TaggedAutomaton = field(repr=False)
    known: TaggedAutomaton = field(repr=False)
    held_out: frozenset[str] = field(repr=False)
    sizes: tuple[int, int, int]
    seed: int = 0
    scheme: str | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        """All tags in alphabetical order, the columns of `posteriors`."""
        return self.language.tags

    def sample(self, count: int, *, seed: int) -> tuple[TaggedSentence, ...]:
        """Draw sentences of the whole language, held-out words among them.

        Args:
            count: How many.
            seed: Decides which.

        Raises:
            ValueError: If the number is negative.

        Example:
            >>> from rnncourse.datasets.worlds import tagging_world
            >>> (sentence,) = tagging_world("small").sample(1, seed=5)
            >>> len(sentence.words) == len(sentence.tags)
            True
        """
        if count < 0:
            raise ValueError(f"The number of sentences must not be negative: {count}.")
        return _draw(self.language, count, np.random.default_rng(seed))

    def corpus(self, *, seed: int = 0) -> TaggedCorpus:
        """Draw a corpus; its training part has none of the held-out words.

        The parts are drawn independently, so that a short sentence may stand in two
        of them, as in every treebank.

        Args:
            seed: Decides which sentences.

        Example:
            >>> from rnncourse.datasets.worlds import tagging_world
            >>> tagging_world("small").corpus(seed=1)
            TaggedCorpus('world tagging', train: 2000, valid: 300, test: 500 sentences)
        """
        rng = np.random.default_rng([self.seed, seed])
        train, valid, test = (
            _draw(language, count, rng)
            for language, count in zip(
                (self.known, self.language, self.language), self.sizes, strict=True
            )
        )
        return TaggedCorpus(
            f"world {self.name}",
            train,
            valid,
            test,
            generated=True,
            description=(
                f"generated world '{self.name}' (seed {self.seed}): "
                f"{len(train):,} / {len(valid):,} / {len(test):,} sentences (train / "
                "valid / test); the best reachable accuracy is known"
            ),
            scheme=self.scheme,
            world=self,
        )

    def posteriors(self, words: Sequence[str], *, causal: bool = False) -> np.ndarray:
        """The true distribution over the tag of every word.

        Args:
            words: A sentence of the language.
            causal: Whether the words after each are unknown.

        Returns:
            One row a word, one column a tag of `tags`, ``(words, tags)``.

        Raises:
            ValueError: If the sentence does not belong to the language.

        Example:
            Whoever reads "some dogs" knows more about "some" than who reads "some":

            >>> from rnncourse.datasets.worlds import tagging_world
            >>> world = tagging_world("small")
            >>> words = "some dogs bark".split()
            >>> det = world.tags.index("DET")
            >>> bool(world.posteriors(words)[0, det] > 0.99)
            True
            >>> bool(world.posteriors(words, causal=True)[0, det] < 0.8)
            True
        """
        if isinstance(words, str):
            raise ValueError(
                f"A sentence is a sequence of words, not one string: {words!r}; use "
                "its split()."
            )
        return self.language.posteriors(words, causal=causal)

    def best_tags(self, words: Sequence[str]) -> tuple[str, ...]:
        """The most probable tags as one sequence: Viterbi with the true model.

        For chunks this is the strongest simple decision: `posteriors` tag by tag may
        yield sequences that no sentence has. It maximises the probability that all
        tags are right, not the expected F1, which may be a little higher elsewhere.

        Args:
            words: A sentence of the language.

        Raises:
            ValueError: If the sentence does not belong to the language.

        Example:
            >>> from rnncourse.datasets.worlds import tagging_world
            >>> tagging_world("small").best_tags("some dogs bark".split())
            ('DET', 'NOUN', 'VERB')
        """
        return self.language.best_tags(words)

    def best_accuracy(
        self, sentences: Iterable[TaggedSentence], *, causal: bool = False
    ) -> float:
        """The expected accuracy of the best tagger on the words of these sentences.

        The tags of the sentences are not looked at.

        Args:
            sentences: Sentences of the language.
            causal: Whether the tagger must answer before it reads on.

        Raises:
            ValueError: If there is no word, or a sentence of another language.

        Example:
            >>> from rnncourse.datasets.worlds import tagging_world
            >>> world = tagging_world("small")
            >>> probes = world.right_context_probes(20, seed=0)
            >>> sentences = [probe.sentence for probe in probes]
            >>> world.best_accuracy(sentences, causal=True) < 0.9
            True
        """
        best = [
            self.language.posteriors(sentence.words, causal=causal).max(axis=1)
            for sentence in sentences
        ]
        if not best:
            raise ValueError("There is no accuracy without sentences; got none.")
        return float(np.concatenate(best).mean())

    def right_context_probes(
        self, count: int, *, seed: int, sure: float = 0.95
    ) -> tuple[RightContextProbe, ...]:
        """Draw sentences with a word that the best forward tagger gets wrong.

        Whoever has read the whole sentence is sure of the right tag.

        Args:
            count: How many, each about another sentence.
            seed: Decides which.
            sure: How probable the right tag is, given the whole sentence, at least.

        Raises:
            ValueError: If there are not so many such sentences.

        Example:
            >>> from rnncourse.datasets.worlds import tagging_world
            >>> (probe,) = tagging_world("small").right_context_probes(1, seed=0)
            >>> probe.guess != probe.right
            True
        """
        rng = np.random.default_rng(seed)
        found: dict[tuple[str, ...], RightContextProbe] = {}
        for _ in range(_TRIES):
            for sentence in _draw(self.language, _BATCH, rng):
                if len(found) >= count:
                    return tuple(found.values())
                probe = self._probe(sentence, sure)
                if probe:
                    found[sentence.words] = probe
        raise ValueError(
            f"Only {len(found)} of {count} sentences were found; ask for fewer, or for "
            f"less than sure={sure}."
        )

    def _probe(self, sentence: TaggedSentence, sure: float) -> RightContextProbe | None:
        full = self.posteriors(sentence.words)
        causal = self.posteriors(sentence.words, causal=True).argmax(axis=1)
        for position, tag in enumerate(sentence.tags):
            guess = self.tags[causal[position]]
            if guess != tag and full[position, self.tags.index(tag)] >= sure:
                return RightContextProbe(sentence, position, guess)
        return None


def _draw(
    language: TaggedAutomaton, count: int, rng: np.random.Generator
) -> tuple[TaggedSentence, ...]:
    return tuple(TaggedSentence(*pair) for pair in language.sample(count, rng))
