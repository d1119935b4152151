"""What one step multiplies with what, found out by watching it once."""


class Plan:
    """The products of a step: where their factors come from, where gradients go.

    For product number `k` of a step, `z = x + a U`:

    - `stream[k]` says which of the inputs `x` is, if it is one;
    - `state[k]` says which of the states `a` is, if it is one;
    - `matrix[k]` says which of the weights `U` is.

    What is left are the inputs that the step uses in other ways (`free`), weights
    that it multiplies element by element (`pointwise`), and factors `a` that are
    computed within the step (`factors`).
    """

    def __init__(self, step, xs, states, weights, drops, matmul):
        self._step, self._drops, self._matmul = step, drops, matmul
        self._inputs = len(xs)
        self.stream, self.state, self.matrix = [], [], []
        shapes, rows = [], []

        def add_product(x, a, U):
            self.stream.append(_index(x, xs))
            self.state.append(_index(a, states))
            self.matrix.append(_index(U, weights))
            self._check(x)
            z = self._sum(len(shapes), x, a, U)
            shapes.append(z.shape)
            rows.append(a.shape)
            return z

        new = step(xs, states, weights, add_product)
        if len(new) != len(states):
            raise ValueError(
                f"The step took {len(states)} states and returned {len(new)}; it must "
                "return as many, the output first."
            )
        self.products = range(len(shapes))
        self.free = [i for i in range(len(xs)) if i not in self.stream]
        self.pointwise = [i for i in range(len(weights)) if i not in self.matrix]
        self.factors = [k for k in self.products if self.state[k] is None]
        self.new_shapes = [shapes[k] for k in self.products if self.stream[k] is None]
        self.factor_shapes = [rows[k] for k in self.factors]

    def _check(self, x):
        stream, matrix = self.stream[-1], self.matrix[-1]
        if matrix is None or matrix in self.matrix[:-1]:
            raise ValueError(
                "`add_product(x, a, U)` needs for `U` one of the weights handed to the "
                "step, as it is, and each matrix once. Give every product a matrix."
            )
        if x is not None and (stream is None or stream in self.stream[:-1]):
            raise ValueError(
                "`add_product(x, a, U)` needs for `x` one of the inputs handed to the "
                "step, as it is, and each once, or `None`. Split inputs in `project`."
            )

    def _dropped(self, k, a):
        return a * self._drops[k] if self._drops else a

    def _sum(self, k, x, a, U):
        z = self._matmul(self._dropped(k, a), U)
        return z if x is None else x + z

    def step(self, xs, states, weights):
        """Return the new states, and the sums z of all products."""
        sums = []

        def add_product(x, a, U):
            sums.append(self._sum(len(sums), x, a, U))
            return sums[-1]

        return self._step(xs, states, weights, add_product), sums

    def replay(self, free, states, sums, weights, known):
        """Do a step again whose sums are known; return new states and the factors.

        `known(a, z, U)` returns `z` and has the gradient of `x + a U`.
        """
        xs = [_Consumed() for _ in range(self._inputs)]
        for i, x in zip(self.free, free, strict=True):
            xs[i] = x
        seen = []

        def add_product(x, a, U):
            k = len(seen)
            seen.append(self._dropped(k, a))
            return known(seen[k], sums[k], U)

        new = self._step(xs, states, weights, add_product)
        return new, [seen[k] for k in self.factors]

    def place(self, streams, sums, put):
        """Put each sum where its input was; return the inputs and all other sums."""
        streams, others = list(streams), []
        for i, z in zip(self.stream, sums, strict=True):
            if i is None:
                others.append(z)
            else:
                streams[i] = put(streams[i], z)
        return streams, others

    def collect(self, streams, others):
        """Return the sums of all products again, out of what `place` returned."""
        others = iter(others)
        return [next(others) if i is None else streams[i] for i in self.stream]

    def gradients(self, d_sums, d_free, before, factors, pointwise, outer):
        """Return the gradients of all inputs and of all weights.

        `outer(a, d)` sums `a^T d` over time and batch.
        """
        d_xs = dict(zip(self.free, d_free, strict=True))
        d_weights = dict(zip(self.pointwise, pointwise, strict=True))
        factors = dict(zip(self.factors, factors, strict=True))
        for k in self.products:
            if self.stream[k] is not None:
                d_xs[self.stream[k]] = d_sums[k]  # z = x + a U
            a = factors.get(k)
            if a is None:
                a = self._dropped(k, before[self.state[k]])
            d_weights[self.matrix[k]] = outer(a, d_sums[k])
        return [d_xs[i] for i in sorted(d_xs)], [
            d_weights[i] for i in sorted(d_weights)
        ]


class _Consumed:
    """Stands for an input whose place in memory now holds `x + a U`."""

    def __repr__(self):
        return "<an input that add_product took, used a second time by the step>"


def _index(wanted, candidates):
    return next((i for i, c in enumerate(candidates) if c is wanted), None)
