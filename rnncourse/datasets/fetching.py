"""Bringing the missing files of one corpus into the cache."""

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import filelock

from rnncourse.datasets.archive import extract
from rnncourse.datasets.download import download
from rnncourse.datasets.entries import Corpus, CorpusFile, Form, Source
from rnncourse.datasets.errors import BadFile, CacheNotWritable, DownloadFailed
from rnncourse.datasets.files import difference
from rnncourse.datasets.places import present

_ASIDE = ".unpacking-"


def fetch_missing(corpus: Corpus, folder: Path, *, progress: bool = True) -> None:
    """Download what a folder lacks of a corpus; one process does it at a time.

    Args:
        corpus: an entry of the catalogue.
        folder: where its files go; it is created.
        progress: whether to show progress on the error stream.

    Raises:
        DownloadFailed: if a file cannot be had from any of its addresses; files that
            arrived before stay.
        CacheNotWritable: if the folder cannot be written to.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     fetch_missing(load_catalog()["conll2003"], Path(folder) / "conll2003")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.DownloadFailed: eng.testa.gz has no download
        address
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder, progress):
            for left_behind in folder.glob(f"{_ASIDE}*"):  # by a process that died
                shutil.rmtree(left_behind, ignore_errors=True)
            _Errand(folder, progress).run(corpus)
    except OSError as error:
        raise CacheNotWritable(
            f"Cannot write to {folder}: {error.strerror or error}. Make room there, "
            "or set RNNCOURSE_CACHE to a folder you may write to."
        ) from error


@contextmanager
def _alone(folder: Path, progress: bool) -> Iterator[None]:
    lock = filelock.FileLock(folder.with_name(f".{folder.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        if progress:
            print(
                f"Another process is downloading {folder.name!r}; waiting for it.",
                file=sys.stderr,
            )
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


class _Errand:
    """One fetch: remembers the archives it has and the addresses that failed."""

    def __init__(self, folder: Path, progress: bool):
        self.folder = folder
        self.progress = progress
        self.archives: dict[str, Path] = {}
        self.given_up: dict[str, str] = {}

    def run(self, corpus: Corpus) -> None:
        lacking = [file for file in corpus.files if not present(file, self.folder)]
        try:
            # First what can be had, so that what is left is for the reader to do.
            for file in sorted(lacking, key=lambda file: not file.sources):
                self._get_from_anywhere(file)
        finally:
            for archive in self.archives.values():
                archive.unlink(missing_ok=True)

    def _get_from_anywhere(self, file: CorpusFile) -> None:
        if not file.sources:
            raise DownloadFailed(f"{file.name} has no download address")
        reasons = []
        for form, source in file.sources:
            try:
                return self._get(form, source)
            except DownloadFailed as error:
                self.given_up[source.url] = str(error)
                reasons.append(str(error))
        raise DownloadFailed("; ".join(reasons))

    def _get(self, form: Form, source: Source) -> None:
        if source.url in self.given_up:
            raise DownloadFailed(self.given_up[source.url])
        target = self.folder / form.name
        if source.member is None:
            download(
                source.url,
                target=target,
                size=form.size,
                sha256=form.sha256,
                progress=self.progress,
            )
            return
        archive = self._archive(source.url)
        try:
            self._take_out(archive, source.member, form, target)
        except BadFile as error:
            raise DownloadFailed(f"{source.url}: {error}") from error

    def _archive(self, url: str) -> Path:
        # The catalogue need not know an archive's hash: what is taken out of it is
        # hashed. Several files come out of one archive, so it stays till the end.
        mark = hashlib.sha256(url.encode()).hexdigest()[:8]
        archive = self.folder / f".{mark}-{PurePosixPath(url).name}"
        self.archives[url] = archive
        if not archive.is_file():
            download(url, target=archive, progress=self.progress)
        return archive

    def _take_out(self, archive: Path, member: str, form: Form, target: Path) -> None:
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=_ASIDE) as aside:
            (path,) = extract(archive, aside, members=[member])
            if wrong := difference(path, size=form.size, sha256=form.sha256):
                raise BadFile(f"its member {member} {wrong}")
            os.replace(path, target)
