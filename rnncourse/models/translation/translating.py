"""Texts in, texts out: how a model from one sequence to another is used."""

import keras
import numpy as np
from keras import ops

from rnncourse.pipelines import sentence_batches


def encode(tokenizer, texts):
    """Return the ids of texts, each with its `<eos>`.

    Args:
        tokenizer: A `rnncourse.text.Tokenizer`.
        texts: An iterable of `str`.

    Returns:
        A list of int32 arrays `(pieces + 1,)`.

    Raises:
        ValueError: If the texts are one string, or one is no `str`.

    Example:

    >>> from rnncourse.text import WordTokenizer
    >>> encode(WordTokenizer.train(["a dog sleeps"]), ["a dog", ""])
    [array([2, 3, 0], dtype=int32), array([0], dtype=int32)]
    """
    end = np.array([tokenizer.vocabulary.eos_id], np.int32)
    return [np.concatenate([ids, end]) for ids in tokenizer.encode_all(texts)]


def translate(model, sources, *, search, max_length=None, tokens=1024):
    """Translate texts of any length, in any number.

    They are read in batches of a few shapes, whose graphs are compiled when they first
    occur.  A text without a piece, such as an empty one, has an empty translation, and
    the model is not asked.  Words that it does not know are all the same to it: `<unk>`
    in the source, and possibly in the translation.  A text may be longer than any that
    the model has seen; it is read to its end, and how well is another question.

    Args:
        model: A `SequenceToSequence`.
        sources: A list or tuple of `str`.
        search: A function that is called as `rnncourse.decoding.greedy` is, with a
            step, a state, the first tokens, `max_length` and `eos_id`; it returns for
            each row tokens, or hypotheses, the best first:
            `functools.partial(beam_search, width=5)`.
        max_length: The most tokens of a translation; by default twice as many as the
            source has, and ten.
        tokens: Tokens of the sources in a batch, padding included.

    Returns:
        A list of `str`, one for each source.

    Raises:
        ValueError: If the sources are one string.

    Example:

    A model of one word, which is said as often as the source has words:

    >>> import types
    >>> from rnncourse.decoding import greedy
    >>> from rnncourse.text import WordTokenizer
    >>> def start(ids):
    ...     return ops.sum(ids > 0, axis=1)
    >>> def step(tokens, left):
    ...     return ops.log(ops.one_hot(ops.where(left > 0, 2, 0), 3) + 1e-9), left - 1
    >>> bark = WordTokenizer.train(["woof"])
    >>> dog = types.SimpleNamespace(
    ...     source_tokenizer=bark, target_tokenizer=bark, graphs=(start, step))
    >>> translate(dog, ["good dog", "", "sit"], search=greedy)
    ['woof woof', '', 'woof']
    """
    ids = encode(model.source_tokenizer, sources)
    start, step = model.graphs
    end = model.target_tokenizer.vocabulary.eos_id
    found = [""] * len(ids)
    read = [{"words": row if len(row) > 1 else []} for row in ids]
    for numbers, features in sentence_batches(read, words=tokens):
        count = len(numbers)
        state = start(ops.convert_to_tensor(features["words"]))
        # The rows that fill the batch up are not searched.
        state = keras.tree.map_structure(lambda rows, n=count: rows[:n], state)
        limits = np.array([2 * len(ids[number]) + 10 for number in numbers])
        if max_length is not None:
            limits[:] = max_length
        first = np.full(count, end, np.int32)
        rows = search(step, state, first, max_length=limits, eos_id=end)
        for number, row in zip(numbers, rows, strict=True):
            found[number] = text_of(model.target_tokenizer, row, end)
    return found


def attend(model, source, target):
    r"""Return where a model looks while it writes a given translation.

    Args:
        model: A `SequenceToSequence` with attention.
        source: A `str`.
        target: A `str`, a translation found by the model or by anybody else.

    Returns:
        $\alpha$, a NumPy array `(pieces of the target + 1, pieces of the source + 1)`,
        the `<eos>` last on either side; rows sum to 1.

    Raises:
        ValueError: If the model has no attention.

    Example:

    >>> from rnncourse.layers import GRU, DotAttention
    >>> from rnncourse.models import CopyBridge, RecurrentDecoder, RecurrentEncoder
    >>> from rnncourse.models import SequenceToSequence
    >>> from rnncourse.text import CharacterTokenizer
    >>> letters = CharacterTokenizer.train(["abc"])
    >>> embedding = keras.layers.ReversibleEmbedding(letters.vocab_size, 4)
    >>> reader = GRU(8, return_sequences=True, return_state=True)
    >>> writer = GRU(8, return_sequences=True)
    >>> model = SequenceToSequence(
    ...     (letters, letters), (embedding, embedding), RecurrentEncoder([reader]),
    ...     CopyBridge(), RecurrentDecoder([writer], 4, attention=DotAttention()))
    >>> attend(model, "abba", "cab").shape
    (4, 5)
    """
    (source,), (target,) = (
        model.encode_sources([source]),
        model.encode_targets([target]),
    )
    start, step = model.graphs
    state = start(ops.convert_to_tensor(source[None]))
    if "attention" not in state:
        raise ValueError(
            "This model has no attention: its decoder sees the last state of the "
            "encoder only. Make the decoder with `attention=`."
        )
    looked = []
    for token in np.roll(target, 1):  # <eos> first
        _, state = step(ops.convert_to_tensor([token]), state)
        looked.append(ops.convert_to_numpy(state["attention"])[0])
    return np.stack(looked)


def text_of(tokenizer, found, end):
    """Return the text that a search found for one row.

    Args:
        tokenizer: A `rnncourse.text.Tokenizer`.
        found: Tokens, `(length,)` integers, or hypotheses, the best first.
        end: Id of the token that ends a text; what stands behind it does not count.

    Returns:
        A `str`.

    Example:

    >>> from rnncourse.text import WordTokenizer
    >>> text_of(WordTokenizer.train(["a dog sleeps"]), [2, 3, 0, 4], 0)
    'a dog'
    """
    if len(found) and hasattr(found[0], "tokens"):
        found = found[0].tokens
    row = np.asarray(found)
    stop = np.flatnonzero(row == end)
    return tokenizer.decode(row[: stop[0]] if len(stop) else row)
