"""One step of a decoder as a search wants it: tokens in, log-probabilities out."""

from keras import ops


def before_first(states, source, padding):
    """Return the state of a decoder that has not written anything yet.

    Args:
        states: First states, a list of `(batch, units)` arrays.
        source: What the decoder's `prepare` returned; empty without attention.
        padding: `(batch, source)` booleans: where there is nothing to look at.

    Returns:
        A dictionary of arrays with one row a sentence.  With attention there are
        `"attention"`, the weights of the last step, and `"coverage"`, their sum so far
        and 1 at padding, both `(batch, source)`; `"shared"`, the source, at which all
        hypotheses of a sentence look, and `"sentence"`, the number of that sentence,
        `(batch,)`.

    Example:

    >>> list(before_first([], {}, None))
    ['states']
    >>> state = before_first([], {"keys": ...}, ops.zeros((2, 3), "bool"))
    >>> [*state], ops.convert_to_numpy(state["sentence"]).tolist()
    (['states', 'shared', 'sentence', 'attention', 'coverage'], [0, 1])
    """
    if not source:
        return {"states": states}
    padding = ops.cast(padding, "float32")
    return {
        "states": states,
        "shared": source,
        "sentence": ops.arange(ops.shape(padding)[0], dtype="int32"),
        "attention": ops.zeros_like(padding),
        "coverage": padding,
    }


def next_word(embedding, decoder, tokens, state):
    """Read a token a row; return log-probabilities of the next, and the state.

    Args:
        embedding: A `keras.layers.ReversibleEmbedding`, of what is read and what is
            written.
        decoder: A `RecurrentDecoder` or a `BahdanauDecoder`.
        tokens: `(rows,)` integers.
        state: What `before_first` or the last step returned, for these rows.

    Returns:
        `(rows, vocab)` logarithms, and the new state.

    Example:

    >>> import keras
    >>> from rnncourse.layers import LSTM
    >>> from rnncourse.models import RecurrentDecoder
    >>> decoder = RecurrentDecoder([LSTM(6, return_sequences=True)], 5)
    >>> decoder.build((None, None, 5), None)
    >>> embedding = keras.layers.ReversibleEmbedding(9, 5)
    >>> state = before_first([ops.zeros((2, 6))] * 2, {}, None)
    >>> log_probs, _ = next_word(embedding, decoder, ops.array([0, 0]), state)
    >>> tuple(log_probs.shape)
    (2, 9)
    """
    vectors = embedding(ops.convert_to_tensor(tokens))
    source = {}
    if "shared" in state:
        source = {**state["shared"], "owners": state["sentence"]}
    output, states, weights = decoder.step(vectors, state["states"], source)
    logits = ops.cast(embedding(output, reverse=True), "float32")
    state = {**state, "states": states}
    if weights is not None:
        weights = ops.cast(weights, "float32")
        coverage = state["coverage"] + weights
        state |= {"attention": weights, "coverage": coverage}
    return ops.log_softmax(logits, axis=-1), state
