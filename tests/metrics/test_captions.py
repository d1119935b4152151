"""Scores of captions by hand, beside another program, and with lines wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnncourse.metrics import (
    caption_bleu,
    caption_scores,
    caption_words,
    cider_d,
    rouge_l,
)
from tests.metrics.caption_checks import CHECKS
from tests.metrics.wrong_captions import WRONG_SCORES

SCORES = [caption_bleu, rouge_l, cider_d, caption_scores]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_scores_are_what_a_hand_counts(check):
    check()


@pytest.mark.parametrize("mutant", WRONG_SCORES, ids=str)
def test_a_wrong_line_is_seen(mutant, monkeypatch):
    mutant.check()
    mutant.apply(monkeypatch)
    with pytest.raises(AssertionError):
        mutant.check()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A man , in a red T-shirt , runs .", "a man in a red t-shirt runs"),
        ("The dog's ball isn't here!", "the dog 's ball is n't here"),
        ("The dogs' ball", "the dogs ball"),
        ("It\u2019s 3.5 m; \u201cjump\u201d ...", "it 's 3.5 m jump"),
        ("#1 (black & white)", "# 1 black & white"),
        (" . ! ? -- ", ""),
        ("", ""),
    ],
)
def test_captions_become_small_words_without_punctuation(text, words):
    assert caption_words(text) == words.split()


@given(st.text(alphabet="abnt's -.,0\u2019N#", max_size=20))
def test_cutting_twice_changes_nothing(text):
    words = caption_words(text)
    assert caption_words(" ".join(words)) == words


@pytest.mark.parametrize("score", SCORES)
def test_capitals_and_punctuation_change_no_score(score):
    plain = score(["a dog 's ball", "a cat"], [["a dog 's toy", "a dog"], ["cat"]])
    other = score(["A dog's ball.", "A cat!"], [["A dog's toy", "(a dog)"], ["Cat ."]])
    np.testing.assert_equal(other, plain)


def test_the_order_of_references_changes_nothing():
    said = ["a dog runs far", "two balls"]
    right = [["a dog runs", "the dog is far away"], ["two red balls", "balls", "two"]]
    back = [texts[::-1] for texts in right]
    assert caption_bleu(said, back) == caption_bleu(said, right)
    for score in (rouge_l, cider_d):
        np.testing.assert_allclose(score(said, back), score(said, right), rtol=1e-14)


def test_what_people_say_scores_best():
    right = [["a red ball lies here"], ["two green dogs run"]]
    found = caption_scores([texts[0] for texts in right], right)
    assert found.bleu.score == pytest.approx(100)
    assert found.rouge_l == pytest.approx(1)
    assert found.cider_d == pytest.approx(10)


def test_an_empty_caption_is_as_wrong_as_one_can_be():
    right = [["a dog runs now"], ["a cat"]]
    for empty in ("", " ."):
        assert rouge_l([empty, "a cat"], right).tolist() == [0, 1]
        assert cider_d([empty, "a cat"], right)[0] == 0
        # It lacks four words: 2 against 6.
        found = caption_bleu([empty, "a cat"], right)
        assert found.up_to(2) == pytest.approx(100 * np.exp(1 - 6 / 2))
        nothing = caption_scores([empty, empty], right)
        assert nothing.bleu.score == nothing.rouge_l == nothing.cider_d == 0


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize(
    ("said", "right", "message"),
    [
        (["a"], [["a"], ["b"]], "1 captions came with 2 lists of references"),
        ([], [], "0 captions came with 0 lists of references"),
        (["a", "b"], [["a"], []], r"Caption 1, .* has no references: \[\]"),
        (["a", "b"], [["a"], ["b", "."]], "Caption 1, .* has a reference without word"),
        ("a dog", [["a dog"]], "The string 'a dog' came"),
        (["a dog"], ["a dog"], "The string 'a dog' came"),
        ([["a", "dog"]], [["a dog"]], r"Caption 0 or .* is \['a', 'dog'\]; give str"),
        (["a dog"], [[["a", "dog"]]], r"Caption 0 or a reference of it is \['a'"),
    ],
)
def test_what_does_not_fit_is_refused(score, said, right, message):
    with pytest.raises(ValueError, match=message):
        score(said, right)


def test_one_picture_has_no_rare_words():
    with pytest.raises(ValueError, match="CIDEr-D came with one picture"):
        cider_d(["a dog"], [["a dog"]])


def test_there_is_no_bleu_5():
    for n in (0, 5):
        with pytest.raises(ValueError, match=f"BLEU-{n} was asked for"):
            caption_bleu(["a dog"], [["a dog"]]).up_to(n)


def test_the_signature_says_how_many_references_there_were():
    same, different = [["a", "b"], ["c", "d"]], [["a", "b"], ["c"]]
    assert "nrefs:2|" in caption_bleu(["a", "c"], same).signature
    assert "nrefs:var|" in caption_bleu(["a", "c"], different).signature


def invented(seed, pictures=30):
    """Captions of words that are as unequally frequent as real ones."""
    rng = np.random.default_rng(seed)

    def sentence():
        ranks = rng.zipf(1.5, size=rng.integers(1, 14))
        return " ".join(f"w{min(rank, 40)}" for rank in ranks)

    said = [sentence() for _ in range(pictures)]
    right = [[sentence() for _ in range(rng.integers(1, 6))] for _ in said]
    return said, right


@pytest.mark.parametrize("seed", range(3))
def test_another_program_finds_the_same(seed):
    """Needs `pip install --no-deps pycocoevalcap`, of which these parts are Python."""
    bleu = pytest.importorskip("pycocoevalcap.bleu.bleu").Bleu(4)
    rouge = pytest.importorskip("pycocoevalcap.rouge.rouge").Rouge()
    cider = pytest.importorskip("pycocoevalcap.cider.cider").Cider()
    said, right = invented(seed)
    pair = dict(enumerate(right)), {n: [text] for n, text in enumerate(said)}

    found = caption_bleu(said, right)
    theirs, _ = bleu.compute_score(*pair, verbose=0)
    assert theirs[3] > 0.01  # else nothing was compared
    for n in (1, 2, 3, 4):
        assert found.up_to(n) == pytest.approx(100 * theirs[n - 1], rel=1e-6)
    np.testing.assert_allclose(rouge_l(said, right), rouge.compute_score(*pair)[1])
    np.testing.assert_allclose(cider_d(said, right), cider.compute_score(*pair)[1])
