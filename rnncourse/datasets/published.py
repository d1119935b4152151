"""Where the files of a corpus lie, and whether they are whole."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from rnncourse.datasets import store
from rnncourse.datasets.catalog import load_catalog
from rnncourse.datasets.errors import BadFile


@dataclass(frozen=True)
class Place:
    """Where a reader finds its files, and what it tells a user about bad ones.

    Attributes:
        folder: that holds the files.
        catalogued: whether this is the corpus of the catalogue, and not a user's.
        name: of the corpus in the catalogue, or of the user's folder.
        title: for descriptions.
        advice: the end of error messages.

    Example:
        >>> Place.of("ptb", "mine").title
        "text from 'mine'"
    """

    folder: Path
    catalogued: bool
    name: str
    title: str
    advice: str

    @classmethod
    def of(cls, name: str, folder: str | Path | None, *, what: str = "text") -> "Place":
        """Take a user's folder, or else find or fetch the corpus of the catalogue.

        Args:
            name: of the corpus in the catalogue.
            folder: the user's folder, if any.
            what: a folder of a user holds, for descriptions.

        Returns:
            The place.

        Raises:
            CorpusNotFound: if no folder is given and the corpus cannot be had.
        """
        if folder is None:
            title = load_catalog()[name].title
            advice = f"Delete it and run `rnncourse data fetch {name}`."
            return cls(store.fetch(name), True, name, title, advice)
        folder = Path(folder)
        title = f"{what} from {folder.name!r}"
        return cls(folder, False, folder.name, title, "Correct the file.")

    def file(self, *names: str) -> Path:
        """Find a file by any of its names, plain or with `.gz` at the end.

        Args:
            names: what it may be called; shell patterns will do.

        Returns:
            The path of the first that is there.

        Raises:
            BadFile: if none is there, or two fit one pattern.
        """
        for name in names:
            for end in ("", ".gz"):
                found = sorted(self.folder.glob(name + end))
                if len(found) > 1:
                    shown = ", ".join(path.name for path in found)
                    raise BadFile(
                        f"{self.folder} has {shown} where one file was expected. "
                        "Leave one of them there."
                    )
                if found:
                    return found[0]
        raise BadFile(
            f"A file is missing: {self.folder} has none of {', '.join(names)}, plain "
            "or with .gz at the end. Put one of them there."
        )

    def check(self, found: Mapping[str, int]) -> None:
        """Compare counts with the published ones, if this is the catalogued corpus.

        Args:
            found: what was counted, by the names in the catalogue.

        Raises:
            BadFile: if a count differs: the files are others, or not whole.
        """
        if not self.catalogued:
            return
        published = load_catalog()[self.name].counts
        for what, count in found.items():
            if count != published[what]:
                raise BadFile(
                    f"{self.folder} has {count:,} {what.replace('_', ' ')} where "
                    f"{published[what]:,} were published: it is another corpus or a "
                    f"part of it. {self.advice}"
                )

    def describe(self, parts: Mapping[str, Collection], unit: str) -> str:
        """Say in one line what was read.

        Args:
            parts: the parts of the corpus.
            unit: what their members are, in the plural.

        Returns:
            The line.
        """
        counts = " / ".join(f"{len(part):,}" for part in parts.values())
        return f"{self.title}: {counts} {unit} ({' / '.join(parts)})"
