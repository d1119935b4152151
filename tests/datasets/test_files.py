"""Single files: plain, packed, and broken in every way."""

import gzip

import pytest

from rnncourse.datasets import BadFile
from rnncourse.datasets.files import difference, open_plain_or_gzip, read_lines

TEXT = "the café cat ran\nthe dog slept\n"
PLAIN = TEXT.encode()
PACKED = gzip.compress(PLAIN * 50, mtime=0)


def write(tmp_path, content, name="notes.txt"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", PLAIN),
        ("notes.txt.gz", gzip.compress(PLAIN, mtime=0)),
        ("notes.txt", gzip.compress(PLAIN, mtime=0)),
        ("notes.txt", PLAIN.replace(b"\n", b"\r\n")),
        ("notes.txt", PLAIN.removesuffix(b"\n")),
    ],
)
def test_plain_and_packed_files_read_the_same(tmp_path, name, content):
    path = write(tmp_path, content, name)

    assert read_lines(path) == ("the café cat ran", "the dog slept")
    with open_plain_or_gzip(path) as lines:
        assert [line.rstrip() for line in lines] == [
            "the café cat ran",
            "the dog slept",
        ]


def test_only_a_line_feed_ends_a_line(tmp_path):
    path = write(tmp_path, "one\u2028two\x0cthree\x85four\nfive\n".encode())

    assert read_lines(path) == ("one\u2028two\x0cthree\x85four", "five")


def test_empty_lines_are_kept(tmp_path):
    assert read_lines(write(tmp_path, b"\na\n\nb\n")) == ("", "a", "", "b")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", r"a\.txt is empty \(0 bytes\)"),
        ("a.txt", b" \n\n\t\n", "only white space"),
        ("a.txt.gz", gzip.compress(b"", mtime=0), "only white space"),
        ("a.txt.gz", PACKED[:-20], r"a\.txt\.gz is cut off.*after \d+ bytes"),
        ("a.txt.gz", PACKED[:10], "is cut off"),
        ("a.txt.gz", PLAIN, r"ends in \.gz but is not a gzip file"),
        ("a.txt.gz", PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], "is damaged: CRC"),
        ("a.txt.gz", PACKED[:12] + b"\xff" * 9 + PACKED[21:], "is damaged"),
        ("a.txt", b"one\ntwo\ncaf\xe9\n", "line 3, byte 11 of the text is 0xe9"),
        ("a.txt.gz", gzip.compress(b"one\ncaf\xe9\n", mtime=0), "line 2, byte 7"),
        ("a.txt", b"\xef\xbb\xbfthe cat\n", "UTF-8 byte order mark"),
        ("a.txt", "the cat\n".encode("utf-16"), "UTF-16 byte order mark"),
        ("a.txt", "a\nthe cat\n".encode("utf-16-le"), "zero byte in line 1"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong_and_what_to_do(
    tmp_path, name, content, message
):
    path = write(tmp_path, content, name)

    with pytest.raises(BadFile, match=message) as caught:
        read_lines(path, advice="Ask for another one.")
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith("Ask for another one.")


def test_a_missing_file_is_named(tmp_path):
    for reader in (read_lines, open_plain_or_gzip):
        with pytest.raises(BadFile, match=r"nothing\.txt: No such file"):
            reader(tmp_path / "nothing.txt")


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path):
    for reader in (read_lines, open_plain_or_gzip):
        with pytest.raises(BadFile, match="Is a directory"):
            reader(tmp_path)


def test_size_is_compared_before_the_hash(tmp_path):
    path = write(tmp_path, b"abc")
    # sha256 of "abc", from FIPS 180-2, appendix B.1.
    right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    assert difference(path, size=3, sha256=right) == ""
    assert difference(path, size=4, sha256=right) == "has 3 bytes, expected 4"
    assert "expected " + "0" * 64 in difference(path, size=3, sha256="0" * 64)
