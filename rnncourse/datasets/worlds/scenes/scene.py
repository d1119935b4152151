"""What a drawn scene shows: a few things on a grid, and the ground behind them."""

from dataclasses import dataclass

SHAPES = ("circle", "square", "triangle", "cross")
COLOURS = ("red", "green", "blue", "yellow", "purple")
SIZES = ("small", "big")
GROUNDS = ("white", "grey", "black")
RELATIONS = ("left", "right", "above", "below")
CELLS = 3  # a side


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """A thing in a scene.

    Args:
        row: Its place from the top, 0 to 2.
        column: Its place from the left, 0 to 2.
        size: `"small"` or `"big"`.
        colour: `"red"`, `"green"`, `"blue"`, `"yellow"` or `"purple"`.
        shape: `"circle"`, `"square"`, `"triangle"` or `"cross"`.

    Raises:
        ValueError: If one of them is something else.

    Example:
        >>> Thing(0, 2, "small", "red", "circle").combination
        ('red', 'circle')
    """

    row: int
    column: int
    size: str
    colour: str
    shape: str

    def __post_init__(self) -> None:
        for name, known in _KNOWN.items():
            if getattr(self, name) not in known:
                raise ValueError(
                    f"The {name} of a thing is {getattr(self, name)!r}; choose one of "
                    f"{', '.join(map(str, known))}."
                )

    @property
    def combination(self) -> tuple[str, str]:
        """Its colour and its shape."""
        return self.colour, self.shape


_KNOWN = {
    "row": range(CELLS),
    "column": range(CELLS),
    "size": SIZES,
    "colour": COLOURS,
    "shape": SHAPES,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a drawn picture means.

    Two scenes with the same things are equal, in whichever order they were given.

    Args:
        things: One or more, no two in the same place.
        ground: `"white"`, `"grey"` or `"black"`.

    Raises:
        ValueError: If there are no things, two in one place, or another ground.

    Example:
        >>> ball = Thing(1, 1, "big", "red", "circle")
        >>> box = Thing(0, 1, "small", "blue", "square")
        >>> scene = Scene([ball, box], "white")
        >>> scene.things[0].shape, scene == Scene([box, ball], "white")
        ('square', True)
    """

    things: tuple[Thing, ...]
    ground: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "things", tuple(sorted(self.things)))
        places = {(thing.row, thing.column) for thing in self.things}
        if not self.things or len(places) < len(self.things):
            raise ValueError(
                f"A scene came with {len(self.things)} things in {len(places)} places; "
                "give one or more, each in a place of its own."
            )
        if self.ground not in GROUNDS:
            raise ValueError(
                f"The ground of a scene is {self.ground!r}; choose one of "
                f"{', '.join(GROUNDS)}."
            )


def related(relation: str, one: Thing, other: Thing) -> bool:
    """Whether one thing is left of, right of, above or below another.

    A thing is left of all that stand in columns further to the right, in whichever
    row. So two things are related in one way or in two, and never in none.

    Args:
        relation: `"left"`, `"right"`, `"above"` or `"below"`.
        one: The thing of which it is said.
        other: The thing with which it is compared.

    Raises:
        ValueError: If the relation is another word.

    Example:
        >>> ball = Thing(1, 0, "big", "red", "circle")
        >>> box = Thing(0, 2, "small", "blue", "square")
        >>> [relation for relation in RELATIONS if related(relation, ball, box)]
        ['left', 'below']
    """
    if relation == "left":
        return one.column < other.column
    if relation == "right":
        return one.column > other.column
    if relation == "above":
        return one.row < other.row
    if relation == "below":
        return one.row > other.row
    raise ValueError(
        f"The relation {relation!r} came; choose one of {', '.join(RELATIONS)}."
    )
