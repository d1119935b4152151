"""Answers are right, and what a blind model can know is computed exactly."""

from collections import defaultdict

import numpy as np
import pytest

from rnncourse.datasets.worlds import Scene, Thing, question_kind, scene_world
from rnncourse.datasets.worlds.scenes import blind
from rnncourse.datasets.worlds.scenes.blind import answer_priors, blind_accuracies
from rnncourse.datasets.worlds.scenes.questions import KINDS, questions_about
from rnncourse.datasets.worlds.scenes.scene import COLOURS, SHAPES
from rnncourse.datasets.worlds.scenes.scene_draws import SceneDraws

WORLD = scene_world("small")
SAMPLE = WORLD.sample(2_000, seed=5)
KNOWN = frozenset((colour, shape) for colour in COLOURS for shape in SHAPES)
WORDS = ["one", "two", "three", "four"]


def answer(scene, question):
    """Answer a question from the scene, by the words that stand in it."""
    words = question.rstrip("?").split()
    colours = [w for w in words if w in COLOURS]
    shapes = [s for w in words for s in SHAPES if w in (s, f"{s}s", f"{s}es")]

    def with_these(colour=None, shape=None):
        return [
            t
            for t in scene.things
            if colour in (None, t.colour) and shape in (None, t.shape)
        ]

    if "background" in words:
        return scene.ground
    if words[:2] == ["how", "many"]:
        found = with_these(*(colours or [None]), *(shapes or [None]))
        return WORDS[len(found) - 1]
    if words[0] == "what":
        found = with_these(*(colours or [None]), *(shapes or [None]))
        assert len(found) == 1 or "are" in words
        (value,) = {getattr(thing, words[1]) for thing in found}
        return value
    if words[:2] == ["is", "there"]:
        return "yes" if with_these(*colours, *shapes) else "no"
    ((x,), (y,)) = (with_these(*both) for both in zip(colours, shapes, strict=True))
    (relation,) = set(words) & {"left", "right", "above", "below"}
    axis, sign = {
        "left": ("column", 1),
        "right": ("column", -1),
        "above": ("row", 1),
        "below": ("row", -1),
    }[relation]
    return "yes" if sign * (getattr(y, axis) - getattr(x, axis)) > 0 else "no"


def check_answers(pictures=SAMPLE):
    kinds = defaultdict(set)
    for picture in pictures:
        for kind, asked in questions_about(picture.scene, KNOWN).items():
            assert sum(a.probability for a in asked) == pytest.approx(1)
            for question, given, probability in asked:
                assert probability > 0
                assert given == answer(picture.scene, question), (picture, question)
                assert question_kind(question) == kind
                kinds[kind].add(given)
    return kinds


def test_every_answer_is_right_and_all_answers_occur():
    assert check_answers() == {
        "colour": set(COLOURS),
        "shape": set(SHAPES),
        "size": {"small", "big"},
        "background": {"white", "grey", "black"},
        "count": set(WORDS),
        "existence": {"yes", "no"},
        "relation": {"yes", "no"},
    }


def test_yes_is_as_likely_as_no():
    for picture in SAMPLE[:200]:
        asked = questions_about(picture.scene, KNOWN)
        for kind in {"existence", "relation"} & asked.keys():
            yes = sum(a.probability for a in asked[kind] if a.answer == "yes")
            assert yes == pytest.approx(0.5)


def test_questions_speak_of_one_thing_only_if_it_is_clear_of_which():
    twins = [Thing(0, n, "big", "red", "circle") for n in range(2)]
    scene = Scene([*twins, Thing(2, 2, "small", "red", "cross")], "black")
    asked = {
        kind: [(question, given) for question, given, _ in questions]
        for kind, questions in questions_about(scene, KNOWN).items()
    }
    assert "relation" not in asked
    assert asked["colour"] == [
        ("what colour are the circles?", "red"),
        ("what colour is the cross?", "red"),
    ]
    assert "shape" not in asked  # red things are of two shapes
    assert asked["size"] == [("what size is the red cross?", "small")]
    assert ("how many red things are there?", "three") in asked["count"]


def test_a_scene_that_cannot_be_counted_is_refused():
    things = [Thing(*divmod(n, 3), "big", "red", "circle") for n in range(5)]
    with pytest.raises(ValueError, match="has 5 things"):
        questions_about(Scene(things, "white"), KNOWN)
    with pytest.raises(ValueError, match="does not ask 'why'"):
        question_kind("why")


CORPUS = WORLD.questions(seed=1)


def check_priors(priors):
    """Compare with what is drawn: frequencies of answers, accuracy by kind."""
    seen = defaultdict(lambda: defaultdict(int))
    for item in CORPUS.train:
        seen[item.question][item.answer] += 1
    checked = 0
    for question, answers in seen.items():
        total = sum(answers.values())
        mass = sum(priors[question].values())
        for given in answers.keys() | priors[question].keys():
            p = priors[question].get(given, 0) / mass
            spread = 4.5 * np.sqrt(p * (1 - p) * total) + 0.5
            assert abs(answers[given] - p * total) <= spread, (question, given)
            checked += total > 100
    assert checked > 60
    right = defaultdict(list)
    for item in CORPUS.train:
        best = max(priors[item.question], key=priors[item.question].get)
        right[question_kind(item.question)].append(best == item.answer)
    right["all"] = [hit for hits in right.values() for hit in hits]
    for kind, exact in blind_accuracies(priors).items():
        spread = np.std(right[kind]) / np.sqrt(len(right[kind]))
        assert abs(np.mean(right[kind]) - exact) < 4 * spread, kind


def test_priors_are_those_of_the_questions_drawn():
    check_priors(WORLD._priors)


def test_the_prior_of_one_question_is_what_a_sum_by_hand_gives():
    # Of a scene one asks how many things there are, or things of one of its colours,
    # or of one of its shapes, all equally likely.
    shares = dict.fromkeys(WORDS, 0.0)
    for kinds, probability in SceneDraws(seed=0).kinds().items():
        colours = {colour for (colour, _), _ in kinds}
        shapes = {shape for (_, shape), _ in kinds}
        number = sum(count for _, count in kinds)
        shares[WORDS[number - 1]] += probability / (1 + len(colours) + len(shapes))
    expected = {word: share / sum(shares.values()) for word, share in shares.items()}
    assert WORLD.answer_prior("how many things are there?") == pytest.approx(expected)


def test_blind_accuracies_of_independent_questions_are_known_by_hand():
    accuracy = WORLD.blind_accuracy
    assert accuracy["relation"] == accuracy["size"] == pytest.approx(0.5)
    assert accuracy["background"] == pytest.approx(0.6)
    assert list(accuracy) == [*KINDS, "all"]
    for kind in ("colour", "shape", "count", "existence"):
        assert 0.5 < accuracy[kind] < 0.7


def test_blind_accuracies_do_not_depend_on_the_seed():
    other = blind_accuracies(answer_priors(SceneDraws(seed=9)))
    assert other == pytest.approx(WORLD.blind_accuracy)


def test_a_question_that_nobody_asks_has_no_prior():
    colour, shape = WORLD.unseen_combinations[0]
    with pytest.raises(ValueError, match="is not asked in this world"):
        WORLD.answer_prior(f"what size is the {colour} {shape}?")


def flat(self):
    kinds = right_kinds(self)
    return dict.fromkeys(kinds, 1 / len(kinds))


right_kinds, right_scene = SceneDraws.kinds, blind._scene


@pytest.mark.parametrize(
    ("home", "name", "wrong"),
    [
        (SceneDraws, "kinds", flat),
        (blind, "_scene", lambda kinds, turn: right_scene(kinds, 0)),
        (blind, "_scene", lambda kinds, turn: right_scene(kinds[:1], turn)),
    ],
)
def test_wrong_priors_are_noticed(home, name, wrong, monkeypatch):
    monkeypatch.setattr(home, name, wrong)
    priors = answer_priors(SceneDraws(seed=0))
    with pytest.raises((AssertionError, KeyError)):
        check_priors(priors)


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_answer_is_noticed(kind, monkeypatch):
    right = KINDS[kind]

    def wrong(scene, known):
        asked = right(scene, known)
        answers = {
            "colour": "red",
            "shape": "cross",
            "size": "big",
            "background": "white",
            "count": "one",
        }
        return [a._replace(answer=answers.get(kind, "yes")) for a in asked]

    monkeypatch.setitem(KINDS, kind, wrong)
    with pytest.raises(AssertionError):
        check_answers(SAMPLE[:50])
