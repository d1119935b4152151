"""How far an alignment of words is from one that people made."""


def alignment_error_rate(sure, possible, predicted):
    r"""Return the alignment error rate of Och and Ney.

    $$ \mathrm{AER} = 1 - \frac{|A \cap S| + |A \cap P|}{|A| + |S|} $$

    Sure links $S$ ought to be found, possible ones $P \supseteq S$ may be. All links of
    all sentences are counted together: the mean of the rates of sentences is another
    number. Missing all sure links is an error even where nothing false was said, so an
    empty $A$ has the rate 1.

    Reference: Och & Ney (2003), A Systematic Comparison of Various Statistical
    Alignment Models.

    Args:
        sure: $S$, a set of links (i, j) for each sentence pair.
        possible: $P$, the same; sure links are possible too.
        predicted: $A$, the same.

    Returns:
        A `float` from 0, which is best, to 1.

    Raises:
        ValueError: If the three have different lengths, a sure link is not possible,
            or there is no link at all.

    Example:

    Two sure links, one of them found, and of two predicted links one is even possible:
    $1 - (1 + 1) / (2 + 2)$.

    >>> sure, possible = {(0, 0), (1, 1)}, {(0, 0), (1, 1), (1, 2)}
    >>> alignment_error_rate([sure], [possible], [{(0, 0), (2, 2)}])
    0.5
    """
    sure, possible, predicted = (
        [set(x) for x in a] for a in (sure, possible, predicted)
    )
    if not len(sure) == len(possible) == len(predicted):
        raise ValueError(
            "Every sentence pair needs three sets of links, sure, possible and "
            f"predicted; got {len(sure)}, {len(possible)} and {len(predicted)} sets."
        )
    found, said = 0, 0
    for number, (s, p, a) in enumerate(zip(sure, possible, predicted, strict=True)):
        if not s <= p:
            raise ValueError(
                f"In pair {number} the sure link {min(s - p)} is not possible; sure "
                "links must be in both sets."
            )
        found += len(a & s) + len(a & p)
        said += len(a) + len(s)
    if not said:
        raise ValueError("There is no sure and no predicted link, so nothing to rate.")
    return 1 - found / said
