"""Reading words and tags in columns, as the CoNLL shared tasks wrote them."""

from collections.abc import Iterable
from pathlib import Path

from rnncourse.datasets.errors import BadFile, BadTags
from rnncourse.datasets.files import read_lines
from rnncourse.datasets.labelled import TaggedSentence
from rnncourse.datasets.schemes import chunks


def read_columns(
    path: str | Path,
    *,
    word: int = 0,
    tag: int = -1,
    scheme: str | None = None,
    skip: Iterable[str] = ("-DOCSTART-",),
    advice: str = "Correct the file.",
) -> tuple[TaggedSentence, ...]:
    r"""Read one word a line with its tags, a blank line after each sentence.

    Columns are separated by spaces or tabs. Blank lines may come in numbers and hold
    spaces, and the last may be missing. All lines must have the same number of
    columns: otherwise a word that lacks its last tag would take another column for it.

    Reference: Tjong Kim Sang & De Meulder (2003), Introduction to the CoNLL-2003
    Shared Task, section 2.

    Args:
        path: a file, plain or gzip, UTF-8.
        word: the column of the word; -1 is the last.
        tag: the column of the tag.
        scheme: `"IOB1"`, `"IOB2"` or `"IOBES"` to check the tags of every sentence;
            None if they are no chunks, or not to be checked.
        skip: lines that begin with one of these words are left out, as if blank.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The sentences, with tags as they stand in the file.

    Raises:
        ValueError: if there is no such scheme.
        BadFile: if the file cannot be read, has a line with another number of columns
            than the first or without the columns asked for, a byte order mark, or tags
            that are not in the scheme; the message names the line.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "mine.txt").write_text("Ada B-PER\nsings O\n\nHo O\n")
        ...     read_columns(Path(folder, "mine.txt"), scheme="IOB2")[0]
        TaggedSentence(words=('Ada', 'sings'), tags=('B-PER', 'O'))
    """
    if scheme is not None:
        chunks((), scheme)  # there must be such a scheme
    skip, width = frozenset(skip), None
    sentences, words, tags = [], [], []
    for number, line in enumerate((*read_lines(path, advice=advice), ""), 1):
        fields = line.replace("\t", " ").split(" ")  # and at no other white space
        fields = [field for field in fields if field]
        if not fields or fields[0] in skip:
            if words:
                _check_tags(tags, scheme, path, number - len(tags), advice)
                sentences.append(TaggedSentence(tuple(words), tuple(tags)))
            words, tags = [], []
            continue
        if "\ufeff" in line:  # at the front of a file `read_lines` finds it
            raise BadFile(
                f"{path}, line {number}: a byte order mark, as where two files were "
                f"joined. {advice}"
            )
        width = width or len(fields)
        try:
            words.append(fields[word])
            tags.append(fields[tag])
        except IndexError:
            width = None
        if len(fields) != width or (word - tag) % width == 0:
            raise BadFile(
                f"{path}, line {number}: {len(fields)} columns, {line[:60]!r}, where "
                f"every line must have as many as the first, and a word (column "
                f"{word}) beside a tag (column {tag}). {advice}"
            )
    if not sentences:
        raise BadFile(f"{path} has no sentence. {advice}")
    return tuple(sentences)


def _check_tags(tags, scheme, path, first, advice) -> None:
    if scheme is None:
        return
    try:
        chunks(tags, scheme)
    except BadTags as error:
        raise BadFile(
            f"{path}, line {first + error.position}: {error} {advice}"
        ) from error
