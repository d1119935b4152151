"""What the scores of captions must be, worked out by hand from their definitions."""

import math

import pytest

from rnncourse.metrics import captions, cider, rouge  # modules: mutants change them

PENALTY = math.exp(-1 / 72)  # one word too many or too few: exp(-1^2 / (2 * 6^2))


def near(value):
    return pytest.approx(value, abs=1e-12)


def check_closest_length():
    # Lengths 2 + 1: the closest of 1 and 5 to 2 is 1, of 3 and 3 to 1 is 3.
    found = captions.caption_bleu(
        ["a b", "c"], [["a", "b a x y z"], ["c d e", "d c f"]]
    )
    assert found.brevity_penalty == near(math.exp(1 - 4 / 3))


def check_shorter_of_two():
    # 2 and 4 are equally close to 3; with 2 there is no penalty.
    found = captions.caption_bleu(["a b c"], [["a b c d", "b a"]])
    assert found.brevity_penalty == 1
    assert found.precisions[:3] == near((100, 100, 100))


def check_clipping():
    # "a" is twice in one reference and once in the other: two of three are right.
    # No pair "a a" is right in the first, one in the second; one of two.
    found = captions.caption_bleu(["a a a"], [["b a c d", "a a d"]])
    assert found.precisions == near((100 * 2 / 3, 100 / 2, 0, 0))


def check_collection():
    # Words: 3 of 3 and 1 of 2.  Pairs: 2 of 2 and 0 of 1.
    found = captions.caption_bleu(["a b c", "d e"], [["a b c"], ["d f"]])
    assert found.precisions[:2] == near((100 * 4 / 5, 100 * 2 / 3))
    assert found.up_to(1) == near(100 * 4 / 5)
    assert found.up_to(2) == near(100 * math.sqrt(4 / 5 * 2 / 3))


def check_no_smoothing():
    found = captions.caption_bleu(["a b c d"], [["a b c x"]])
    assert found.precisions == near((75, 100 * 2 / 3, 50, 0))
    assert found.score == found.up_to(4) == 0


def check_subsequence():
    # "a c d" of four and of five words: P = 3/4, R = 3/5.
    (score,) = rouge.rouge_l(["a b c d"], [["a c e d f"]])
    assert score == near(2.44 * (3 / 4) * (3 / 5) / (3 / 5 + 1.44 * 3 / 4))


def check_order_matters():
    # Only one of "a" and "b" is in order: P = R = 1/2, and so is F.
    assert rouge.rouge_l(["a b"], [["b a"]]) == near([1 / 2])


def check_a_word_is_shared_once():
    # P = 1 and R = 1/2, or the other way round.
    scores = rouge.rouge_l(["a", "a a"], [["a a"], ["a"]])
    assert scores == near([2.44 / 2 / (1 / 2 + 1.44), 2.44 / 2 / (1 + 1.44 / 2)])


def check_best_precision_and_best_recall():
    # LCS 2 of 4 words and 2 of 2 (second), 3 of 4 and 3 of 6 (first).
    (score,) = rouge.rouge_l(["a b c d"], [["a x b y c z", "a d"]])
    assert score == near(2.44 * (3 / 4) * 1 / (1 + 1.44 * 3 / 4))


def check_rarity():
    # I = 3.  "a" is in all pictures, "b" in two (ln 3/2), "c" and "d" in one (ln 3).
    # In picture 0 "b" is said twice by people, but it is one picture.
    r, s = math.log(3 / 2), math.log(3)
    references = [["a b", "b"], ["a b c"], ["a d"]]
    scores = cider.cider_d(["a b", "a c", "a d"], references)
    # Picture 0.  Against "a b": cosine 1 for words and pairs.  Against "b": cosine 1
    # for words, no pairs, one word too many.
    first = (1 + 1) / 4, PENALTY * 1 / 4
    # Picture 1, "a c" against "a b c": words s*s / (s * |(r, s)|); "a c" is no pair.
    second = PENALTY * (s / math.hypot(r, s)) / 4
    # Picture 2: words and pairs are the same.
    assert scores == near([10 * sum(first) / 2, 10 * second, 10 * (1 + 1) / 4])


def check_repetition():
    # "d d a d" against "a d", I = 2, "a" is in both pictures.  Words: 3 times "d" is
    # clipped to once: L * L / (3 L * L).  Pairs: "d d", "d a", "a d", of which one is
    # right: L * L / (sqrt(3) L * L).  Two words too many.
    scores = cider.cider_d(["a b c", "d d a d"], [["a b c"], ["a d"]])
    long = math.exp(-4 / 72) * (1 / 3 + 1 / math.sqrt(3)) / 4
    assert scores == near([10 * (1 + 1 + 1) / 4, 10 * long])


def check_people_repeat():
    # The other way round nothing is clipped: L * 3 L / (L * 3 L).
    scores = cider.cider_d(["a b c", "a d"], [["a b c"], ["d d a d"]])
    long = math.exp(-4 / 72) * (1 + 1 / math.sqrt(3)) / 4
    assert scores[1] == near(10 * long)


CHECKS = [
    check_closest_length,
    check_shorter_of_two,
    check_clipping,
    check_collection,
    check_no_smoothing,
    check_subsequence,
    check_order_matters,
    check_a_word_is_shared_once,
    check_best_precision_and_best_recall,
    check_rarity,
    check_repetition,
    check_people_repeat,
]
