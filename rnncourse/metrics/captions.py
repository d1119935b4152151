"""The scores that captioning papers report, side by side."""

import dataclasses

from rnncourse.metrics.bleu import Bleu, sacrebleu_score
from rnncourse.metrics.caption_words import scored_words
from rnncourse.metrics.cider import cider_d
from rnncourse.metrics.rouge import rouge_l


@dataclasses.dataclass(frozen=True)
class CaptionScores:
    """How good the captions of a test set are, in three ways of counting.

    Attributes:
        bleu: What `caption_bleu` found; `bleu.up_to(1)` is BLEU-1.
        rouge_l: The mean of ROUGE-L over the captions, from 0 to 1.
        cider_d: The mean of CIDEr-D over the captions, from 0 to 10.

    Example:

    >>> bleu = Bleu(16.0, "nrefs:5", (57.9, 25.3, 10.0, 4.5), 1.0)
    >>> print(CaptionScores(bleu, 0.45, 0.48))
    BLEU-1 57.9  BLEU-2 38.3  BLEU-3 24.5  BLEU-4 16.0  ROUGE-L 0.450  CIDEr-D 0.480
    """

    bleu: Bleu
    rouge_l: float
    cider_d: float

    def __str__(self):
        bleus = [f"BLEU-{n} {self.bleu.up_to(n):.1f}" for n in (1, 2, 3, 4)]
        others = f"ROUGE-L {self.rouge_l:.3f}", f"CIDEr-D {self.cider_d:.3f}"
        return "  ".join([*bleus, *others])


def caption_scores(captions, references):
    """Score captions as papers do: BLEU-1 to BLEU-4, ROUGE-L and CIDEr-D.

    METEOR is missing, and SPICE too.  METEOR is a program in Java with tables of
    synonyms and paraphrases, nobody keeps another version whose scores can be compared,
    and this package needs nothing but Python.

    Captions are what a model says by itself.  A score of words that were predicted with
    the right words before them is no score of captions, and much higher.

    Args:
        captions: `str`, one a picture, cut by `caption_words`.
        references: For each of them the captions that people wrote, one or more.

    Returns:
        `CaptionScores`.

    Raises:
        ValueError: As `scored_words` and `cider_d` do.
        ModuleNotFoundError: If sacreBLEU is not installed.

    Example:

    >>> said = ["a dog runs", "two red balls"]
    >>> right = [["a dog runs", "the dog is running"], ["two balls"]]
    >>> print(caption_scores(said, right))
    BLEU-1 83.3  BLEU-2 64.5  BLEU-3 59.3  BLEU-4 0.0  ROUGE-L 0.915  CIDEr-D 3.059
    """
    return CaptionScores(
        bleu=caption_bleu(captions, references),
        rouge_l=float(rouge_l(captions, references).mean()),
        cider_d=float(cider_d(captions, references).mean()),
    )


def caption_bleu(captions, references):
    r"""Return the BLEU score of captions with one or more references each.

    $$
    \mathrm{BLEU}_N = \min\bigl(1, e^{1 - r / c}\bigr)
    \Bigl(\prod_{n=1}^{N} p_n\Bigr)^{1/N}
    $$

    $p_n$ is the share of the n-grams of all captions that are in a reference, each as
    often at most as in the reference that has it most often.  $c$ is the length of all
    captions.  $r$ adds up, for each caption, the length of the reference whose length
    is *closest*, the shorter one of two.  Nothing is smoothed.

    Unlike `bleu` it counts words in small letters without punctuation (`caption_words`)
    and takes several references: the two scores must not be compared.

    Reference: Papineni et al. (2002); Chen et al. (2015), Microsoft COCO Captions.

    Args:
        captions: `str`, one a picture.
        references: For each of them the captions that people wrote, one or more; not
            all need to have equally many.

    Returns:
        A `Bleu`.  Its score is BLEU-4, and `up_to(1)` is BLEU-1.

    Raises:
        ValueError: As `scored_words` does.
        ModuleNotFoundError: If sacreBLEU is not installed.

    Example:

    >>> found = caption_bleu(["A dog sleeps"], [["a dog rests .", "the dog sleeps !"]])
    >>> [round(found.up_to(n), 1) for n in (1, 2, 3)]
    [100.0, 100.0, 0.0]
    """
    found, right = scored_words(captions, references)
    longest = max(map(len, right))
    # sacreBLEU takes all first references, all second ones, …, with gaps.
    streams = [
        [" ".join(texts[n]) if n < len(texts) else None for texts in right]
        for n in range(longest)
    ]
    return sacrebleu_score(
        [" ".join(words) for words in found],
        streams,
        tokenize="none",
        smooth_method="none",
        force=True,
    )
