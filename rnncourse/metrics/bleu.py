"""How good translations are: BLEU, as sacreBLEU counts it, and exact matches."""

import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Bleu:
    """A BLEU score and how it came about.

    Attributes:
        score: From 0 to 100.
        signature: What sacreBLEU calls the way in which was counted; two scores with
            different signatures must not be compared.
        precisions: Of 1- to 4-grams, in per cent.
        brevity_penalty: 1 where the translations are as long as the references.

    Example:

    >>> found = Bleu(28.1, "nrefs:1|case:lc", (60.0, 35.0, 22.0, 14.0), 0.98)
    >>> print(found)
    28.10 (60.0/35.0/22.0/14.0, BP 0.980) nrefs:1|case:lc
    >>> round(found.up_to(2), 2)
    44.91
    """

    score: float
    signature: str
    precisions: tuple[float, ...]
    brevity_penalty: float

    def up_to(self, n):
        """Return BLEU-n: the score of n-grams up to this length, from 0 to 100."""
        if not 1 <= n <= len(self.precisions):
            raise ValueError(
                f"BLEU-{n} was asked for; n is from 1 to {len(self.precisions)}."
            )
        product = math.prod(p / 100 for p in self.precisions[:n])
        return 100 * self.brevity_penalty * product ** (1 / n)

    def __str__(self):
        precisions = "/".join(f"{precision:.1f}" for precision in self.precisions)
        return (
            f"{self.score:.2f} ({precisions}, BP {self.brevity_penalty:.3f}) "
            f"{self.signature}"
        )


def bleu(translations, references, *, lowercase=False):
    r"""Return the BLEU score of a corpus with one reference a sentence.

    $$
    \mathrm{BLEU} = \min\bigl(1, e^{1 - r / c}\bigr)
    \Bigl(\prod_{n=1}^{4} p_n\Bigr)^{1/4}
    $$

    $p_n$ is the share of the n-grams of all translations that are in their references,
    $c$ and $r$ are the lengths of both.  It is a score of a corpus: the mean over
    sentences is another number.  sacreBLEU counts, on plain text that it cuts into
    words itself ("13a"), so that no two people cut differently.  Papers on Multi30k put
    the text into lower case before: `lowercase=True` is nearest to what they report,
    and one to two points above the cased score.

    BLEU is a score of translations that were searched for.  Words that were predicted
    with the right words before them make no translation.

    Reference: Papineni et al. (2002); Post (2018), A call for clarity in reporting BLEU
    scores.

    Args:
        translations: `str`, one a sentence, not cut into words.
        references: The right ones, in the same order.
        lowercase: Whether capitals count as small letters.

    Returns:
        A `Bleu`.

    Raises:
        ValueError: If there are no translations, or not as many references.
        ModuleNotFoundError: If sacreBLEU is not installed.

    Example:

    >>> found = bleu(["The cat sat on a mat."], ["The cat sat on the mat."])
    >>> round(found.score, 2), [round(p, 1) for p in found.precisions]
    (48.89, [85.7, 66.7, 40.0, 25.0])
    """
    translations, references = _checked(translations, references)
    return sacrebleu_score(translations, [references], lowercase=lowercase)


def sacrebleu_score(translations, streams, **settings):
    """Let sacreBLEU count.

    Args:
        translations: `str`, one a sentence.
        streams: Lists with a reference for each sentence: all first references, all
            second ones, …, and None where a sentence has no more.
        settings: Of `sacrebleu.metrics.BLEU`.

    Returns:
        A `Bleu`.

    Raises:
        ModuleNotFoundError: If sacreBLEU is not installed.

    Example:

    >>> found = sacrebleu_score(["a b c d"], [["a b c d"], [None]], tokenize="none")
    >>> round(found.score, 1)
    100.0
    """
    try:
        from sacrebleu.metrics import BLEU
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "BLEU is counted by sacreBLEU, which is not here: pip install sacrebleu"
        ) from error
    metric = BLEU(**settings)
    found = metric.corpus_score(translations, streams)
    return Bleu(
        score=float(found.score),
        signature=str(metric.get_signature()),
        precisions=tuple(found.precisions),
        brevity_penalty=float(found.bp),
    )


def exact_match(translations, references):
    """Return the share of the translations that are their references, to the letter.

    For worlds in which there is one right translation, and for short sentences.

    Args:
        translations: `str`, one a sentence.
        references: The right ones, in the same order.

    Raises:
        ValueError: If there are no translations, or not as many references.

    Example:

    >>> exact_match(["a dog sleeps", "a cat"], ["a dog sleeps", "the cat"])
    0.5
    """
    translations, references = _checked(translations, references)
    pairs = zip(translations, references, strict=True)
    return sum(one == other for one, other in pairs) / len(references)


def _checked(translations, references):
    """Return both as lists, after looking whether they belong together."""
    for texts in (translations, references):
        if isinstance(texts, str):
            raise ValueError(
                f"Give a list of sentences; the one string {texts[:40]!r} came."
            )
    translations, references = list(translations), list(references)
    if not len(translations) == len(references) > 0:
        raise ValueError(
            f"{len(translations)} translations came with {len(references)} references; "
            "there must be at least one, and a reference for each."
        )
    return translations, references
