"""Chunk scores against seqeval, against the rules of conlleval, and wrong readings."""

import warnings

import numpy as np
import pytest

from rnncourse.datasets.errors import BadTags
from rnncourse.datasets.schemes import SCHEMES, Chunk, tags_of
from rnncourse.metrics import ChunkScores, chunk_scores, chunking

LETTERS = {"IOB2": "BI", "IOBES": "BIES"}


def random_tags(rng, scheme, sentences=40):
    """Return tags in any order, most of them ill-formed."""
    names = ["O", *(f"{a}-{x}" for a in LETTERS[scheme] for x in ("PER", "LOC"))]
    return [list(rng.choice(names, size=rng.integers(1, 8))) for _ in range(sentences)]


def random_chunks(rng, size):
    found, start = [], 0
    while (start := start + int(rng.integers(0, 3))) < size:
        end = min(size, start + int(rng.integers(1, 4)))
        found.append(Chunk(str(rng.choice(["PER", "LOC"])), start, end))
        start = end
    return found


def case(seed, scheme):
    rng = np.random.default_rng(seed)
    predicted = random_tags(rng, scheme)
    gold = []
    for tags in predicted:
        tags = list(tags_of(random_chunks(rng, len(tags)), len(tags), scheme))
        gold.append(tags)
    kept = rng.random(len(gold)) < 0.4  # else hardly anything is right
    predicted = [g if k else p for g, p, k in zip(gold, predicted, kept, strict=True)]
    return gold, predicted


@pytest.mark.parametrize("scheme", LETTERS)
@pytest.mark.parametrize("seed", range(3))
def test_the_strict_reading_is_that_of_seqeval(scheme, seed):
    pytest.importorskip("seqeval")
    from seqeval import metrics
    from seqeval import scheme as schemes

    gold, predicted = case(seed, scheme)
    options = {"mode": "strict", "scheme": getattr(schemes, scheme)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a library
        theirs = [
            score(gold, predicted, **options)
            for score in (
                metrics.precision_score,
                metrics.recall_score,
                metrics.f1_score,
            )
        ]
        report = metrics.classification_report(
            gold, predicted, output_dict=True, **options
        )
    ours = chunk_scores(gold, predicted, scheme)
    assert [ours.precision, ours.recall, ours.f1] == pytest.approx(theirs)
    assert 0.1 < ours.f1 < 0.9
    for label, scores in ours.by_label.items():
        assert scores.f1 == pytest.approx(report[label]["f1-score"])
        assert scores.gold == report[label]["support"]


# What conlleval finds in a sequence: its rules for where a chunk begins and ends,
# applied by hand. Label, first word, word behind the last.
READ_BY_HAND = [
    ("B-A I-A O B-B", [("A", 0, 2), ("B", 3, 4)]),
    ("I-A I-A O I-B", [("A", 0, 2), ("B", 3, 4)]),  # I behind O begins one
    ("B-A I-B I-B", [("A", 0, 1), ("B", 1, 3)]),  # so does another label
    ("I-A B-A I-A", [("A", 0, 1), ("A", 1, 3)]),
    ("B-A B-A", [("A", 0, 1), ("A", 1, 2)]),
    ("E-A E-A", [("A", 0, 1), ("A", 1, 2)]),
    ("S-A I-A E-A I-A", [("A", 0, 1), ("A", 1, 3), ("A", 3, 4)]),
    ("B-A O E-A", [("A", 0, 1), ("A", 2, 3)]),
    ("O O", []),
]


def check_loose_reading():
    for text, found in READ_BY_HAND:
        tags = text.split()
        gold = list(tags_of(found, len(tags), "IOBES"))
        scores = chunk_scores([gold], [tags], "IOBES", strict=False)
        assert (scores.gold, scores.found, scores.right) == (len(found),) * 3


STRICT_BY_HAND = [
    # gold, predicted, scheme: gold, found, right
    ("B-A I-A O B-B", "B-A I-A O I-B", "IOB2", (2, 1, 1)),
    ("B-A I-A O B-B", "B-A O O B-A", "IOB2", (2, 2, 0)),  # half a chunk, wrong label
    ("B-A B-A O", "B-A I-A O", "IOB2", (2, 1, 0)),
    ("S-A B-B E-B", "S-A B-B I-B", "IOBES", (2, 1, 1)),  # never closed
    ("O B-A E-A O", "I-A B-A E-A E-A", "IOBES", (1, 1, 1)),
    ("I-A B-A I-B", "I-A I-A I-B", "IOB1", (3, 2, 1)),
    ("I-A B-A I-B", "B-A B-A B-B", "IOB1", (3, 3, 3)),
]


def check_strict_reading():
    for gold, predicted, scheme, expected in STRICT_BY_HAND:
        scores = chunk_scores([gold.split()], [predicted.split()], scheme)
        assert (scores.gold, scores.found, scores.right) == expected


def check_sentences_are_kept_apart():
    """The same chunk in another sentence is another chunk."""
    gold = [["B-A", "O"], ["O", "B-A"], ["B-A", "O"]]
    predicted = [["O", "B-A"], ["B-A", "O"], ["B-A", "O"]]
    scores = chunk_scores(gold, predicted)
    assert (scores.gold, scores.found, scores.right) == (3, 3, 1)


CHECKS = [check_loose_reading, check_strict_reading, check_sentences_are_kept_apart]


def check_all():
    for check in CHECKS:
        check()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__[6:])
def test_chunks_are_those_found_by_hand(check):
    check()


def read_loosely(patch):
    patch.setattr(chunking, "_predicted", lambda tags, *_: chunking.loose_chunks(tags))


def read_strictly(patch):
    predicted = chunking._predicted
    patch.setattr(chunking, "_predicted", lambda tags, s, _: predicted(tags, s, True))


def forget_labels(patch):
    def wrong(read):
        return lambda *tags: [Chunk("X", *chunk[1:]) for chunk in read(*tags)]

    patch.setattr(chunking, "chunks", wrong(chunking.chunks))
    patch.setattr(chunking, "_predicted", wrong(chunking._predicted))


def forget_ends(patch):
    def wrong(read):
        return lambda *tags: [Chunk(*chunk[:2], 0) for chunk in read(*tags)]

    patch.setattr(chunking, "chunks", wrong(chunking.chunks))
    patch.setattr(chunking, "_predicted", wrong(chunking._predicted))


@pytest.mark.parametrize(
    "mutant", [read_loosely, read_strictly, forget_labels, forget_ends]
)
def test_a_wrong_reading_is_noticed(mutant, monkeypatch):
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        check_all()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_scheme_does_not_matter_to_what_is_well_formed(scheme):
    rng = np.random.default_rng(0)
    sizes = rng.integers(1, 9, size=30)
    gold, predicted = ([random_chunks(rng, n) for n in sizes] for _ in range(2))
    written = [
        [tags_of(found, n, scheme) for found, n in zip(some, sizes, strict=True)]
        for some in (gold, predicted)
    ]
    right = sum(len({*g} & {*p}) for g, p in zip(gold, predicted, strict=True))
    for strict in (True, False):
        scores = chunk_scores(*written, scheme, strict=strict)
        assert scores.right == right > 0
        assert scores.gold == sum(map(len, gold))


def test_where_there_is_nothing_scores_are_zero():
    nothing = chunk_scores([["O"]], [["O"]])
    assert nothing == ChunkScores(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


@pytest.mark.parametrize(
    ("gold", "predicted", "error", "message"),
    [
        ([["O"]], [], ValueError, "1 sentences, and predictions for 0"),
        ([["O"], ["O"]], [["O"], []], ValueError, "Sentence 1 has 1 words, but 0 tags"),
        ([["O"], ["I-A"]], [["O"], ["O"]], BadTags, "Sentence 1: Tag 1 is 'I-A'"),
        ([["O"]], [["NOUN"]], BadTags, "Sentence 0: Tag 1 is 'NOUN'"),
    ],
)
def test_what_cannot_be_compared_is_refused(gold, predicted, error, message):
    with pytest.raises(error, match=message):
        chunk_scores(gold, predicted)
