"""Reading labelled texts: one a line, one a file, one a row of a table."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import lines_of, read_lines
from rnncourse.datasets.labelled import LabelledText
from rnncourse.datasets.packed import read_members


def read_label_first(
    path: str | Path, *, advice: str = "Correct the file."
) -> tuple[LabelledText, ...]:
    r"""Read one example a line: the label, white space, the text.

    Args:
        path: a file, plain or gzip, UTF-8. Blank lines are left out.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The texts, without white space at their ends.

    Raises:
        BadFile: if the file cannot be read, or a label has no text behind it; the
            message names the line.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "mine.txt").write_text("1 a joy\n0 no joy\n")
        ...     read_label_first(Path(folder, "mine.txt"))[1]
        LabelledText(text='no joy', label='0')
    """
    texts = []
    for number, line in enumerate(read_lines(path, advice=advice), 1):
        if not line.strip():
            continue
        label, *rest = line.split(maxsplit=1)
        if not rest:
            raise BadFile(
                f"{path}, line {number}: {label!r} stands alone, where a label and a "
                f"text were expected. {advice}"
            )
        texts.append(LabelledText(rest[0].strip(), label))
    return tuple(texts)


def read_label_files(
    files: Mapping[str, str | Path], *, advice: str = "Correct the file."
) -> tuple[LabelledText, ...]:
    r"""Read one text a line from several files, each of which has one label.

    Args:
        files: a file for every label, plain or gzip, UTF-8. Blank lines are left out.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The texts, file by file, without white space at their ends.

    Raises:
        BadFile: if a file cannot be read or holds no text.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "Elvish.txt").write_text("Luthien\n\nElrond\n")
        ...     files = {path.stem: path for path in Path(folder).glob("*.txt")}
        ...     read_label_files(files)[1]
        LabelledText(text='Elrond', label='Elvish')
    """
    return tuple(
        LabelledText(line.strip(), label)
        for label, path in files.items()
        for line in read_lines(path, advice=advice)
        if line.strip()
    )


def read_text_folders(
    path: str | Path,
    *,
    parts: Sequence[str] = ("train", "test"),
    labels: Sequence[str] = ("neg", "pos"),
    advice: str = "Correct the file.",
) -> dict[str, tuple[LabelledText, ...]]:
    r"""Read whole documents from folders `part/label/name.txt`, or from an archive.

    Args:
        path: the folder above the parts, or a zip or tar file that holds them; an
            archive is read as it is, not unpacked.
        parts: the names of the folders of the parts.
        labels: the names of the folders of the labels. Other folders are left out.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The texts of every part, by label and by name of the file, where numbers count
        as numbers (`2_9.txt` before `10_1.txt`).

    Raises:
        BadFile: if the archive is damaged, a document is empty or not UTF-8, or a
            part lacks a label; the message names the file.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     for label in ("neg", "pos"):
        ...         Path(folder, "train", label).mkdir(parents=True)
        ...         file = Path(folder, "train", label, "1.txt")
        ...         _ = file.write_text(f"So {label}!")
        ...     read_text_folders(folder, parts=["train"])["train"][0]
        LabelledText(text='So neg!', label='neg')
    """
    one = "({})/({})/([^/.][^/]*)\\.txt".format("|".join(parts), "|".join(labels))
    found = {(part, label): {} for part in parts for label in labels}
    for match, content in read_members(path, one, advice=advice):
        lines = lines_of(content, f"{path}: {match[0]}", advice=advice)
        found[match[1], match[2]][match[3]] = "\n".join(lines).strip()
    for (part, label), documents in found.items():
        if not documents:
            raise BadFile(f"{path} has no file {part}/{label}/*.txt. {advice}")
    return {
        part: tuple(
            LabelledText(found[part, label][name], label)
            for label in labels
            for name in sorted(found[part, label], key=_by_number)
        )
        for part in parts
    }


def _by_number(name: str) -> list:
    # Pieces of text and of digits alternate, so like is compared with like.
    pieces = re.split(r"(\d+)", name)
    return [int(p) if n % 2 else p for n, p in enumerate(pieces)]


def read_csv(
    path: str | Path,
    *,
    text: str = "text",
    label: str = "label",
    advice: str = "Correct the file.",
) -> tuple[LabelledText, ...]:
    r"""Read a table with a header: one column of texts, one of labels.

    Fields are separated by commas; in double quotes they may hold commas, and ends of
    lines.

    Args:
        path: a file, plain or gzip, UTF-8.
        text: the heading of the column of texts.
        label: the heading of the column of labels.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The texts, without white space at their ends.

    Raises:
        BadFile: if the file cannot be read, lacks a column, or has a row with another
            number of fields or with an empty text or label; the message names the line.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     mine = Path(folder, "mine.csv")
        ...     _ = mine.write_text('text,label\n"Yes, yes",en\n')
        ...     read_csv(mine)
        (LabelledText(text='Yes, yes', label='en'),)
    """
    lines = (line + "\n" for line in read_lines(path, advice=advice))
    rows = csv.reader(lines, strict=True)
    texts = []
    try:
        header = next(rows)
        for heading in (text, label):
            if heading not in header:
                raise BadFile(
                    f"{path}, line 1: no column {heading!r}; there are "
                    f"{', '.join(map(repr, header))}. {advice}"
                )
        columns = header.index(text), header.index(label)
        for row in rows:
            if not row:
                continue
            pair = [row[c].strip() for c in columns] if len(row) == len(header) else []
            if not all(pair or [""]):
                raise BadFile(
                    f"{path}, line {rows.line_num}: {len(row)} fields, {row[:4]}, "
                    f"where {len(header)} were expected, and none empty. {advice}"
                )
            texts.append(LabelledText(*pair))
    except csv.Error as error:
        raise BadFile(f"{path}, line {rows.line_num}: {error}. {advice}") from error
    return tuple(texts)
