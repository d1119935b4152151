"""BLEU by hand, and the traps of comparing it."""

import math

import pytest

from rnncourse.metrics import bleu, exact_match

FOUND = ["The cat sat on a mat.", "a dog"]
RIGHT = ["The cat sat on the mat.", "A dog barks."]


def test_bleu_is_what_a_hand_counts():
    pytest.importorskip("sacrebleu")
    found = bleu(FOUND, RIGHT)
    # 9 words against 11.  Words: 6 of 7 and 1 of 2; pairs: 4 of 6 and 0 of 1; triples
    # 2 of 5, fours 1 of 4.
    precisions = 7 / 9, 4 / 7, 2 / 5, 1 / 4
    penalty = math.exp(1 - 11 / 9)
    assert found.brevity_penalty == pytest.approx(penalty)
    assert found.precisions == pytest.approx([100 * p for p in precisions])
    assert found.score == pytest.approx(100 * penalty * math.prod(precisions) ** 0.25)


def test_capitals_count_and_the_signature_says_so():
    pytest.importorskip("sacrebleu")
    cased, lower = bleu(FOUND, RIGHT), bleu(FOUND, RIGHT, lowercase=True)
    assert lower.precisions[0] == pytest.approx(100 * 8 / 9)
    assert lower.score > cased.score
    assert "case:mixed" in cased.signature
    assert "case:lc" in lower.signature
    for score in (cased, lower):
        assert "tok:13a" in score.signature


def test_a_score_of_a_corpus_is_no_mean_over_sentences():
    pytest.importorskip("sacrebleu")
    found = ["a b c d e f", "x y z w"]
    right = ["a b c d e f", "x z y w v u"]
    alone = [
        bleu([one], [other]).score for one, other in zip(found, right, strict=True)
    ]
    assert abs(bleu(found, right).score - sum(alone) / 2) > 1


def test_exact_matches_are_to_the_letter():
    assert exact_match(["a dog", "a cat"], ["a dog", "A cat"]) == 0.5
    assert exact_match(["a"], ["a"]) == 1


@pytest.mark.parametrize("metric", [bleu, exact_match])
@pytest.mark.parametrize(
    ("found", "right", "message"),
    [
        (["a"], ["a", "b"], "1 translations came with 2 references"),
        ([], [], "0 translations came with 0 references"),
        ("a dog", ["a dog"], "one string 'a dog' came"),
        (["a dog"], "a dog", "one string 'a dog' came"),
    ],
)
def test_what_does_not_fit_is_refused(metric, found, right, message):
    with pytest.raises(ValueError, match=message):
        metric(found, right)
