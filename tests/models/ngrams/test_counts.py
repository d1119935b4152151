import numpy as np
import pytest

from rnncourse.models import continuation_counts, count_ngrams, counts_of_counts

# a b a b a c </s>, with the ids </s> 0, a 1, b 2, c 3; d 4 does not occur
TEXT = [1, 2, 1, 2, 1, 3, 0]


def ngrams(tables, order):
    """Return a dict from n-grams as tuples to their ids; 0 in front is the start."""
    words = [(word,) for word in range(tables[0].vocab_size)]
    for table in tables[1:order]:
        words = [
            (*words[context], word)
            for context, word in zip(table.contexts, table.words, strict=True)
        ]
    return {tuple(map(int, ngram)): id for id, ngram in enumerate(words)}


def counted(counts, tables, order):
    return {
        ngram: int(counts[order - 1][id]) for ngram, id in ngrams(tables, order).items()
    }


def raw(tables):
    return [table.counts for table in tables]


def test_counts_of_a_small_text():
    tables = count_ngrams(TEXT, 3, vocab_size=5)
    assert counted(raw(tables), tables, 1) == {
        (0,): 1,
        (1,): 3,
        (2,): 2,
        (3,): 1,
        (4,): 0,
    }
    assert counted(raw(tables), tables, 2) == {
        (0, 1): 1,
        (1, 2): 2,
        (2, 1): 2,
        (1, 3): 1,
        (3, 0): 1,
    }
    assert counted(raw(tables), tables, 3) == {
        (0, 1, 2): 1,
        (1, 2, 1): 2,
        (2, 1, 2): 1,
        (2, 1, 3): 1,
        (1, 3, 0): 1,
    }


def test_contexts_never_reach_behind_the_start_of_a_sentence():
    tables = count_ngrams([1, 0, 0, 2, 0], 3, vocab_size=3)
    # <s> a </s> <s> </s> <s> b </s>: the empty sentence is one bigram
    assert set(ngrams(tables, 2)) == {(0, 1), (1, 0), (0, 0), (0, 2), (2, 0)}
    assert set(ngrams(tables, 3)) == {(0, 1, 0), (0, 2, 0)}


def test_an_unfinished_sentence_counts():
    tables = count_ngrams([1, 0, 1, 2], 3, vocab_size=3)
    assert counted(raw(tables), tables, 3) == {(0, 1, 0): 1, (0, 1, 2): 1}


def test_an_order_longer_than_the_text_is_empty():
    assert [len(t.keys) for t in count_ngrams([1, 0], 4, vocab_size=2)] == [2, 2, 1, 0]


def test_suffixes_are_the_n_grams_without_their_first_word():
    tables = count_ngrams(TEXT, 3, vocab_size=5)
    shorter = {id: ngram for ngram, id in ngrams(tables, 2).items()}
    for ngram, id in ngrams(tables, 3).items():
        assert shorter[tables[2].suffixes[id]] == ngram[1:]


def test_continuation_counts_count_contexts():
    tables = count_ngrams(TEXT, 3, vocab_size=5)
    counts = continuation_counts(tables)
    # a after <s> and b; b and c after a only; the end after c; d never
    assert counted(counts, tables, 1) == {(0,): 1, (1,): 2, (2,): 1, (3,): 1, (4,): 0}
    # a b after <s> and b, though it came twice as well; <s> a keeps its count
    assert counted(counts, tables, 2) == {
        (0, 1): 1,
        (1, 2): 2,
        (2, 1): 1,
        (1, 3): 1,
        (3, 0): 1,
    }
    assert counted(counts, tables, 3) == counted(raw(tables), tables, 3)


def test_sentence_starts_keep_their_counts_and_are_not_counted_as_contexts():
    tables = count_ngrams([1, 0, 1, 0, 1, 0], 3, vocab_size=2)
    counts = continuation_counts(tables)
    assert counted(counts, tables, 2) == {(0, 1): 3, (1, 0): 1}


def test_counts_of_counts_stop_at_the_highest():
    counts = np.array([0, 1, 1, 2, 4, 5, 9])
    assert counts_of_counts(counts).tolist() == [1, 2, 1, 0, 1]
    assert counts_of_counts(counts, highest=2).tolist() == [1, 2, 1]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"ids": []}, "at least one token"),
        ({"ids": [1, 5]}, "id 5 at position 1 is outside the 5 types"),
        ({"order": 0}, "1 or more; got 0"),
        ({"order": -2}, "1 or more; got -2"),
        ({"eos_id": 5}, "one of the 5 ids; got 5"),
        ({"eos_id": -1}, "one of the 5 ids; got -1"),
        ({"vocab_size": 0}, "one of the 0 ids"),
    ],
)
def test_nonsense_is_an_error(settings, message):
    settings = {"ids": TEXT, "order": 2, "vocab_size": 5, **settings}
    ids, order = settings.pop("ids"), settings.pop("order")
    with pytest.raises(ValueError, match=message):
        count_ngrams(ids, order, **settings)
