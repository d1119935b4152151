"""The reader of Tiny Shakespeare, on invented lines and on the real file."""

import gzip
import os
from pathlib import Path

import pytest

from rnncourse.datasets import BadFile, load_catalog, tinyshakespeare

# An empty line, a form feed that is not the end of one, letters beyond ASCII.
TRAPS = "FIRST BAKER:\nThe oven\fwaits, très bien.\n\n" * 25

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"), "tinyshakespeare")
needs_text = pytest.mark.skipif(
    not REAL.is_dir(), reason="RNNCOURSE_DATA has no tinyshakespeare"
)


@pytest.mark.parametrize("name", ["input.txt", "input.txt.gz"])
def test_the_three_parts_in_a_row_are_the_text(tmp_path, name):
    content = TRAPS.encode()
    packed = gzip.compress(content) if name.endswith(".gz") else content
    (tmp_path / name).write_bytes(packed)
    corpus = tinyshakespeare.load(tmp_path / name)

    assert corpus.train + corpus.valid + corpus.test == TRAPS
    length = len(TRAPS)
    assert len(corpus.train) == int(0.9 * length)
    assert len(corpus.train + corpus.valid) == int(0.95 * length)
    assert corpus.name == "input"
    assert not corpus.generated
    assert str(tmp_path) not in corpus.description  # it is printed in notebooks


def test_a_last_line_without_its_end_gets_one(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_bytes(b"to be\r\n" * 100 + b"or not")
    corpus = tinyshakespeare.load(path)
    assert corpus.train.startswith("to be\nto be\n")
    assert corpus.test.endswith("to be\nor not\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "only white space"),
        (b"caf\xe9\n" * 30, "is not UTF-8"),
        (b"to be\n", "6 characters: too few"),
        (gzip.compress(b"to be\n" * 99, mtime=0)[:-9], "is cut off"),
    ],
)
def test_a_bad_file_is_named(tmp_path, content, message):
    path = tmp_path / "mine.txt"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=message) as caught:
        tinyshakespeare.load(path)
    assert "mine.txt" in str(caught.value)


def test_the_catalogued_corpus_must_have_the_published_count(cache):
    folder = cache / "tinyshakespeare"
    folder.mkdir(parents=True)
    (folder / "input.txt").write_text(TRAPS)
    with pytest.raises(BadFile, match="where 1,115,394 were published") as caught:
        tinyshakespeare.load()
    assert str(caught.value).endswith("run `rnncourse data fetch tinyshakespeare`.")


@needs_text
def test_the_real_corpus_has_its_published_counts():
    corpus = tinyshakespeare.load()
    text = corpus.train + corpus.valid + corpus.test
    counts = load_catalog()["tinyshakespeare"].counts

    assert len(text) == counts["characters"]
    assert len(set(text)) == counts["distinct_characters"]
    assert text.count("\n") == counts["lines"]
    parts = (corpus.train, corpus.valid, corpus.test)
    assert [len(part) for part in parts] == [1_003_854, 55_770, 55_770]
    assert set(text) == set(corpus.train)  # nothing new after the cut
