r"""What can be answered without a look at the picture."""

from collections import defaultdict

from rnncourse.datasets.worlds.scenes.questions import (
    KINDS,
    question_kind,
    questions_about,
)
from rnncourse.datasets.worlds.scenes.scene import CELLS, GROUNDS, SIZES, Scene, Thing
from rnncourse.datasets.worlds.scenes.scene_draws import (
    GROUND_SHARES,
    Kinds,
    SceneDraws,
)

Priors = dict[str, dict[str, float]]


def answer_priors(draws: SceneDraws) -> Priors:
    r"""The probability of every question together with each of its answers.

    Summed over all scenes: $P(q, a) = \sum_s P(s) P(q, a \mid s)$, within the kind of
    the question. What is independent need not be enumerated in full. No question
    depends on sizes and on places at once; sizes are uniform, so that half of the
    scenes may have small things only and the other half big ones; and since places are
    uniform too, one arrangement of the things and its three quarter turns give every
    relation its share.

    Args:
        draws: How likely scenes are.

    Example:
        >>> priors = answer_priors(SceneDraws(seed=0))
        >>> priors["what colour is the background?"]
        {'white': 0.6, 'grey': 0.25, 'black': 0.15}
    """
    priors: Priors = defaultdict(lambda: defaultdict(float))
    known = frozenset(draws.seen)
    for kinds, probability in draws.kinds().items():
        for turn in range(4):
            scene = _scene(kinds, turn)
            for asked in questions_about(scene, known).values():
                for question, answer, share in asked:
                    priors[question][answer] += probability * share / 4
    priors["what colour is the background?"] = dict(GROUND_SHARES)
    return {question: dict(answers) for question, answers in priors.items()}


def blind_accuracies(priors: Priors) -> dict[str, float]:
    """The accuracy of the best answers to questions alone, by kind and over all.

    Args:
        priors: As `answer_priors` gives them.

    Example:
        >>> blind_accuracies({"what shape is it?": {"circle": 0.25, "cross": 0.75}})
        {'shape': 0.75, 'all': 0.75}
    """
    right: dict[str, float] = defaultdict(float)
    asked: dict[str, float] = defaultdict(float)
    for question, answers in priors.items():
        kind = question_kind(question)
        right[kind] += max(answers.values())
        asked[kind] += sum(answers.values())
    accuracies = {kind: right[kind] / asked[kind] for kind in KINDS if kind in asked}
    return accuracies | {"all": sum(right.values()) / sum(asked.values())}


def _scene(kinds: Kinds, turn: int) -> Scene:
    combinations = [kind for kind, count in kinds for _ in range(count)]
    things = []
    for place, combination in enumerate(combinations):
        row, column = divmod(place, CELLS)
        for _ in range(turn):
            row, column = column, CELLS - 1 - row
        things.append(Thing(row, column, SIZES[turn % 2], *combination))
    return Scene(tuple(things), GROUNDS[0])
