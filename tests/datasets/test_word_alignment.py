"""The reader of linked words, on invented lines and on the real files."""

import gzip
import os
from pathlib import Path

import pytest

from rnncourse.datasets import BadFile, word_alignment
from rnncourse.datasets.word_alignment import AlignedPair, read_alignments

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"), "word-alignment-en-cs")
needs_links = pytest.mark.skipif(
    not REAL.is_dir(), reason="RNNCOURSE_DATA has no word-alignment-en-cs"
)

# Links in no order, one of them twice; a word with a no-break space; a word unlinked.
LINES = (
    "the goat eats\tkoza žere\t2-1-S 0-0-P 1-0-S 1-0-S\n\n1\xa0000 goats\tkozy\t1-0-P\n"
)


def test_links_are_sure_or_possible_and_sure_ones_are_both(tmp_path):
    path = tmp_path / "mine.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    first, second = read_alignments(path)
    assert first.source == ("the", "goat", "eats")
    assert first.target == ("koza", "žere")
    assert first.sure == {(1, 0), (2, 1)}
    assert first.possible == {(0, 0), (1, 0), (2, 1)}
    assert second.source == ("1\xa0000", "goats")  # or every link would be one off
    assert second == AlignedPair(("1\xa0000", "goats"), ("kozy",), possible={(1, 0)})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a goat\tkoza", "links were expected"),
        ("a goat\t\t0-0-S", "links were expected"),
        ("a goat\tkoza\t0-0-S\tmore", "links were expected"),
        ("a goat\tkoza\t0-0", "'0-0' is no link"),
        ("a goat\tkoza\t0-0-X", "'0-0-X' is no link"),
        ("a goat\tkoza\t2-0-S", "link 2-0 leads out of 2 and 1 words"),
        ("a goat\tkoza\t0-1-P", "link 0-1 leads out of 2 and 1 words"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, message):
    path = tmp_path / "mine.txt"
    path.write_text("the goat\tkoza\t1-0-S\n" + line + "\n")
    with pytest.raises(BadFile, match=message) as caught:
        read_alignments(path)
    assert "mine.txt, line 2" in str(caught.value)


def test_a_link_is_a_mistake_where_none_are_expected(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text("a goat\tkoza\t1-0-S\n")
    with pytest.raises(BadFile, match="a tab and words were expected"):
        read_alignments(path, links=False)


def test_own_files_are_read_packed_or_not(tmp_path):
    (tmp_path / "en-cs.all.gz").write_bytes(gzip.compress(b"goat\tkoza\n" * 3))
    for name in ("en-cs-wa.dev", "en-cs-wa.test"):
        (tmp_path / name).write_text(LINES)
    corpus = word_alignment.load(tmp_path)
    assert list(map(len, (corpus.train, corpus.valid, corpus.test))) == [3, 2, 2]
    assert str(tmp_path) not in corpus.description


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"en-cs\.all"):
        word_alignment.load(tmp_path)


@needs_links
def test_the_real_corpus_has_its_published_counts():
    corpus = word_alignment.load()
    parts = corpus.train, corpus.valid, corpus.test
    assert list(map(len, parts)) == [12_500, 800, 800]
    known = {(pair.source, pair.target) for pair in corpus.train}
    for part, sure, possible in [
        (corpus.valid, 13_940, 7_420),
        (corpus.test, 14_321, 7_682),
    ]:
        assert sum(len(pair.sure) for pair in part) == sure
        assert sum(len(pair.possible - pair.sure) for pair in part) == possible
        assert all((pair.source, pair.target) in known for pair in part)
