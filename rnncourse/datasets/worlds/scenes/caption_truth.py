"""Is a caption true of a scene, and how much of the scene does it tell?"""

from collections.abc import Iterable
from dataclasses import dataclass

from rnncourse.datasets.worlds.scenes.caption_parser import Ungrammatical, parse_caption
from rnncourse.datasets.worlds.scenes.scene import Scene


def is_true(scene: Scene, caption: str) -> bool:
    """Whether a caption is true of a scene, by what it means and not by its words.

    It need not be among the captions that were written of the scene. "a red circle"
    claims that there is one and not that there is nothing else; numbers claim all there
    are ("two circles" is false of three); each phrase speaks of another thing; a
    relation between several things holds for all of them.

    Args:
        scene: What is shown.
        caption: A caption over the words of the world, see `parse_caption`.

    Raises:
        Ungrammatical: If it cannot be read. `judge` tells it without an error.

    Example:
        >>> from rnncourse.datasets.worlds.scenes.scene import Thing
        >>> ball = Thing(0, 0, "big", "red", "circle")
        >>> box = Thing(2, 0, "small", "blue", "square")
        >>> scene = Scene([ball, box], "white")
        >>> is_true(scene, "Under a large circle there is a square on white.")
        True
        >>> is_true(scene, "two circles"), is_true(scene, "a circle and a big thing")
        (False, False)
    """
    return parse_caption(caption).is_true_of(scene)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of a caption.

    Args:
        verdict: `"true"`, `"false"` or `"ungrammatical"`.
        told: Share of the details of the scene (size, colour and shape of each thing,
            and the ground) that a true caption tells; 0 for others.
        relations: How many relations between things a true caption tells; 0 for others.

    Example:
        >>> Judgement("true", told=0.75, relations=1).verdict
        'true'
    """

    verdict: str
    told: float = 0.0
    relations: int = 0


def judge(scene: Scene, caption: str) -> Judgement:
    """Judge a caption, whatever it is.

    Args:
        scene: What is shown.
        caption: What was said, perhaps by a model.

    Example:
        >>> from rnncourse.datasets.worlds.scenes.scene import Thing
        >>> scene = Scene([Thing(0, 0, "big", "red", "circle")], "white")
        >>> judge(scene, "a big circle"), judge(scene, "a big big").verdict
        (Judgement(verdict='true', told=0.5, relations=0), 'ungrammatical')
    """
    try:
        meaning = parse_caption(caption)
    except Ungrammatical:
        return Judgement("ungrammatical")
    if not meaning.is_true_of(scene):
        return Judgement("false")
    return Judgement("true", meaning.told_of(scene), len(meaning.relations))


@dataclass(frozen=True, slots=True)
class CaptionTruth:
    """Shares of captions, and what the true ones tell.

    Args:
        true: Share of the captions that are true.
        false: Share of those that mean something else.
        ungrammatical: Share of those that mean nothing.
        told: Mean share of the details that the true ones tell.
        relations: Mean number of relations that the true ones tell.

    Example:
        >>> print(CaptionTruth(0.5, 0.25, 0.25, told=0.875, relations=1.0))
        true 50.0 %  false 25.0 %  ungrammatical 25.0 %  told 87.5 %  relations 1.00
    """

    true: float
    false: float
    ungrammatical: float
    told: float
    relations: float

    def __str__(self) -> str:
        shares = ("true", "false", "ungrammatical", "told")
        text = "  ".join(f"{name} {100 * getattr(self, name):.1f} %" for name in shares)
        return f"{text}  relations {self.relations:.2f}"


def caption_truth(scenes: Iterable[Scene], captions: Iterable[str]) -> CaptionTruth:
    """Judge one caption of every scene.

    Args:
        scenes: What is shown.
        captions: What was said of each.

    Raises:
        ValueError: If there are none, or not as many of one as of the other.

    Example:
        >>> from rnncourse.datasets.worlds.scenes.scene import Thing
        >>> scene = Scene([Thing(0, 0, "big", "red", "circle")], "white")
        >>> said = ["a red circle on white", "two things"]
        >>> print(caption_truth([scene, scene], said))
        true 50.0 %  false 50.0 %  ungrammatical 0.0 %  told 75.0 %  relations 0.00
    """
    scenes, captions = list(scenes), list(captions)
    if not captions or len(scenes) != len(captions):
        raise ValueError(
            f"{len(captions)} captions came for {len(scenes)} scenes; give one for "
            "each."
        )
    judged = list(map(judge, scenes, captions))
    shares = {
        verdict: sum(j.verdict == verdict for j in judged) / len(judged)
        for verdict in ("true", "false", "ungrammatical")
    }
    true = [j for j in judged if j.verdict == "true"]
    return CaptionTruth(
        **shares,
        told=sum(j.told for j in true) / max(len(true), 1),
        relations=sum(j.relations for j in true) / max(len(true), 1),
    )
