"""Several taggers that tag together."""

import numpy as np

from rnncourse.models.tagging.tagger import collect_tags


def average_tags(taggers, sentences):
    r"""Tag sentences with several taggers at once: the mean of what they say.

    $$
    \hat{y} = \arg\max_y \frac{1}{K} \sum_{k=1}^{K} \ln P_k(y \mid x)
    $$

    For independent tags that is the mean of the logits of each word, for a chain the
    mean of the scores and of the transitions: both are $\ln P_k$ but for a number that
    is the same for all tags.  Taggers that were trained from different random numbers
    make different mistakes, and the mean makes fewer.

    Reference: Hinton (1999), products of experts, for the mean of logarithms.

    Args:
        taggers: `Tagger`s with the same tags and the same kind of head, `SoftmaxHead`
            or `CRFHead`.
        sentences: Sequences of words, one a sentence.

    Returns:
        A list with a tuple of tags for every sentence.

    Raises:
        ValueError: If there is no tagger, if they know different tags, or if heads
            cannot be averaged.

    Example:

    >>> import keras
    >>> from rnncourse.layers import Elman
    >>> from rnncourse.models import SoftmaxHead, Tagger
    >>> from rnncourse.text import SentenceEncoder
    >>> encoder = SentenceEncoder.fit([["a"]], [["X"]], features=("words",))
    >>> taggers = [
    ...     Tagger(encoder, {"words": keras.layers.Embedding(2, 2)},
    ...            Elman(2, return_sequences=True), SoftmaxHead(1))
    ...     for _ in range(3)
    ... ]
    >>> average_tags(taggers, [["a", "b"]])
    [('X', 'X')]
    """
    _check(taggers)
    encoder, head = taggers[0].encoder, _mean_head([t.head for t in taggers])
    return collect_tags(len(sentences), _mean_scores(taggers, sentences), head, encoder)


def _mean_scores(taggers, sentences):
    # How sentences are put into batches depends on their lengths alone.
    for batches in zip(*(tagger.scores(sentences) for tagger in taggers), strict=True):
        numbers, _, mask = batches[0]
        yield numbers, np.mean([scores for _, scores, _ in batches], axis=0), mask


def _mean_head(heads):
    """Return a head with the mean of all weights, of which only `decode` is used."""
    head = type(heads[0]).from_config(heads[0].get_config())
    head.build_from_config(heads[0].get_build_config())
    weights = zip(*(head.get_weights() for head in heads), strict=True)
    head.set_weights([np.mean(values, axis=0) for values in weights])
    return head


def _check(taggers):
    if not taggers:
        raise ValueError("There are no taggers to average.")
    first = taggers[0]
    for tagger in taggers[1:]:
        if tagger.encoder.tags.tokens != first.encoder.tags.tokens:
            raise ValueError(
                "Taggers that are averaged must know the same tags in the same order; "
                f"got {first.encoder.tags} and {tagger.encoder.tags}."
            )
    kinds = {type(tagger.head).__name__ for tagger in taggers}
    if kinds not in ({"SoftmaxHead"}, {"CRFHead"}):
        raise ValueError(
            "Only taggers with the same kind of head, SoftmaxHead or CRFHead, can be "
            f"averaged; got {', '.join(sorted(kinds))}."
        )
