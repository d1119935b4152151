"""The reader of the Penn Treebank, on invented lines and on the real files."""

import gzip
import os
from collections import Counter
from pathlib import Path

import pytest

from rnncourse.datasets import BadFile, CorpusNotFound, load_catalog, ptb
from rnncourse.datasets.files import open_plain_or_gzip

# Spaces at both ends, <unk> and N as words, an empty line, a separator (U+2028) that
# is not the end of a line.
TRAPS = " the <unk> ran N miles \n\n it slept\u2028long \n"
PARTS = ("train", "valid", "test")

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"), "ptb")
needs_ptb = pytest.mark.skipif(not REAL.is_dir(), reason="RNNCOURSE_DATA has no ptb")


def write(folder, pattern="ptb.{}.txt", text=TRAPS):
    folder.mkdir(exist_ok=True)
    for part in PARTS:
        content = text.replace("long", part).encode()
        name = pattern.format(part)
        packed = gzip.compress(content) if name.endswith(".gz") else content
        (folder / name).write_bytes(packed)
    return folder


@pytest.mark.parametrize(
    "pattern", ["ptb.{}.txt", "ptb.{}.txt.gz", "{}.txt", "{}.txt.gz"]
)
def test_a_folder_of_your_own_is_read_whatever_its_files_are_called(tmp_path, pattern):
    corpus = ptb.load(write(tmp_path / "mine", pattern))

    assert corpus.train == ("the <unk> ran N miles", "it slept\u2028train")
    assert corpus.valid[1] == "it slept\u2028valid"
    assert corpus.test[1] == "it slept\u2028test"
    assert corpus.name == "mine"
    assert not corpus.generated
    assert corpus.world is None
    assert corpus.description.endswith("2 / 2 / 2 sentences (train / valid / test)")
    assert str(tmp_path) not in corpus.description  # it is printed in notebooks


def test_a_missing_part_is_named_with_the_names_it_may_have(tmp_path):
    folder = write(tmp_path / "mine")
    (folder / "ptb.valid.txt").unlink()

    with pytest.raises(BadFile, match=r"valid part is missing: .*mine has none of"):
        ptb.load(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"ptb\.test\.txt is empty"),
        (b" \n \n", "only white space"),
        (b" the caf\xe9 \n", r"ptb\.test\.txt is not UTF-8: line 1, byte 8"),
        (b"\xef\xbb\xbf the cat \n", "byte order mark"),
        (gzip.compress(b" the cat \n" * 99, mtime=0)[:-9], "is cut off"),
    ],
)
def test_a_bad_file_is_named(tmp_path, content, message):
    folder = write(tmp_path / "mine")
    (folder / "ptb.test.txt").write_bytes(content)

    with pytest.raises(BadFile, match=message) as caught:
        ptb.load(folder)
    assert str(caught.value).endswith("Copy the file again.")


def test_the_catalogued_corpus_must_have_the_published_counts(cache):
    # Three files in the cache that are not the Penn Treebank.
    cache.mkdir()
    folder = write(cache / "ptb")

    with pytest.raises(BadFile, match=r"has 2 sentences where 42,068 were published"):
        ptb.load()
    (folder / "ptb.train.txt").write_bytes(b"")
    with pytest.raises(BadFile, match="Delete it and run `rnncourse data fetch ptb`"):
        ptb.load()


def test_without_the_corpus_and_without_a_network_the_way_to_get_it_is_told(
    cache, no_pauses
):
    with pytest.raises(CorpusNotFound) as caught:
        ptb.load()
    for part in ("rnncourse data fetch ptb", "simple-examples.tgz", str(cache / "ptb")):
        assert part in str(caught.value)


@needs_ptb
def test_the_real_corpus_has_its_published_counts():
    corpus = ptb.load()
    counts = load_catalog()["ptb"].counts

    for part in PARTS:
        sentences = getattr(corpus, part)
        words = sum(len(sentence.split(" ")) for sentence in sentences)
        assert len(sentences) == counts[f"{part}_lines"]
        assert words + len(sentences) == counts[f"{part}_tokens"]
    vocabulary = Counter(word for line in corpus.train for word in line.split())
    # The end mark is one of the 10,000, and is not in the files.
    assert len(vocabulary) + 1 == counts["vocabulary"]
    assert vocabulary["<unk>"] == 45_020
    assert corpus.description.startswith("Penn Treebank: 42,068 / 3,370 / 3,761")


@needs_ptb
def test_a_cut_off_copy_of_the_real_corpus_is_recognised(tmp_path, cache):
    folder = cache / "ptb"
    folder.mkdir(parents=True)
    for part in PARTS:
        with open_plain_or_gzip(next(REAL.glob(f"ptb.{part}.txt*"))) as lines:
            text = "".join(list(lines)[:-1])
        (folder / f"ptb.{part}.txt").write_text(text)

    with pytest.raises(BadFile, match="42,067 sentences where 42,068"):
        ptb.load()
