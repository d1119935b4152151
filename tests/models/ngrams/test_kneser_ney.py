import numpy as np
import pytest

from rnncourse.models import (
    KneserNey,
    ModifiedKneserNey,
    NgramModel,
    continuation_counts,
    count_ngrams,
)

TEXT = np.array([1, 2, 1, 2, 1, 3, 0])


def counts(*numbers):
    """Counts of which so many are 1, 2, 3, …"""
    return np.repeat(np.arange(1, len(numbers) + 1), numbers)


def test_one_discount_is_estimated_from_ones_and_twos():
    # 8 / (8 + 2 · 4)
    discounts = KneserNey().discounts_of(counts(8, 4, 7), order=2)
    np.testing.assert_allclose(discounts, [0, 1 / 2, 1 / 2, 1 / 2])


def test_three_discounts_are_estimated_from_ones_to_fours():
    # Y = 8 / (8 + 2 · 4) = 1/2; 1 - 2 Y 4/8, 2 - 3 Y 3/4, 3 - 4 Y 2/3
    discounts = ModifiedKneserNey().discounts_of(counts(8, 4, 3, 2, 9), order=2)
    np.testing.assert_allclose(discounts, [0, 1 / 2, 7 / 8, 5 / 3])


@pytest.mark.parametrize("numbers", [(0, 3), (3,), (0, 0, 5)])
def test_one_discount_falls_back_and_says_why(numbers):
    with pytest.warns(UserWarning, match="of order 4 cannot be .* no count is [12]"):
        discounts = KneserNey().discounts_of(counts(*numbers), order=4)
    np.testing.assert_allclose(discounts, [0, 0.5, 0.5, 0.5])


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((0, 3, 3, 3), "no count is 1"),
        ((3, 0, 3, 3), "no count is 2"),
        ((3, 3, 0, 3), "no count is 3"),
        # Y = 1/3, 3 - 4 · 1/3 · 9/3 = -1
        ((3, 3, 3, 9), "0.333, 1.000, -1.000 are negative"),
    ],
)
def test_three_discounts_fall_back_and_say_why(numbers, reason):
    with pytest.warns(UserWarning, match=f"{reason}.*Falling back to 0.5, 1.0, 1.5"):
        discounts = ModifiedKneserNey().discounts_of(counts(*numbers), order=4)
    np.testing.assert_allclose(discounts, [0, 0.5, 1, 1.5])


def test_no_count_of_four_is_no_trouble():
    # Y = 1/2; the last is 3 - 4 Y 0/2
    discounts = ModifiedKneserNey().discounts_of(counts(4, 2, 2), order=1)
    np.testing.assert_allclose(discounts, [0, 1 / 2, 1 / 2, 3])


def test_a_tiny_text_is_a_model_with_a_warning_for_every_order():
    with pytest.warns(UserWarning, match="Falling back") as caught:
        model = NgramModel.fit(TEXT, order=2, vocab_size=5)
    messages = [str(warning.message) for warning in caught]
    assert [f"order {k}" in m for k, m in enumerate(messages, 1)] == [True, True]
    given = ModifiedKneserNey(((0.5, 1, 1.5),) * 2)
    same = NgramModel.fit(TEXT, order=2, vocab_size=5, smoothing=given)
    np.testing.assert_array_equal(model.log_probs(TEXT), same.log_probs(TEXT))


def test_given_discounts_are_taken_by_order():
    first, second = KneserNey((0.1, 0.7)), ModifiedKneserNey(((0, 0, 0), (1, 2, 3)))
    np.testing.assert_allclose(first.discounts_of(counts(1), order=2)[1:], 0.7)
    np.testing.assert_allclose(second.discounts_of(counts(1), order=2), [0, 1, 2, 3])


def test_counts_that_are_all_discounted_away_leave_the_uniform_distribution():
    given = ModifiedKneserNey(((1, 2, 3),))
    model = NgramModel.fit(np.array([1, 2, 0]), order=1, vocab_size=4, smoothing=given)
    np.testing.assert_allclose(np.exp(model.next_log_probs()), 1 / 4)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: KneserNey((0.5, -0.1)), "between 0 and 1; got -0.1"),
        (lambda: KneserNey((1.2,)), "between 0 and 1; got 1.2"),
        (lambda: KneserNey((float("nan"),)), "got nan"),
        (lambda: ModifiedKneserNey(((0.5, 1, 3.5),)), "three numbers"),
        (lambda: ModifiedKneserNey(((-0.5, 1, 1),)), "three numbers"),
        (lambda: ModifiedKneserNey(((0.5, 1),)), "three numbers"),
    ],
)
def test_impossible_discounts_are_errors(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "smoothing", [KneserNey((0.5,)), ModifiedKneserNey(((0.5, 1, 1.5),))]
)
def test_discounts_for_too_few_orders_are_an_error(smoothing):
    with pytest.raises(ValueError, match=r"for 1 orders, but .* an order 2"):
        NgramModel.fit(TEXT, order=2, vocab_size=5, smoothing=smoothing)


def test_the_counts_are_those_of_contexts():
    tables = count_ngrams(TEXT, 3, vocab_size=5)
    for ours, theirs in zip(
        ModifiedKneserNey().counts(tables), continuation_counts(tables), strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)
