"""Many ways to say what a scene shows."""

import random
from collections import defaultdict
from itertools import product
from typing import NamedTuple

from rnncourse.datasets.worlds.scenes.caption_words import (
    NUMBERS,
    PLURALS,
    RELATION_WORDS,
    SIZE_WORDS,
)
from rnncourse.datasets.worlds.scenes.scene import RELATIONS, Scene, related

_COUNTS = {number: word for word, number in NUMBERS.items()} | {1: "a"}


class _Named(NamedTuple):
    """Things that are called alike."""

    text: str
    things: tuple

    @property
    def be(self) -> str:
        return "is" if len(self.things) == 1 else "are"

    @property
    def it(self) -> str:
        return "it" if len(self.things) == 1 else "them"


def write_captions(scene: Scene, count: int = 5, *, seed: int = 0) -> tuple[str, ...]:
    """Say what a scene shows, every time in another way.

    Every caption names every thing with its colour and its shape. Three in four tell
    the sizes, and every second one the ground. If things differ, their places are told
    as far as all things of one kind stand on one side of the others.

    Args:
        scene: The scene, with at most three kinds of things.
        count: How many captions, no two of them the same.
        seed: Decides which.

    Returns:
        The captions, in small letters, without punctuation.

    Raises:
        ValueError: If there are more than four things of a kind, or more than three
            kinds, or a negative number came, or one so large that so many ways to
            describe the scene were not found.

    Example:
        >>> from rnncourse.datasets.worlds.scenes.scene import Thing
        >>> ball = Thing(0, 0, "big", "red", "circle")
        >>> box = Thing(1, 0, "small", "blue", "square")
        >>> for caption in write_captions(Scene([ball, box], "white"), 3, seed=3):
        ...     print(caption)
        a picture of a big red circle with a little blue square under it on white
        there is a small blue square with a big red circle above it on a white
            background
        we see a large red circle above a little blue square on a white background
    """
    if count < 0:
        raise ValueError(f"The number of captions must not be negative: {count}.")
    rng = random.Random(seed)
    captions: dict[str, None] = {}
    for _ in range(100 * count):
        if len(captions) == count:
            break
        captions.setdefault(_caption(scene, rng))
    if len(captions) < count:
        raise ValueError(
            f"Only {len(captions)} of {count} captions were found; ask for fewer."
        )
    return tuple(captions)


def _caption(scene: Scene, rng: random.Random) -> str:
    named = _named(scene, rng, sizes=rng.random() < 3 / 4)
    if len(named) > 3 or any(len(kind.things) > 4 for kind in named):
        raise ValueError(
            f"The scene has {len(named)} kinds of things and up to "
            f"{max(len(kind.things) for kind in named)} of a kind; captions are "
            "written of three kinds at most and of four things of each."
        )
    rng.shuffle(named)
    text, first = _sentence(named, rng)
    ground = _ground(scene, rng) if rng.random() < 1 / 2 else ""
    if first:
        there = f"there {first.be} "
        if ground and rng.random() < 1 / 4:
            return f"{ground} {there}{text}"
        text = rng.choice(["", "", there, "we see ", "a picture of "]) + text
    return f"{text} {ground}".strip()


def _sentence(named: list[_Named], rng: random.Random) -> tuple[str, _Named | None]:
    """Join what is named; if an opening may stand before it, say what comes first."""
    a, *others = named
    held = [_holding(a, b, rng) for b in others]
    if not others or not held[0]:
        return " and ".join(kind.text for kind in named), a
    b, r = others[0], held[0]
    if len(others) == 1:
        back = _holding(b, a, rng)
        return rng.choice(
            [
                (f"{a.text} {r} {b.text}", a),
                (f"{a.text} {a.be} {r} {b.text}", None),
                (f"{r} {b.text} {a.be} {a.text}", None),
                (f"{r} {b.text} there {a.be} {a.text}", None),
                (f"{a.text} with {b.text} {back} {a.it}", a),
            ]
        )
    c, further, chained = others[1], held[1], _holding(b, others[1], rng)
    ways = []
    if further:
        ways.append((f"{a.text} {r} {b.text} and {further} {c.text}", a))
        ways.append((f"{a.text} {a.be} {r} {b.text} and {further} {c.text}", None))
    if chained:
        that = rng.choice(["that", "which"])
        ways.append((f"{a.text} {r} {b.text} {that} {b.be} {chained} {c.text}", a))
    return rng.choice(ways or [(" and ".join(kind.text for kind in named), a)])


def _named(scene: Scene, rng: random.Random, *, sizes: bool) -> list[_Named]:
    """Call every thing something; alike things are called so together."""
    kinds = defaultdict(list)
    for thing in scene.things:
        kinds[thing.size if sizes else "", thing.colour, thing.shape].append(thing)
    named = []
    for (size, colour, shape), things in kinds.items():
        noun = PLURALS[shape] if len(things) > 1 else shape
        words = [w for w, meaning in SIZE_WORDS.items() if meaning == size]
        sized = [rng.choice(words)] if words else []
        text = " ".join([_COUNTS[len(things)], *sized, colour, noun])
        named.append(_Named(text, tuple(things)))
    return named


def _holding(one: _Named, other: _Named, rng: random.Random) -> str:
    """Words for a relation in which all of one stand to all of the other, if any."""
    true = [
        relation
        for relation in RELATIONS
        if all(related(relation, x, y) for x, y in product(one.things, other.things))
    ]
    if not true:
        return ""
    relation = rng.choice(true)
    words = [w for w, meaning in RELATION_WORDS.items() if meaning == relation]
    return " ".join(rng.choice(words))


def _ground(scene: Scene, rng: random.Random) -> str:
    ways = ("on a {} background", "on a {} ground", "on {}")
    return rng.choice(ways).format(scene.ground)
