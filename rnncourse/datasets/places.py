"""The folders in which a corpus may lie, and what is in them."""

import os
from pathlib import Path

import platformdirs

from rnncourse.datasets.entries import Corpus, CorpusFile, Form
from rnncourse.datasets.errors import DatasetError

GENERATED = "generated"  # the value of RNNCOURSE_DATA that hides all real corpora


def generated_only() -> bool:
    """Whether `RNNCOURSE_DATA=generated` hides all real corpora.

    Returns:
        True if it does.

    Example:
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
        ...     generated_only()
        True
    """
    return os.environ.get("RNNCOURSE_DATA") == GENERATED


def cache_folder() -> Path:
    """The folder that holds downloaded corpora: `$RNNCOURSE_CACHE`, or the user's.

    Returns:
        The folder; it may not exist yet.

    Example:
        >>> from unittest import mock
        >>> with mock.patch.dict(os.environ, RNNCOURSE_CACHE="/tmp/corpora"):
        ...     cache_folder().name
        'corpora'
    """
    if chosen := os.environ.get("RNNCOURSE_CACHE"):
        return Path(chosen).expanduser()
    return Path(platformdirs.user_cache_dir("rnncourse", appauthor=False))


def folders_of(corpus: Corpus) -> tuple[Path, ...]:
    """The folders to look into, in order: `$RNNCOURSE_DATA`, then the cache.

    Args:
        corpus: an entry of the catalogue.

    Returns:
        The folders; none of them need exist. Nothing if only generated data is
        wanted.

    Raises:
        DatasetError: if `RNNCOURSE_DATA` names a folder that does not exist: going
            on with other data would hide a slip of the pen.

    Example:
        >>> from unittest import mock
        >>> from rnncourse.datasets import load_catalog
        >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="/no/such/folder"):
        ...     folders_of(load_catalog()["ptb"])
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.DatasetError: RNNCOURSE_DATA is '/no/such/folder',
        which is not a folder. ...
    """
    if generated_only():
        return ()
    cached = cache_folder() / corpus.name
    chosen = os.environ.get("RNNCOURSE_DATA")
    if not chosen:
        return (cached,)
    if not Path(chosen).expanduser().is_dir():
        raise DatasetError(
            f"RNNCOURSE_DATA is {chosen!r}, which is not a folder. Set it to the "
            "folder that holds the corpora, or to 'generated', or unset it."
        )
    return (Path(chosen).expanduser() / corpus.name, cached)


def present(file: CorpusFile, folder: Path) -> tuple[Form, Path] | None:
    """Find a file in a folder, in whichever of its forms is there.

    Args:
        file: a file of a corpus.
        folder: where to look.

    Returns:
        The form and the path, or None.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> file = load_catalog()["ptb"].file("ptb.test.txt")
        >>> present(file, Path("/no/such/folder")) is None
        True
    """
    for form in file.forms:
        if (path := folder / form.name).is_file():
            return form, path
    return None


def missing(corpus: Corpus, folder: Path) -> tuple[str, ...]:
    """The files of a corpus that a folder lacks.

    Args:
        corpus: an entry of the catalogue.
        folder: where to look.

    Returns:
        Their names in the catalogue.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> missing(load_catalog()["tinyshakespeare"], Path("/no/such/folder"))
        ('input.txt.gz',)
    """
    return tuple(file.name for file in corpus.files if not present(file, folder))


def how_to_get(corpus: Corpus, *, because: str = "") -> str:
    """Say what a reader can do about a corpus that is not on this machine.

    Args:
        corpus: an entry of the catalogue.
        because: why it could not be fetched, if that was tried.

    Returns:
        One line that names the command, the address and the folder.

    Example:
        >>> from rnncourse.datasets import load_catalog
        >>> print(how_to_get(load_catalog()["conll2003"]))
        The corpus 'conll2003' is not on this machine. The text needs an agreement:
        ... Put eng.testa.gz, eng.testb.gz, eng.train.gz (or the plain files) into ...
    """
    why = f" and could not be fetched ({because})" if because else ""
    said = [f"The corpus {corpus.name!r} is not on this machine{why}."]
    for folder in folders_of(corpus):
        lacking = missing(corpus, folder)
        if 0 < len(lacking) < len(corpus.files):
            said.append(f"{folder} lacks {', '.join(lacking)}.")
    addresses = dict.fromkeys(
        source.url for file in corpus.files for _, source in file.sources
    )
    if addresses:
        shown = " or ".join(list(addresses)[:2])
        said.append(
            f"Run `rnncourse data fetch {corpus.name}` with a network, or download "
            f"{shown} by hand."
        )
    if corpus.manual:
        said.append(corpus.manual)
    names = ", ".join(file.name for file in corpus.files)
    if len(corpus.files) > 5:
        names = f"its {len(corpus.files)} files ({corpus.files[0].name}, ...)"
    if any(len(file.forms) > 1 for file in corpus.files):
        names += " (or the plain files)"
    said.append(f"Put {names} into {cache_folder() / corpus.name}.")
    return " ".join(said)
