"""Readers of names and texts in many languages, invented and real."""

import zipfile
from collections import Counter

import pytest

from rnncourse.datasets import (
    BadFile,
    language_detection,
    load_catalog,
    names,
    udhr,
)
from tests.datasets.parts import PARTS, everything, overlap
from tests.datasets.real import needs


def test_a_name_of_two_languages_is_in_one_part(tmp_path):
    for language, first in (("Elvish", 0), ("Dwarvish", 50)):
        lines = "".join(f"Name {n}\n" for n in range(first, first + 100))
        (tmp_path / f"{language}.txt").write_text(lines + f"Name {first}\n")

    corpus = names.load(tmp_path)

    assert len(everything(corpus)) == 202
    assert not overlap(corpus)
    assert corpus != names.load(tmp_path, seed=1)
    assert corpus.description.endswith("2 languages")


def test_a_folder_without_names_is_refused(tmp_path):
    with pytest.raises(BadFile, match=r"has no file \*\.txt, one for each language"):
        names.load(tmp_path)


def test_a_repeated_text_is_on_one_side(tmp_path):
    rows = "".join(
        f'"Yes, {n % 40}",{("English", "Sweedish")[n % 2]}\n' for n in range(80)
    )
    (tmp_path / "Language Detection.csv").write_text("Text,Language\n" + rows)

    corpus = language_detection.load(tmp_path)

    assert len(everything(corpus)) == 80
    assert not overlap(corpus)
    assert corpus.labels == ("English", "Sweedish")


def declaration(folder, kind="folder"):
    texts = {
        code: "".join(
            f"   {code} says line {n:02} here.\n\nArticle {n}\n" for n in range(40)
        )
        for code in ("eng", "eng_shaw")
    }
    texts |= {"few": "One line holds the whole text.\n" * 29, "nil": ""}
    # The same line stands early in one and late in the other translation.
    texts["eng"] = texts["eng"].replace("line 00 here", "line 39 now")
    texts["eng_shaw"] = texts["eng_shaw"].replace(
        "_shaw says line 39 here", " says line 39 now"
    )
    if kind == "zip":
        with zipfile.ZipFile(folder / "udhr2.zip", "w") as archive:
            for code, text in texts.items():
                archive.writestr(f"udhr2/{code}.txt", text)
    else:
        for code, text in texts.items():
            (folder / f"{code}.txt").write_text(text)
    return folder


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_places_in_the_declaration_decide_the_part(tmp_path, kind):
    corpus = udhr.load(declaration(tmp_path, kind))

    assert corpus.labels == ("eng", "eng_shaw")
    assert [t.text for t in corpus.valid if t.label == "eng"] == [
        f"eng says line {n} here." for n in (32, 33, 34, 35)
    ]
    assert len(corpus.test) == 8
    assert len(corpus.train) == 63  # twice 32, but for one line that is in test too
    assert not overlap(corpus)
    assert corpus.description.endswith("2 languages")


def test_languages_of_the_declaration_can_be_chosen(tmp_path):
    folder = declaration(tmp_path)

    assert udhr.load(folder, languages=["eng"]).labels == ("eng",)
    for code in ("few", "nil", "xyz"):
        with pytest.raises(
            ValueError, match=rf"no translation '{code}' .* there are 2"
        ):
            udhr.load(folder, languages=["eng", code])
    with pytest.raises(BadFile, match="has no translation"):
        udhr.load(folder, languages=[])


@needs("names")
def test_the_real_names_have_their_published_counts():
    counts = load_catalog()["names"].counts
    corpus = names.load()

    languages = Counter(text.label for text in everything(corpus))
    assert sum(languages.values()) == counts["names"]
    assert languages["Russian"] == counts["russian_names"]
    assert languages["Vietnamese"] == counts["vietnamese_names"]
    assert not overlap(corpus)
    assert (
        {t.label for t in corpus.test}
        == {t.label for t in corpus.valid}
        == {*languages}
    )


@needs("language-detection")
def test_the_real_table_has_its_published_counts():
    counts = load_catalog()["language-detection"].counts
    corpus = language_detection.load()

    assert len(everything(corpus)) == counts["rows"]
    assert len({text.text for text in everything(corpus)}) == counts["distinct_texts"]
    assert len(corpus.labels) == counts["languages"]
    assert "Portugeese" in corpus.labels
    assert not overlap(corpus)


@needs("udhr")
def test_the_real_declaration_is_in_all_languages_but_a_few():
    corpus = udhr.load()

    assert len(corpus.labels) == 380
    assert not overlap(corpus)
    shares = [len(getattr(corpus, p)) / len(everything(corpus)) for p in PARTS]
    assert shares == pytest.approx([0.8, 0.1, 0.1], abs=0.01)
    # Nearly every translation says its last article in the part to report on.
    assert {t.label for t in corpus.test} == {*corpus.labels}
