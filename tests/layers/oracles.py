r"""The cells once more, in NumPy and double precision, from the papers' equations.

Every matrix stands alone here, under the name it has in its equation: `w["W_i"]` is
$W_i$. A step takes these weights, the input and the old states, and returns the new.
"""

import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def relu(a):
    return np.where(a > 0, a, 0)


FUNCTIONS = {"tanh": np.tanh, "relu": relu, "sigmoid": sigmoid}


def elman(w, x, h, activation="tanh"):
    """Elman (1990): the hidden layer sees the input and a copy of itself."""
    return [FUNCTIONS[activation](x @ w["W"] + h @ w["U"] + w["b"])]


def residual(w, x, h, activation="tanh"):
    """Unity feedback: the old state, and what an Elman network makes of it."""
    return [h + elman(w, x, h, activation)[0]]


def block(w, gate, x, h, peep=None):
    """What goes into the squashing function of a gate."""
    a = x @ w[f"W_{gate}"] + h @ w[f"U_{gate}"] + w[f"b_{gate}"]
    return a if peep is None else a + w[f"p_{gate}"] * peep


def lstm(w, x, h, c):
    """Gers et al. (2000), without peepholes."""
    i, f, o = (sigmoid(block(w, gate, x, h)) for gate in "ifo")
    c = f * c + i * np.tanh(block(w, "g", x, h))
    return [o * np.tanh(c), c]


def squashed(w, x, h, c):
    """As one lecture has it: the squashing function around the whole cell."""
    i, f, o = (sigmoid(block(w, gate, x, h)) for gate in "ifo")
    c = np.tanh(f * c + i * np.tanh(block(w, "g", x, h)))
    return [o * c, c]


def peephole(w, x, h, c):
    """Gers et al. (2002): i and f look at the old cell, o at the new one."""
    old = c
    i, f = sigmoid(block(w, "i", x, h, old)), sigmoid(block(w, "f", x, h, old))
    new = f * old + i * np.tanh(block(w, "g", x, h))
    o = sigmoid(block(w, "o", x, h, new))
    return [o * np.tanh(new), new]


def no_input_gate(w, x, h, c):
    """Greff et al. (2017), NIG: i = 1."""
    new = sigmoid(block(w, "f", x, h, c)) * c + np.tanh(block(w, "g", x, h))
    return [sigmoid(block(w, "o", x, h, new)) * np.tanh(new), new]


def no_forget_gate(w, x, h, c):
    """Greff et al. (2017), NFG: f = 1."""
    new = c + sigmoid(block(w, "i", x, h, c)) * np.tanh(block(w, "g", x, h))
    return [sigmoid(block(w, "o", x, h, new)) * np.tanh(new), new]


def no_output_gate(w, x, h, c):
    """Greff et al. (2017), NOG: o = 1."""
    i, f = sigmoid(block(w, "i", x, h, c)), sigmoid(block(w, "f", x, h, c))
    new = f * c + i * np.tanh(block(w, "g", x, h))
    return [np.tanh(new), new]


def coupled(w, x, h, c):
    """Greff et al. (2017), CIFG, by its forget gate: i = 1 - f."""
    f = sigmoid(block(w, "f", x, h, c))
    new = f * c + (1 - f) * np.tanh(block(w, "g", x, h))
    return [sigmoid(block(w, "o", x, h, new)) * np.tanh(new), new]


def no_input_activation(w, x, h, c):
    """Greff et al. (2017), NIAF: g(x) = x."""
    i, f = sigmoid(block(w, "i", x, h, c)), sigmoid(block(w, "f", x, h, c))
    new = f * c + i * block(w, "g", x, h)
    return [sigmoid(block(w, "o", x, h, new)) * np.tanh(new), new]


def no_output_activation(w, x, h, c):
    """Greff et al. (2017), NOAF: h(x) = x."""
    i, f = sigmoid(block(w, "i", x, h, c)), sigmoid(block(w, "f", x, h, c))
    new = f * c + i * np.tanh(block(w, "g", x, h))
    return [sigmoid(block(w, "o", x, h, new)) * new, new]


def full_gate_recurrence(w, x, h, c, i, f, o):
    """Greff et al. (2017), FGR: nine matrices from the old gates to the new ones."""
    before = {"i": i, "f": f, "o": o}

    def seen(gate):
        return sum(old @ w[f"R_{name}{gate}"] for name, old in before.items())

    i = sigmoid(block(w, "i", x, h, c) + seen("i"))
    f = sigmoid(block(w, "f", x, h, c) + seen("f"))
    new = f * c + i * np.tanh(block(w, "g", x, h))
    o = sigmoid(block(w, "o", x, h, new) + seen("o"))
    return [o * np.tanh(new), new, i, f, o]


def gru(w, x, h, activation="tanh"):
    """Cho et al. (2014) with the reset after the product, as cuDNN has it."""
    z, r = sigmoid(block(w, "z", x, h)), sigmoid(block(w, "r", x, h))
    inner = h @ w["U_n"] + w["b_q"]
    n = FUNCTIONS[activation](x @ w["W_n"] + w["b_n"] + r * inner)
    return [z * h + (1 - z) * n]


def reset_before(w, x, h, activation="tanh"):
    """Cho et al. (2014), equations 5 to 8: the reset before the product."""
    z, r = sigmoid(block(w, "z", x, h)), sigmoid(block(w, "r", x, h))
    n = FUNCTIONS[activation](block(w, "n", x, r * h))
    return [z * h + (1 - z) * n]


def minimal(w, x, h):
    """Zhou et al. (2016), equations 6a to 6c."""
    f = sigmoid(block(w, "f", x, h))
    return [(1 - f) * h + f * np.tanh(block(w, "n", x, f * h))]


def multiplicative(w, x, h, factors=None):
    """Sutskever et al. (2011): a recurrent matrix for every input, in factors."""
    rows = []
    for one, old in zip(x, h, strict=True):
        matrix = w["U_m"] @ np.diag(one @ w["W_m"]) @ w["U"]
        rows.append(np.tanh(one @ w["W"] + old @ matrix + w["b"]))
    return [np.array(rows)]
