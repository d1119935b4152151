from collections import defaultdict

import numpy as np
import pytest

from rnncourse.datasets.worlds.grammars.automaton import END, EOS
from rnncourse.datasets.worlds.grammars.grammar import compile_grammar
from rnncourse.datasets.worlds.grammars.tagged_automaton import (
    TaggedAutomaton,
    tagged,
    tagged_category,
)
from rnncourse.datasets.worlds.reviews.order_blind import bag_log_prob

# Tags depend on both sides, some never show, and the best sequence is not the sequence
# of the best tags.
CATEGORIES = {
    "noun": tagged_category("noun", "N", {"man": 3, "fish": 2, "old": 1}),
    "verb": tagged_category("verb", "V", {"man": 1, "fish": 4, "sleep": 2}),
    "adj": tagged_category("adj", "A", {"old": 3, "fish": 1}),
}
RULES = {
    "S": [(3, ("NP", "VP")), (1, ("VP",)), (1, (tagged("old", "X"), "NP"))],
    "NP": [(2, ("noun",)), (2, ("adj", "HEAD"))],
    "HEAD": [(1, ("noun",)), (1, ())],
    "VP": [(1, ("verb", "OBJECT"))],
    "OBJECT": [(3, ()), (2, ("noun",)), (1, ("adj", "noun"))],
}


def language(kind=TaggedAutomaton):
    return kind(compile_grammar("S", RULES.__getitem__, CATEGORIES))


def everything(automaton, state=0, prefix=(), probability=1.0):
    """All sentences of an automaton as pairs with tags, and their probabilities."""
    for arc in np.flatnonzero(automaton.arc_source == state):
        category = automaton.categories[automaton.arc_category[arc]]
        for pair, share in zip(category.words, category.probabilities, strict=True):
            p = probability * automaton.arc_probability[arc] * share
            if pair == EOS:
                assert automaton.arc_target[arc] == END
                yield tuple(zip(*prefix, strict=True)), p
            else:
                after = (*prefix, tuple(pair.split("/")))
                yield from everything(automaton, automaton.arc_target[arc], after, p)


LANGUAGE = language()
ALL = list(everything(LANGUAGE.automaton))
SENTENCES = sorted({words for (words, _), _ in ALL})


def enumerated(words, *, causal=False):
    """Distribution over tags by adding up all sentences that agree with the words."""
    result = np.zeros((len(words), len(LANGUAGE.tags)))
    for (others, tags), p in ALL:
        for t in range(len(words)):
            seen = t + 1 if causal else None
            same = others[:seen] == words[:seen]
            if same:
                result[t, LANGUAGE.tags.index(tags[t])] += p
    return result / result.sum(axis=1, keepdims=True)


def assert_exact(model):
    for words in SENTENCES:
        for causal in (False, True):
            np.testing.assert_allclose(
                model.posteriors(words, causal=causal),
                enumerated(words, causal=causal),
                atol=1e-12,
            )


def assert_best_is_best(model):
    for words in SENTENCES:
        found = model.best_tags(words)
        options = {tags: p for (others, tags), p in ALL if others == words}
        assert options[found] == pytest.approx(max(options.values()))


def test_the_little_language_is_worth_testing():
    assert sum(p for _, p in ALL) == pytest.approx(1.0)
    assert len(SENTENCES) < len(ALL)
    assert {len(words) for words in SENTENCES} >= {1, 2, 3, 4}
    open_words = [w for w in SENTENCES if (enumerated(w).max(axis=1) < 0.95).any()]
    assert len(open_words) > 5


def test_posteriors_equal_enumeration():
    assert_exact(LANGUAGE)


def test_the_best_tags_are_the_best_of_all():
    assert_best_is_best(LANGUAGE)


def test_log_probs_equal_enumeration():
    for words in SENTENCES:
        for end in range(len(words) + 1):
            prefix = sum(p for (others, _), p in ALL if others[:end] == words[:end])
            assert LANGUAGE.log_probs(words)[:end].sum() == pytest.approx(
                np.log(prefix), abs=1e-12
            )
        whole = sum(p for (others, _), p in ALL if others == words)
        assert LANGUAGE.log_probs(words).sum() == pytest.approx(np.log(whole))


def test_bags_equal_enumeration():
    bags = defaultdict(float)
    for (words, _), p in ALL:
        bags[tuple(sorted(words))] += p
    assert len(bags) < len(SENTENCES)
    for bag, p in bags.items():
        assert bag_log_prob(LANGUAGE, reversed(bag)) == pytest.approx(np.log(p))
    assert bag_log_prob(LANGUAGE, ["sleep", "sleep"]) == -np.inf


class WithoutFuture(TaggedAutomaton):
    def posteriors(self, words, *, causal=False):
        return super().posteriors(words, causal=True)


class WithFuture(TaggedAutomaton):
    def posteriors(self, words, *, causal=False):
        return super().posteriors(words)


class WithoutEnd(TaggedAutomaton):
    """Does not know that the sentence is over after its last word."""

    def __init__(self, automaton):
        super().__init__(automaton)
        self._end = np.ones(automaton.states)


class WithoutRestOfTheAutomaton(TaggedAutomaton):
    """Looks at one word only, whatever stands around it."""

    def _passages(self, words):
        flows = [self.moves(word).probability for word in words]
        return flows, [np.ones(self.automaton.states)] * len(words)


@pytest.mark.parametrize(
    "wrong", [WithoutFuture, WithFuture, WithoutEnd, WithoutRestOfTheAutomaton]
)
def test_wrong_posteriors_are_rejected(wrong):
    with pytest.raises(AssertionError):
        assert_exact(language(wrong))


class TagByTag(TaggedAutomaton):
    def best_tags(self, words):
        return tuple(self.tags[i] for i in self.posteriors(words).argmax(axis=1))


class Greedy(TaggedAutomaton):
    def best_tags(self, words):
        causal = self.posteriors(words, causal=True)
        return tuple(self.tags[i] for i in causal.argmax(axis=1))


@pytest.mark.parametrize("wrong", [TagByTag, Greedy, WithoutEnd])
def test_wrong_decoders_are_rejected(wrong):
    with pytest.raises((AssertionError, KeyError)):
        assert_best_is_best(language(wrong))


def test_samples_follow_the_probabilities():
    count = 20_000
    drawn = defaultdict(int)
    for pair in LANGUAGE.sample(count, np.random.default_rng(3)):
        drawn[pair] += 1
    for pair, p in ALL:
        error = np.sqrt(count * p * (1 - p))
        assert abs(drawn[pair] - count * p) < 4.5 * error + 1


def test_what_is_not_in_the_language_is_refused():
    with pytest.raises(ValueError, match="'cat' does not belong"):
        LANGUAGE.posteriors(["cat"])
    with pytest.raises(ValueError, match="goes wrong at word 2 of 2"):
        LANGUAGE.posteriors(["sleep", "sleep"])
    for ask in (LANGUAGE.posteriors, LANGUAGE.best_tags):
        with pytest.raises(ValueError, match="ends here"):
            ask([])
    np.testing.assert_array_equal(
        np.isinf(LANGUAGE.log_probs(["sleep", "sleep", "old"])),
        [False, True, True, True],
    )


def test_a_word_without_a_tag_is_refused():
    rules = {"S": [(1, ("hello",))]}
    with pytest.raises(ValueError, match="'hello' has no tag"):
        TaggedAutomaton(compile_grammar("S", rules.__getitem__, {}))
