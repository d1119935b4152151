"""Reading many small files, whether they lie in a folder or in an archive."""

import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rnncourse.datasets.archive import DAMAGE
from rnncourse.datasets.errors import BadFile


def read_members(
    path: str | Path, pattern: str, *, advice: str = "Copy it again."
) -> Iterator[tuple[re.Match, bytes]]:
    r"""Read the files of a folder or an archive whose names fit a pattern.

    Nothing is written, so an archive may call its members whatever it likes.

    Args:
        path: a folder, a zip or a tar file, compressed or not.
        pattern: a regular expression. It must match the end of a name (below the
            folder, or in the archive, with `/` between its parts) from some part on.
        advice: what the reader of the error message should do; it ends the message.

    Yields:
        The match and the bytes of each file: in alphabetical order from a folder,
        in its own order from an archive.

    Raises:
        BadFile: if the folder or archive is missing or damaged, or has no such file.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with zipfile.ZipFile(Path(folder, "names.zip"), "w") as out:
        ...         out.writestr("data/Elvish.txt", "Luthien")
        ...         out.writestr("data/notes.md", "made up")
        ...     found = list(read_members(Path(folder, "names.zip"), r"(\w+)\.txt"))
        >>> [(match[1], content) for match, content in found]
        [('Elvish', b'Luthien')]
    """
    path = Path(path)
    wanted = re.compile(rf"(?:.*/)?{pattern}")
    found = False
    try:
        for name, read in _files(path):
            if match := wanted.fullmatch(name):
                found = True
                yield match, read()
    except FileNotFoundError as error:
        raise BadFile(f"Cannot read {path}: it does not exist. {advice}") from error
    except DAMAGE as error:
        reason = str(error).partition("\n")[0]
        raise BadFile(f"{path} is damaged or no archive: {reason}. {advice}") from error
    if not found:
        raise BadFile(f"{path} holds no file whose name fits {pattern}. {advice}")


def _files(path: Path) -> Iterator[tuple]:
    """Give the name of each file and a function that reads it."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file():
                yield file.relative_to(path).as_posix(), file.read_bytes
    elif path.exists() and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as opened:
            for member in opened.infolist():
                if not member.is_dir():
                    yield _normal(member.filename), lambda m=member: opened.read(m)
    else:
        with tarfile.open(path) as opened:
            for member in opened:
                if member.isreg():
                    yield (
                        _normal(member.name),
                        lambda m=member: opened.extractfile(m).read(),
                    )


def _normal(name: str) -> str:
    return str(PurePosixPath(name))
