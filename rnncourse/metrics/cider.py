"""CIDEr-D: how much captions agree with what people say of a picture and no other."""

from collections import Counter

import numpy as np

from rnncourse.metrics.caption_words import scored_words

_ORDERS = (1, 2, 3, 4)


def cider_d(captions, references, *, sigma=6.0):
    r"""Return CIDEr-D of each caption; that of a collection is their mean.

    $$
    t_c(g) = \mathrm{count}_c(g) \, \ln \frac{I}{\max(1, I_g)}
    $$

    weighs the n-gram $g$ in the caption $c$: $I$ is the number of pictures and $I_g$ of
    how many the references hold $g$.  What is said of every picture weighs nothing.
    For each length $n$ of n-grams and each of $m$ references $s_j$,

    $$
    \mathrm{CIDErD}_n(c) = \frac{10}{m} \sum_{j=1}^{m} e^{-(|c| - |s_j|)^2 / 2 \sigma^2}
    \frac{\sum_g \min(t_c(g), t_{s_j}(g)) \, t_{s_j}(g)}{\|t_c\| \, \|t_{s_j}\|}
    $$

    and the score is the mean over $n = 1 \dots 4$.  The minimum and the penalty on
    other lengths (D: "defended") keep a caption from gaining by saying a rare word
    again and again.  Counts are not divided by the length of the caption, as in the
    program of the authors and unlike their equation 1; without the minimum it would not
    matter.  A caption without words scores 0.

    Weights come from the references given, all of which therefore belong into one call:
    scores of a part of a test set are other numbers.

    Reference: Vedantam, Zitnick & Parikh (2015), CIDEr: Consensus-based Image
    Description Evaluation, equations 1 to 4.

    Args:
        captions: `str`, one a picture, cut by `caption_words`.
        references: For each of them the captions that people wrote, one or more.
        sigma: $\sigma$, in words.

    Returns:
        Numbers from 0 to 10, `(captions,)`.  Tables in papers show a hundred times
        their mean.

    Raises:
        ValueError: As `scored_words` does, and for a single picture, of which every
            n-gram would weigh nothing.

    Example:
        Of "a dog" and "a cat" only the animals weigh anything:

        >>> cider_d(["a dog", "a dog"], [["a dog"], ["a cat"]])
        array([5., 0.])

        5 and not 10, for two words have no 3-grams and no 4-grams.
    """
    found, right = scored_words(captions, references)
    if len(found) < 2:
        raise ValueError(
            "CIDEr-D came with one picture, where every n-gram is in all pictures and "
            "weighs nothing; give the captions of the whole test set in one call."
        )
    pictures = Counter()
    for texts in right:
        pictures.update({gram for text in texts for gram in _grams(text)})

    def weigh(words):
        """Return a vector of n-grams for each n, as a dictionary, and its length."""
        vectors = [{} for _ in _ORDERS]
        for gram, count in _grams(words).items():
            rarity = np.log(len(found) / max(1, pictures[gram]))
            vectors[len(gram) - 1][gram] = count * rarity
        return [(v, np.sqrt(sum(t * t for t in v.values()))) for v in vectors]

    scores = []
    for words, texts in zip(found, right, strict=True):
        mine = weigh(words)
        of_references = []
        for text in texts:
            penalty = np.exp(-((len(words) - len(text)) ** 2) / (2 * sigma**2))
            cosines = map(_clipped_cosine, mine, weigh(text))
            of_references.append(penalty * sum(cosines) / len(_ORDERS))
        scores.append(10 * np.mean(of_references))
    return np.array(scores)


def _grams(words):
    """Count all n-grams of the words."""
    return Counter(
        tuple(words[start : start + n])
        for n in _ORDERS
        for start in range(len(words) - n + 1)
    )


def _clipped_cosine(one, other):
    """Return the cosine of two weighed vectors, of which none gains by repetition."""
    (mine, my_length), (right, its_length) = one, other
    shared = sum(min(mine[g], right[g]) * right[g] for g in mine.keys() & right.keys())
    return shared / (my_length * its_length) if shared else 0.0
