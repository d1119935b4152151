"""Reader of pretrained word vectors, in the text forms of word2vec and GloVe."""

import gzip
import re
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import open_plain_or_gzip


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Words and a vector for each.

    Args:
        words: The words, a tuple of `str`.
        vectors: An array `(words, size)`, float32.

    Example:
        >>> vectors = WordVectors(("cat", "dog"), np.eye(2, dtype=np.float32))
        >>> vectors["dog"], "cow" in vectors, len(vectors)
        (array([0., 1.], dtype=float32), False, 2)
    """

    words: tuple[str, ...] = field(repr=False)
    vectors: np.ndarray = field(repr=False)
    _rows: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rows = {word: row for row, word in enumerate(self.words)}
        object.__setattr__(self, "_rows", rows)

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self._rows

    def __getitem__(self, word: str) -> np.ndarray:
        return self.vectors[self._rows[word]]

    def rows_for(self, words: Iterable[str], *, seed: int = 0) -> np.ndarray:
        """Return a row for each word: its vector, or a random one of the same spread.

        So an embedding begins with what is known:
        `model.embedding.set_weights([vectors.rows_for(tokenizer.vocabulary)])`.

        Args:
            words: The words, such as a `Vocabulary`.
            seed: of the random rows.

        Returns:
            `(words, size)` float32.
        """
        words = list(words)
        shape = (len(words), self.vectors.shape[1])
        spread = self.vectors.std()
        rows = np.random.default_rng(seed).normal(0, spread, shape).astype(np.float32)
        for row, word in enumerate(words):
            if word in self:
                rows[row] = self[word]
        return rows


def read_word_vectors(
    path: str | Path, words: Collection[str] | None = None
) -> WordVectors:
    r"""Read vectors that somebody has trained on much text.

    A line is a word and its numbers, separated by single spaces. Files of word2vec
    begin with a line that says how many words there are and of which size; those of
    GloVe do not. Both are read, plain or gzip, one line at a time. A word that comes
    twice keeps its first vector; a word with spaces in it, as some files of GloVe
    have, is whatever stands before the last numbers. word2vec's binary form is another
    one and is refused.

    Reference: Mikolov et al. (2013), Distributed representations of words and phrases;
    Pennington et al. (2014), GloVe.

    Args:
        path: the file.
        words: the words to keep, such as a `Vocabulary`; all by default. The files have
            up to millions, so this saves time and memory.

    Returns:
        `WordVectors`, in the order of the file.

    Raises:
        BadFile: if the file is missing, cut off, damaged, not UTF-8, has a line of
            another length than the first or with something that is no finite number,
            or none of the wanted words.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "small.vec")
        ...     _ = path.write_text("2 3\nthe 0.1 0.2 0.3\ncat 1 0 -1\n")
        ...     vectors = read_word_vectors(path, {"cat", "dog"})
        >>> vectors.words, vectors["cat"]
        (('cat',), array([ 1.,  0., -1.], dtype=float32))
    """
    wanted = None if words is None else set(words)
    found: dict[str, np.ndarray] = {}
    promised = size = None
    lines = 0
    for number, line in _lines(path):
        if number == 1 and (header := _header(line)):
            promised, size = header
            continue
        lines += 1
        if size is None:
            size = line.count(" ")
        word, *values = line.rsplit(" ", size)
        if not word or not values or len(values) != size:
            raise BadFile(
                f"{path}, line {number}: a word and {size} numbers were expected, "
                f"separated by single spaces; it reads {line!r:.60}. Is the file in "
                "the text form, and whole?"
            )
        if word in found or (wanted is not None and word not in wanted):
            continue
        found[word] = _vector(values, path, number)
    if promised is not None and lines != promised:
        raise BadFile(
            f"{path} promises {promised:,} words in its first line and has {lines:,}. "
            "Copy it again."
        )
    if not found:
        reason = "has no words" if not lines else "has none of the wanted words"
        raise BadFile(f"{path} {reason} ({lines:,} lines). Is it the right file?")
    return WordVectors(tuple(found), np.stack(list(found.values())))


def _lines(path):
    """Yield the number and the text of every line."""
    number = 0
    with open_plain_or_gzip(path) as file:
        try:
            for number, line in enumerate(file.buffer, 1):
                # word2vec ends its lines with a space
                yield number, line.decode("utf-8").rstrip(" \r\n")
        except UnicodeDecodeError as error:
            raise BadFile(
                f"{path}, line {number}: not UTF-8 ({error.reason}). The binary form "
                "of word2vec cannot be read; convert it to text."
            ) from error
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise BadFile(
                f"{path} is cut off or damaged after line {number}: {error}. Copy it "
                "again."
            ) from error


def _header(line):
    """Return how many words of which size, if this line says so."""
    numbers = re.fullmatch(r"([0-9]+) ([0-9]+)", line)
    return None if numbers is None else (int(numbers[1]), int(numbers[2]))


def _vector(values, path, number):
    """Return the numbers of a line."""
    try:
        vector = np.array(values, np.float32)
    except ValueError as error:
        raise BadFile(f"{path}, line {number}: {error}.") from error
    if not np.isfinite(vector).all():
        raise BadFile(f"{path}, line {number}: a number is not finite.")
    return vector
