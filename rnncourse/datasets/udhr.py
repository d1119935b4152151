"""Reader of the Universal Declaration of Human Rights in hundreds of languages."""

from collections.abc import Iterable
from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import lines_of
from rnncourse.datasets.labelled import LabelledCorpus, LabelledText
from rnncourse.datasets.packed import read_members
from rnncourse.datasets.published import Place

SHORTEST = 20  # characters of a line: "Article 12" is no sentence of any language
FEWEST = 30  # lines of a translation: some hold the whole text in one


def load(
    folder: str | Path | None = None, *, languages: Iterable[str] | None = None
) -> LabelledCorpus:
    r"""Read the declaration, a text a line, labelled with the code of its language.

    All languages say the same. So the split is one of places: the first four fifths
    of the lines of each translation are to learn from, the next tenth to choose by,
    the last to report on, and (but for a line or so, where translations count
    differently) what is said in a part is said in no other. What recurs in a later part
    all the same is taken out of the earlier one.

    Left out are lines of less than 20 characters (headings such as "Article 12", which
    look alike in many languages), and translations with less than 30 lines, one of
    which is an empty file. Some languages have several codes, for scripts or regions
    (`deu_1901`, `deu_1996`): no model can tell those apart well.

    Reference: United Nations (1948); the texts are those of the project UDHR in
    Unicode, as packed by NLTK.

    Args:
        folder: a folder with `udhr2.zip`, or with a file for each language, `eng.txt`,
            …, UTF-8. By default the catalogued corpus, which is downloaded if it is
            not on this machine.
        languages: the codes of the languages to read; all by default.

    Returns:
        The corpus; the labels are the names of the files.

    Raises:
        ValueError: if a language asked for is not there, or has too few lines.
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if the archive is missing or damaged, a file is not UTF-8, or the
            catalogued corpus has another number of files than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     text = "".join(f"Everyone may rest on day {n}.\n" for n in range(30))
        ...     _ = Path(mine, "eng.txt").write_text(text)
        ...     load(mine)
        LabelledCorpus(..., train: 24, valid: 3, test: 3 texts)
    """
    place = Place.of("udhr", folder)
    packed = place.folder / "udhr2.zip"
    source = packed if packed.is_file() else place.folder
    contents = {
        match[1]: content
        for match, content in read_members(
            source, r"([^/.][^/]*)\.txt", advice=place.advice
        )
    }
    place.check({"files": len(contents)})
    texts = {
        code: _texts(contents[code], f"{source}: {code}.txt", code, place.advice)
        for code in sorted(contents)
        if contents[code]
    }
    usable = {code for code, found in texts.items() if len(found) >= FEWEST}
    wanted = usable if languages is None else set(languages)
    if strange := sorted(wanted - usable):
        raise ValueError(
            f"There is no translation {strange[0]!r} with at least {FEWEST} lines in "
            f"{source}; there are {len(usable)}, such as "
            f"{', '.join(sorted(usable)[:5])}."
        )
    if not wanted:
        raise BadFile(f"{source} has no translation with at least {FEWEST} lines.")
    parts = _split([found for code, found in texts.items() if code in wanted])
    return LabelledCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=f"{place.describe(parts, 'lines')}, {len(wanted)} languages",
    )


def _texts(content: bytes, name: str, code: str, advice: str) -> list[LabelledText]:
    lines = (line.strip() for line in lines_of(content, name, advice=advice))
    return [LabelledText(line, code) for line in lines if len(line) >= SHORTEST]


def _split(translations: list) -> dict[str, tuple[LabelledText, ...]]:
    parts, seen = {}, set()
    for part, start, end in (("test", 90, 100), ("valid", 80, 90), ("train", 0, 80)):
        kept = tuple(
            text
            for lines in translations
            for text in lines[len(lines) * start // 100 : len(lines) * end // 100]
            if text.text not in seen
        )
        seen |= {text.text for text in kept}
        parts[part] = kept
    return {part: parts[part] for part in ("train", "valid", "test")}
