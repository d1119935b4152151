"""Files in folders and in zips, read one at a time."""

import gzip
import pickle
import threading

import pytest

from rnncourse.datasets import BadFile
from rnncourse.datasets.stored import StoredFile, named, one_of, stored_files
from tests.datasets.drawn import pack


def test_a_folder_shows_its_zips_as_if_unpacked(tmp_path):
    (tmp_path / "data" / "inner").mkdir(parents=True)
    (tmp_path / "data" / "inner" / "a.txt").write_text("A")
    pack(tmp_path / "some.ZIP", {"x/b.txt": "B", "x/": ""})
    # Only zips that lie at the top are looked into.
    pack(tmp_path / "data" / "other.zip", {"c.txt": "C"})

    files = stored_files(tmp_path)

    assert sorted(files.values()) == ["data/inner/a.txt", "data/other.zip", "x/b.txt"]
    read = {key: file.read() for key, file in named(files, r"(\w)\.txt").items()}
    assert read == {"a": b"A", "b": b"B"}


def test_what_a_macintosh_adds_is_left_out(tmp_path):
    names = ["a.jpg", "__MACOSX/._a.jpg", "__MACOSX/a.jpg", ".cache/a.jpg", "._a.jpg"]
    path = pack(tmp_path / "mine.zip", dict.fromkeys(names, "x"))
    (tmp_path / ".a.jpg").touch()

    assert list(stored_files(path).values()) == ["a.jpg"]
    assert list(stored_files(tmp_path).values()) == ["a.jpg"]


def test_a_pattern_begins_at_a_part_of_the_name(tmp_path):
    files = stored_files(
        pack(tmp_path / "mine.zip", {"data/train/1.png": "", "data/atrain/2.png": ""})
    )
    assert list(named(files, r"(train/\d)\.png")) == ["train/1"]


def test_two_files_of_one_name_are_an_error(tmp_path):
    (tmp_path / "a").mkdir()
    for folder in (tmp_path, tmp_path / "a"):
        (folder / "1.png").touch()
    files = stored_files(tmp_path)

    with pytest.raises(BadFile, match=r"1\.png and .*1\.png have the same name"):
        named(files, r"(\d)\.png")
    with pytest.raises(BadFile, match="have the same name"):
        one_of(files, ["1.png"], path=tmp_path)


def test_plain_or_packed_but_not_both(tmp_path):
    (tmp_path / "list.txt.gz").write_bytes(gzip.compress(b"1"))
    found = one_of(stored_files(tmp_path), ["list.txt"], path=tmp_path)
    assert found.path.name == "list.txt.gz"

    (tmp_path / "list.txt").write_text("1")
    with pytest.raises(BadFile, match="are two of one kind"):
        one_of(stored_files(tmp_path), ["list.txt"], path=tmp_path)
    with pytest.raises(BadFile, match=r"has no a\.txt or b\.txt, plain or with \.gz"):
        one_of(stored_files(tmp_path), ["a.txt", "b.txt"], path=tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"There is no folder or zip .*nothing\.zip\. Look again\."),
        (b"", r"nothing\.zip is damaged or no zip: .* Look again\."),
        (b"PK\x03\x04 but cut off", "is damaged or no zip"),
    ],
)
def test_what_is_no_zip_is_named(tmp_path, content, message):
    path = tmp_path / "nothing.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadFile, match=message):
        stored_files(path, advice="Look again.")


def test_a_damaged_member_is_named(tmp_path):
    path = pack(tmp_path / "mine.zip", {"a.txt": "aaaa", "b.txt": "bbbb"})
    path.write_bytes(path.read_bytes().replace(b"bbbb", b"bbcb"))
    files = named(stored_files(path), r"(\w)\.txt")

    assert files["a"].read() == b"aaaa"
    with pytest.raises(BadFile, match=r"mine\.zip: b\.txt: Bad CRC-32.*Copy it again"):
        files["b"].read()


@pytest.mark.parametrize("member", ["", "a.txt"])
def test_a_file_that_went_away_is_named(tmp_path, member):
    with pytest.raises(BadFile, match=r"Cannot read .*gone"):
        StoredFile(tmp_path / "gone", member).read()


def test_a_member_that_is_not_there_is_named(tmp_path):
    path = pack(tmp_path / "mine.zip", {"a.txt": "a"})
    with pytest.raises(BadFile, match=r"mine\.zip: b\.txt: .*no item named 'b\.txt'"):
        StoredFile(path, "b.txt").read()


def test_a_zip_that_was_written_anew_is_read_anew(tmp_path):
    path = pack(tmp_path / "mine.zip", {"a.txt": "old"})
    file = StoredFile(path, "a.txt")
    assert file.read() == b"old"
    path.unlink()
    pack(path, {"b.txt": "and", "a.txt": "new one"})
    assert file.read() == b"new one"


def test_files_are_values():
    one, other = StoredFile("x.zip", "a"), StoredFile("x.zip", "a")
    assert one == other == pickle.loads(pickle.dumps(one))
    assert len({one, other, StoredFile("x.zip", "b")}) == 2


def test_threads_share_a_zip(tmp_path):
    texts = {f"{n}.txt": f"{n}" * 5_000 for n in range(40)}
    files = stored_files(pack(tmp_path / "mine.zip", texts))
    wrong = []

    def read():
        wrong.extend(
            name for file, name in files.items() if file.read().decode() != texts[name]
        )

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
