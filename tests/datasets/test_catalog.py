"""The catalogue itself, its cards, and the real files where they are."""

import gzip
import hashlib
import os
import re
from pathlib import Path

import pytest

from rnncourse.datasets import DatasetError, Source, load_catalog
from rnncourse.datasets.files import difference
from rnncourse.datasets.places import present

TOP = Path(__file__).parents[2] / "datasets"
NAMES = load_catalog().names
REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"))


def test_the_corpora_of_the_course_are_all_there():
    assert len(NAMES) == 23
    assert {"ptb", "tinyshakespeare", "multi30k", "flickr8k"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_corpus_has_a_card_that_agrees_with_the_catalogue(name):
    corpus = load_catalog()[name]
    card = (TOP / "cards" / f"{name}.md").read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", card)

    assert card.startswith(f"# {corpus.title}\n")
    for heading in ("What it is", "Format", "Licence", "How to cite", "Known traps"):
        assert f"\n## {heading}\n" in card
    for key, count in corpus.counts.items():
        assert f"| {key.replace('_', ' ')} | {count:,} |" in card
    for fact in (corpus.homepage, corpus.licence, f"rnncourse data fetch {name}"):
        assert fact in words
    for file in corpus.files:
        assert f"`{file.name}`" in words
    for reference in corpus.citation:
        assert re.sub(r"\s+", " ", reference) in words


def test_cards_and_readme_name_the_corpora_of_the_catalogue_and_no_others():
    readme = (TOP / "README.md").read_text(encoding="utf-8")

    assert {path.stem for path in (TOP / "cards").glob("*.md")} == set(NAMES)
    assert tuple(re.findall(r"cards/([\w-]+)\.md", readme)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_corpus_can_be_downloaded_or_says_what_to_do(name):
    corpus = load_catalog()[name]

    assert corpus.manual or all(file.sources for file in corpus.files)
    forms = [form for file in corpus.files for form in file.forms]
    assert len({form.name for form in forms}) == len(forms)


@pytest.mark.parametrize("name", NAMES)
def test_sizes_and_hashes_are_those_of_the_real_files(name):
    if not (REAL / name).is_dir():
        pytest.skip(f"RNNCOURSE_DATA has no {name}")
    forms = {form.name: form for f in load_catalog()[name].files for form in f.forms}
    for path in (REAL / name).iterdir():
        form = forms[path.name]
        assert difference(path, size=form.size, sha256=form.sha256) == ""
        if path.suffixes[-1:] == [".gz"] and ".tar" not in path.suffixes:
            plain, content = forms[path.stem], gzip.decompress(path.read_bytes())
            found = (len(content), hashlib.sha256(content).hexdigest())
            assert found == (plain.size, plain.sha256)
    assert all(present(file, REAL / name) for file in load_catalog()[name].files)


def test_an_address_may_point_into_an_archive():
    source = Source.parse("https://example.org/set.tgz#set/a.txt")

    assert (source.url, source.member) == ("https://example.org/set.tgz", "set/a.txt")
    assert str(source) == "https://example.org/set.tgz#set/a.txt"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format = 1", "format = 2", "not a catalogue of format 1"),
        ("format = 1", "", "not a catalogue of format 1"),
        ("format = 1", "format == 1", "Cannot read the catalogue"),
        ('title = "A tiny corpus"', "", "tiny: 'title' is missing or not a str"),
        ("redistribution = true", "redistribution = 1", "'redistribution' is missing"),
        ("counts =", "count =", "'counts' is missing"),
        ("bytes = 3", 'bytes = "3"', "'bytes' is missing or not a int"),
        ("bytes = 3", "bytes = 3\nmd5 = 0", "unknown key 'md5'"),
        ('sha256 = "', 'sha256 = "0', "64 hex digits"),
        ('"tiny.txt"', '"../tiny.txt"', "'../tiny.txt' is not a plain file name"),
        ('"tiny.txt"', '"/tiny.txt"', "is not a plain file name"),
        ('"tiny.txt"', '".."', "is not a plain file name"),
        ("urls = []", 'urls = ["ftp://example.org/a"]', "not an http"),
        ("[tiny]", '["../tiny"]', "is not a plain file name"),
    ],
)
def test_a_catalogue_with_a_mistake_is_refused_by_entry(
    write_catalog, old, new, message
):
    path = write_catalog([("tiny.txt", b"abc")])
    load_catalog(path)
    text = path.read_text()
    assert old in text
    if old == "[tiny]":
        text = text.replace("[[tiny.files]]", '[["../tiny".files]]')
    path.write_text(text.replace(old, new))

    with pytest.raises(DatasetError, match=message):
        load_catalog(path)


def test_a_corpus_without_files_is_refused(write_catalog):
    with pytest.raises(DatasetError, match="at least one"):
        load_catalog(write_catalog())


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(DatasetError, match=r"nothing\.toml"):
        load_catalog(tmp_path / "nothing.toml")
