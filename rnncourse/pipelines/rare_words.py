"""Rare words that sometimes are unknown words, so that the unknown word is known."""

import numpy as np


def drop_rare_words(sentences, counts, *, alpha=1.0, unk_id=0, seed):
    r"""Replace words by `<unk>` at random, the rarer the more often.

    $$
    P(\text{unknown} \mid w) = \frac{\alpha}{\alpha + c(w)}
    $$

    A tagger meets words that were not in its training text, where by definition there
    are none.  So some of the rare ones play the unknown word.  With $\alpha = 1$ a
    word that was seen once is unknown in every second epoch, and one that was seen a
    hundred times in one of a hundred.  Only the ids of words change: affixes and
    characters, by which an unknown word is recognised, stay.

    Reference: Kiperwasser & Goldberg (2016), section 4.2; Lample et al. (2016), section
    4.3, replace the words that were seen once, with probability 1/2, and no others.

    Args:
        sentences: Dictionaries as `rnncourse.text.SentenceEncoder` makes them, of which
            `"words"` is `(time,)` integers.
        counts: $c$, how often each word was seen, by its id, `(words,)`.
        alpha: $\alpha$, 0 or more; 0 leaves all words as they are.
        unk_id: The id of `<unk>`.
        seed: An integer or several, such as `(seed, epoch)`.

    Returns:
        A list of new dictionaries with other `"words"`.

    Raises:
        ValueError: If $\alpha$ is negative, or a word has no count.

    Example:

    >>> sentence = {"words": np.array([1, 2, 3, 1, 2, 3])}
    >>> seen, = drop_rare_words([sentence], [0, 999, 5, 1], seed=(1, 0))
    >>> seen["words"]
    array([1, 2, 0, 1, 2, 0])
    """
    counts = np.asarray(counts)
    if not alpha >= 0:
        raise ValueError(f"`alpha` must be 0 or more; {alpha!r} came.")
    if not sentences or not alpha:
        return [dict(sentence) for sentence in sentences]
    words = np.concatenate([sentence["words"] for sentence in sentences])
    if words.size and not 0 <= words.min() <= words.max() < len(counts):
        raise ValueError(
            f"There are counts for {len(counts)} words and ids from {words.min()} to "
            f"{words.max()}. Counts and ids must come from the same vocabulary."
        )
    rate = alpha / (alpha + counts[words])
    drop = np.random.default_rng(seed).random(len(words)) < rate
    words = np.where(drop, np.array(unk_id, words.dtype), words)
    lengths = [len(sentence["words"]) for sentence in sentences]
    return [
        {**sentence, "words": row}
        for sentence, row in zip(
            sentences, np.split(words, np.cumsum(lengths)[:-1]), strict=True
        )
    ]
