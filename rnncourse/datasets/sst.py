"""Reader of the Stanford Sentiment Treebank, two classes or five."""

from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import lines_of
from rnncourse.datasets.labelled import LabelledCorpus, LabelledText
from rnncourse.datasets.packed import read_members
from rnncourse.datasets.published import Place
from rnncourse.datasets.trees import SentimentTree, trees_of

_PARTS = {"train": "train", "valid": "dev", "test": "test"}
_BINARY = {"0": "0", "1": "0", "3": "1", "4": "1"}  # and 2 is neutral


def load(
    folder: str | Path | None = None, *, classes: int = 2, phrases: bool = True
) -> LabelledCorpus:
    r"""Read the sentences of the treebank, and to learn from their phrases too.

    Everything is taken from the trees. With five classes the labels are those of the
    trees, from `0` (very negative) to `4` (very positive). With two, what is neutral
    (`2`) is left out, `0` stands for both negative and `1` for both positive labels:
    the numbers that are called SST-2. The split is the official one, and `valid`
    and `test` hold whole sentences only.

    With `phrases` the training part is every labelled phrase of the training trees.
    A phrase that occurs often ("the film") is taken once for each of its labels, at
    its first place. Results with and without phrases differ by points; say which.

    Words are those of the trees: brackets as `-LRB-` and `-RRB-`, a slash as `\/`, and
    a number such as `8 1\/2` as one word with a no-break space in it.

    Reference: Socher et al. (2013), Recursive Deep Models for Semantic
    Compositionality Over a Sentiment Treebank, sections 3 and 5.

    Args:
        folder: a folder with `trainDevTestTrees_PTB.zip`, or with `train.txt`,
            `dev.txt` and `test.txt`, a tree a line. By default the catalogued corpus,
            which is downloaded if it is not on this machine.
        classes: 2 or 5.
        phrases: whether to learn from all phrases or from whole sentences only.

    Returns:
        The corpus; the words of a text are separated by single spaces.

    Raises:
        ValueError: if there are to be another number of classes.
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if a file is missing, damaged or not made of trees with labels from 0
            to 4, or the catalogued corpus has other counts than were published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for part in ("train", "dev", "test"):
        ...         _ = Path(mine, f"{part}.txt").write_text("(4 (2 so) (3 kind))\n")
        ...     corpus = load(mine)
        >>> corpus.train
        (LabelledText(text='so kind', label='1'), LabelledText(text='kind', label='1'))
        >>> corpus.test
        (LabelledText(text='so kind', label='1'),)
    """
    if classes not in (2, 5):
        raise ValueError(f"classes must be 2 or 5, not {classes!r}.")
    place = Place.of("sst", folder)
    trees = _trees(place)
    parts = {
        part: _texts(trees[part], classes, phrases and part == "train")
        for part in _PARTS
    }
    unit = "sentences"
    if phrases:
        unit = "texts, phrases to train on and sentences to score"
    return LabelledCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=f"{place.describe(parts, unit)}, {classes} classes",
    )


def _trees(place: Place) -> dict[str, tuple[SentimentTree, ...]]:
    packed = place.folder / "trainDevTestTrees_PTB.zip"
    source = packed if packed.is_file() else place.folder
    found = {}
    for match, content in read_members(
        source, r"(train|dev|test)\.txt", advice=place.advice
    ):
        name = f"{source}: {match[0]}"
        lines = lines_of(content, name, advice=place.advice)
        found[match[1]] = trees_of(lines, name, advice=place.advice)
        for number, tree in enumerate(found[match[1]], 1):
            if strange := {node.label for node in tree.nodes()} - set("01234"):
                raise BadFile(
                    f"{name}, tree {number}: the label {min(strange)!r}, where 0 to 4 "
                    f"were expected. {place.advice}"
                )
        place.check({f"{match[1]}_sentences": len(found[match[1]])})
    for name in _PARTS.values():
        if name not in found:
            raise BadFile(f"{source} has no {name}.txt. {place.advice}")
    return {part: found[name] for part, name in _PARTS.items()}


def _texts(trees, classes: int, phrases: bool) -> tuple[LabelledText, ...]:
    if phrases:
        texts = dict.fromkeys(text for tree in trees for text in tree.phrases())
    else:
        texts = [LabelledText(" ".join(tree.words), tree.label) for tree in trees]
    if classes == 5:
        return tuple(texts)
    two = [LabelledText(t.text, _BINARY[t.label]) for t in texts if t.label in _BINARY]
    return tuple(dict.fromkeys(two) if phrases else two)
