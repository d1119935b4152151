"""Files read out of folders and archives."""

import tarfile
import zipfile

import pytest

from rnncourse.datasets import BadFile
from rnncourse.datasets.packed import read_members

FILES = {"a/1.txt": b"one", "a/b/2.txt": b"two", "3.txt": b"three", "4.md": b"four"}


def make(kind, folder):
    below = folder / "files"
    for name, content in FILES.items():
        (below / name).parent.mkdir(parents=True, exist_ok=True)
        (below / name).write_bytes(content)
    if kind == "folder":
        return below
    path = folder / f"files.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.mkdir("empty.txt")
            for name, content in FILES.items():
                archive.writestr(name, content)
    else:
        with tarfile.open(path, f"w:{kind.partition('.')[2]}") as archive:
            archive.add(below, arcname="./x")
    return path


@pytest.mark.parametrize("kind", ["folder", "zip", "tar", "tar.gz", "tar.xz"])
def test_the_same_files_are_found_wherever_they_lie(tmp_path, kind):
    path = make(kind, tmp_path)

    found = {m[1]: content for m, content in read_members(path, r"(\d)\.txt")}
    assert found == {"1": b"one", "2": b"two", "3": b"three"}
    found = [content for _, content in read_members(path, r"b/\d\.txt")]
    assert found == [b"two"]


@pytest.mark.parametrize("kind", ["folder", "zip", "tar.gz"])
def test_nothing_that_fits_is_an_error(tmp_path, kind):
    with pytest.raises(BadFile, match=r"holds no file whose name fits \.txt"):
        list(read_members(make(kind, tmp_path), ".txt"))


def test_links_are_not_followed_out_of_an_archive(tmp_path):
    path = tmp_path / "mine.tar"
    with tarfile.open(path, "w") as archive:
        member = tarfile.TarInfo("1.txt")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(member)

    with pytest.raises(BadFile, match="holds no file"):
        list(read_members(path, r"1\.txt"))


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz"])
def test_a_damaged_archive_is_named(tmp_path, kind):
    path = make(kind, tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(BadFile, match=r"is damaged or no archive: .*Copy it again"):
        list(read_members(path, r"\d\.txt"))


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"nowhere\.zip: it does not exist"):
        list(read_members(tmp_path / "nowhere.zip", "x"))
