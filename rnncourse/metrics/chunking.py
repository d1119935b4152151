"""How many names are found: precision, recall and F1 of chunks."""

from collections import Counter
from dataclasses import dataclass, field

from rnncourse.datasets.errors import BadTags
from rnncourse.datasets.schemes import Chunk, chunks, loose_chunks, tags_of


@dataclass(frozen=True)
class ChunkScores:
    r"""What was to be found, what was found, and what of it is right.

    $$
    P = \frac{\mathrm{right}}{\mathrm{found}}, \qquad
    R = \frac{\mathrm{right}}{\mathrm{gold}}, \qquad
    F_1 = \frac{2 P R}{P + R} = \frac{2 \cdot \mathrm{right}}
    {\mathrm{found} + \mathrm{gold}}
    $$

    Where a denominator is 0, so is the number.

    Attributes:
        gold: How many chunks there are.
        found: How many were predicted.
        right: How many of these have the right words and the right label.
        by_label: The same for the chunks of each label; empty inside it.

    Example:

    >>> scores = ChunkScores(gold=4, found=2, right=1)
    >>> scores.precision, scores.recall, round(scores.f1, 3)
    (0.5, 0.25, 0.333)
    """

    gold: int
    found: int
    right: int
    by_label: dict[str, "ChunkScores"] = field(default_factory=dict, repr=False)

    @property
    def precision(self) -> float:
        """The share of the predicted chunks that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the chunks that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.found + self.gold
        return 2 * self.right / both if both else 0.0


def chunk_scores(gold, predicted, scheme="IOB2", *, strict=True):
    """Compare chunks, such as names, between right and predicted tags.

    A chunk counts as found if all its words and its label are right; there is no
    credit for a part.  So the score does not depend on the scheme in which a model
    writes its tags, as long as what it writes is right.

    What a model predicts need not be right, and then the reading matters:

    - strict: a chunk is what the scheme writes for one, and tags that are no part of
      such are ignored.  `I-X` behind `O` is nothing in IOB2;
    - not strict: `loose_chunks`.  `I-X` behind `O` begins a chunk.

    The strict reading is the `mode="strict"` of the library seqeval, the other one that
    of the program conlleval of the shared tasks, with which papers on CoNLL-2003
    report.  Where all predictions are well-formed, as those of a `CRF` with forbidden
    transitions, they agree; otherwise say which one was used.

    Reference: Tjong Kim Sang & De Meulder (2003), section 2.4.

    Args:
        gold: Sequences of tags, one a sentence.
        predicted: As many, each with as many tags.
        scheme: `"IOB1"`, `"IOB2"` or `"IOBES"`.
        strict: How to read predictions.

    Returns:
        `ChunkScores`.

    Raises:
        BadTags: If the right tags break the rules of the scheme, or predicted ones do
            not have the form of such tags.
        ValueError: If the numbers of sentences or tags differ.

    Example:

    >>> gold = [["B-PER", "I-PER", "O", "B-LOC"]]
    >>> predicted = [["B-PER", "I-PER", "O", "I-LOC"]]
    >>> chunk_scores(gold, predicted)
    ChunkScores(gold=2, found=1, right=1)
    >>> chunk_scores(gold, predicted, strict=False).by_label["LOC"]
    ChunkScores(gold=1, found=1, right=1)
    """
    gold, predicted = list(gold), list(predicted)
    if len(gold) != len(predicted):
        raise ValueError(
            f"There are {len(gold)} sentences, and predictions for {len(predicted)}."
        )
    counts = {name: Counter() for name in ("gold", "found", "right")}
    for number, (right_tags, tags) in enumerate(zip(gold, predicted, strict=True)):
        if len(right_tags) != len(tags):
            raise ValueError(
                f"Sentence {number} has {len(right_tags)} words, but {len(tags)} tags "
                "were predicted. Cut off the padding."
            )
        try:
            there = {*chunks(right_tags, scheme)}
            found = {*_predicted(tags, scheme, strict)}
        except BadTags as error:
            raise BadTags(f"Sentence {number}: {error}", error.position) from None
        for name, some in zip(counts, (there, found, there & found), strict=True):
            counts[name].update(chunk.label for chunk in some)
    labels = sorted({*counts["gold"], *counts["found"]})
    return ChunkScores(
        **{name: some.total() for name, some in counts.items()},
        by_label={
            label: ChunkScores(**{name: some[label] for name, some in counts.items()})
            for label in labels
        },
    )


def _predicted(tags, scheme, strict):
    """Return the chunks of tags that may be wrong."""
    found = loose_chunks(tags)
    if not strict or scheme == "IOB1":  # in IOB1 every sequence can be read
        return found
    return [
        chunk
        for chunk in found
        if tuple(tags[chunk.start : chunk.end]) == _written(chunk, scheme)
    ]


def _written(chunk, scheme):
    size = chunk.end - chunk.start
    return tags_of([Chunk(chunk.label, 0, size)], size, scheme)
