"""True and false captions: by hand, by enumeration, and of thousands of scenes."""

import random
from dataclasses import replace
from itertools import combinations, product

import pytest

from rnncourse.datasets.worlds import (
    Judgement,
    Scene,
    Thing,
    Ungrammatical,
    caption_truth,
    is_true,
    judge,
    parse_caption,
    scene_world,
    write_captions,
)
from rnncourse.datasets.worlds.scenes.caption_meaning import CaptionMeaning, Phrase
from rnncourse.datasets.worlds.scenes.scene import (
    COLOURS,
    GROUNDS,
    RELATIONS,
    SHAPES,
    SIZES,
)
from tests.datasets.worlds.scenes.truths import CORNER, FORK, check_the_table


def test_captions_are_true_or_false_as_decided_by_hand():
    check_the_table()


def by_enumeration(meaning, scene):
    """Try every way to point at groups of things, one for each phrase."""
    things = scene.things
    groups = [set(g) for n in range(1, 5) for g in combinations(things, n)]
    if meaning.ground and meaning.ground != scene.ground:
        return False

    def like(phrase, thing):
        return (
            (phrase.size is None or phrase.size == thing.size)
            and (phrase.colour is None or phrase.colour == thing.colour)
            and (phrase.shape is None or phrase.shape == thing.shape)
        )

    def suits(phrase, group):
        if phrase.number is None:
            return len(group) == 1 and all(like(phrase, t) for t in group)
        return len(group) == phrase.number and group == {
            t for t in things if like(phrase, t)
        }

    def stands(x, relation, y):
        right, down = x.column - y.column, x.row - y.row
        return {
            "left": right < 0,
            "right": right > 0,
            "above": down < 0,
            "below": down > 0,
        }[relation]

    return any(
        sum(map(len, way)) == len(set().union(*way))
        and all(suits(p, g) for p, g in zip(meaning.phrases, way, strict=True))
        and all(
            stands(x, relation, y)
            for i, relation, j in meaning.relations
            for x in way[i]
            for y in way[j]
        )
        for way in product(groups, repeat=len(meaning.phrases))
    )


def drawn_meaning(scene, rng):
    """A claim that is true of the scene about as often as not."""
    phrases = []
    for _ in range(rng.choice([1, 2, 2, 3])):
        thing = rng.choice(scene.things)
        told = [rng.choice([None, thing.size]), rng.choice([None, thing.colour])]
        told.append(rng.choice([None, thing.shape, thing.shape]))
        phrases.append(Phrase(rng.choice([None, None, None, 1, 2]), *told))
    pairs = [(i, j) for i in range(len(phrases)) for j in range(len(phrases)) if i != j]
    chosen = rng.sample(pairs, rng.choice([0, 1]) if pairs else 0)
    relations = tuple((i, rng.choice(RELATIONS), j) for i, j in chosen)
    ground = rng.choice([None, None, scene.ground, "grey"])
    return CaptionMeaning(tuple(phrases), relations, ground)


def test_truth_is_what_enumeration_of_all_ways_to_point_finds():
    rng = random.Random(0)
    pictures = scene_world("small").sample(600, seed=1)
    verdicts = []
    for picture in pictures:
        meaning = drawn_meaning(picture.scene, rng)
        truth = by_enumeration(meaning, picture.scene)
        assert meaning.is_true_of(picture.scene) == truth, (picture.scene, meaning)
        verdicts.append(truth)
    assert 100 < sum(verdicts) < 500


SAMPLE = scene_world("small").sample(2_000, seed=2)


def captioned():
    for number, picture in enumerate(SAMPLE):
        for caption in write_captions(picture.scene, seed=number):
            yield number, picture.scene, caption, parse_caption(caption)


def other(value, values, rng):
    return rng.choice([v for v in values if v != value])


def test_every_reference_is_true_and_false_once_one_attribute_is_another():
    changes = dict.fromkeys(["colour", "shape", "size", "ground", "fewer", "mirror"], 0)
    for number, scene, caption, meaning in captioned():
        assert meaning.is_true_of(scene), (scene, caption)
        rng = random.Random(number)
        thing = rng.choice(scene.things)
        others = [t for t in scene.things if t != thing]

        def changed(_scene=scene, _others=others, _thing=thing, **what):
            return Scene((*_others, replace(_thing, **what)), _scene.ground)

        words = set(caption.split())
        told = {
            "colour": (changed(colour=other(thing.colour, COLOURS, rng)), True),
            "shape": (changed(shape=other(thing.shape, SHAPES, rng)), True),
            "size": (
                changed(size=other(thing.size, SIZES, rng)),
                bool(words & {"small", "little", "big", "large"}),
            ),
            "ground": (
                replace(scene, ground=other(scene.ground, GROUNDS, rng)),
                "on" in words,
            ),
            "mirror": (
                replace(
                    scene,
                    things=[replace(t, column=2 - t.column) for t in scene.things],
                ),
                bool(words & {"left", "right"}),
            ),
        }
        if others:
            told["fewer"] = (Scene(others, scene.ground), True)
        for what, (altered, is_told) in told.items():
            assert meaning.is_true_of(altered) != is_told, (what, altered, caption)
            changes[what] += is_told
    assert min(changes.values()) > 2_000, changes


def test_references_tell_what_their_docstring_says():
    told, relations = [], {}
    for _, scene, caption, meaning in captioned():
        assert all(p.colour and p.shape for p in meaning.phrases), caption
        told.append(meaning.told_of(scene))
        kinds = {thing.combination for thing in scene.things}
        if len(kinds) == len(scene.things):
            relations.setdefault(len(kinds), set()).add(len(meaning.relations))
    assert 0.855 < sum(told) / len(told) < 0.87
    assert max(told) == 1
    assert relations == {1: {0}, 2: {1}, 3: {2}}


def test_a_caption_tells_a_share_of_the_details():
    # Nine details of three things, and the ground.
    told = {
        "three things": 0,
        "a circle": 1,
        "two blue squares": 4,
        "two blue squares and a small red circle": 7,
        "two blue squares and a small red circle on white": 8,
        "a big blue square, a small blue square, a small red circle on white": 10,
    }
    for caption, details in told.items():
        assert judge(CORNER, caption) == Judgement("true", details / 10, 0), caption
    assert judge(CORNER, "a circle left of a square").relations == 1
    assert judge(CORNER, "a red square") == Judgement("false")
    assert judge(CORNER, "a red a") == Judgement("ungrammatical")


def test_shares_of_captions_are_counted():
    said = ["a circle", "a big square on black", "a green circle", "circle a"]
    truth = caption_truth([FORK] * 4, said)
    assert (truth.true, truth.false, truth.ungrammatical) == (0.5, 0.25, 0.25)
    assert truth.told == pytest.approx((1 + 3) / 10 / 2)
    assert caption_truth([FORK], ["a dog"]).told == 0


def test_captions_that_do_not_belong_to_scenes_are_refused():
    with pytest.raises(ValueError, match="2 captions came for 1 scenes"):
        caption_truth([FORK], ["a circle"] * 2)
    with pytest.raises(ValueError, match="0 captions came"):
        caption_truth([], [])
    with pytest.raises(Ungrammatical):
        is_true(FORK, "circles")


def test_a_long_caption_takes_no_time():
    things = [Thing(*divmod(n, 3), "big", "red", "circle") for n in range(8)]
    assert not is_true(Scene(things, "white"), " and ".join(["a thing"] * 200))
    assert is_true(Scene(things, "white"), " and ".join(["a thing"] * 8))
