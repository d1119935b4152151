"""Taking files out of archives that somebody else packed."""

import gzip
import lzma
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from rnncourse.datasets.errors import BadFile

# Damage shows as whatever the decompressor stumbles over first.
DAMAGE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
)


def extract(
    archive: str | Path, folder: str | Path, *, members: Iterable[str] | None = None
) -> tuple[Path, ...]:
    """Extract a zip or tar archive, trusting nothing that it says.

    An archive is a list of names and contents, and a name may be anything:
    `/etc/passwd`, `../../.profile`, a link that points outside and through which
    the next member writes. Absolute names, names with `..`, links and devices are
    refused before a single byte is written. Files are first unpacked aside; the
    folder receives all of them or none.

    Args:
        archive: a `.zip` file or a tar file, compressed or not.
        folder: where the files go; it is created.
        members: the files to extract, by their names in the archive (a leading `./`
            does not matter); by default all.

    Returns:
        The paths of the extracted files, in the order asked for.

    Raises:
        BadFile: if the archive is damaged, lacks a member, or is hostile.

    Example:
        >>> import tempfile, zipfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     archive = Path(folder) / "corpus.zip"
        ...     with zipfile.ZipFile(archive, "w") as out:
        ...         out.writestr("data/train.txt", "the cat")
        ...     [path.name for path in extract(archive, Path(folder) / "here")]
        ['train.txt']
    """
    archive, folder = Path(archive), Path(folder)
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as opened:
                return _extract(_ZipMembers(opened), archive, folder, members)
        with tarfile.open(archive) as opened:
            return _extract(_TarMembers(opened), archive, folder, members)
    except DAMAGE as error:
        raise BadFile(f"{archive.name} is damaged or no archive: {error}") from error


class _ZipMembers:
    """The files of a zip, by normalised name."""

    def __init__(self, opened):
        self.opened = opened
        self.files = {_normal(m.filename): m for m in opened.infolist()}
        self.files = {n: m for n, m in self.files.items() if not m.is_dir()}

    def refusal(self, member):
        # The upper half of external_attr holds the Unix mode; 0o12 marks a link.
        if member.external_attr >> 28 == 0o12:
            return "is a link"
        return _bad_name(member.filename)

    def open(self, member):
        return self.opened.open(member)


class _TarMembers:
    """The files of a tar, by normalised name."""

    def __init__(self, opened):
        self.opened = opened
        self.files = {_normal(m.name): m for m in opened if not m.isdir()}

    def refusal(self, member):
        if not member.isreg():
            return "is a link" if member.islnk() or member.issym() else "is a device"
        return _bad_name(member.name)

    def open(self, member):
        # Only the content is copied out. No owner, mode or link of the archive is
        # ever applied, which is stricter than the library's filter="data".
        return self.opened.extractfile(member)


def _extract(found, archive, folder, wanted):
    names = list(found.files) if wanted is None else [_normal(n) for n in wanted]
    for name in names:
        if name not in found.files:
            raise BadFile(f"{archive.name} has no member {name!r}.")
        if why := found.refusal(found.files[name]):
            raise BadFile(f"{archive.name} is refused: its member {name!r} {why}.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unpacking-") as aside:
        for name in names:
            target = Path(aside, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            with found.open(found.files[name]) as source, open(target, "wb") as out:
                shutil.copyfileobj(source, out)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            Path(aside, name).replace(folder / name)
    return tuple(folder / name for name in names)


def _normal(name):
    return str(PurePosixPath(name))


def _bad_name(name):
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or name[1:2] == ":":
        return "has an absolute name"
    if not path.parts:
        return "has no name"
    return "climbs out with '..'" if ".." in path.parts else None
