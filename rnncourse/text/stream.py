"""A corpus as a language model reads it: one row of ids, sentence after sentence."""

from rnncourse.text._checks import refuse_one_string, require_strings


def encode_stream(sentences, vocabulary):
    """Turn sentences into one long row of ids, each sentence closed by `<eos>`.

    This is the form in which language models read a corpus. It differs from
    `Vocabulary.encode`, which takes tokens and adds nothing.

    Args:
        sentences: An iterable of `str`; each is split at white space. A blank
            sentence gives a lone `<eos>`.
        vocabulary: A `Vocabulary` with `<eos>`.

    Returns:
        ids, an int32 array of shape `(words + sentences,)`.

    Raises:
        KeyError: If the vocabulary has no `<eos>`, or a word is unknown and it has no
            `<unk>`.
        ValueError: If there is no sentence, or one is no `str`.

    Example:

        >>> from rnncourse.text import Vocabulary
        >>> sentences = ["the cat sleeps", "the dog sleeps"]
        >>> v = Vocabulary.from_tokens(" ".join(sentences).split())
        >>> encode_stream(sentences, v)
        array([3, 4, 2, 0, 3, 5, 2, 0], dtype=int32)
    """
    refuse_one_string(sentences, "sentences")
    sentences = list(sentences)
    if not sentences:
        raise ValueError("There are no sentences to encode. Is the corpus empty?")
    require_strings(sentences)
    mark = vocabulary.token(vocabulary.eos_id)
    tokens = []
    for sentence in sentences:
        tokens += sentence.split()
        tokens.append(mark)
    return vocabulary.encode(tokens)
