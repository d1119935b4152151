"""Engines and layers with one line wrong, each beside the check that rejects it."""

from tests.layers import checks, dropout_checks, gradient_checks
from tests.layers.mutants import Mutant, on


def engine(wrong, function, old, new, check, name="elman"):
    """Return a wrong engine."""
    return Mutant(wrong, f"engine.{function}", old, new, on(check, name))


TF = "_tensorflow:"
WRONG_ENGINES = [
    engine(
        "a masked step keeps the new state",
        TF + "_where",
        "tf.where(keep[0], n, o)",
        "tf.where(keep[0], o, n)",
        checks.check_oracle,
    ),
    engine(
        "masks ignored", TF + "_where", "if not keep", "if True", checks.check_masks
    ),
    engine(
        "the initial state ignored",
        TF + "_forward",
        "[tf.constant(0), states,",
        "[tf.constant(0), [tf.zeros_like(s) for s in states],",
        checks.check_oracle,
    ),
    engine(
        "the output is not the new h",
        TF + "run",
        "return (history[0]",
        "return (history[-1]",
        checks.check_oracle,
        "lstm",
    ),
    engine(
        "reads one step ahead",
        TF + "_forward",
        "tf.minimum(t + 1",
        "tf.minimum(t + 2",
        checks.check_causality,
    ),
    engine(
        "U not transposed on the way back",
        TF + "_known",
        ", transpose_b=True",
        "",
        gradient_checks.check_numerical,
    ),
    engine(
        "the gradient of a masked step dropped",
        TF + "_backward",
        "d + p for d, p",
        "d for d, p",
        gradient_checks.check_numerical,
    ),
    engine(
        "the gradient of final states dropped",
        TF + "_backward",
        "[time - 1, d_final,",
        "[time - 1, [tf.zeros_like(d) for d in d_final],",
        gradient_checks.check_numerical,
    ),
    engine(
        "U gets the states of the wrong step",
        TF + "_backward",
        "tf.concat([first[None], after[:-1]], 0)",
        "after",
        gradient_checks.check_numerical,
    ),
    engine(
        "peepholes learn from one step only",
        TF + "_backward",
        "total + tf.cast(d, total.dtype)",
        "tf.cast(d, total.dtype)",
        gradient_checks.check_numerical,
        "peephole",
    ),
    engine(
        "no gradient into initial states",
        TF + "_backward",
        "return d_xs, d_states,",
        "return d_xs, [tf.zeros_like(d) for d in d_states],",
        gradient_checks.check_engine_gradient,
    ),
    engine(
        "the gradient of the outputs dropped",
        TF + "_backward",
        "d_states[0] + d_output",
        "d_states[0]",
        gradient_checks.check_engine_gradient,
    ),
    engine(
        "gradients of two products exchanged",
        "_plan:Plan.gradients",
        "d_weights[self.matrix[k]] = outer(a, d_sums[k])",
        "d_weights[self.matrix[-1 - k]] = outer(a, d_sums[k])",
        gradient_checks.check_engine_gradient,
        "minimal",
    ),
    engine(
        "the gradient of U without dropout",
        "_plan:Plan.gradients",
        "self._dropped(k, before[self.state[k]])",
        "before[self.state[k]]",
        gradient_checks.check_dropout_gradient,
    ),
]

LAYER = "recurrent:Recurrent."
WRONG_LAYERS = [
    Mutant(
        "inputs dropped anew at every step",
        LAYER + "call",
        "(ops.shape(sequences)[0], 1, sequences.shape[-1])",
        "ops.shape(sequences)",
        dropout_checks.check_input_dropout,
    ),
    Mutant(
        "recurrent dropout anew at every step",
        "engine._plan:Plan._dropped",
        "a * self._drops[k]",
        "__import__('keras').random.dropout(a, 0.25)",
        dropout_checks.check_recurrent_dropout,
    ),
    Mutant(
        "the mask is not turned round",
        LAYER + "inner_loop",
        "ops.flip(mask, 0)",
        "mask",
        on(checks.check_backwards, "elman"),
    ),
    Mutant(
        "the sequence is not turned round",
        LAYER + "inner_loop",
        "ops.flip(sequences, 0)",
        "sequences",
        on(checks.check_backwards, "elman"),
    ),
    Mutant(
        "a masked step shows zeros",
        LAYER + "_hide_masked",
        "if not self.zero_output_for_mask",
        "if False",
        on(checks.check_loops, "elman"),
    ),
    Mutant(
        "zeros for masked steps forgotten",
        LAYER + "_hide_masked",
        "if not self.zero_output_for_mask",
        "if True",
        on(checks.check_zeros_for_masks, "elman"),
    ),
    Mutant(
        "the last output is the first",
        LAYER + "inner_loop",
        "outputs[-1]",
        "outputs[0]",
        on(checks.check_last, "elman"),
    ),
    Mutant(
        "recurrent dropout not scaled",
        LAYER + "_draw",
        "seed=self.seed_generator)",
        "seed=self.seed_generator) * (1 - rate)",
        dropout_checks.check_recurrent_dropout,
    ),
    Mutant(
        "one dropout mask for all rows",
        LAYER + "_draw",
        "ones = ops.ones(shape, dtype)",
        "ones = ops.ones((1, *shape[1:]), dtype)",
        dropout_checks.check_recurrent_dropout,
    ),
    Mutant(
        "the state itself dropped",
        "engine._plan:Plan.step",
        "self._step(xs, states, weights",
        "self._step(xs, [self._dropped(0, s) for s in states], weights",
        dropout_checks.check_state_is_kept,
    ),
]
