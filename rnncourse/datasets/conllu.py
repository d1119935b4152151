"""Reading CoNLL-U, the format of the Universal Dependencies treebanks."""

from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import read_lines
from rnncourse.datasets.labelled import TaggedSentence

COLUMNS = (
    "id",
    "form",
    "lemma",
    "upos",
    "xpos",
    "feats",
    "head",
    "deprel",
    "deps",
    "misc",
)
# In these columns `_` is an answer ("no features"); in the others it is a gap.
_MAY_BE_EMPTY = ("form", "lemma", "feats", "deps", "misc")


def read_conllu(
    path: str | Path, *, tag: str = "upos", advice: str = "Correct the file."
) -> tuple[TaggedSentence, ...]:
    r"""Read the words and one column of tags from a treebank in CoNLL-U.

    Words are what the annotation calls syntactic words, those with a whole number
    as id. Left out are multi-word tokens (id `3-4`: the spelling "don't" of the words
    "do" and "n't") and empty nodes (id `8.1`: words that the sentence only implies),
    neither of which is ever scored. Comments and surplus blank lines are left out, and
    the blank line after the last sentence may be missing.

    Reference: the description of the format at
    https://universaldependencies.org/format.html.

    Args:
        path: a file, plain or gzip, UTF-8.
        tag: the column to take as tag: `"upos"`, `"xpos"`, or any other of the ten.
        advice: what the reader of an error message should do; it ends the message.

    Returns:
        The sentences.

    Raises:
        ValueError: if there is no such column.
        BadFile: if the file cannot be read, has a line without ten columns, ids that
            do not count the words from 1 on, an empty word or `_` for a tag in a
            column that may not be empty; the message names the line.

    Example:
        >>> import tempfile
        >>> lines = ("# text = don't", "1-2\tdon't" + "\t_" * 8,
        ...          "1\tdo\tdo\tAUX" + "\t_" * 6, "2\tn't\tnot\tPART" + "\t_" * 6)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "mine.conllu").write_text("\n".join(lines))
        ...     read_conllu(Path(folder, "mine.conllu"))
        (TaggedSentence(words=('do', "n't"), tags=('AUX', 'PART')),)
    """
    if tag not in COLUMNS:
        raise ValueError(f"There is no column {tag!r}; there are {', '.join(COLUMNS)}.")
    column = COLUMNS.index(tag)
    gap = None if tag in _MAY_BE_EMPTY else "_"
    sentences, words, tags, joined = [], [], [], 0
    for number, line in enumerate((*read_lines(path, advice=advice), ""), 1):
        if line.startswith("#"):
            continue
        if not line.strip():
            if words or joined:
                if joined > len(words):
                    raise BadFile(
                        f"{path}, line {number}: the sentence ends with word "
                        f"{len(words)}, inside a multi-word token. {advice}"
                    )
                sentences.append(TaggedSentence(tuple(words), tuple(tags)))
            words, tags, joined = [], [], 0
            continue
        fields = line.split("\t")
        if len(fields) != len(COLUMNS):
            raise BadFile(
                f"{path}, line {number}: {len(fields)} columns where CoNLL-U has ten, "
                f"separated by tabs: {line[:60]!r}. {advice}"
            )
        if fields[0] != str(len(words) + 1):
            joined = _not_a_word(fields[0], len(words), joined, path, number, advice)
            continue
        if not fields[1].strip() or fields[column] in ("", gap):
            what = tag if fields[1].strip() else "form"
            raise BadFile(
                f"{path}, line {number}: word {fields[0]}, {fields[1]!r}, has no "
                f"{what}. {advice}"
            )
        words.append(fields[1])
        tags.append(fields[column])
    if not sentences:
        raise BadFile(f"{path} has no sentence, only comments. {advice}")
    return tuple(sentences)


def _not_a_word(token, words, joined, path, number, advice) -> int:
    """Check the id of a multi-word token or an empty node.

    Returns how many words there must be at least, because a range promised them.
    """
    first, hyphen, last = token.partition("-")
    if hyphen and first.isdecimal() and last.isdecimal():
        if int(first) == words + 1 > joined and int(last) >= int(first):
            return int(last)
    else:
        before, dot, count = token.partition(".")
        if dot and before == str(words) and count.isdecimal():
            return joined
    raise BadFile(
        f"{path}, line {number}: the id {token!r} where word {words + 1} was expected, "
        f"a range that begins there, or an empty node {words}.1. {advice}"
    )
