"""Archives that mean no good."""

import io
import tarfile
import zipfile

import pytest

from rnncourse.datasets import BadFile
from rnncourse.datasets.archive import extract

HOSTILE_NAMES = {
    "/etc/evil.txt": "absolute",
    "../evil.txt": r"'\.\.'",
    "data/../../evil.txt": r"'\.\.'",
    "C:/evil.txt": "absolute",
    "..\\evil.txt": r"'\.\.'",
}


def make_tar(path, members, mode="w:gz"):
    """Members are (name, content or a link's target, type)."""
    with tarfile.open(path, mode) as archive:
        for name, content, kind in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            if kind == tarfile.REGTYPE:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
            else:
                info.linkname = content
                archive.addfile(info)
    return path


def make_zip(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo("x")
            info.filename = name  # the constructor would tidy it up
            archive.writestr(info, content)
    return path


def names_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_members_of_a_tar_come_out_in_the_order_asked_for(tmp_path, mode):
    files = [
        ("./set/data/a.txt", b"a", tarfile.REGTYPE),
        ("./set/data/b.txt", b"b", tarfile.REGTYPE),
        ("./set/c.txt", b"c", tarfile.REGTYPE),
    ]
    archive = make_tar(tmp_path / "set.tar", files, mode)

    wanted = ["set/data/b.txt", "./set/data/a.txt"]
    paths = extract(archive, tmp_path / "out", members=wanted)

    assert [path.read_bytes() for path in paths] == [b"b", b"a"]
    assert names_below(tmp_path / "out") == [
        "set",
        "set/data",
        "set/data/a.txt",
        "set/data/b.txt",
    ]


def test_all_files_of_a_zip_come_out(tmp_path):
    archive = make_zip(tmp_path / "set.zip", [("d/", b""), ("d/a.txt", b"a")])

    assert [path.read_bytes() for path in extract(archive, tmp_path / "out")] == [b"a"]


@pytest.mark.parametrize(("name", "why"), HOSTILE_NAMES.items())
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_outside_are_refused(tmp_path, name, why, kind):
    members = [("good.txt", b"good"), (name, b"evil")]
    if kind == "zip":
        archive = make_zip(tmp_path / "evil.zip", members)
    else:
        tarred = [(name, content, tarfile.REGTYPE) for name, content in members]
        archive = make_tar(tmp_path / "evil.tgz", tarred)

    with pytest.raises(BadFile, match=why):
        extract(archive, tmp_path / "deep" / "out")
    # Not even the good member was written, and nothing anywhere else.
    assert names_below(tmp_path) == [archive.name]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.FIFOTYPE, "device"),
        (tarfile.CHRTYPE, "device"),
    ],
)
def test_links_and_devices_in_a_tar_are_refused(tmp_path, kind, why):
    members = [("good.txt", b"good", tarfile.REGTYPE), ("door", "/etc", kind)]
    archive = make_tar(tmp_path / "evil.tgz", members)

    with pytest.raises(BadFile, match=why):
        extract(archive, tmp_path / "out")
    assert names_below(tmp_path) == ["evil.tgz"]


def test_a_symbolic_link_in_a_zip_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        info = zipfile.ZipInfo("door")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc")

    with pytest.raises(BadFile, match="link"):
        extract(tmp_path / "evil.zip", tmp_path / "out")


def test_good_members_can_be_taken_from_an_archive_that_also_has_links(tmp_path):
    members = [
        ("good.txt", b"good", tarfile.REGTYPE),
        ("door", "/etc", tarfile.SYMTYPE),
    ]
    archive = make_tar(tmp_path / "mixed.tgz", members)

    (path,) = extract(archive, tmp_path / "out", members=["good.txt"])

    assert path.read_bytes() == b"good"
    assert names_below(tmp_path / "out") == ["good.txt"]


def test_a_missing_member_is_named(tmp_path):
    archive = make_zip(tmp_path / "set.zip", [("a.txt", b"a")])

    with pytest.raises(BadFile, match=r"set\.zip has no member 'b\.txt'"):
        extract(archive, tmp_path / "out", members=["b.txt"])


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize("damage", ["cut off", "overwritten", "not an archive"])
def test_a_damaged_archive_leaves_no_file(tmp_path, kind, damage):
    content = bytes(range(256)) * 400
    if kind == "zip":
        archive = make_zip(tmp_path / "set.zip", [("a.bin", content)])
    else:
        archive = make_tar(tmp_path / "set", [("a.bin", content, tarfile.REGTYPE)])
    whole = bytearray(archive.read_bytes())
    if damage == "cut off":
        whole = whole[: len(whole) // 2]
    elif damage == "overwritten":
        middle = len(whole) // 2
        whole[middle : middle + 40] = b"\xff" * 40
    else:
        whole = b"<html>moved</html>" * 100
    archive.write_bytes(whole)

    with pytest.raises(BadFile, match="damaged"):
        extract(archive, tmp_path / "out")
    assert not any(path.is_file() for path in (tmp_path / "out").rglob("*"))
