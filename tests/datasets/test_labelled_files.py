"""Readers of labelled texts, on invented files that hold the traps of the formats."""

import gzip
import io
import tarfile

import pytest

from rnncourse.datasets import BadFile, LabelledText
from rnncourse.datasets.labelled_files import (
    read_csv,
    read_label_files,
    read_label_first,
    read_text_folders,
)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_label_stands_before_the_text(tmp_path):
    path = write(tmp_path / "mine.txt", "1 a  joy \n\n0\t2 stars\n  \nneg no")

    assert read_label_first(path) == (
        LabelledText("a  joy", "1"),
        LabelledText("2 stars", "0"),
        LabelledText("no", "neg"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 a joy\n0\n", r"mine\.txt, line 2: '0' stands alone"),
        ("1 a joy\n\n0 \n", "line 3: '0' stands alone"),
        ("\ufeff1 a joy\n", "begins with a UTF-8 byte order mark"),
        ("\n \n", "only white space"),
    ],
)
def test_a_label_without_a_text_is_named(tmp_path, text, message):
    with pytest.raises(BadFile, match=message):
        read_label_first(write(tmp_path / "mine.txt", text))


def test_a_file_tells_the_label_of_its_lines(tmp_path):
    packed = tmp_path / "Dwarvish.txt.gz"
    packed.write_bytes(gzip.compress("Thráin \n\n Óin".encode()))
    files = {"Elvish": write(tmp_path / "a.txt", "Elrond\n"), "Dwarvish": packed}

    assert read_label_files(files) == (
        LabelledText("Elrond", "Elvish"),
        LabelledText("Thráin", "Dwarvish"),
        LabelledText("Óin", "Dwarvish"),
    )


def test_a_label_without_any_text_is_an_error(tmp_path):
    files = {"Elvish": write(tmp_path / "a.txt", "x"), "Orkish": tmp_path / "b.txt"}
    files["Orkish"].touch()

    with pytest.raises(BadFile, match=r"b\.txt is empty"):
        read_label_files(files)


def reviews(folder):
    """Reviews in two parts, and what must not be read."""
    for part, label, name, text in (
        ("train", "neg", "2_1.txt", "second"),
        ("train", "neg", "10_2.txt", "third,\r\nin two lines\n"),
        ("train", "neg", "1_3.txt", "first"),
        ("train", "pos", "0_9.txt", "good"),
        ("train", "unsup", "0_0.txt", "who knows"),
        ("train", "pos", "._0_9.txt", "what some computers leave behind"),
        ("train", "pos", "notes.md", "no review"),
        ("test", "neg", "0_1.txt", "bad"),
        ("test", "pos", "0_9.txt", "so good"),
    ):
        write(folder / "aclImdb" / part / label / name, text)
    write(folder / "aclImdb" / "train" / "words.txt", "no review")
    return folder


def packed(folder, path):
    with tarfile.open(path, "w:gz") as archive:
        archive.add(reviews(folder), arcname=".")
    return path


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_documents_in_folders_are_read_in_the_order_of_their_numbers(tmp_path, kind):
    folder = reviews(tmp_path / "mine")
    path = packed(folder, tmp_path / "mine.tar.gz") if kind == "archive" else folder

    parts = read_text_folders(path)

    assert parts["train"] == (
        LabelledText("first", "neg"),
        LabelledText("second", "neg"),
        LabelledText("third,\nin two lines", "neg"),
        LabelledText("good", "pos"),
    )
    assert parts["test"] == (LabelledText("bad", "neg"), LabelledText("so good", "pos"))


def test_labels_and_parts_of_folders_can_be_chosen(tmp_path):
    parts = read_text_folders(reviews(tmp_path), parts=["train"], labels=["unsup"])

    assert parts == {"train": (LabelledText("who knows", "unsup"),)}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"aclImdb/train/neg/1_3\.txt is empty"),
        (b" \n", r"train/neg/1_3\.txt holds no text"),
        (b"caf\xe9", r"train/neg/1_3\.txt is not UTF-8: line 1, byte 3"),
    ],
)
@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_an_empty_document_is_named(tmp_path, kind, content, message):
    path = reviews(tmp_path / "mine")
    if kind == "folder":
        (path / "aclImdb/train/neg/1_3.txt").write_bytes(content)
    else:
        path = tmp_path / "mine.tar"
        with tarfile.open(path, "w") as archive:
            member = tarfile.TarInfo("./aclImdb/train/neg/1_3.txt")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))

    with pytest.raises(BadFile, match=message):
        read_text_folders(path)


def test_a_label_without_documents_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"has no file test/unsup/\*\.txt"):
        read_text_folders(reviews(tmp_path), labels=["unsup"])


TABLE = 'Text,Language\r\n"Yes, ""yes"" \n and so",English\n\n oui ,French\n'


def test_a_table_may_have_commas_quotes_and_line_ends_in_its_fields(tmp_path):
    path = write(tmp_path / "mine.csv", TABLE)

    assert read_csv(path, text="Text", label="Language") == (
        LabelledText('Yes, "yes" \n and so', "English"),
        LabelledText("oui", "French"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\nx,y\n", r"mine\.csv, line 1: no column 'Text'; there are 'a', 'b'"),
        ("Text,b\nx,y\n", "line 1: no column 'Language'"),
        (TABLE + "nein\n", r"line 6: 1 fields, \['nein'\], where 2 were expected"),
        (TABLE + "nein,nein,German\n", "line 6: 3 fields"),
        (TABLE + '" ",German\n', "line 6: 2 fields, .* and none empty"),
        (TABLE + "nein,\n", "line 6: 2 fields"),
        (TABLE + '"nein,German\n', "line 6: unexpected end of data"),
        ("\ufeff" + TABLE, "begins with a UTF-8 byte order mark"),
    ],
)
def test_a_bad_row_is_named(tmp_path, text, message):
    with pytest.raises(BadFile, match=message):
        read_csv(write(tmp_path / "mine.csv", text), text="Text", label="Language")
