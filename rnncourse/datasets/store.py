"""The store: where a corpus is on this machine, and how it gets here."""

from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rnncourse.datasets.catalog import Catalog, load_catalog
from rnncourse.datasets.entries import CorpusFile
from rnncourse.datasets.errors import CorpusNotFound, DownloadFailed
from rnncourse.datasets.fetching import fetch_missing
from rnncourse.datasets.files import difference, open_plain_or_gzip
from rnncourse.datasets.places import (
    GENERATED,
    cache_folder,
    folders_of,
    generated_only,
    how_to_get,
    missing,
    present,
)


@dataclass(frozen=True)
class FileCheck:
    """What `verify` found out about one file.

    Attributes:
        file: its name in the catalogue.
        path: where it was found; None if it was not.
        problem: what is wrong with it; empty if it is right.

    Example:
        >>> FileCheck("ptb.test.txt.gz", None, "is missing").problem
        'is missing'
    """

    file: str
    path: Path | None
    problem: str = ""


def find(name: str, *, catalog: Catalog | None = None) -> Path | None:
    """Look for a corpus on this machine: in `$RNNCOURSE_DATA`, then in the cache.

    Nothing is downloaded and nothing is hashed; a folder counts when every file of
    the corpus is in it in one of its forms. With `RNNCOURSE_DATA=generated` nothing
    is ever found.

    Args:
        name: a corpus of the catalogue.
        catalog: another catalogue than the course's own.

    Returns:
        The folder, or None.

    Raises:
        UnknownCorpus: if the catalogue has no such corpus.
        DatasetError: if `RNNCOURSE_DATA` names a folder that does not exist.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     find("ptb") is None
        True
    """
    corpus = _catalog(catalog)[name]
    for folder in folders_of(corpus):
        if not missing(corpus, folder):
            return folder
    return None


def where(name: str, *, catalog: Catalog | None = None) -> Path:
    """The folder in which a corpus lies, or else the one to put it into.

    Args:
        name: a corpus of the catalogue.
        catalog: another catalogue than the course's own.

    Returns:
        The folder; it need not exist.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> settings = {"RNNCOURSE_DATA": "generated", "RNNCOURSE_CACHE": "/tmp/c"}
        >>> with mock.patch.dict(os.environ, settings):
        ...     where("ptb").parts[-2:]
        ('c', 'ptb')
    """
    return find(name, catalog=catalog) or cache_folder() / name


def fetch(name: str, *, catalog: Catalog | None = None, progress: bool = True) -> Path:
    """Find a corpus on this machine, or else download it into the cache.

    The addresses of the catalogue are tried in order. A file gets its final name
    only when its size and hash agree, so half a download never passes for a corpus.
    A second process that wants the same corpus waits for the first.

    Args:
        name: a corpus of the catalogue.
        catalog: another catalogue than the course's own.
        progress: whether to show progress on the error stream.

    Returns:
        The folder of the corpus.

    Raises:
        CorpusNotFound: if it is not here and cannot be had; the message names the
            command, the address and the folder to put the files into.
        CacheNotWritable: if the cache cannot be written to.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     fetch("ptb")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.CorpusNotFound: RNNCOURSE_DATA=generated hides
        all real corpora, 'ptb' too. ...
    """
    corpus = _catalog(catalog)[name]
    if found := find(name, catalog=catalog):
        return found
    if generated_only():
        raise CorpusNotFound(
            f"RNNCOURSE_DATA={GENERATED} hides all real corpora, {name!r} too. Unset "
            "it to use the corpus."
        )
    folder = cache_folder() / name
    try:
        fetch_missing(corpus, folder, progress=progress)
    except DownloadFailed as error:
        raise CorpusNotFound(how_to_get(corpus, because=str(error))) from error
    return folder


def verify(name: str, *, catalog: Catalog | None = None) -> tuple[FileCheck, ...]:
    """Compare every file of a corpus with the size and hash in the catalogue.

    Args:
        name: a corpus of the catalogue.
        catalog: another catalogue than the course's own.

    Returns:
        One check a file, in the order of the catalogue.

    Raises:
        CorpusNotFound: if no file of the corpus is on this machine.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     verify("ptb")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.CorpusNotFound: The corpus 'ptb' ...
    """
    corpus = _catalog(catalog)[name]
    folders = folders_of(corpus)
    # A folder that lacks a file is not found, but it is what the reader asks about.
    folder = min(folders, key=lambda f: len(missing(corpus, f)), default=None)
    if folder is None or len(missing(corpus, folder)) == len(corpus.files):
        raise CorpusNotFound(how_to_get(corpus))
    return tuple(_check(file, folder) for file in corpus.files)


def open_text(
    name: str, file: str, *, encoding: str = "utf-8", catalog: Catalog | None = None
) -> TextIO:
    """Open a text file of a corpus on this machine, whether it is plain or gzip.

    Args:
        name: a corpus of the catalogue.
        file: the file, by the name of any of its forms.
        encoding: of the text.
        catalog: another catalogue than the course's own.

    Returns:
        An open text file; use it in a `with` statement.

    Raises:
        CorpusNotFound: if the corpus is not on this machine.

    Example:
        >>> import os
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     open_text("ptb", "ptb.test.txt")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.CorpusNotFound: The corpus 'ptb' ...
    """
    corpus = _catalog(catalog)[name]
    wanted = corpus.file(file)
    folder = find(name, catalog=catalog)
    if folder is None:
        raise CorpusNotFound(how_to_get(corpus))
    _, path = present(wanted, folder)
    return open_plain_or_gzip(path, encoding=encoding)


def _catalog(catalog: Catalog | None) -> Catalog:
    return load_catalog() if catalog is None else catalog


def _check(file: CorpusFile, folder: Path) -> FileCheck:
    if (found := present(file, folder)) is None:
        return FileCheck(file.name, None, "is missing")
    form, path = found
    try:
        wrong = difference(path, size=form.size, sha256=form.sha256)
    except OSError as error:
        wrong = f"cannot be read: {error.strerror or error}"
    return FileCheck(file.name, path, wrong)
