"""Read ARPA files, and say in which line what is wrong with them."""

import gzip
import math
import re
import zlib
from pathlib import Path

import numpy as np

from rnncourse.models.ngrams.arpa import END, IMPOSSIBLE, START
from rnncourse.models.ngrams.levels import NgramLevel
from rnncourse.models.ngrams.ngram import NgramModel
from rnncourse.text import Vocabulary

EOS, UNK = "<eos>", "<unk>"


def read_arpa(path):
    r"""Read an n-gram model from an ARPA file.

    The file may come from any toolkit: KenLM, SRILM, or `write_arpa`.  `<s>` and
    `</s>` become one token, `<eos>`, with the id 0; `<unk>`, if there is one, has the
    id 1; the other words keep the order of the file.  A logarithm of -99 or less
    means 0.  A word may be any of the words of the file, so the probabilities sum to
    one exactly where the toolkit saw to it.

    Reference: the manual page `ngram-format` of SRILM (Stolcke, 2002).

    Args:
        path: The file, compressed if its name ends in `.gz`.

    Returns:
        An `NgramModel` and its `Vocabulary`; how often words occurred is not in the
        file, so the counts of the vocabulary are 0.

    Raises:
        ValueError: If the file is no complete ARPA file; the message names the line.

    Example:

    >>> import tempfile
    >>> text = '''\\data\\
    ... ngram 1=4
    ... ngram 2=1
    ...
    ... \\1-grams:
    ... -99 <s> 0
    ... -0.30103 </s>
    ... -0.60206 cats -0.30103
    ... -0.60206 sleep
    ...
    ... \\2-grams:
    ... -0.1249387 cats </s>
    ...
    ... \\end\\
    ... '''
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "cats.arpa").write_text(text)
    ...     model, vocabulary = read_arpa(Path(folder, "cats.arpa"))
    >>> vocabulary.tokens
    ('<eos>', 'cats', 'sleep')
    >>> np.exp(model.next_log_probs(vocabulary.encode(["cats"]))).round(3)
    array([0.75 , 0.125, 0.125])
    """
    path = Path(path)
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as file:
        lines = _Lines(path, file)
        sizes = _read_sizes(lines)
        unigrams = _read_section(lines, 1, sizes[0])
        tokens, level = _words(lines, *unigrams)
        levels = [level]
        for order, size in enumerate(sizes[1:], 2):
            section = _read_section(lines, order, size)
            levels.append(_level(lines, levels, tokens, *section))
        if lines.next_filled() != "\\end\\":
            raise lines.error("`\\end\\` was expected after the last section")
    specials = tuple(tokens[: 2 if UNK in tokens else 1])
    vocabulary = Vocabulary(tuple(tokens), (0,) * len(tokens), specials)
    return NgramModel(tuple(levels), eos_id=0), vocabulary


class _Lines:
    """The lines of a file, and the number of the last one read."""

    def __init__(self, path, file):
        self.path, self.number, self._lines = path, 0, iter(file)

    def __iter__(self):
        return self

    def __next__(self):
        try:
            line = next(self._lines)
        except StopIteration:
            raise self.error("the file ends in the middle; copy it again") from None
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            reason = f"the compressed file is damaged or cut off ({error})"
            raise self.error(reason) from error
        except UnicodeDecodeError as error:
            raise self.error("from here the file is not UTF-8") from error
        self.number += 1
        return line

    def next_filled(self):
        """Return the next line that is not blank, stripped."""
        return next(line for line in map(str.strip, self) if line)

    def error(self, what, number=None):
        return ValueError(f"{self.path}, line {number or self.number}: {what}.")


def _read_sizes(lines):
    while lines.next_filled() != "\\data\\":
        if lines.number > 1000:
            raise lines.error("no `\\data\\` so far; is this an ARPA file?")
    sizes = []
    for line in map(str.strip, lines):
        found = re.fullmatch(r"ngram\s+(\d+)\s*=\s*(\d+)", line)
        if found and int(found[1]) == len(sizes) + 1:
            sizes.append(int(found[2]))
        elif line or not sizes:
            raise lines.error(
                f"`ngram {len(sizes) + 1}=…` or a blank line was expected; got {line!r}"
            )
        else:
            return sizes


def _read_section(lines, order, size):
    """Return the number of its first line, log-probabilities, words, back-offs."""
    title = f"\\{order}-grams:"
    line = lines.next_filled()
    if line != title:
        raise lines.error(f"`{title}` was expected; got {line[:60]!r}")
    first = lines.number + 1
    log_probs, words, backoffs = [], [], []
    for line in lines:
        fields = line.split()
        if not fields:
            break
        if len(log_probs) == size:
            raise lines.error(
                f"the head of the file announces {size} n-grams of order {order}, and "
                "here is one more"
            )
        try:
            log_prob = float(fields[0])
            backoff = float(fields[order + 1]) if len(fields) == order + 2 else 0.0
        except ValueError:
            raise lines.error(f"a number was expected in {line.strip()!r}") from None
        if not order < len(fields) < order + 3:
            raise lines.error(
                f"a log-probability, {order} words and perhaps a back-off were "
                f"expected; got {line.strip()!r}"
            )
        if not (log_prob <= 0 and backoff < math.inf):  # NaN is neither
            raise lines.error(f"no log-probability and back-off: {line.strip()!r}")
        log_probs.append(log_prob)
        words += fields[1 : order + 1]
        backoffs.append(backoff)
    if len(log_probs) < size:
        raise lines.error(
            f"the head of the file announces {size} n-grams of order {order}, and "
            f"there are {len(log_probs)}"
        )
    return first, _natural(log_probs), words, _natural(backoffs)


def _natural(logarithms):
    logarithms = np.array(logarithms, np.float64)
    return np.where(logarithms > IMPOSSIBLE, logarithms, -np.inf) * np.log(10)


def _words(lines, first, log_probs, words, backoffs):
    """Return the tokens by id, and the first level."""
    places = {word: place for place, word in enumerate(words)}
    if len(places) < len(words):
        twice = next(i for i, word in enumerate(words) if places[word] != i)
        raise lines.error(f"the word {words[twice]!r} comes again later", first + twice)
    if END not in places or EOS in places:
        raise lines.error(
            f"the words must have the sentence end {END!r}, and not {EOS!r}, which "
            "stands for it here"
        )
    tokens = [END, UNK] if UNK in places else [END]
    tokens += [word for word in words if word not in (START, END, UNK)]
    order = np.array([places[token] for token in tokens])
    # Nothing follows the end of a sentence: <eos> has the back-off of the start.
    start = backoffs[places[START]] if START in places else 0.0
    log_probs, backoffs = log_probs[order], backoffs[order]
    backoffs[0] = start
    level = NgramLevel(len(tokens), np.arange(len(tokens)), log_probs, backoffs)
    return [EOS, *tokens[1:]], level


def _level(lines, levels, tokens, first, log_probs, words, backoffs):
    """Return the level above `levels`."""
    order = len(levels) + 1
    ids = {token: id for id, token in enumerate(tokens) if id != 0}
    columns = []
    for place in range(order):
        marks = {START: 0} if place == 0 else {END: 0} if place == order - 1 else {}
        known = ids | marks
        column = np.array([known.get(w, -1) for w in words[place::order]], np.int64)
        if (column < 0).any():
            bad = int((column < 0).argmax())
            raise lines.error(
                f"{words[bad * order + place]!r} is no word that can stand at place "
                f"{place + 1} of an n-gram of order {order}",
                first + bad,
            )
        columns.append(column)
    contexts = columns[0]
    for level, column in zip(levels[1:], columns[1:-1], strict=True):
        contexts = level.find(contexts, column)
    if (contexts < 0).any():
        bad = int((contexts < 0).argmax())
        raise lines.error(
            "the n-gram begins with one that is not in the file", first + bad
        )
    keys = contexts * len(tokens) + columns[-1]
    rising = keys.argsort(kind="stable")
    keys = keys[rising]
    if (keys[1:] == keys[:-1]).any():
        twice = int(rising[1:][keys[1:] == keys[:-1]][0])
        raise lines.error("the n-gram comes a second time", first + twice)
    return NgramLevel(len(tokens), keys, log_probs[rising], backoffs[rising])
