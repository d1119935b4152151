"""Scores of captions with one line wrong, each beside the check that must reject it."""

from tests.layers.mutants import Mutant
from tests.metrics.caption_checks import (
    check_a_word_is_shared_once,
    check_best_precision_and_best_recall,
    check_clipping,
    check_no_smoothing,
    check_people_repeat,
    check_rarity,
    check_repetition,
    check_subsequence,
)


def wrong(what, place, old, new, check):
    return Mutant(what, place, old, new, check, room="rnncourse.metrics")


LCS, CIDER = "rouge:_longest_shared", "cider:cider_d"

WRONG_SCORES = [
    wrong(
        "only the first reference counts",
        "captions:caption_bleu",
        "range(longest)",
        "range(1)",
        check_clipping,
    ),
    wrong(
        "BLEU is smoothed",
        "captions:caption_bleu",
        'smooth_method="none"',
        'smooth_method="exp"',
        check_no_smoothing,
    ),
    wrong(
        "a sequence without gaps",
        LCS,
        "row.append(max(same, above[j + 1], row[j]))",
        "row.append(same)",
        check_subsequence,
    ),
    wrong(
        "a word is shared twice",
        LCS,
        "above[j] + 1",
        "row[j] + 1",
        check_a_word_is_shared_once,
    ),
    wrong(
        "a word of the reference is shared twice",
        LCS,
        "above[j] + 1",
        "above[j + 1] + 1",
        check_a_word_is_shared_once,
    ),
    wrong(
        "precision counts as much as recall",
        "rouge:rouge_l",
        "recall + beta**2 * precision",
        "beta**2 * recall + precision",
        check_subsequence,
    ),
    wrong(
        "the mean over references",
        "rouge:rouge_l",
        "shared.max()",
        "shared.mean()",
        check_best_precision_and_best_recall,
    ),
    wrong(
        "the longest subsequence gives the recall",
        "rouge:rouge_l",
        "(shared / [len(text) for text in texts]).max()",
        "shared.max() / len(texts[shared.argmax()])",
        check_best_precision_and_best_recall,
    ),
    wrong(
        "every reference is a picture",
        CIDER,
        "pictures.update({gram for text in texts for gram in _grams(text)})",
        "[pictures.update({*_grams(text)}) for text in texts]",
        check_rarity,
    ),
    wrong(
        "all n-grams weigh the same",
        CIDER,
        "np.log(len(found) / max(1, pictures[gram]))",
        "1.0",
        check_rarity,
    ),
    wrong(
        "the best reference counts",
        CIDER,
        "np.mean(of_references)",
        "max(of_references)",
        check_rarity,
    ),
    wrong(
        "other lengths cost nothing",
        CIDER,
        "penalty * sum(cosines)",
        "sum(cosines)",
        check_repetition,
    ),
    wrong(
        "the penalty without a 2",
        CIDER,
        "(2 * sigma**2)",
        "sigma**2",
        check_repetition,
    ),
    wrong(
        "repetition pays",
        "cider:_clipped_cosine",
        "min(mine[g], right[g]) * right[g]",
        "mine[g] * right[g]",
        check_repetition,
    ),
    wrong(
        "the references are clipped too",
        "cider:_clipped_cosine",
        "min(mine[g], right[g]) * right[g]",
        "min(mine[g], right[g]) ** 2",
        check_people_repeat,
    ),
    wrong(
        "the cosine without a length",
        "cider:_clipped_cosine",
        "(my_length * its_length)",
        "its_length**2",
        check_repetition,
    ),
    wrong(
        "a mean over the orders that occur",
        CIDER,
        "/ len(_ORDERS)",
        "/ min(len(words), len(_ORDERS))",
        check_rarity,
    ),
]
