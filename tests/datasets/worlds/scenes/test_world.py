"""The world of scenes: its parts, its seeds, and what is held out."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from rnncourse.datasets import CaptionCorpus, QuestionCorpus
from rnncourse.datasets.worlds import (
    Scene,
    SceneWorld,
    Thing,
    scene_world,
    write_captions,
)
from rnncourse.datasets.worlds.scenes.scene import (
    COLOURS,
    RELATIONS,
    SHAPES,
    related,
)
from rnncourse.datasets.worlds.scenes.scene_draws import (
    GROUND_SHARES,
    PATTERNS,
    SceneDraws,
)

WORLD = scene_world("small")
CORPUS = WORLD.captions()
UNSEEN = WORLD.unseen_captions()
ITEMS = [*CORPUS.train, *CORPUS.valid, *CORPUS.test]


def test_a_corpus_has_its_parts_and_says_that_it_is_drawn():
    assert isinstance(CORPUS, CaptionCorpus)
    assert [len(p) for p in (CORPUS.train, CORPUS.valid, CORPUS.test, UNSEEN)] == [
        *(1_500, 200, 300),
        200,
    ]
    assert CORPUS.generated
    assert CORPUS.world is WORLD
    assert "1,500 / 200 / 300 pictures" in CORPUS.description
    names = [item.picture.name for item in (*ITEMS, *UNSEEN)]
    assert len(set(names)) == len(names)
    seeds = [item.picture.seed for item in (*ITEMS, *UNSEEN)]
    assert len(set(seeds)) == len(seeds)


def test_every_picture_has_five_captions_in_words_of_the_world():
    for item in (*ITEMS, *UNSEEN):
        assert len(set(item.captions)) == 5
        for caption in item.captions:
            assert set(caption.split()) <= set(WORLD.vocabulary), caption


def test_held_out_combinations_are_in_every_unseen_picture_and_in_no_other():
    held_out = set(WORLD.unseen_combinations)
    assert len(held_out) == len(SHAPES)
    assert {shape for _, shape in held_out} == set(SHAPES)
    assert len({colour for colour, _ in held_out}) == len(SHAPES)

    def combinations(items):
        return [{t.combination for t in item.picture.scene.things} for item in items]

    assert not held_out & set().union(*combinations(ITEMS))
    assert all(held_out & here for here in combinations(UNSEEN))
    assert held_out <= set().union(*combinations(UNSEEN))
    every = set(product(COLOURS, SHAPES))
    assert set().union(*combinations(ITEMS)) == every - held_out


def test_questions_of_train_never_name_what_is_held_out():
    held_out = {" ".join(combination) for combination in WORLD.unseen_combinations}
    asked = WORLD.questions()
    assert isinstance(asked, QuestionCorpus)
    for item in (*asked.train, *asked.valid, *asked.test):
        assert not any(name in item.question for name in held_out)
    unseen = WORLD.unseen_questions()
    named = [q for q in unseen if any(name in q.question for name in held_out)]
    assert {"yes", "no"} <= {q.answer for q in named}
    assert {q.picture for q in unseen} == {item.picture for item in UNSEEN}
    assert {q.picture for q in asked.test} == {item.picture for item in CORPUS.test}


def test_scenes_are_as_likely_as_they_should_be():
    scenes = [picture.scene for picture in WORLD.sample(4_000, seed=1)]
    draws = SceneDraws(seed=0)

    def near(count, share):
        spread = np.sqrt(share * (1 - share) * len(scenes))
        assert abs(count - share * len(scenes)) < 4 * spread

    grounds = Counter(scene.ground for scene in scenes)
    for ground, share in GROUND_SHARES.items():
        near(grounds[ground], share)
    kinds = Counter(
        tuple(sorted(Counter(t.combination for t in scene.things).items()))
        for scene in scenes
    )
    expected = draws.kinds()
    assert sum(expected.values()) == pytest.approx(1)
    assert kinds.keys() <= expected.keys()
    for kind, share in expected.items():
        if share > 0.003:
            near(kinds[kind], share)
    patterns = Counter()
    for kind, count in kinds.items():
        patterns[tuple(sorted((n for _, n in kind), reverse=True))] += count
    for pattern, share in PATTERNS.items():
        near(patterns[pattern], share)
    near(sum(scene.things[0].size == "big" for scene in scenes), 0.5)
    places = Counter((t.row, t.column) for s in scenes for t in s.things)
    counts = np.array(list(places.values()))
    assert len(counts) == 9
    assert np.ptp(counts) / counts.mean() < 0.15


def test_alike_things_are_of_one_size_and_others_differ_in_colour_or_shape():
    for picture in WORLD.sample(500, seed=2):
        sizes = {}
        for thing in picture.scene.things:
            sizes.setdefault(thing.combination, set()).add(thing.size)
        assert all(len(size) == 1 for size in sizes.values())


def test_favourites_are_three_times_as_likely():
    draws = SceneDraws(seed=4)
    assert sum(draws.seen.values()) == pytest.approx(1)
    assert {draws.seen[kind] for kind in draws.favourites} == {3 / 24}
    assert sorted(set(draws.seen.values())) == [1 / 24, 3 / 24]
    assert not set(draws.favourites) & set(draws.unseen)


def test_seeds_decide():
    again = SceneWorld("small", 0)
    assert again.unseen_captions() == UNSEEN
    assert again.unseen_questions() == WORLD.unseen_questions()
    assert WORLD.unseen_captions(seed=1) != UNSEEN
    assert scene_world("small", seed=1).unseen_captions() != UNSEEN
    assert WORLD.sample(3, seed=1) != WORLD.sample(3, seed=2)
    assert WORLD.sample(0, seed=1) == ()
    worlds = [SceneWorld("small", seed).unseen_combinations for seed in range(8)]
    assert len(set(worlds)) > 4


def test_the_default_world_is_four_times_as_large():
    corpus = scene_world().captions()
    assert [len(p) for p in (corpus.train, corpus.valid, corpus.test)] == [
        *(6_000, 500, 1_000)
    ]
    assert len(scene_world().unseen_captions()) == 500


def test_two_things_are_related_in_one_way_or_two_and_the_other_way_round():
    opposite = dict(zip(RELATIONS, ("right", "left", "below", "above"), strict=True))
    places = list(product(range(3), range(3)))
    for one, other in product(places, places):
        x, y = (Thing(*place, "big", "red", "circle") for place in (one, other))
        held = [relation for relation in RELATIONS if related(relation, x, y)]
        assert len(held) == (one[0] != other[0]) + (one[1] != other[1])
        for relation in RELATIONS:
            assert related(relation, x, y) == related(opposite[relation], y, x)


def test_bad_arguments_are_refused():
    ball = Thing(0, 0, "big", "red", "circle")
    with pytest.raises(ValueError, match="'default' or 'small'"):
        scene_world("full")
    with pytest.raises(ValueError, match="negative: -1"):
        WORLD.sample(-1, seed=0)
    with pytest.raises(ValueError, match="negative: -1"):
        write_captions(Scene([ball], "white"), -1)
    with pytest.raises(ValueError, match=r"shape of a thing is 'ball'; choose .*cross"):
        Thing(0, 0, "big", "red", "ball")
    with pytest.raises(ValueError, match="row of a thing is 3"):
        Thing(3, 0, "big", "red", "circle")
    with pytest.raises(ValueError, match="0 things"):
        Scene([], "white")
    with pytest.raises(ValueError, match="2 things in 1 places"):
        Scene([ball, ball], "white")
    with pytest.raises(ValueError, match="ground of a scene is 'pink'"):
        Scene([ball], "pink")
    with pytest.raises(ValueError, match="relation 'near' came"):
        related("near", ball, ball)
    with pytest.raises(ValueError, match=r"Only [0-9]+ of 999 captions"):
        write_captions(Scene([ball], "white"), 999)
    crowd = [
        Thing(*divmod(n, 3), "big", colour, "circle")
        for n, colour in enumerate(COLOURS)
    ]
    with pytest.raises(ValueError, match="5 kinds of things and up to 1 of a kind"):
        write_captions(Scene(crowd, "white"))
