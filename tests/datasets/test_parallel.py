"""Readers of parallel text, on invented lines and on the real files."""

import gzip
import os
import zipfile
from pathlib import Path

import pytest

from rnncourse.datasets import BadFile, SentencePair, load_catalog, multi30k, tatoeba
from rnncourse.datasets.parallel import ParallelCorpus, read_parallel

DATA = Path(os.environ.get("RNNCOURSE_DATA", "generated"))
needs_multi30k = pytest.mark.skipif(
    not (DATA / "multi30k").is_dir(), reason="RNNCOURSE_DATA has no multi30k"
)
needs_tatoeba = pytest.mark.skipif(
    not (DATA / "tatoeba-fra-eng").is_dir(),
    reason="RNNCOURSE_DATA has no tatoeba-fra-eng",
)

# One sentence with two translations, U+202F, a third column, a line separator inside.
PAIRS = (
    "Eat!\tMange\u202f!\nEat!\tMangez\u202f!\n"
    "Go\u2028on.\tContinue.\tauthor 7\nSit.\tAssis.\nRun.\tCours.\n"
)


def write(folder, name, text):
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else
                     text.encode())  # fmt: skip
    return path


def test_lines_of_the_same_number_belong_together(tmp_path):
    de = write(tmp_path, "a.de.gz", "ein Hund\r\n eine Katze \n")
    en = write(tmp_path, "a.en", "a dog\na\u202fcat")
    assert read_parallel(de, en) == (
        SentencePair("ein Hund", "a dog"),
        SentencePair("eine Katze", "a\u202fcat"),
    )


def test_a_pair_with_an_empty_side_is_left_out_and_the_rest_stays_together(tmp_path):
    de = write(tmp_path, "a.de", "eins\n\n drei\n \nfünf\n")
    en = write(tmp_path, "a.en", "one\ntwo\nthree\n\nfive\n")
    read = [(pair.source, pair.target) for pair in read_parallel(de, en)]
    assert read == [("eins", "one"), ("drei", "three"), ("fünf", "five")]


def test_unequal_numbers_of_lines_name_both_files_and_both_numbers(tmp_path):
    de = write(tmp_path, "a.de", "eins\nzwei\n")
    en = write(tmp_path, "a.en", "one\ntwo\nthree\n")
    with pytest.raises(BadFile, match=r"a\.de has 2 lines and .*a\.en has 3"):
        read_parallel(de, en)


def test_pairs_that_are_all_half_empty_are_no_corpus(tmp_path):
    de = write(tmp_path, "a.de", "eins\n\n")
    en = write(tmp_path, "a.en", "\none\n")
    with pytest.raises(BadFile, match="no pair of lines"):
        read_parallel(de, en)


def own_multi30k(folder):
    for part in ("train", "val", "test_2016_flickr"):
        write(folder, f"{part}.de.gz", f"Ein {part}.\nZwei.\n")
        write(folder, f"{part}.en", f"A {part}.\nTwo.\n")
    return folder


def test_multi30k_is_read_in_both_directions(tmp_path):
    there = multi30k.load(own_multi30k(tmp_path))
    back = multi30k.load(tmp_path, source="en", target="de")
    assert there.valid[0] == SentencePair("Ein val.", "A val.")
    assert back.test[0] == SentencePair("A test_2016_flickr.", "Ein test_2016_flickr.")
    assert "en to de" in back.description
    assert str(tmp_path) not in back.description


@pytest.mark.parametrize(("source", "target"), [("de", "de"), ("de", "cs"), ("x", "y")])
def test_a_direction_that_makes_no_sense_is_refused(source, target):
    with pytest.raises(ValueError, match=repr(source)):
        multi30k.load(source=source, target=target)


def test_a_missing_part_is_named(tmp_path):
    (own_multi30k(tmp_path) / "val.en").unlink()
    with pytest.raises(BadFile, match=r"none of val\.en, val\.en\.gz"):
        multi30k.load(tmp_path)


def test_catalogued_corpora_must_have_their_published_counts(cache):
    (cache / "multi30k").mkdir(parents=True)
    (cache / "tatoeba-fra-eng").mkdir()
    for file in load_catalog()["multi30k"].files:
        write(cache / "multi30k", file.name, "Eins.\nZwei.\n")
    with zipfile.ZipFile(cache / "tatoeba-fra-eng" / "fra-eng.zip", "w") as out:
        out.writestr("fra.txt", PAIRS)
    with pytest.raises(BadFile, match="where 29,000 were published"):
        multi30k.load()
    with pytest.raises(BadFile, match="where 142,787 were published"):
        tatoeba.load()


@pytest.mark.parametrize("packed", [False, True])
def test_no_english_sentence_is_on_two_sides(tmp_path, packed):
    path = write(tmp_path, "fra.txt", PAIRS)
    if packed:
        path = tmp_path / "fra-eng.zip"
        with zipfile.ZipFile(path, "w") as out:
            out.writestr("_about.txt", "a\tb\n")
            out.writestr("fra.txt", PAIRS)
    for seed in range(6):
        corpus = tatoeba.load(path, held_out=1, seed=seed)
        parts = corpus.train, corpus.valid, corpus.test
        english = [{pair.source for pair in part} for part in parts]
        assert list(map(len, english)) == [2, 1, 1]
        assert sum(map(len, parts)) == 5
        assert set.union(*english) == {"Eat!", "Go\u2028on.", "Sit.", "Run."}
        assert all(len(p) == 2 for p, e in zip(parts, english, strict=True)
                   if e == {"Eat!"})  # fmt: skip


def test_the_split_is_decided_by_the_seed_alone(tmp_path):
    path = write(tmp_path, "fra.txt", PAIRS)
    lines = PAIRS.split("\n")[:-1]
    last_first = write(tmp_path, "two.txt", "\n".join([lines[-1], *lines[:-1]]))
    one, other = (tatoeba.load(p, held_out=1).valid for p in (path, last_first))
    assert one == other
    drawn = {tatoeba.load(path, held_out=1, seed=seed).valid for seed in range(6)}
    assert len(drawn) > 1


def test_the_narrow_space_stays_and_both_directions_share_the_split(tmp_path):
    path = write(tmp_path, "fra.txt", PAIRS)
    there = tatoeba.load(path, held_out=1)
    back = tatoeba.load(path, source="fr", target="en", held_out=1)
    turned = [SentencePair(p.target, p.source) for p in there.train]
    assert list(back.train) == turned
    pairs = (*there.train, *there.valid, *there.test)
    assert SentencePair("Eat!", "Mangez\u202f!") in pairs
    assert SentencePair("Go\u2028on.", "Continue.") in pairs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Go.\tVa.\nno tab here\n", "line 2: 'no tab here'"),
        ("Go.\tVa.\n\n\tseul\n", "line 3"),
        ("Go.\t \n", "line 1"),
    ],
)
def test_a_line_without_two_sides_is_named(tmp_path, text, message):
    with pytest.raises(BadFile, match=message):
        tatoeba.load(write(tmp_path, "fra.txt", text))


@pytest.mark.parametrize("held_out", [0, -1, 2])
def test_nothing_left_to_learn_from_is_refused(tmp_path, held_out):
    with pytest.raises(ValueError, match="4 different English sentences"):
        tatoeba.load(write(tmp_path, "fra.txt", PAIRS), held_out=held_out)


@pytest.mark.parametrize(("source", "target"), [("fr", "de"), ("en", "en")])
def test_one_side_of_tatoeba_is_english(source, target):
    with pytest.raises(ValueError, match="one of the languages is 'en'"):
        tatoeba.load("fra.txt", source=source, target=target)


def test_a_parallel_corpus_shows_itself_in_one_line():
    corpus = ParallelCorpus("tiny", (SentencePair("a", "b"),) * 900, (), (), False, "")
    assert repr(corpus) == "ParallelCorpus('tiny', train: 900, valid: 0, test: 0 pairs)"


@needs_multi30k
@pytest.mark.parametrize(("source", "target"), [("de", "en"), ("en", "fr")])
def test_multi30k_has_its_published_counts(source, target):
    corpus = multi30k.load(source=source, target=target)
    sizes = [len(part) for part in (corpus.train, corpus.valid, corpus.test)]
    assert sizes == [29_000, 1_014, 1_000]
    pairs = (*corpus.train, *corpus.valid, *corpus.test)
    assert all(p.source == p.source.strip() and p.source and p.target for p in pairs)


@needs_tatoeba
def test_tatoeba_is_whole_and_split_by_english_sentence():
    corpus = tatoeba.load()
    parts = corpus.train, corpus.valid, corpus.test
    assert sum(map(len, parts)) == load_catalog()["tatoeba-fra-eng"].counts["pairs"]
    english = [{pair.source for pair in part} for part in parts]
    assert list(map(len, english))[1:] == [2_000, 2_000]
    assert len(set.union(*english)) == sum(map(len, english))
    assert any("\u202f" in pair.target for pair in corpus.test)
