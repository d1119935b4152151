"""Who does what to whom, and where: the facts that the grammar draws on."""

from rnncourse.datasets.worlds.language.kinds import SUBJECTS
from rnncourse.datasets.worlds.language.lexicon import Lexicon, VerbGroup


class Semantics:
    """Selectional preferences over the words of a lexicon.

    Args:
        lexicon: The words.

    Example:
        >>> semantics = Semantics(Lexicon("small", 0))
        >>> semantics.homes["horse"]
        ('farm',)
        >>> sorted(semantics.doers("text"))
        ['man', 'scholar', 'woman']
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.groups = {group.name: group for group in lexicon.groups}
        self.subjects = {k: w for k, (w, _) in SUBJECTS.items() if k in lexicon.nouns}
        self.homes = {
            kind: tuple(home for home in SUBJECTS[kind][1] if home in lexicon.places)
            for kind in self.subjects
        }
        self._groups_of = {kind: self._find_groups(kind) for kind in self.subjects}
        self._doers = {kind: self._find_doers(kind) for kind in lexicon.nouns}

    def likely_in(self, scene: str) -> dict[str, float]:
        """Kinds of subjects with weights, given the place where a sentence begins."""
        if not scene:
            return self.subjects
        return {
            kind: weight * (4.0 if scene in self.homes[kind] else 0.1)
            for kind, weight in self.subjects.items()
        }

    def groups_of(self, kind: str) -> list[tuple[float, VerbGroup]]:
        """What a kind of noun does: verb groups with probabilities."""
        return self._groups_of[kind]

    def _find_groups(self, kind: str) -> list[tuple[float, VerbGroup]]:
        groups = [group for group in self.groups.values() if kind in group.subjects]
        total = sum(group.subjects[kind] for group in groups)
        return [(group.subjects[kind] / total, group) for group in groups]

    def done_to(self, doer: str, kind: str) -> list[tuple[float, VerbGroup]]:
        """What one kind of noun does to another: verb groups with weights."""
        return [
            (weight * group.objects[kind] / sum(group.objects.values()), group)
            for weight, group in self.groups_of(doer)
            if kind in group.objects
        ]

    def doers(self, kind: str) -> dict[str, float]:
        """Who does something to a kind of noun, with weights."""
        return self._doers[kind]

    def _find_doers(self, kind: str) -> dict[str, float]:
        weights = {
            doer: self.subjects[doer] * sum(w for w, _ in self.done_to(doer, kind))
            for doer in self.subjects
        }
        return {doer: weight for doer, weight in weights.items() if weight}

    def objects(self, group: str, subject: str) -> dict[str, float]:
        """To what a subject does the verbs of a group; its places are near its home."""
        objects = self.groups[group].objects
        kinds = {kind: weight for kind, weight in objects.items() if kind != "place"}
        if "place" in objects:
            homes = self.homes[subject]
            kinds.update((home, objects["place"] / len(homes)) for home in homes)
        return kinds

    def landmarks(self, subject: str) -> dict[str, float]:
        """What a subject may be near: others who share its homes, and the places."""
        homes = self.homes[subject]
        near = {
            kind: weight
            for kind, weight in self.subjects.items()
            if set(homes) & set(self.homes[kind]) and kind not in ("weather", subject)
        }
        total = sum(near.values())
        return {
            **{kind: 0.6 * weight / total for kind, weight in near.items()},
            **{home: 0.4 / len(homes) for home in homes},
        }
