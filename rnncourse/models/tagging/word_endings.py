"""What the ending of a word says of its tag."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class WordEndings:
    r"""The tags of unknown words, from the endings of rare ones.

    For a word whose last $m$ letters are $\ell_m$

    $$
    P(j \mid \ell_m) = \frac{\hat P(j \mid \ell_m) + \theta\, P(j \mid \ell_{m-1})}
    {1 + \theta}, \qquad P(j \mid \ell_{-1}) = \hat P(j)
    $$

    with $\hat P$ for relative frequencies: each longer ending corrects the shorter
    one, up to the longest that was seen.  Only rare words are counted, for unknown
    words are more like them than like frequent ones.  Words with digits, words that
    begin with a capital letter, those that have nothing but capitals, those without
    any letter, and all others have tables of their own.

    Reference: Brants (2000), TnT, section 2.3, equations 7 to 9.  There $\theta$ is
    called a standard deviation, of the tags' frequencies, and defined as a variance;
    here it is the standard deviation.  Brants counts endings of up to ten letters, and
    tells two kinds of words apart, with and without capital.

    Attributes:
        prior: $\hat P(j)$, `(tags,)`.
        theta: $\theta$.
        longest: The longest ending that is counted.
        tables: From a kind of word and an ending to $\hat P$, `(tags,)`.

    Example:
        Of tags 0 and 1, words in -ly have the second:

        >>> rare = {"sadly": [0, 1], "badly": [0, 2], "cat": [1, 0], "dog": [2, 0]}
        >>> endings = WordEndings.fit(rare)
        >>> endings.tag_probs("madly").round(2), endings.tag_probs("rat").round(2)
        (array([0., 1.]), array([1., 0.]))
    """

    prior: np.ndarray
    theta: float
    longest: int
    tables: dict[tuple[str, str], np.ndarray]

    @classmethod
    def fit(cls, word_counts, *, rare=10, longest=5):
        """Count the endings of rare words.

        Args:
            word_counts: A mapping from every word to how often it had each tag,
                `(tags,)`.
            rare: The largest count of a word that is rare.
            longest: The longest ending that is counted.

        Returns:
            The endings.
        """
        total = np.sum(list(word_counts.values()), axis=0)
        prior = total / total.sum()
        tables = {}
        for word, counts in word_counts.items():
            if np.sum(counts) <= rare:
                for key in _endings(word, longest):
                    tables[key] = tables.get(key, 0) + np.asarray(counts, np.float64)
        shares = {key: counts / counts.sum() for key, counts in tables.items()}
        theta = float(prior.std(ddof=1)) if len(prior) > 1 else 1.0
        return cls(prior, theta, longest, shares)

    def tag_probs(self, word):
        r"""Return $P(j \mid \ell)$ for the longest ending that was seen, `(tags,)`."""
        probs = self.prior
        for key in _endings(word, self.longest):
            if key not in self.tables:
                break
            probs = (self.tables[key] + self.theta * probs) / (1 + self.theta)
        return probs


def _endings(word, longest):
    """Return the kind of a word with each of its endings, the empty one first."""
    kind = _kind(word)
    low = word.lower()
    return [(kind, low[len(low) - m :]) for m in range(min(longest, len(low)) + 1)]


def _kind(word):
    if any(letter.isdigit() for letter in word):
        return "digits"
    if not any(letter.isalpha() for letter in word):
        return "signs"
    if len(word) > 1 and word.isupper():
        return "capitals"
    return "capital" if word[0].isupper() else "other"
