"""Where in a sentence the word stands that a word of the translation comes from."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class UniformPositions:
    r"""Every position is as probable as every other, NULL among them.

    $$ p(i \mid j, n, m) = \frac{1}{n + 1}, \qquad i = 0 \dots n $$

    Reference: Brown et al. (1993), section 4.1.

    Example:

    >>> from rnncourse.models.alignment.cooccurrence import cells_of
    >>> UniformPositions().probs(cells_of([([7, 8, 9], [3])]))
    array([0.25, 0.25, 0.25, 0.25])
    """

    def probs(self, cells):
        """Return the probability of every cell, `(cells,)`."""
        return cells.spread(1 / (cells.n + 1))


@dataclass(frozen=True)
class DiagonalPositions:
    r"""A word is translated about where it stands: near the diagonal.

    $$ p(i \mid j, n, m) = \begin{cases} p_0 & i = 0 \\
       (1 - p_0)\, \frac{1}{Z_j} \exp\left(-\lambda
       \left| \frac{i}{n} - \frac{j}{m} \right|\right) & i = 1 \dots n \end{cases} $$

    where $Z_j$ is the sum of the exponentials over $i = 1 \dots n$. With $\lambda = 0$
    all positions but NULL are alike.

    Reference: Dyer, Chahuneau & Smith (2013), A Simple, Fast, and Effective
    Reparameterization of IBM Model 2.

    Args:
        tension: $\lambda$, 0 or more; about 4 suits languages of similar word order.
        null: $p_0$, between 0 and 1.

    Raises:
        ValueError: If a number is out of its range.

    Example:

    >>> from rnncourse.models.alignment.cooccurrence import cells_of
    >>> cells = cells_of([([7, 8], [3, 4])])
    >>> DiagonalPositions(tension=2.0, null=0.2).probs(cells).reshape(2, 3).round(3)
    array([[0.2  , 0.585, 0.215],
           [0.2  , 0.215, 0.585]])
    """

    tension: float = 4.0
    null: float = 0.1

    def __post_init__(self):
        if not (0 <= self.tension < np.inf and 0 <= self.null < 1):
            raise ValueError(
                "`tension` must be 0 or more and `null` at least 0 and below 1; got "
                f"{self.tension} and {self.null}."
            )

    def probs(self, cells):
        """Return the probability of every cell, `(cells,)`."""
        away = np.abs(cells.i / cells.spread(cells.n) - cells.spread(cells.j / cells.m))
        weight = np.where(cells.i > 0, np.exp(-self.tension * away), 0)
        share = cells.spread((1 - self.null) / cells.total(weight))
        return np.where(cells.i > 0, weight * share, self.null)
