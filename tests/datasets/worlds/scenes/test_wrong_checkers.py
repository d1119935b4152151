"""Checkers of captions that are wrong in one line; the table must reject each."""

from dataclasses import replace
from itertools import combinations, product

import pytest

from rnncourse.datasets.worlds.scenes import caption_meaning, caption_parser
from rnncourse.datasets.worlds.scenes.caption_meaning import CaptionMeaning, Phrase
from tests.datasets.worlds.scenes.truths import check_the_table

right_referents = caption_meaning._referents
right_related = caption_meaning.related
right_item = caption_parser._Reader._item


def one_thing_twice(phrases, scene, taken=frozenset()):
    return product(*(right_referents(phrase, scene) for phrase in phrases))


def numbers_are_at_least(phrase, scene):
    fitting = list(filter(phrase.fits, scene.things))
    return combinations(fitting, phrase.number or 1)


def a_is_the_only(phrase, scene):
    return right_referents(replace(phrase, number=phrase.number or 1), scene)


def related_if_any(self, way):
    return all(
        any(right_related(r, x, y) for x in way[i] for y in way[j])
        for i, r, j in self.relations
    )


def turned_round(relation, one, other):
    return right_related(relation, other, one)


def or_aligned(relation, one, other):
    return not right_related(relation, other, one)


def with_turned_round(self, i):
    before = len(self.relations)
    followed = self._peek("with")
    right_item(self, i)
    if followed:
        j, relation, _ = self.relations[before]
        self.relations[before] = (i, relation, j)


MUTANTS = {
    "one thing twice": (caption_meaning, "_ways", one_thing_twice),
    "numbers are at least": (caption_meaning, "_referents", numbers_are_at_least),
    "a is the only": (caption_meaning, "_referents", a_is_the_only),
    "related if any": (CaptionMeaning, "_related", related_if_any),
    "turned round": (caption_meaning, "related", turned_round),
    "or aligned": (caption_meaning, "related", or_aligned),
    "with turned round": (caption_parser._Reader, "_item", with_turned_round),
    "no relations": (CaptionMeaning, "_related", lambda self, way: True),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_checker_is_noticed(name, monkeypatch):
    monkeypatch.setattr(*MUTANTS[name])
    with pytest.raises(AssertionError):
        check_the_table()


@pytest.mark.parametrize("name", ["size", "colour", "shape"])
def test_a_checker_that_does_not_hear_a_property_is_noticed(name, monkeypatch):
    fits = Phrase.fits
    monkeypatch.setattr(
        Phrase, "fits", lambda self, thing: fits(replace(self, **{name: None}), thing)
    )
    with pytest.raises(AssertionError):
        check_the_table()


def test_a_checker_that_does_not_see_the_ground_is_noticed(monkeypatch):
    truth = CaptionMeaning.is_true_of
    monkeypatch.setattr(
        CaptionMeaning,
        "is_true_of",
        lambda self, scene: truth(replace(self, ground=None), scene),
    )
    with pytest.raises(AssertionError):
        check_the_table()


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("RELATION_WORDS", {("over",): "below"}),
        ("RELATION_WORDS", {("to", "the", "right", "of"): "left"}),
        ("SIZE_WORDS", {"large": "small"}),
        ("SIZE_WORDS", {"little": "big"}),
        ("NUMBERS", {"three": 4}),
    ],
)
def test_a_word_with_a_wrong_meaning_is_noticed(table, wrong, monkeypatch):
    monkeypatch.setattr(
        caption_parser, table, {**getattr(caption_parser, table), **wrong}
    )
    with pytest.raises(AssertionError):
        check_the_table()
