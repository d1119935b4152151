"""The words of captions, and what they mean."""

from rnncourse.datasets.worlds.scenes.scene import COLOURS, GROUNDS, SHAPES

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}
SIZE_WORDS = {"small": "small", "little": "small", "big": "big", "large": "big"}
PLURALS = {shape: f"{shape}s" for shape in (*SHAPES, "thing")} | {"cross": "crosses"}
RELATION_WORDS = {
    ("left", "of"): "left",
    ("to", "the", "left", "of"): "left",
    ("right", "of"): "right",
    ("to", "the", "right", "of"): "right",
    ("above",): "above",
    ("over",): "above",
    ("below",): "below",
    ("under",): "below",
}
GROUND_NOUNS = ("background", "ground")
SMALL_WORDS = (
    *("a", "and", "with", "that", "which", "is", "are", "it", "them"),
    *("there", "we", "see", "picture", "of", "on", ",", "."),
)
VOCABULARY = tuple(
    sorted(
        {
            *NUMBERS,
            *SIZE_WORDS,
            *COLOURS,
            *GROUNDS,
            *PLURALS,
            *PLURALS.values(),
            *(word for words in RELATION_WORDS for word in words),
            *GROUND_NOUNS,
            *SMALL_WORDS,
        }
    )
)
