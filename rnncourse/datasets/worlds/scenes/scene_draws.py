"""How likely a scene is: its pattern, its colours and shapes, its ground."""

from collections import defaultdict
from itertools import permutations

import numpy as np

from rnncourse.datasets.worlds.scenes.scene import (
    CELLS,
    COLOURS,
    GROUNDS,
    SHAPES,
    SIZES,
    Scene,
    Thing,
)

# How many things are alike: (2, 1) has two of one kind and one of another.
PATTERNS = {
    **{(1,): 0.15, (1, 1): 0.35, (1, 1, 1): 0.2},
    **{(2,): 0.05, (3,): 0.05, (4,): 0.05, (2, 1): 0.075, (3, 1): 0.075},
}
GROUND_SHARES = dict(zip(GROUNDS, (0.6, 0.25, 0.15), strict=True))
FAVOUR = 3  # times as likely as each other colour

Kinds = tuple[tuple[tuple[str, str], int], ...]  # ((colour, shape), how many), …


class SceneDraws:
    """Draws scenes, and knows the probability of what it draws.

    A pattern is drawn first, then a colour and a shape for each kind of things, without
    replacement: every shape has a favourite colour that is three times as likely as any
    other, and one that it never has. Sizes and places are uniform.

    Args:
        seed: Decides the favourite and the missing colour of every shape.

    Attributes:
        favourites: (colour, shape), one for every shape.
        unseen: (colour, shape), the combinations that are held out.
        seen: the probability of every other combination.

    Example:
        >>> draws = SceneDraws(seed=0)
        >>> len(draws.seen), len(draws.unseen)
        (16, 4)
    """

    def __init__(self, seed: int) -> None:
        order = [str(c) for c in np.random.default_rng(seed).permutation(COLOURS)]
        self.favourites = tuple(zip(order, SHAPES, strict=False))
        missing = order[1 : len(SHAPES)] + order[:1]
        self.unseen = tuple(zip(missing, SHAPES, strict=True))
        weights = {
            (colour, shape): FAVOUR if (colour, shape) in self.favourites else 1
            for shape in SHAPES
            for colour in COLOURS
            if (colour, shape) not in self.unseen
        }
        total = sum(weights.values())
        self.seen = {kind: weight / total for kind, weight in weights.items()}

    def draw(self, rng: np.random.Generator, *, unseen: bool = False) -> Scene:
        """Draw a scene.

        Args:
            rng: Where chance comes from.
            unseen: Whether one kind of things has a combination that is held out.

        Example:
            >>> draws = SceneDraws(seed=0)
            >>> scene = draws.draw(np.random.default_rng(0), unseen=True)
            >>> any(thing.combination in draws.unseen for thing in scene.things)
            True
        """
        pattern = _choose(PATTERNS, rng)
        left = dict(self.seen)
        places = iter(rng.permutation(CELLS**2).tolist())
        things = []
        for number, count in enumerate(pattern):
            if unseen and number == 0:
                combination = self.unseen[rng.integers(len(self.unseen))]
            else:
                combination = _choose(left, rng)
                del left[combination]
            size = SIZES[rng.integers(len(SIZES))]
            things += [
                Thing(*divmod(next(places), CELLS), size, *combination)
                for _ in range(count)
            ]
        return Scene(tuple(things), _choose(GROUND_SHARES, rng))

    def kinds(self) -> dict[Kinds, float]:
        """The probability of every choice of colours, shapes and numbers.

        Example:
            >>> round(sum(SceneDraws(seed=0).kinds().values()), 9)
            1.0
        """
        found: dict[Kinds, float] = defaultdict(float)
        for pattern, share in PATTERNS.items():
            for combinations in permutations(self.seen, len(pattern)):
                probability, left = share, 1.0
                for combination in combinations:
                    probability *= self.seen[combination] / left
                    left -= self.seen[combination]
                kinds = zip(combinations, pattern, strict=True)
                found[tuple(sorted(kinds))] += probability
        return dict(found)


def _choose(weights: dict, rng: np.random.Generator):
    """Draw a key in proportion to its weight."""
    sums = np.cumsum(list(weights.values()))
    return list(weights)[int(np.searchsorted(sums, rng.random() * sums[-1], "right"))]
