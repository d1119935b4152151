"""Reading in both directions."""

import keras

MERGES = {"concatenate": "concat", "sum": "sum", "average": "ave"}


def bidirectional(layer, *, merge="concatenate", **options):
    r"""Return a layer that reads forwards and backwards with two sets of weights.

    $$
    \overrightarrow{h}_t = R_1(x_t, \overrightarrow{h}_{t-1}), \qquad
    \overleftarrow{h}_t = R_2(x_t, \overleftarrow{h}_{t+1}), \qquad
    y_t = [\overrightarrow{h}_t ; \overleftarrow{h}_t]
    $$

    With `return_sequences=True` the result says of every step what stands before it
    and what stands after it: for tagging.  Without, it is the two-ended vector
    $[\overrightarrow{h}_T ; \overleftarrow{h}_1]$, what each direction knows after
    reading everything: for classification.  $[\overrightarrow{h}_T ;
    \overleftarrow{h}_T]$ would be another thing, the backward half of which has read a
    single step.

    Reference: Schuster & Paliwal (1997), Bidirectional recurrent neural networks.

    Args:
        layer: A recurrent layer; its copies do the work.
        merge: `"concatenate"`, `"sum"` or `"average"`.
        **options: Of `keras.layers.Layer`, such as `name`.

    Returns:
        A `keras.layers.Bidirectional`, called with sequences `(batch, time, features)`
        and returning `(batch, time, 2 * units)` or `(batch, 2 * units)`; `units` in
        place of `2 * units` for sums and averages.

    Raises:
        ValueError: If `merge` is another word, or the layer already reads backwards.

    Masking: each direction passes over masked steps, wherever they are; outputs there
    are zeros.

    Example:

    >>> from rnncourse.layers import LSTM
    >>> tagging = bidirectional(LSTM(4, return_sequences=True))
    >>> tuple(tagging(keras.ops.ones((2, 5, 3))).shape)
    (2, 5, 8)
    >>> classification = bidirectional(LSTM(4), merge="average")
    >>> tuple(classification(keras.ops.ones((2, 5, 3))).shape)
    (2, 4)
    """
    if merge not in MERGES:
        raise ValueError(
            f"Unknown `merge` {merge!r}; use one of {', '.join(map(repr, MERGES))}."
        )
    if layer.go_backwards:
        raise ValueError(
            f"The layer {layer.name!r} reads backwards already; give one that reads "
            "forwards, the other direction is made from it."
        )
    config = keras.saving.serialize_keras_object(layer)
    settings = config["config"]
    settings |= {"go_backwards": True, "name": f"backward_{layer.name}"}
    if settings.get("seed") is not None:  # the directions drop different inputs
        settings["seed"] += 1
    backward = keras.saving.deserialize_keras_object(config)
    return keras.layers.Bidirectional(
        layer, merge_mode=MERGES[merge], backward_layer=backward, **options
    )
