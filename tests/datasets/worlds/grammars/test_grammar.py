import math
from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest

from rnncourse.datasets.worlds.grammars import grammar
from rnncourse.datasets.worlds.grammars.automaton import END, Automaton, Category
from rnncourse.datasets.worlds.grammars.grammar import Terminal, compile_grammar
from rnncourse.datasets.worlds.grammars.walks import Walker

HALF = Fraction(1, 2)

# Agreement across an optional relative clause, an optional adverb, classes of words of
# unequal frequency, one word ("fish") in two categories that never meet.
CATEGORIES = {
    "noun:sg": ("dog", "cat", "fish"),
    "noun:pl": ("dogs", "cats"),
    "verb:sg": ("barks", "sleeps"),
    "verb:pl": ("bark", "sleep"),
    "object": ("fish", "bones", "mice"),
}
WEIGHTS = {2: (Fraction(3, 4), Fraction(1, 4)), 3: (HALF, HALF / 2, HALF / 2)}
TOY = {
    ("S",): [(2, ("the", ("NP", "sg"))), (1, ("some", ("NP", "pl")))],
    ("NP", "sg"): [(3, (Terminal("noun:sg", "subject"), "RC", ("VP", "sg")))],
    ("NP", "pl"): [(3, (Terminal("noun:pl", "subject"), "RC", ("VP", "pl")))],
    "RC": [(3, ()), (1, ("that", "see", "OBJECT"))],
    "OBJECT": [(1, ("object",)), (2, ("old", "object"))],
    ("VP", "sg"): [(1, ("verb:sg", "ADVERB")), (2, ("eats", "OBJECT", "ADVERB"))],
    ("VP", "pl"): [(1, ("verb:pl", "ADVERB")), (2, ("eat", "OBJECT", "ADVERB"))],
    "ADVERB": [(4, ()), (1, ("now",)), (1, ("often", "ADVERB2"))],
    "ADVERB2": [(1, ("too",)), (0, ("never",)), (1, ())],
}


def toy_categories():
    return {
        name: Category(name, words, tuple(map(float, WEIGHTS[len(words)])))
        for name, words in CATEGORIES.items()
    }


@pytest.fixture(scope="module")
def toy():
    return compile_grammar(("S",), TOY.__getitem__, toy_categories())


def sentences_of(*symbols):
    """All sentences of the toy grammar with exact probabilities, by plain recursion."""
    if not symbols:
        return {(): Fraction(1)}
    first, rest = symbols[0], sentences_of(*symbols[1:])
    beginnings = defaultdict(Fraction)
    name = first.category if isinstance(first, Terminal) else first
    if first in TOY:
        total = sum(weight for weight, _ in TOY[first])
        for weight, body in TOY[first]:
            for words, p in sentences_of(*body).items():
                beginnings[words] += Fraction(weight, total) * p
    elif name in CATEGORIES:
        words = CATEGORIES[name]
        for word, p in zip(words, WEIGHTS[len(words)], strict=True):
            beginnings[(word,)] = p
    else:
        beginnings[(name,)] = Fraction(1)
    result = defaultdict(Fraction)
    for head, p in beginnings.items():
        for tail, q in rest.items():
            result[head + tail] += p * q
    return {words: p for words, p in result.items() if p}


@pytest.fixture(scope="module")
def language():
    return sentences_of(("S",))


def padded(automaton, sentences):
    rows = [[*automaton.ids(words), 0] for words in sentences]
    ids = np.full((len(rows), max(map(len, rows))), END)
    for row, values in zip(ids, rows, strict=True):
        row[: len(values)] = values
    return ids


def test_the_enumeration_is_a_distribution_over_many_sentences(language):
    assert sum(language.values()) == 1
    assert len(language) > 300


def test_entropy_equals_that_of_the_enumerated_language(toy, language):
    surprisal = -sum(float(p) * math.log(p) for p in language.values())
    length = sum(p * (len(words) + 1) for words, p in language.items())
    assert toy.expected_length == pytest.approx(float(length), abs=1e-12)
    assert toy.entropy == pytest.approx(surprisal / float(length), abs=1e-12)


def test_log_probs_add_up_to_the_probability_of_every_sentence(toy, language):
    log_probs = toy.log_probs(padded(toy, language))
    expected = [math.log(p) for p in language.values()]
    np.testing.assert_allclose(log_probs.sum(axis=1), expected, atol=1e-12)


def test_next_words_are_the_enumerated_conditionals(toy, language):
    mass = defaultdict(Fraction)
    for words, p in language.items():
        for end in range(len(words) + 1):
            mass[words[:end]] += p
    following = defaultdict(dict)
    for words, p in language.items():
        following[words]["<eos>"] = p / mass[words]
        for end in range(1, len(words) + 1):
            prefix = words[: end - 1]
            following[prefix][words[end - 1]] = mass[words[:end]] / mass[prefix]
    assert len(following) > 300
    for prefix, expected in following.items():
        assert toy.next_words(prefix) == pytest.approx(
            {word: float(p) for word, p in expected.items()}, abs=1e-12
        )


def test_walks_have_the_frequencies_of_the_language(toy, language):
    drawn = Walker(toy).walk(40_000, np.random.default_rng(3)).words
    count = defaultdict(int)
    for row in drawn.tolist():
        count[tuple(toy.words[i] for i in row if i > 0)] += 1
    assert set(count) <= set(language)
    for words, p in sorted(language.items(), key=lambda item: -item[1])[:40]:
        deviation = math.sqrt(40_000 * p * (1 - p))
        assert abs(count[words] - 40_000 * p) < 4.5 * deviation, words


def test_the_end_mark_comes_last_and_padding_after_it(toy):
    words = Walker(toy).walk(200, np.random.default_rng(0)).words
    for row in words.tolist():
        end = row.index(0)
        assert all(i > 0 for i in row[:end])
        assert all(i == END for i in row[end + 1 :])


def test_a_role_makes_a_category_of_its_own(toy):
    roles = {c.name: c.role for c in toy.categories if c.role}
    assert roles == {"noun:sg": "subject", "noun:pl": "subject"}


def test_a_word_the_grammar_forbids_has_probability_zero_and_so_have_those_after(toy):
    ids = padded(toy, [("the", "dog", "bark", "now"), ("the", "dog", "barks")])
    log_probs = toy.log_probs(ids)
    assert np.isfinite(log_probs[0, :2]).all()
    assert (log_probs[0, 2:] == -np.inf).all()
    assert np.isfinite(log_probs[1]).all()
    assert log_probs[1, 4] == 0  # padding


@pytest.mark.parametrize("prefix", [("dog",), ("the", "dog", "now"), ("the", "<eos>")])
def test_an_impossible_prefix_is_an_error(toy, prefix):
    with pytest.raises(ValueError, match="No sentence of the language begins with"):
        toy.next_words(prefix)


def test_an_unknown_word_is_an_error(toy):
    with pytest.raises(ValueError, match="'wolf' does not belong"):
        toy.next_words(["the", "wolf"])


def compile_rules(rules, categories=()):
    return compile_grammar("S", rules.__getitem__, dict(categories))


def test_two_ways_to_go_on_after_one_word_are_refused():
    rules = {"S": [(1, ("a", "b")), (1, ("a", "c"))]}
    with pytest.raises(ValueError, match="it is not deterministic"):
        compile_rules(rules)


def test_one_word_in_two_categories_of_one_place_is_refused():
    categories = {
        "x:1": Category("x:1", ("one", "two"), (0.5, 0.5)),
        "x:2": Category("x:2", ("two", "three"), (0.5, 0.5)),
    }
    with pytest.raises(ValueError, match="'two' is ambiguous"):
        compile_rules({"S": [(1, ("x:1",)), (1, ("x:2", "more"))]}, categories)


def test_two_derivations_that_go_on_alike_are_added_up():
    rules = {"S": [(1, ("a", "b")), (2, ("A", "b")), (1, ("c",))], "A": [(5, ("a",))]}
    assert compile_rules(rules).next_words([]) == {"a": 0.75, "c": 0.25}


def test_left_recursion_is_refused():
    with pytest.raises(ValueError, match="can begin with itself"):
        compile_rules({"S": [(1, ("S", "a")), (1, ("b",))]})


def test_unbounded_depth_is_refused(monkeypatch):
    monkeypatch.setattr(grammar, "MAX_STATES", 100)
    with pytest.raises(ValueError, match="more than 100 states"):
        compile_rules({"S": [(1, ("a", "S", "b")), (1, ("c",))]})


def test_a_sentence_without_end_is_refused():
    automaton = compile_rules({"S": [(1, ("a", "S")), (1, ())]})
    with pytest.raises(ValueError, match="go on for ever"):
        _ = automaton.entropy


@pytest.mark.parametrize("weights", [(0, 0), (2, -1)])
def test_weights_must_be_positive(weights):
    with pytest.raises(ValueError, match="positive weights"):
        compile_rules({"S": [(weights[0], ("a",)), (weights[1], ("b",))]})


def test_a_misspelt_category_is_not_taken_for_a_word():
    with pytest.raises(ValueError, match="unknown category 'noun:dgo'"):
        compile_rules({"S": [(1, ("noun:dgo",))]})


def test_probabilities_of_a_state_must_sum_to_one():
    end = Category("end", ("<eos>",), (1.0,))
    word = Category("word", ("a",), (1.0,))
    with pytest.raises(ValueError, match=r"state 0 have total probability 0\.9"):
        Automaton([end, word], [0, 1], [1, 0], [0.9, 1.0], [1, END])
