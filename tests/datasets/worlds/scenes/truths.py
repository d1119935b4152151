"""Captions whose truth was decided by hand, for two scenes."""

from rnncourse.datasets.worlds import Scene, Thing, is_true

#  a small red circle                .
#         .                          .           a big blue square
#         .                          .           a small blue square
CORNER = Scene(
    [
        Thing(0, 0, "small", "red", "circle"),
        Thing(1, 2, "big", "blue", "square"),
        Thing(2, 2, "small", "blue", "square"),
    ],
    "white",
)
#         .                          .           a big green square
#  a big red circle                  .
#         .                          .           a big green square
FORK = Scene(
    [
        Thing(0, 2, "big", "green", "square"),
        Thing(1, 0, "big", "red", "circle"),
        Thing(2, 2, "big", "green", "square"),
    ],
    "black",
)

TRUE = [
    (CORNER, "a red circle"),
    (CORNER, "one red circle"),
    (CORNER, "a blue square"),
    (CORNER, "two blue squares"),
    (CORNER, "three things"),
    (CORNER, "two small things"),
    (CORNER, "two little things and a large thing"),
    (CORNER, "a circle left of two squares"),
    (CORNER, "two squares with a circle above them"),
    (CORNER, "two squares are below a circle"),
    (CORNER, "over two squares there is a circle on white"),
    (CORNER, "a big square above a small square"),
    (CORNER, "a blue square above a blue square"),
    (CORNER, "a small square under a large square and right of a circle"),
    (CORNER, "a circle left of a large square that is over a small square"),
    (CORNER, "a thing and a thing and a thing"),
    (CORNER, "there are a circle and two squares on a white background"),
    (CORNER, "a circle with a small square to the right of it"),
    (FORK, "a circle below a square"),
    (FORK, "a circle above a square"),
    (FORK, "a circle left of two squares"),
    (FORK, "a circle left of a square and below a square"),
    (FORK, "a square above a square on black"),
    (FORK, "three large things"),
]
FALSE = [
    (CORNER, "a green circle"),
    (CORNER, "a big red circle"),
    (CORNER, "a red square"),
    (CORNER, "a red circle on a grey background"),
    (CORNER, "two circles"),
    (CORNER, "one square"),
    (CORNER, "one thing"),
    (CORNER, "two things"),
    (CORNER, "four things"),
    (CORNER, "three squares"),
    (CORNER, "two things and a big thing"),
    (CORNER, "a red circle and a small circle"),
    (CORNER, "two squares and a big square"),
    (CORNER, "a thing and a thing and a thing and a thing"),
    (CORNER, "a square above a circle"),
    (CORNER, "a circle with a square above it"),
    (CORNER, "over a circle there is a square"),
    (CORNER, "a small square over a big square"),
    (CORNER, "a square left of a square"),
    (CORNER, "a square right of a square"),
    (CORNER, "two squares above a circle"),
    (CORNER, "a circle right of a large square that is over a small square"),
    (CORNER, "a circle left of a large square that is under a small square"),
    (CORNER, "a circle over a large square and under a small square"),
    (FORK, "a circle below two squares"),
    (FORK, "two squares above a circle"),
    (FORK, "a circle below a square on white"),
    (FORK, "a circle below a square that is below a square"),
]


def check_the_table():
    for scene, caption in TRUE:
        assert is_true(scene, caption), caption
    for scene, caption in FALSE:
        assert not is_true(scene, caption), caption
