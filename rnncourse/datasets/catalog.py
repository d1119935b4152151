"""The catalogue: what every corpus is and what its files must hash to."""

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rnncourse.datasets.entries import Corpus, CorpusFile, Form, Source
from rnncourse.datasets.errors import DatasetError, UnknownCorpus

_FORMAT = 1
_HERE = Path(__file__).resolve()
# In a wheel the catalogue lies beside this module; in a checkout it stands in
# datasets/ at the top, where people look for it.
_PLACES = (
    _HERE.with_name("catalog.toml"),
    _HERE.parents[2] / "datasets" / "catalog.toml",
)
_CORPUS_KEYS = {
    "title": str,
    "task": str,
    "licence": str,
    "redistribution": bool,
    "licence_note": str,
    "homepage": str,
    "citation": list,
    "counts": dict,
}
_FORM_KEYS = {"name": str, "bytes": int, "sha256": str}


@dataclass(frozen=True)
class Catalog:
    """All corpora, in the order of the file, looked up by name.

    Example:
        >>> catalog = load_catalog()
        >>> "ptb" in catalog.names, len(catalog) == len(catalog.names)
        (True, True)
    """

    corpora: tuple[Corpus, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The short names of all corpora."""
        return tuple(corpus.name for corpus in self.corpora)

    def __len__(self) -> int:
        return len(self.corpora)

    def __iter__(self) -> Iterator[Corpus]:
        return iter(self.corpora)

    def __getitem__(self, name: str) -> Corpus:
        for corpus in self.corpora:
            if corpus.name == name:
                return corpus
        close = difflib.get_close_matches(name, self.names, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(map(repr, close))}?" if close else ""
        raise UnknownCorpus(
            f"There is no corpus {name!r}.{hint} `rnncourse data list` shows them all."
        )


def load_catalog(path: str | Path | None = None) -> Catalog:
    """Read a catalogue: the course's own, or one of yours.

    Args:
        path: a TOML file laid out like `datasets/catalog.toml`; by default the
            catalogue that comes with the package.

    Returns:
        The catalogue.

    Raises:
        DatasetError: if the file is missing or is not a catalogue; the message
            names the entry.

    Example:
        >>> load_catalog()["tinyshakespeare"].task
        'character language model'
    """
    return _own_catalog() if path is None else _read(Path(path))


@cache
def _own_catalog() -> Catalog:
    for place in _PLACES:
        if place.is_file():
            return _read(place)
    raise DatasetError(
        f"The catalogue is missing; looked for {' and '.join(map(str, _PLACES))}. "
        "Install rnncourse again."
    )


def _read(path: Path) -> Catalog:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"Cannot read the catalogue {path}: {error}") from error
    if table.pop("format", None) != _FORMAT:
        raise DatasetError(f"{path} is not a catalogue of format {_FORMAT}.")
    return Catalog(
        tuple(_corpus(name, entry, f"{path}: {name}") for name, entry in table.items())
    )


def _corpus(name: str, entry: dict, place: str) -> Corpus:
    _check_name(name, place)
    _check_keys(entry, _CORPUS_KEYS, {"files", "manual"}, place)
    facts = {key: entry[key] for key in _CORPUS_KEYS}
    files = tuple(_file(file, place) for file in entry.get("files", ()))
    if not files:
        raise DatasetError(f"{place}: a corpus needs at least one [[{name}.files]].")
    return Corpus(
        **{**facts, "citation": tuple(entry["citation"])},
        name=name,
        files=files,
        manual=entry.get("manual", ""),
    )


def _file(entry: dict, place: str) -> CorpusFile:
    others = entry.get("alternates", ())
    packed = {key: value for key, value in entry.items() if key != "alternates"}
    return CorpusFile(tuple(_form(form, place) for form in (packed, *others)))


def _form(entry: dict, place: str) -> Form:
    _check_keys(entry, _FORM_KEYS, {"urls"}, place)
    _check_name(entry["name"], place)
    if not re.fullmatch("[0-9a-f]{64}", entry["sha256"]):
        raise DatasetError(f"{place}: {entry['name']}: sha256 needs 64 hex digits.")
    sources = tuple(Source.parse(url) for url in entry.get("urls", ()))
    for source in sources:
        if not source.url.startswith(("http://", "https://")):
            raise DatasetError(f"{place}: {source.url} is not an http(s) address.")
    return Form(entry["name"], entry["bytes"], entry["sha256"], sources)


def _check_keys(entry: dict, wanted: dict, allowed: set, place: str) -> None:
    for key, kind in wanted.items():
        if not isinstance(entry.get(key), kind):
            raise DatasetError(f"{place}: {key!r} is missing or not a {kind.__name__}.")
    if strange := entry.keys() - wanted.keys() - allowed:
        raise DatasetError(f"{place}: unknown key {sorted(strange)[0]!r}.")


def _check_name(name: str, place: str) -> None:
    # Names become folders and files below the cache: nothing may climb out of it.
    if name != Path(name).name or name.startswith(".") or "\\" in name:
        raise DatasetError(f"{place}: {name!r} is not a plain file name.")
