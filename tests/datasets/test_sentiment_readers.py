"""Readers of sentiment corpora, on invented files and on the real ones."""

import re
import zipfile
from collections import Counter

import pytest

from rnncourse.datasets import (
    BadFile,
    LabelledText,
    imdb,
    load_catalog,
    rt_polarity,
    sst,
)
from rnncourse.datasets.labelled_files import read_label_first, read_text_folders
from rnncourse.datasets.trees import read_trees
from tests.datasets.parts import PARTS, everything, overlap, sides
from tests.datasets.real import REAL, needs


def snippets(folder, count=100):
    folder.mkdir(parents=True, exist_ok=True)
    for label in ("neg", "pos"):
        lines = "".join(
            f" {label} {n} . \n" for n in range(count + 3 * (label == "pos"))
        )
        (folder / f"rt-polarity.{label}").write_text(lines)
    return folder


def test_each_snippet_is_tested_in_one_fold(tmp_path):
    folds = [rt_polarity.load(snippets(tmp_path), fold=k) for k in range(10)]

    for corpus in folds:
        assert len(set(everything(corpus))) == len(everything(corpus)) == 203
        for part, shares in (
            ("test", (10, 11)),
            ("valid", (9, 10)),
            ("train", (81, 84)),
        ):
            for count in Counter(t.label for t in getattr(corpus, part)).values():
                assert shares[0] <= count <= shares[1]
    tested = Counter(text for corpus in folds for text in corpus.test)
    assert set(tested.values()) == {1}
    assert len(tested) == 203
    assert folds[3].description.endswith("(train / valid / test), fold 3 of 10")


def test_folds_are_shuffled_by_the_seed(tmp_path):
    folder = snippets(tmp_path)

    assert rt_polarity.load(folder) == rt_polarity.load(folder)
    assert rt_polarity.load(folder).test != rt_polarity.load(folder, seed=1).test
    assert rt_polarity.load(folder).test[0] == LabelledText(
        rt_polarity.load(folder).test[0].text.strip(), "neg"
    )


@pytest.mark.parametrize(
    "choice", [{"fold": 10}, {"fold": -1}, {"fold": 0, "folds": 1}]
)
def test_a_fold_that_is_not_there_is_refused(tmp_path, choice):
    with pytest.raises(ValueError, match=r"There is no fold .* counts from 0"):
        rt_polarity.load(snippets(tmp_path), **choice)


TREES = {
    "train": (
        "(4 (2 so) (3 kind))\n(1 (2 so) (0 (2 not) (3 kind)))\n(2 (2 a) (2 film))\n"
    ),
    "dev": "(3 (3 kind) (2 film))\n(2 (2 a) (2 film))\n",
    "test": "(0 (2 not) (3 kind))\n",
}


def treebank(folder, kind="folder", **changed):
    folder.mkdir(parents=True, exist_ok=True)
    for part, text in (TREES | changed).items():
        (folder / f"{part}.txt").write_text(text)
    if kind == "zip":
        path = folder / "trainDevTestTrees_PTB.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for part in TREES:
                archive.write(folder / f"{part}.txt", f"trees/{part}.txt")
                (folder / f"{part}.txt").unlink()
    return folder


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_phrases_are_for_training_and_sentences_for_scoring(tmp_path, kind):
    corpus = sst.load(treebank(tmp_path, kind))

    assert corpus.train == (
        LabelledText("so kind", "1"),
        LabelledText("kind", "1"),
        LabelledText("so not kind", "0"),
        LabelledText("not kind", "0"),
    )
    assert corpus.valid == (LabelledText("kind film", "1"),)
    assert corpus.test == (LabelledText("not kind", "0"),)


def test_five_classes_keep_what_is_neutral(tmp_path):
    corpus = sst.load(treebank(tmp_path), classes=5, phrases=False)

    assert [t.label for t in corpus.train] == ["4", "1", "2"]
    assert corpus.valid[1] == LabelledText("a film", "2")
    # Of 11 nodes "so" and "kind" occur twice.
    assert len(sst.load(tmp_path, classes=5).train) == 9
    with pytest.raises(ValueError, match="2 or 5, not 3"):
        sst.load(tmp_path, classes=3)


@pytest.mark.parametrize(
    ("dev", "message"),
    [
        ("(3 (2 a) (5 film))\n", r"dev\.txt, tree 1: the label '5', where 0 to 4"),
        ("(3 (2 a) (2 film)\n", r"dev\.txt, line 1: 1 brackets are not closed"),
        ("", r"dev\.txt is empty"),
    ],
)
def test_bad_trees_are_named(tmp_path, dev, message):
    with pytest.raises(BadFile, match=message):
        sst.load(treebank(tmp_path, dev=dev))


def test_a_missing_part_of_the_trees_is_named(tmp_path):
    (treebank(tmp_path) / "dev.txt").unlink()

    with pytest.raises(BadFile, match=r"has no dev\.txt"):
        sst.load(tmp_path)


def reviews(folder):
    for number in range(40):
        part, label = ("train", "test")[number % 2], ("neg", "pos")[number // 2 % 2]
        path = folder / part / label / f"{number}_5.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two films are in both parts.
        path.write_text(
            f"Film {number // 2 if number < 4 else number}.<br /><br />End."
        )
    return folder


def test_the_last_reviews_of_each_label_are_for_validation(tmp_path):
    corpus = imdb.load(reviews(tmp_path))

    assert [t.text for t in corpus.valid] == ["Film 36.\n\nEnd.", "Film 38.\n\nEnd."]
    assert [t.label for t in corpus.valid] == ["neg", "pos"]
    assert [t.text[5:7] for t in corpus.train[:4]] == ["0.", "4.", "8.", "12"]
    assert (len(corpus.train), len(corpus.test)) == (18, 20)
    assert "; 2 texts occur both in train or valid and in test" in corpus.description


def test_the_catalogued_corpus_must_have_the_published_counts(cache):
    snippets(cache / "rt-polarity")
    treebank(cache / "sst", "zip")
    for part in ("train", "dev", "test"):  # the store asks for them
        (cache / "sst" / f"stsa.binary.{part}").touch()

    with pytest.raises(BadFile, match=r"103 positive where 5,331 were|100 negative"):
        rt_polarity.load()
    with pytest.raises(BadFile, match="3 train sentences where 8,544 were"):
        sst.load()


@needs("rt-polarity")
def test_the_real_snippets_have_their_published_counts():
    corpus = rt_polarity.load(fold=9)

    counts = Counter(text.label for text in everything(corpus))
    assert counts == {"pos": 5_331, "neg": 5_331}
    assert [len(getattr(corpus, part)) for part in PARTS] == [8_636, 960, 1_066]
    assert not overlap(corpus)


@needs("sst")
def test_the_real_sentences_have_their_published_counts(tmp_path):
    counts = load_catalog()["sst"].counts
    two, five = sst.load(phrases=False), sst.load(classes=5, phrases=False)

    for part, name in zip(PARTS, ("train", "dev", "test"), strict=True):
        assert len(getattr(two, part)) == counts[f"binary_{name}"]
        assert len(getattr(five, part)) == counts[f"{name}_sentences"]
        # The lists that others use have the same labels, in another order and spelling.
        listed = read_label_first(next((REAL / "sst").glob(f"stsa.binary.{name}*")))
        labels = Counter(text.label for text in listed)
        assert Counter(text.label for text in getattr(two, part)) == labels
    with zipfile.ZipFile(REAL / "sst" / "trainDevTestTrees_PTB.zip") as archive:
        archive.extract("trees/dev.txt", tmp_path)
    trees = read_trees(tmp_path / "trees" / "dev.txt")
    assert sum(len(tree.phrases()) for tree in trees) == counts["dev_nodes"]


@needs("sst")
def test_the_real_phrases_have_one_label_each():
    corpus = sst.load()

    assert len(corpus.train) == len({text.text for text in corpus.train}) == 77_616
    assert len(overlap(corpus)) == 2


@pytest.mark.slow
@needs("imdb")
def test_the_real_reviews_have_their_published_counts():
    counts = load_catalog()["imdb"].counts
    raw = read_text_folders(next((REAL / "imdb").glob("*.tar.gz")))
    texts = [text.text for part in raw.values() for text in part]
    assert sum(len(text.split()) for text in texts) == counts["tokens"]
    assert len(set(texts)) == counts["distinct_texts"]

    corpus = imdb.load()
    assert [len(getattr(corpus, part)) for part in PARTS] == [22_500, 2_500, 25_000]
    for part in PARTS:
        labels = Counter(text.label for text in getattr(corpus, part))
        assert labels["pos"] == labels["neg"]
    train, valid, test = sides(corpus)
    assert len((train | valid) & test) == 123
    assert len(train & valid) == 13
    assert "; 123 texts occur both" in corpus.description
    assert films_shared(corpus.train, 1) > 0.2
    assert films_shared(corpus.train, 50) < 0.01


def films_shared(texts, gap):
    """The share of reviews, so far apart, that share two rare names."""
    said = [set(re.findall("[A-Z][a-z]{3,}", text.text)) for text in texts[:3_000]]
    common = Counter(name for names in said for name in names)
    rare = [{name for name in names if common[name] <= 20} for names in said]
    pairs = list(zip(rare, rare[gap:], strict=False))
    return sum(len(a & b) >= 2 for a, b in pairs) / len(pairs)
