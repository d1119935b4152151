"""What a caption claims, and whether a scene is like that."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rnncourse.datasets.worlds.scenes.scene import Scene, Thing, related


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a caption says of one thing, or of several at once.

    Args:
        number: How many things in the scene are like this, all told; None after "a",
            which claims one of them and leaves open whether there are more.
        size: Their size, or None if it is not told.
        colour: Their colour, or None.
        shape: Their shape, or None.

    Example:
        >>> small = Phrase(None, "small", None, None)
        >>> small.fits(Thing(0, 0, "small", "red", "circle"))
        True
    """

    number: int | None
    size: str | None
    colour: str | None
    shape: str | None

    def fits(self, thing: Thing) -> bool:
        """Whether the thing has all properties that are told."""
        return all(
            getattr(self, name) in (None, getattr(thing, name))
            for name in ("size", "colour", "shape")
        )

    @property
    def details(self) -> int:
        """How many properties of things it tells."""
        told = sum(value is not None for value in (self.size, self.colour, self.shape))
        return told * (self.number or 1)


@dataclass(frozen=True, slots=True)
class CaptionMeaning:
    """What a caption claims, whatever the words.

    Args:
        phrases: What is in the picture, each phrase something else.
        relations: Triples (i, relation, j): all things of phrase `i` stand in this
            relation to all things of phrase `j`.
        ground: The ground, or None if it is not told.

    Example:
        >>> ball, box = Phrase(None, None, "red", "circle"), Phrase(1, None, None, None)
        >>> meaning = CaptionMeaning((ball, box), ((0, "left", 1),), None)
        >>> scene = Scene([Thing(0, 0, "big", "red", "circle")], "white")
        >>> meaning.is_true_of(scene), meaning.told_of(scene)
        (False, 0.5)
    """

    phrases: tuple[Phrase, ...]
    relations: tuple[tuple[int, str, int], ...]
    ground: str | None

    def is_true_of(self, scene: Scene) -> bool:
        """Whether there is a way to find in the scene what every phrase speaks of.

        No thing may serve for two phrases.

        Args:
            scene: The scene.
        """
        claimed = sum(phrase.number or 1 for phrase in self.phrases)
        if self.ground not in (None, scene.ground) or claimed > len(scene.things):
            return False
        return any(map(self._related, _ways(self.phrases, scene)))

    def _related(self, way: tuple[tuple[Thing, ...], ...]) -> bool:
        return all(
            related(relation, one, other)
            for i, relation, j in self.relations
            for one, other in product(way[i], way[j])
        )

    def told_of(self, scene: Scene) -> float:
        """Which share of the details of a scene it tells, if it is true.

        A scene has three details for each thing (size, colour and shape), and its
        ground. Numbers count: "two red squares" tells four.

        Args:
            scene: The scene.
        """
        told = sum(phrase.details for phrase in self.phrases)
        return (told + (self.ground is not None)) / (3 * len(scene.things) + 1)


def _ways(
    phrases: tuple[Phrase, ...], scene: Scene, taken: frozenset[Thing] = frozenset()
) -> Iterator[tuple[tuple[Thing, ...], ...]]:
    """Every choice of things for every phrase, none of them chosen twice."""
    if not phrases:
        yield ()
        return
    for things in _referents(phrases[0], scene):
        if taken.isdisjoint(things):
            for others in _ways(phrases[1:], scene, taken.union(things)):
                yield things, *others


def _referents(phrase: Phrase, scene: Scene) -> Iterator[tuple[Thing, ...]]:
    """Every choice of things of which one phrase may speak."""
    fitting = tuple(filter(phrase.fits, scene.things))
    if phrase.number is None:
        yield from ((thing,) for thing in fitting)
    elif len(fitting) == phrase.number:
        yield fitting
