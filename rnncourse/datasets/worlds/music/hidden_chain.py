r"""Hidden Markov chains that step through a bar, and the forward algorithm on them."""

import numpy as np


class HiddenChain:
    r"""A Markov chain behind a curtain: its states are hidden, their symbols are seen.

    A sequence belongs to a group $g$, which is drawn once and stays; within it a chain
    of states $s_1 s_2 \dots$ runs and each shows one symbol $x_t$:

    $$ P(g, s_{1:T}, x_{1:T}) = \pi(g, s_1) \prod_{t=2}^{T} A_t(s_{t-1}, s_t \mid g)
       \prod_{t=1}^{T} B_t(x_t \mid s_t, g) $$

    $A_t$ and $B_t$ repeat with a period, as music does. The number of steps is
    decided elsewhere: it tells nothing about the states. What is seen of the past
    determines a distribution over the states, by the forward algorithm

    $$ \alpha_t(g, s) = P(g, s_t = s \mid x_{<t}), \qquad
       P(x_t \mid x_{<t}) = \sum_{g, s} \alpha_t(g, s)\, B_t(x_t \mid s, g) $$
    $$ \alpha_{t+1}(g, s') = \sum_s \frac{\alpha_t(g, s)\, B_t(x_t \mid s, g)}
       {P(x_t \mid x_{<t})} A_{t+1}(s, s' \mid g) $$

    Unlike the `Automaton` of the language, where a prefix leaves one state, several
    stay possible here; the probability of a given sequence is exact all the same.

    Reference: Rabiner (1989), A Tutorial on Hidden Markov Models, section III.A.

    Args:
        start: $\pi$, `(..., states)`; the leading axes are the groups; sums to one.
        steps: $A$, `(period, ..., states, states)`, rows sum to one; element `t`
            leads from time $t - 1$ to $t$, counted from 0. Group axes may have
            length 1.
        shown: $B$, `(period, ..., states, symbols)`, rows sum to one.

    Raises:
        ValueError: If a distribution is negative or does not sum to one, or the
            shapes do not fit.

    Example:
        A coin of which we do not know whether it is fair or has two heads. After one
        head the second is expected with $\frac13 \cdot \frac12 + \frac23 = \frac56$:

        >>> fair, forged = [[0.5, 0.5]], [[1.0, 0.0]]
        >>> coin = HiddenChain(
        ...     start=[[0.5], [0.5]], steps=[[[[1.0]]]], shown=[[fair, forged]])
        >>> np.exp(coin.log_probs([0, 0])).round(4).tolist()
        [0.75, 0.8333]
    """

    def __init__(self, start, steps, shown):
        self.start = np.asarray(start, np.float64)
        self.steps = np.asarray(steps, np.float64)
        self.shown = np.asarray(shown, np.float64)
        groups, states = self.start.shape[:-1], self.start.shape[-1]
        for name, table in [("steps", self.steps), ("shown", self.shown)]:
            fits = table.ndim == len(groups) + 3 and table.shape[-2] == states
            if not fits or any(
                have not in (1, want)
                for have, want in zip(table.shape[1:-2], groups, strict=True)
            ):
                raise ValueError(
                    f"`{name}` has the shape {table.shape}, which does not fit `start` "
                    f"{self.start.shape}: expected (period, groups, states, ...)."
                )
            _check_sums(name, table, table.sum(axis=-1))
        if self.steps.shape[-1] != states:
            raise ValueError(f"`steps` must be square; got {self.steps.shape}.")
        _check_sums("start", self.start, self.start.sum())

    @property
    def symbols(self):
        """How many symbols there are."""
        return self.shown.shape[-1]

    def sample(self, length, rng):
        """Draw one sequence.

        Args:
            length: Its number of symbols.
            rng: A NumPy generator.

        Returns:
            `(length,)` integers.
        """
        place = rng.choice(self.start.size, p=self.start.ravel())
        *group, state = np.unravel_index(place, self.start.shape)
        symbols = np.zeros(length, np.int64)
        for time in range(length):
            if time:
                state = _draw(self._row(self.steps, time, group, state), rng)
            symbols[time] = _draw(self._row(self.shown, time, group, state), rng)
        return symbols

    def forward(self, symbols):
        r"""Run the forward algorithm.

        Args:
            symbols: `(time,)` integers.

        Returns:
            Two arrays: $\alpha_t$, the distribution over groups and states before
            each symbol is seen, `(time, ..., states)`, and $\ln P(x_t \mid x_{<t})$,
            `(time,)`. From the first impossible symbol on the latter is minus
            infinity and the former zero.

        Raises:
            ValueError: If a symbol does not exist.
        """
        symbols = np.asarray(symbols, np.int64)
        if symbols.size and not 0 <= symbols.min() <= symbols.max() < self.symbols:
            raise ValueError(f"Symbols must be from 0 to {self.symbols - 1}.")
        before = np.zeros((len(symbols), *self.start.shape))
        log_probs = np.full(len(symbols), -np.inf)
        alpha = self.start
        for time, symbol in enumerate(symbols):
            if time:
                steps = self.steps[time % len(self.steps)]
                alpha = (alpha[..., None, :] @ steps)[..., 0, :]
            before[time] = alpha
            alpha = alpha * self.shown[time % len(self.shown)][..., symbol]
            probability = alpha.sum()
            if probability == 0:
                break
            log_probs[time] = np.log(probability)
            alpha = alpha / probability
        return before, log_probs

    def log_probs(self, symbols):
        r"""Return $\ln P(x_t \mid x_{<t})$ of every symbol.

        Args:
            symbols: `(time,)` integers.

        Returns:
            `(time,)`.
        """
        return self.forward(symbols)[1]

    def predictions(self, symbols):
        r"""Return the distribution $P(\cdot \mid x_{<t})$ over the next symbol.

        Args:
            symbols: `(time,)` integers.

        Returns:
            `(time, symbols)`; each row depends on the symbols before it only.
        """
        before, _ = self.forward(symbols)
        rows = [
            (alpha[..., None, :] @ self.shown[time % len(self.shown)]).reshape(
                -1, self.symbols
            )
            for time, alpha in enumerate(before)
        ]
        return np.array([row.sum(axis=0) for row in rows]).reshape(-1, self.symbols)

    def _row(self, table, time, group, state):
        table = table[time % len(table)]
        place = [
            min(index, n - 1) for index, n in zip(group, table.shape, strict=False)
        ]
        return table[(*place, state)]


def _draw(distribution, rng):
    return min(
        int(np.searchsorted(np.cumsum(distribution), rng.random(), side="right")),
        int(np.flatnonzero(distribution)[-1]),
    )


def _check_sums(name, table, sums):
    if (table < 0).any() or not np.allclose(sums, 1, rtol=0, atol=1e-9):
        raise ValueError(
            f"`{name}` must hold probabilities, 0 or more, that sum to one."
        )
