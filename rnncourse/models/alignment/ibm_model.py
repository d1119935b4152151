r"""IBM model 1: which word translates which, learned from pairs of sentences alone."""

from dataclasses import KW_ONLY, dataclass

import numpy as np
from scipy.special import digamma

from rnncourse.models.alignment.cooccurrence import cells_of
from rnncourse.models.alignment.positions import UniformPositions


@dataclass(frozen=True, eq=False)
class IBMModel1:
    r"""Word translation probabilities, and the alignments that go with them.

    A source sentence $x_1 \dots x_n$ with the empty word $x_0$ (NULL) is translated
    word by word: every target word $y_j$ draws a position and is a translation of the
    word there.

    $$ P(y_1 \dots y_m \mid x) = \prod_{j=1}^{m} \sum_{i=0}^{n}
       p(i \mid j, n, m) \; t(y_j \mid x_i) $$

    Nobody says which position was drawn. Expectation maximisation guesses it from the
    probabilities, counts the guesses, and takes the counts for probabilities; with the
    sum over all places $(j, i)$ of the text where $y$ stands beside $x$:

    $$ q_{ji} = \frac{p(i \mid j, n, m)\, t(y_j \mid x_i)}
                     {\sum_{i'} p(i' \mid j, n, m)\, t(y_j \mid x_{i'})}, \qquad
       c(y, x) = \sum_{y_j = y,\; x_i = x} q_{ji}, \qquad
       t(y \mid x) = \frac{c(y, x)}{\sum_{y'} c(y', x)} $$

    The likelihood never falls, and in this model no local maximum is lower than
    another, so $t$ may start uniform. What is wrong is the model: a rare word explains
    whatever stands beside it, since it has nothing else to explain. A Dirichlet prior
    $\alpha$ below 1 cures that. With $\psi = (\ln \Gamma)'$ the last equation becomes

    $$ t(y \mid x) = \frac{\exp \psi(c(y, x) + \alpha)}
                          {\exp \psi(\sum_{y'} [c(y', x) + \alpha])} $$

    where the sum is over the words seen beside $x$; small counts all but vanish. Such
    $t$ sum to less than 1, and what never falls is then a bound on another likelihood.

    Reference: Brown et al. (1993), The Mathematics of Statistical Machine Translation,
    section 4.1; Riley & Gildea (2012), Improving the IBM Alignment Models Using
    Variational Bayes, for the prior.

    Args:
        keys: `(word pairs,)` int64, rising: `source * target_size + target` of every
            pair of words that shared a pair of sentences. Source words count from 1
            here, for NULL is 0.
        probs: `(word pairs,)` float64, $t(y \mid x)$.
        target_size: The greatest target id, plus 1.
        positions: $p(i \mid j, n, m)$, `UniformPositions` or `DiagonalPositions`.
        log_likelihoods: Of the whole text, before each round of learning.

    Example:

    Three pairs: "das Haus / the house", "das Buch / the book", "ein Buch / a book".
    In the first round the two words and NULL each get a third of the credit for every
    word beside them. "the" is beside "das" twice, and so becomes its translation:

    >>> english = ["the", "house", "book", "a"]
    >>> pairs = [([0, 1], [0, 1]), ([0, 2], [0, 2]), ([3, 2], [3, 2])]  # das is 0
    >>> for rounds in (1, 2, 20):
    ...     model = IBMModel1.fit(pairs, iterations=rounds)
    ...     print(rounds, [(english[t], round(p, 2)) for t, p in model.translations(0)])
    1 [('the', 0.5), ('house', 0.25), ('book', 0.25)]
    2 [('the', 0.62), ('house', 0.2), ('book', 0.17)]
    20 [('the', 1.0), ('house', 0.0), ('book', 0.0)]

    So "house", which was only ever beside "das" and "Haus", is left for "Haus":

    >>> sorted(model.align([([0, 1], [0, 1])])[0])
    [(0, 0), (1, 1)]
    >>> np.round(model.log_likelihoods[:3], 2)
    array([-8.32, -6.03, -5.76])
    """

    keys: np.ndarray
    probs: np.ndarray
    _: KW_ONLY
    target_size: int
    positions: UniformPositions
    log_likelihoods: tuple[float, ...] = ()

    @classmethod
    def fit(cls, pairs, *, iterations=5, positions=None, dirichlet=0.0):
        r"""Learn from sentence pairs.

        Args:
            pairs: Source and target of each pair, two sequences of ids.
            iterations: Rounds of expectation maximisation.
            positions: Where a translation stands; `UniformPositions()` if left out.
            dirichlet: The prior $\alpha$; 0 for none. 0.01 is usual.

        Returns:
            An `IBMModel1`.

        Raises:
            ValueError: If there are no pairs or one is empty, ids are no ids, or
                `iterations` or `dirichlet` make no sense.
        """
        if iterations < 1 or not 0 <= dirichlet < np.inf:
            raise ValueError(
                "`iterations` must be 1 or more and `dirichlet` 0 or more; got "
                f"{iterations} and {dirichlet}."
            )
        positions = UniformPositions() if positions is None else positions
        cells = cells_of(pairs)
        size = int(cells.target.max()) + 1
        prior = positions.probs(cells)
        keys, word_pair = np.unique(
            cells.source * size + cells.spread(cells.target), return_inverse=True
        )
        source = keys // size
        probs = np.full(len(keys), 1 / size)
        log_likelihoods = []
        for _ in range(iterations):
            joint = probs[word_pair] * prior  # (cells,)
            evidence = cells.total(joint)  # (tokens,)
            log_likelihoods.append(float(np.log(evidence).sum()))

            posterior = joint / cells.spread(evidence)
            counts = np.bincount(word_pair, posterior, len(keys)) + dirichlet
            totals = np.bincount(source, counts)[source]
            if dirichlet:
                probs = np.exp(digamma(counts) - digamma(totals))
            else:
                probs = counts / totals
        return cls(
            keys,
            probs,
            target_size=size,
            positions=positions,
            log_likelihoods=tuple(log_likelihoods),
        )

    def __repr__(self):
        return f"IBMModel1({len(self.keys):,} word pairs, {self.positions})"

    def translations(self, source):
        """Return the target words that a source word was seen with, the best first.

        Args:
            source: Id of the source word; None for NULL.

        Returns:
            A list of pairs (id, probability); empty for a word never seen.
        """
        row = 0 if source is None else source + 1
        first, last = np.searchsorted(
            self.keys, [row * self.target_size, (row + 1) * self.target_size]
        )
        order = first + np.argsort(-self.probs[first:last], kind="stable")
        words = self.keys[order] % self.target_size
        return list(zip(words.tolist(), self.probs[order].tolist(), strict=True))

    def posteriors(self, source, target):
        r"""Return how probable it is that each target word comes from each source word.

        Args:
            source: Ids of the words of one sentence.
            target: Ids of its translation.

        Returns:
            `(target words, source words + 1)` float64, $q_{ji}$, column 0 for NULL.
            A row sums to 1, or to 0 where no source word was ever seen with the word.
        """
        cells = cells_of([(source, target)])
        joint = self._joint(cells)
        total = cells.spread(cells.total(joint))
        shares = np.divide(joint, total, out=np.zeros(len(joint)), where=total > 0)
        return shares.reshape(len(target), -1)

    def align(self, pairs):
        """Link every target word to the source word that it most probably comes from.

        A word is left without a link where that is NULL, or where it was seen with no
        word of the source sentence. Where two are equally probable, the first wins.

        Args:
            pairs: Source and target of each pair, two sequences of ids.

        Returns:
            A list of sets of links (i, j), one a pair: source word `i` and target word
            `j`, both counted from 0. Every `j` is in one link at most.
        """
        cells = cells_of(pairs)
        best = cells.best(self._joint(cells))
        links = [set() for _ in range(cells.pair[-1] + 1)]
        for pair, i, j in np.stack([cells.pair, best, cells.j], 1)[best > 0].tolist():
            links[pair].add((i - 1, j - 1))
        return links

    def log_probs(self, pairs):
        r"""Return $\ln P(y \mid x)$ of every pair, its length being given.

        Args:
            pairs: Source and target of each pair, two sequences of ids.

        Returns:
            `(pairs,)` float64; minus infinity where a target word was seen with no word
            of the source sentence.
        """
        cells = cells_of(pairs)
        with np.errstate(divide="ignore"):
            scores = np.log(cells.total(self._joint(cells)))
        return np.bincount(cells.pair, scores)

    def _joint(self, cells):
        """The probability of each cell; 0 for words never seen together, `(cells,)`."""
        target = cells.spread(cells.target)
        wanted = cells.source * self.target_size + target
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = (self.keys[at] == wanted) & (target < self.target_size)
        return np.where(known, self.probs[at], 0) * self.positions.probs(cells)
