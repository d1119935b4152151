"""The translation world: one right translation, known word by word."""

import random
from collections import defaultdict

import pytest

from rnncourse.datasets import SentencePair
from rnncourse.datasets.worlds import TranslationWorld, translation_world
from rnncourse.datasets.worlds.grammars import synchronous
from rnncourse.datasets.worlds.grammars.synchronous import (
    Rule,
    SynchronousGrammar,
    Words,
)
from rnncourse.datasets.worlds.language.morphology import takes_an
from rnncourse.datasets.worlds.translation.translation_grammar import START

WORLD = translation_world()
synchronous_join = synchronous._join

MAIN = "ogna dudata larat toke sepunde apre ul roploto"
CLAUSES = (
    "ala sepunda trinesta zostet dan ala vomira bregrusa en ala stugata ale tene ed "
    "ala tena rusurkat"
)


def linked(source):
    """Pairs of linked words, in the order of the source."""
    x, y = source.split(), WORLD.translate(source).split()
    return [(x[i], y[j]) for i, j in sorted(WORLD.align(source))]


@pytest.mark.parametrize("size", ["small", "full"])
@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_every_sentence_has_one_reading_and_that_is_its_translation(size, seed):
    world = TranslationWorld(size, seed)
    for pair in world.sample(60, seed=seed + 7):
        (reading,) = world._grammar.parse(START, pair.source.split())
        assert " ".join(reading.target) == world.translate(pair.source) == pair.target


def test_every_word_on_either_side_is_linked():
    for pair in WORLD.sample(100, seed=5):
        links = WORLD.align(pair.source)
        assert {i for i, _ in links} == set(range(len(pair.source.split())))
        assert {j for _, j in links} == set(range(len(pair.target.split())))


def test_a_main_clause_has_the_order_of_english():
    english = "every goat bites some farmers near the kitchen"
    assert WORLD.translate(MAIN) == english
    assert linked(MAIN) == list(zip(MAIN.split(), english.split(), strict=True))


def test_verbs_wait_for_the_end_of_their_clause_and_adjectives_follow():
    assert WORLD.translate(CLAUSES) == (
        "the young farmer hoped that the tall girl bakes the cakes and the cake in the "
        "forest"
    )
    assert linked(CLAUSES)[1:3] == [("sepunda", "farmer"), ("trinesta", "young")]
    assert linked(CLAUSES)[-1] == ("rusurkat", "bakes")


def test_one_word_becomes_two_and_two_become_one():
    pair = SentencePair(
        "ul vorko ke nu zidomir zidomet", "the cat that does not run ran"
    )
    assert WORLD.translate(pair.source) == pair.target
    assert [y for x, y in linked(pair.source) if x == "nu"] == ["does", "not"]
    reflexive = "ale trineste dukarke se konan"
    with pytest.raises(ValueError, match="no sentence"):
        WORLD.translate(reflexive)  # the adjective stands before its noun
    assert linked("ale dukarke trineste se konan")[-2:] == [
        ("se", "hurry"),
        ("konan", "hurry"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "the goat sleeps",
        "ogna dudata laran toke sepunde apre ul roploto",  # bite, plural
        "ogno dudata larat toke sepunde apre ul roploto",  # a goat is feminine here
        "ogna dudata toke sepunde larat apre ul roploto",  # the verb comes too late
        "ogna dudata larat toke sepunde apre",
    ],
)
def test_what_is_no_sentence_is_refused(wrong):
    for method in (WORLD.translate, WORLD.align):
        with pytest.raises(ValueError, match="no sentence of this world"):
            method(wrong)


def test_the_words_around_decide_between_two_translations():
    seen = defaultdict(set)
    for pair in WORLD.corpus().train[:3000]:
        y = pair.target.split()
        for i, j in WORLD.align(pair.source):
            seen[pair.source.split()[i]].add(y[j])
    both = {word for word, english in seen.items() if len(english) > 1}
    assert {"kafeto", "peposta", "stodruso", "bedavo", "rusurkat"} <= both
    assert WORLD.senses("kafeto") == ("drum", "pear") == tuple(sorted(seen["kafeto"]))
    assert WORLD.senses("xyz") == ()


def test_a_corpus_has_its_sizes_and_no_sentence_twice():
    corpus = WORLD.corpus()
    parts = corpus.train, corpus.valid, corpus.test
    assert list(map(len, parts)) == [6_000, 400, 400]
    assert len({pair.source for part in parts for pair in part}) == 6_800
    assert corpus.generated
    assert corpus.world is WORLD
    lengths = [len(pair.source.split()) for part in parts for pair in part]
    assert (min(lengths), max(lengths)) == (3, 25)
    # enough long ones that a bottleneck shows
    assert sum(length > 15 for length in lengths) > 1_000


def test_seeds_decide():
    assert WORLD.sample(5, seed=1) == TranslationWorld("small", 0).sample(5, seed=1)
    assert WORLD.sample(5, seed=1) != WORLD.sample(5, seed=2)
    assert WORLD.sample(5, seed=1) != translation_world(seed=1).sample(5, seed=1)
    assert WORLD.sample(0, seed=1) == ()


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="'small' or 'full'"):
        translation_world("big")
    with pytest.raises(ValueError, match="negative: -1"):
        WORLD.sample(-1, seed=0)


def test_english_never_needs_an():
    words = {w for pair in WORLD.corpus().train for w in pair.target.split()}
    after = {
        follower
        for pair in translation_world("full").corpus().train[:5000]
        for word, follower in zip(
            pair.target.split(), pair.target.split()[1:], strict=False
        )
        if word == "a"
    }
    assert "a" in words
    assert not [word for word in after if takes_an(word)]


GRAMMAR = {
    "S": [Rule(2, ("A", "B"), (1, 0)), Rule(1, ("B",), (0,)), Rule(1, (), ())],
    "A": [Words(1, ("a",), ("x", "y")), Words(1, ("a", "b"), ("z",))],
    "B": [Words(1, ("b",), ()), Rule(1, ("A", "A"), (1, 0))],
}


def test_parsing_finds_exactly_what_sampling_draws():
    grammar = SynchronousGrammar(GRAMMAR.__getitem__)
    drawn = {grammar.sample("S", random.Random(n)) for n in range(400)}
    found = {s for spelled in drawn for s in grammar.parse("S", spelled.source)}
    assert found == drawn
    # A becomes 2 things, B 1 + 2 * 2, and S these or nothing
    assert len(drawn) == 2 * 5 + 5 + 1


def test_an_ambiguous_sentence_has_all_its_readings():
    grammar = SynchronousGrammar(
        {"S": [Words(1, ("a",), ("x",)), Words(1, ("a",), ("y",))]}.__getitem__
    )
    assert [spelled.target for spelled in grammar.parse("S", ["a"])] == [("x",), ("y",)]
    assert grammar.parse("S", ["a", "a"]) == ()


def test_links_follow_the_branches_when_they_turn():
    grammar = SynchronousGrammar(GRAMMAR.__getitem__)
    readings = grammar.parse("S", ["a", "a", "a", "b"])
    (reading,) = (r for r in readings if r.target == ("z", "x", "y", "x", "y"))
    assert reading.links == {(0, 3), (0, 4), (1, 1), (1, 2), (2, 0), (3, 0)}


def forget_to_turn(rule, parts):
    return synchronous_join(rule._replace(order=tuple(sorted(rule.order))), parts)


def link_before_turning(rule, parts):
    return synchronous_join(rule, parts)._replace(
        links=forget_to_turn(rule, parts).links
    )


def turn_the_links_round(rule, parts):
    joined = synchronous_join(rule, parts)
    return joined._replace(links=frozenset((j, i) for i, j in joined.links))


@pytest.mark.parametrize(
    "wrong", [forget_to_turn, link_before_turning, turn_the_links_round]
)
def test_a_wrong_way_to_join_is_noticed(wrong, monkeypatch):
    monkeypatch.setattr(synchronous, "_join", wrong)
    with pytest.raises((AssertionError, ValueError)):
        test_links_follow_the_branches_when_they_turn()
