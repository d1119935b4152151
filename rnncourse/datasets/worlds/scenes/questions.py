"""Questions about a scene, and their answers."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import permutations
from typing import NamedTuple

from rnncourse.datasets.worlds.scenes.caption_words import NUMBERS, PLURALS
from rnncourse.datasets.worlds.scenes.scene import RELATIONS, Scene, related

_COUNTS = {number: word for word, number in NUMBERS.items()}
_PLACES = {"left": "left of", "right": "right of"}  # the others are as they are
_STARTS = {
    "what colour is the background": "background",
    "what colour": "colour",
    "what shape": "shape",
    "what size": "size",
    "how many": "count",
    "is there": "existence",
    "is the": "relation",
}
Combinations = frozenset[tuple[str, str]]


class Asked(NamedTuple):
    """A question that may be asked, and how likely it is.

    Args:
        question: The question.
        answer: Its answer.
        probability: Of this question among all of its kind about the scene.

    Example:
        >>> Asked("is there a red circle?", "yes", 0.5).answer
        'yes'
    """

    question: str
    answer: str
    probability: float


def question_kind(question: str) -> str:
    """The kind of a question, by its first words.

    Args:
        question: A question of the world.

    Raises:
        ValueError: If the world asks no such questions.

    Example:
        >>> question_kind("how many things are there?")
        'count'
    """
    for start, kind in _STARTS.items():
        if question.startswith(start + (" " if kind != "background" else "?")):
            return kind
    raise ValueError(
        f"This world does not ask {question!r}; its questions begin with "
        f"{', '.join(_STARTS)}."
    )


def _colour(scene: Scene, known: Combinations) -> list[Asked]:
    colours: dict[str, set[str]] = {}
    for thing in scene.things:
        colours.setdefault(thing.shape, set()).add(thing.colour)
    count = Counter(thing.shape for thing in scene.things)
    return _evenly(
        (f"what colour {_the(shape, count[shape])}?", *found)
        for shape, found in colours.items()
        if len(found) == 1
    )


def _shape(scene: Scene, known: Combinations) -> list[Asked]:
    shapes: dict[str, set[str]] = {}
    for thing in scene.things:
        shapes.setdefault(thing.colour, set()).add(thing.shape)
    count = Counter(thing.colour for thing in scene.things)
    return _evenly(
        (f"what shape {_the(f'{colour} thing', count[colour])}?", *found)
        for colour, found in shapes.items()
        if len(found) == 1
    )


def _size(scene: Scene, known: Combinations) -> list[Asked]:
    return _evenly(
        (f"what size is the {' '.join(thing.combination)}?", thing.size)
        for thing in _unique(scene)
    )


def _background(scene: Scene, known: Combinations) -> list[Asked]:
    return [Asked("what colour is the background?", scene.ground, 1.0)]


def _count(scene: Scene, known: Combinations) -> list[Asked]:
    colours = Counter(f"{thing.colour} things" for thing in scene.things)
    shapes = Counter(PLURALS[thing.shape] for thing in scene.things)
    counts = {"things": len(scene.things)} | colours | shapes
    return _evenly(
        (f"how many {name} are there?", _COUNTS[number])
        for name, number in counts.items()
    )


def _existence(scene: Scene, known: Combinations) -> list[Asked]:
    here = {thing.combination for thing in scene.things}
    colours, shapes = ({c[i] for c in here} for i in (0, 1))
    near = [c for c in known - here if c[0] in colours or c[1] in shapes]
    return _half(
        [f"is there a {' '.join(c)}?" for c in sorted(here)],
        [f"is there a {' '.join(c)}?" for c in sorted(near)],
    )


def _relation(scene: Scene, known: Combinations) -> list[Asked]:
    asked = []
    for one, other in (pairs := list(permutations(_unique(scene), 2))):
        questions: dict[bool, list[str]] = {True: [], False: []}
        for relation in RELATIONS:
            place = _PLACES.get(relation, relation)
            names = [" ".join(thing.combination) for thing in (one, other)]
            question = f"is the {names[0]} {place} the {names[1]}?"
            questions[related(relation, one, other)].append(question)
        half = _half(questions[True], questions[False])
        asked += [a._replace(probability=a.probability / len(pairs)) for a in half]
    return asked


KINDS: dict[str, Callable[[Scene, Combinations], list[Asked]]] = {
    "colour": _colour,
    "shape": _shape,
    "size": _size,
    "background": _background,
    "count": _count,
    "existence": _existence,
    "relation": _relation,
}


def questions_about(scene: Scene, known: Combinations) -> dict[str, list[Asked]]:
    """All questions that may be asked about a scene, by kind.

    A question speaks of one thing only where it is clear of which.

    Args:
        scene: The scene, with at most four things.
        known: Pairs of colour and shape that may be asked for in vain.

    Returns:
        For every kind that can be asked, the questions; their probabilities add up to
        1 in each kind.

    Raises:
        ValueError: If there are more than four things, which the world cannot count.

    Example:
        >>> from rnncourse.datasets.worlds.scenes.scene import Thing
        >>> scene = Scene([Thing(0, 0, "big", "red", "circle")], "white")
        >>> asked = questions_about(scene, frozenset([("red", "cross")]))
        >>> list(asked)
        ['colour', 'shape', 'size', 'background', 'count', 'existence']
        >>> [(question, answer) for question, answer, _ in asked["existence"]]
        [('is there a red circle?', 'yes'), ('is there a red cross?', 'no')]
    """
    if len(scene.things) > len(_COUNTS):
        raise ValueError(
            f"The scene has {len(scene.things)} things; questions are asked about four "
            "at most."
        )
    asked = {kind: ask(scene, known) for kind, ask in KINDS.items()}
    return {kind: questions for kind, questions in asked.items() if questions}


def _the(name: str, count: int) -> str:
    if count == 1:
        return f"is the {name}"
    return f"are the {PLURALS[name] if name in PLURALS else name + 's'}"


def _unique(scene: Scene) -> list:
    """The things that colour and shape tell from all others."""
    count = Counter(thing.combination for thing in scene.things)
    return [thing for thing in scene.things if count[thing.combination] == 1]


def _evenly(pairs: Iterable[tuple[str, str]]) -> list[Asked]:
    pairs = list(pairs)
    return [Asked(*pair, 1 / len(pairs)) for pair in pairs]


def _half(yes: list[str], no: list[str]) -> list[Asked]:
    """As likely yes as no, whichever has more questions."""
    sides = {answer: asked for answer, asked in (("yes", yes), ("no", no)) if asked}
    return [
        Asked(question, answer, 1 / len(sides) / len(questions))
        for answer, questions in sides.items()
        for question in questions
    ]
