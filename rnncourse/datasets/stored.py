"""Files that stay where they are, in a folder or in a zip, until they are read."""

import os
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from rnncourse.datasets.archive import DAMAGE
from rnncourse.datasets.errors import BadFile


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a folder, or a member of a zip, which is not unpacked.

    It is a name and no more: thousands of them cost little, two of one file are equal,
    and they may be read by several threads or processes.

    Attributes:
        path: the file, or the zip that holds it.
        member: its name in the zip; empty for a file of its own.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with zipfile.ZipFile(Path(folder, "mine.zip"), "w") as out:
        ...         out.writestr("notes/1.txt", "the cat")
        ...     StoredFile(Path(folder, "mine.zip"), "notes/1.txt").read()
        b'the cat'
    """

    path: Path
    member: str = ""

    def read(self) -> bytes:
        """Read its content.

        Raises:
            BadFile: if it cannot be read; the message names it.
        """
        try:
            if not self.member:
                return self.path.read_bytes()
            stamp = self.path.stat()
            opened = _opened(self.path, stamp.st_mtime_ns, stamp.st_size, os.getpid())
            return opened.read(self.member)
        except (OSError, KeyError, RuntimeError, *DAMAGE) as error:
            raise BadFile(f"Cannot read {self}: {error}. Copy it again.") from error

    def __str__(self) -> str:
        return f"{self.path}: {self.member}" if self.member else str(self.path)


@lru_cache(maxsize=8)
def _opened(path: Path, changed: int, size: int, process: int) -> zipfile.ZipFile:
    # Reading the list of members takes longer than reading one of them. The stamps
    # tell a zip that was written anew, and processes must not share a file position.
    return zipfile.ZipFile(path)


def stored_files(
    path: str | Path, *, advice: str = "Copy it again."
) -> dict[StoredFile, str]:
    """List the files of a folder and of the zips that lie in it, or of one zip.

    Nothing is read or unpacked. Hidden files are left out, and so is what a Macintosh
    adds to a zip.

    Args:
        path: a folder, with folders in it or not, or a zip.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        Every file, with its name below the folder or in its zip, `/` between the parts.

    Raises:
        BadFile: if there is no such folder or zip, or a zip is damaged.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "list.txt").write_text("1")
        ...     with zipfile.ZipFile(Path(folder, "mine.zip"), "w") as out:
        ...         out.writestr("notes/1.txt", "the cat")
        ...     sorted(stored_files(folder).values())
        ['list.txt', 'notes/1.txt']
    """
    path = Path(path)
    if not path.is_dir():
        return _members(path, advice)
    found: dict[StoredFile, str] = {}
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if not file.is_file() or _hidden(name):
            continue
        if file.parent == path and file.suffix.lower() == ".zip":
            found |= _members(file, advice)
        else:
            found[StoredFile(file)] = name
    return found


def _members(path: Path, advice: str) -> dict[StoredFile, str]:
    try:
        with zipfile.ZipFile(path) as opened:
            members = [m.filename for m in opened.infolist() if not m.is_dir()]
    except FileNotFoundError as error:
        raise BadFile(f"There is no folder or zip {path}. {advice}") from error
    except (OSError, *DAMAGE) as error:
        raise BadFile(f"{path} is damaged or no zip: {error}. {advice}") from error
    return {StoredFile(path, name): name for name in members if not _hidden(name)}


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def named(files: dict[StoredFile, str], pattern: str) -> dict[str, StoredFile]:
    r"""Choose the files whose names fit a pattern.

    Args:
        files: as `stored_files` gives them.
        pattern: a regular expression with a group. It must match the end of a name
            from some part on.

    Returns:
        The files by what the group matched.

    Raises:
        BadFile: if two files have the same.

    Example:
        >>> files = {StoredFile(Path("x.zip"), "data/1.png"): "data/1.png"}
        >>> [str(file) for file in named(files, r"(\d+)\.png").values()]
        ['x.zip: data/1.png']
    """
    wanted = re.compile(rf"(?:.*/)?{pattern}")
    found: dict[str, StoredFile] = {}
    for file, name in files.items():
        if match := wanted.fullmatch(name):
            first = found.setdefault(match[1], file)
            if first is not file:
                raise BadFile(
                    f"{first} and {file} have the same name; leave one of them there."
                )
    return found


def one_of(
    files: dict[StoredFile, str], names: Iterable[str], *, path: str | Path
) -> StoredFile:
    """Choose the one file that has one of these names, plain or with `.gz`.

    Args:
        files: as `stored_files` gives them.
        names: of the file, without folders.
        path: where they lie, for error messages.

    Returns:
        The file.

    Raises:
        BadFile: if there is none, or there are two.

    Example:
        >>> files = {StoredFile(Path("mine/list.txt.gz")): "list.txt.gz"}
        >>> one_of(files, ["list.txt"], path="mine").path.name
        'list.txt.gz'
    """
    names = list(names)
    either = "|".join(map(re.escape, names))
    found = [*named(files, rf"((?:{either})(?:\.gz)?)").values()]
    if len(found) > 1:
        shown = " and ".join(map(str, found))
        raise BadFile(f"{shown} are two of one kind; leave one of them there.")
    if not found:
        raise BadFile(
            f"A file is missing: {path} has no {' or '.join(names)}, plain or with .gz "
            "at the end. Put it there."
        )
    return found[0]
