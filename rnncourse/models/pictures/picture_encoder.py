"""A small convolutional network, from a picture to one vector for each place in it."""

import math

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="rnncourse")
class PictureEncoder(keras.layers.Layer):
    r"""Convolutions that make a picture smaller and say more about each place.

    $$
    \begin{aligned}
    u_l &= \mathrm{relu}(N(x_{l-1} * F_l)) && \text{every second pixel} \\
    x_l &= u_l + \mathrm{relu}(N(u_l * G_l)) && \text{but for the first stage}
    \end{aligned}
    $$

    $*$ is a convolution with filters of 3 × 3 pixels and $N$ batch normalisation.  Each
    stage halves height and width, so that four stages make 6 × 6 places of 96 × 96
    pixels.  A filter is the same everywhere and cannot know where it stands; as "left
    of" and "above" matter, $x_0$ has two channels more than the picture: how far right
    and how far down a pixel is, from -1 to 1 (Liu et al., 2018).

    It is small enough to be trained from scratch on a processor, together with what
    stands upon it.  `Backbone` has seen a million pictures before, and is larger.

    Reference: He et al. (2016), Deep residual learning; Ioffe & Szegedy (2015).

    Args:
        filters: Number of features of each stage.
        seed: Seed of the initial weights.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        pictures: `(batch, height, width, 3)` uint8, red, green and blue from 0 to 255.
        training: Whether batches are normalised by their own mean and variance, and
            not by those seen in training.

    Returns:
        $h$, `(batch, places, features)`, the places row by row.

    Raises:
        ValueError: If the pictures have other axes or other numbers.

    Masking: none; every picture is full.

    Example:

    >>> import numpy as np
    >>> encoder = PictureEncoder((8, 16, 32), seed=1)
    >>> pictures = np.random.default_rng(0).integers(0, 256, (2, 48, 32, 3), np.uint8)
    >>> tuple(encoder(pictures).shape), encoder.places(48, 32)
    ((2, 24, 32), (6, 4))
    """

    def __init__(self, filters=(32, 64, 128, 256), *, seed=None, **options):
        super().__init__(**options)
        self.filters, self.seed = tuple(filters), seed
        if not self.filters or min(self.filters) < 1:
            raise ValueError(
                f"`filters` are the numbers of features of one stage or more; got "
                f"{filters!r}."
            )
        self.stages = []
        for number, features in enumerate(self.filters):
            halving = self._convolution(features, 2 * number, strides=2)
            going_on = self._convolution(features, 2 * number + 1) if number else []
            self.stages.append((halving, going_on))

    def _convolution(self, features, number, strides=1):
        seed = None if self.seed is None else self.seed + number
        return [
            keras.layers.Conv2D(
                features,
                3,
                strides=strides,
                padding="same",
                use_bias=False,
                kernel_initializer=keras.initializers.HeNormal(seed),
                dtype=self.dtype_policy,
            ),
            # Trainings are short: the mean of some dozen batches is what is wanted.
            keras.layers.BatchNormalization(momentum=0.9, dtype=self.dtype_policy),
        ]

    def build(self, pictures_shape):
        """Create the filters."""
        features = 5  # three colours and two coordinates
        for halving, going_on in self.stages:
            for layers in filter(None, (halving, going_on)):
                for layer in layers:
                    layer.build((None, None, None, features))
                    features = layers[0].filters
        self.built = True

    def call(self, pictures, training=None):
        """Return one vector a place; see the class for arguments and results."""
        check_pictures(self, pictures)
        x = ops.cast(pictures, self.compute_dtype) / 127.5 - 1
        x = ops.concatenate([x, _coordinates(x)], axis=-1)
        for halving, going_on in self.stages:
            x = _filtered(x, halving, training)
            if going_on:
                x = x + _filtered(x, going_on, training)
        return ops.reshape(x, (ops.shape(x)[0], -1, self.filters[-1]))

    def places(self, height, width):
        """Return into how many rows and columns a picture of this size is divided."""
        factor = 2 ** len(self.filters)
        return math.ceil(height / factor), math.ceil(width / factor)

    def compute_output_shape(self, pictures_shape):
        """Return `(batch, places, features)`."""
        batch, height, width, _ = pictures_shape
        known = None not in (height, width)
        count = math.prod(self.places(height, width)) if known else None
        return batch, count, self.filters[-1]

    def get_config(self):
        """Return the arguments of the constructor."""
        return {**super().get_config(), "filters": self.filters, "seed": self.seed}


def _filtered(x, layers, training):
    convolution, norm = layers
    return ops.relu(norm(convolution(x), training=training))


def _coordinates(x):
    """Return how far right and how far down each pixel is, `(batch, …, 2)`."""
    batch, height, width = ops.shape(x)[:3]
    right = ops.linspace(-1.0, 1.0, width)[None, None, :, None]
    down = ops.linspace(-1.0, 1.0, height)[None, :, None, None]
    shape = batch, height, width, 1
    both = [ops.broadcast_to(ops.cast(c, x.dtype), shape) for c in (right, down)]
    return ops.concatenate(both, axis=-1)


def check_pictures(layer, pictures):
    """Refuse what is no batch of pictures, before a network makes something of it.

    Args:
        layer: Who asks, for the message.
        pictures: `(batch, height, width, 3)` uint8.

    Raises:
        ValueError: If they have other axes, or other numbers.

    Example:

    >>> check_pictures(PictureEncoder((4,), name="eye"), ops.zeros((2, 8, 8, 3)))
    Traceback (most recent call last):
    ValueError: The layer 'eye' takes pictures (batch, height, width, 3) of uint8, ...
    """
    shape = tuple(pictures.shape)
    dtype = keras.backend.standardize_dtype(pictures.dtype)
    if len(shape) != 4 or shape[-1] != 3 or dtype != "uint8":
        raise ValueError(
            f"The layer {layer.name!r} takes pictures (batch, height, width, 3) of "
            f"uint8, red, green and blue from 0 to 255; got {shape} of {dtype}. "
            "`picture.pixels(size)` of rnncourse.datasets gives them so."
        )
