"""Write n-gram models as ARPA files, the format that every toolkit reads."""

import contextlib
import gzip
import os
from pathlib import Path

import numpy as np

IMPOSSIBLE = -99.0  # what ARPA files write for the logarithm of 0
START, END = "<s>", "</s>"


def write_arpa(model, vocabulary, path):
    r"""Write an n-gram model as an ARPA file.

    Logarithms are to base 10, with seven digits.  The sentence end `<eos>` becomes
    `<s>` where an n-gram begins with it and `</s>` where one ends; `<s>` itself is
    never predicted and has the probability 0, written as -99.  A toolkit takes the
    entry `<unk>` for every word that it does not know, as our vocabulary does.

    The file is written aside and gets its name when it is complete.

    Reference: the manual page `ngram-format` of SRILM (Stolcke, 2002).

    Args:
        model: An `NgramModel`.
        vocabulary: The `Vocabulary` with which its text was encoded.
        path: The file; compressed if its name ends in `.gz`.

    Raises:
        ValueError: If the vocabulary does not fit the model, or has tokens that mean
            something else in an ARPA file.

    Example:

    >>> import tempfile
    >>> from rnncourse.models.ngrams.ngram import NgramModel
    >>> from rnncourse.models.ngrams.smoothing import MaximumLikelihood
    >>> from rnncourse.text import Vocabulary, encode_stream
    >>> vocabulary = Vocabulary.from_tokens(["cats", "sleep"], specials=["<eos>"])
    >>> text = encode_stream(["cats sleep", "cats"], vocabulary)
    >>> model = NgramModel.fit(text, order=2, smoothing=MaximumLikelihood(),
    ...                        vocab_size=3)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_arpa(model, vocabulary, Path(folder, "cats.arpa"))
    ...     print(Path(folder, "cats.arpa").read_text().replace("\t", "  "))
    \data\
    ngram 1=4
    ngram 2=4
    <BLANKLINE>
    \1-grams:
    -99  <s>  -99
    -0.39794  </s>
    -0.39794  cats  -99
    -0.69897  sleep  -99
    <BLANKLINE>
    \2-grams:
    0  <s> cats
    -0.30103  cats </s>
    -0.30103  cats sleep
    0  sleep </s>
    <BLANKLINE>
    \end\
    <BLANKLINE>
    """
    _check(model, vocabulary)
    path = Path(path)
    aside = path.with_name(path.name + ".part")
    compressed = path.suffix == ".gz"
    open_text = gzip.open if compressed else open
    try:
        with open_text(aside, "wt", encoding="utf-8", newline="\n") as file:
            for piece in _pieces(model, vocabulary):
                file.write(piece)
        os.replace(aside, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()


def _pieces(model, vocabulary):
    """Yield the text of the file, a section at a time."""
    words = list(vocabulary.tokens)
    words[model.eos_id] = END
    sizes = [len(level) for level in model.levels]
    sizes[0] += 1  # <s>, the one entry that is a context and no word
    yield "\\data\\\n"
    for order, size in enumerate(sizes, 1):
        yield f"ngram {order}={size}\n"
    names = None
    for order, level in enumerate(model.levels, 1):
        yield f"\n\\{order}-grams:\n"
        log_probs = (level.log_probs / np.log(10)).tolist()
        backoffs = (level.log_backoffs / np.log(10)).tolist()
        names = words if names is None else _longer_names(names, words, level)
        if order == 1:
            yield _line(IMPOSSIBLE, START, backoffs[model.eos_id])
            backoffs[model.eos_id] = 0.0  # that was the start's; the end has none
        yield "".join(map(_line, log_probs, names, backoffs))
        if order == 1:
            names = [*words]
            names[model.eos_id] = START
    yield "\n\\end\\\n"


def _longer_names(names, words, level):
    pairs = zip(level.contexts.tolist(), level.words.tolist(), strict=True)
    return [f"{names[context]} {words[word]}" for context, word in pairs]


def _line(log_prob, name, log_backoff):
    # -inf < -99; adding 0 turns -0 into 0
    line = f"{max(log_prob, IMPOSSIBLE) + 0.0:.7g}\t{name}"
    if log_backoff:
        line += f"\t{max(log_backoff, IMPOSSIBLE):.7g}"
    return line + "\n"


def _check(model, vocabulary):
    if len(vocabulary) != model.vocab_size or vocabulary.eos_id != model.eos_id:
        raise ValueError(
            f"The vocabulary has {len(vocabulary)} tokens and `<eos>` at "
            f"{vocabulary.eos_id}; the model has {model.vocab_size} types and it at "
            f"{model.eos_id}. Take the vocabulary that the model was made with."
        )
    for token in vocabulary.tokens:
        if token in (START, END) or token.split() != [token]:
            raise ValueError(
                f"The token {token!r} cannot stand in an ARPA file, where spaces "
                f"separate words and {START!r} and {END!r} are sentence marks. Rename "
                "it before making the vocabulary."
            )
