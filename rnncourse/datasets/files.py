"""Opening and checking single files: plain or gzip, whole or damaged."""

import gzip
import hashlib
import io
import zlib
from pathlib import Path
from typing import TextIO

from rnncourse.datasets.errors import BadFile

_GZIP_MAGIC = b"\x1f\x8b"
_FOREIGN_MARKS = {
    b"\xef\xbb\xbf": "a UTF-8 byte order mark",
    b"\xff\xfe": "a UTF-16 byte order mark",
    b"\xfe\xff": "a UTF-16 byte order mark",
}


def sha256_of(path: str | Path) -> str:
    """Hash a file without holding it in memory.

    Args:
        path: the file.

    Returns:
        The sha256 as 64 hexadecimal digits.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "empty.txt"
        ...     path.touch()
        ...     sha256_of(path)[:16]
        'e3b0c44298fc1c14'
    """
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def difference(
    path: str | Path, *, size: int | None = None, sha256: str | None = None
) -> str:
    """Say how a file differs from what the catalogue promises.

    Args:
        path: the file.
        size: the expected number of bytes, if known.
        sha256: the expected hash, if known.

    Returns:
        The rest of a sentence that begins with the file; empty if all agrees.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "half.txt"
        ...     _ = path.write_text("the c")
        ...     difference(path, size=7)
        'has 5 bytes, expected 7'
    """
    found = Path(path).stat().st_size
    if size is not None and found != size:
        return f"has {found:,} bytes, expected {size:,}"
    if sha256 is not None and (found := sha256_of(path)) != sha256:
        return f"has the sha256 {found}, expected {sha256}"
    return ""


def open_plain_or_gzip(path: str | Path, *, encoding: str = "utf-8") -> TextIO:
    r"""Open a text file for reading, unpacking it if it is gzip.

    The first two bytes decide, not the name: a file that some program unpacked
    without renaming it is read as what it is.

    Args:
        path: the file.
        encoding: of the text.

    Returns:
        An open text file; use it in a `with` statement.

    Raises:
        BadFile: if the file is missing.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "notes.txt.gz"
        ...     _ = path.write_bytes(gzip.compress(b"the cat\nthe dog\n"))
        ...     with open_plain_or_gzip(path) as lines:
        ...         [line.strip() for line in lines]
        ['the cat', 'the dog']
    """
    try:
        with open(path, "rb") as file:
            packed = file.read(2) == _GZIP_MAGIC
    except OSError as error:
        raise BadFile(f"Cannot read {path}: {error.strerror}.") from error
    if packed:
        return io.TextIOWrapper(gzip.open(path), encoding=encoding)
    return open(path, encoding=encoding)


def read_lines(path: str | Path, *, advice: str = "Copy it again.") -> tuple[str, ...]:
    r"""Read a UTF-8 text file, plain or gzip, and say precisely what is wrong.

    Unlike `str.splitlines` only a line feed ends a line: some corpora hold
    other separators (U+2028, form feed) inside their sentences.

    Args:
        path: the file.
        advice: what the reader of the error message should do; it ends the message.

    Returns:
        The lines, without their ends.

    Raises:
        BadFile: if the file is missing, empty, cut off, damaged, or not UTF-8; the
            message names the file, and the line and byte where that makes sense.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "notes.txt"
        ...     _ = path.write_text("the cat\nthe dog\n")
        ...     read_lines(path)
        ('the cat', 'the dog')
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadFile(f"Cannot read {path}: {reason}. {advice}") from error
    return lines_of(content, path, advice=advice)


def lines_of(
    content: bytes, name: str | Path, *, advice: str = "Copy it again."
) -> tuple[str, ...]:
    r"""Decode what was read from a text file, as `read_lines` does.

    Args:
        content: the bytes, plain or gzip, perhaps those of a member of an archive.
        name: what to call the file in error messages.
        advice: what the reader of the error message should do; it ends the message.

    Returns:
        The lines, without their ends.

    Raises:
        BadFile: as for `read_lines`.

    Example:
        >>> lines_of(b"the cat\r\nthe dog\n", "notes.txt")
        ('the cat', 'the dog')
        >>> lines_of(b"the caf\xe9", "notes.txt")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.BadFile: notes.txt is not UTF-8: line 1, byte 7 ...
    """
    try:
        text = _decoded(_unpacked(content, packed=Path(name).suffix == ".gz"))
    except _Problem as problem:
        raise BadFile(f"{name} {problem}. {advice}") from problem
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(line.removesuffix("\r") for line in lines)


class _Problem(Exception):
    """What is wrong, as the rest of a sentence that begins with the file's name."""


def _unpacked(content: bytes, *, packed: bool) -> bytes:
    if not content:
        raise _Problem("is empty (0 bytes)")
    if not content.startswith(_GZIP_MAGIC):
        if packed:
            raise _Problem("has a name that ends in .gz but is not a gzip file")
        return content
    try:
        return gzip.decompress(content)
    except EOFError as error:
        raise _Problem(
            f"is cut off: its gzip data end early, after {len(content):,} bytes"
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise _Problem(f"is damaged: {error}") from error


def _decoded(content: bytes) -> str:
    for mark, what in _FOREIGN_MARKS.items():
        if content.startswith(mark):
            raise _Problem(
                f"begins with {what}; save it as UTF-8 without one, or it would "
                "become part of the first word"
            )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _Problem(
            f"is not UTF-8: line {line}, byte {error.start} of the text is "
            f"0x{content[error.start]:02x}; convert it to UTF-8"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _Problem(f"holds a zero byte in line {line}: it is not UTF-8 text")
    if not text.strip():
        raise _Problem("holds no text, only white space")
    return text
