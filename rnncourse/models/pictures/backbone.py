"""A network of `keras.applications` that has seen a million pictures, as an encoder."""

import hashlib
import inspect
import math
import types

import keras
import numpy as np
from keras import ops

from rnncourse.models.pictures.picture_encoder import check_pictures


@keras.saving.register_keras_serializable(package="rnncourse")
class Backbone(keras.layers.Layer):
    r"""Any network of `keras.applications`, without its top, frozen.

    It says one vector for each place of the picture, as `PictureEncoder` does, and its
    weights do not change: it looks at each picture once, and `cache_features` keeps on
    disk what it saw.  What it was trained on, ImageNet, is a thousand kinds of things
    in more than a million photographs; captions that are made with it cannot be
    compared with captions from scratch without saying so.

    Reference: Xu et al. (2015), section 3.1.1, where it is the VGG net, 14 × 14 × 512.

    Args:
        network: Name of a network of `keras.applications`, such as `"MobileNetV2"`.
        weights: `"imagenet"`, which is downloaded when it is used for the first time; a
            file with weights of the network without its top (`.h5`); or `None` for
            random ones.
        size: Height and width of the pictures it gets; others are scaled to it.
        **options: Of `keras.layers.Layer`.

    Call arguments:
        pictures: `(batch, height, width, 3)` uint8.

    Returns:
        $h$, `(batch, places, features)`, the places row by row.

    Raises:
        ValueError: If there is no such network, its weights cannot be had or do not fit
            (the message says which), or the pictures have other axes or numbers.

    Masking: none.

    Example:

    >>> backbone = Backbone("MobileNetV2", weights=None, size=64)
    >>> tuple(backbone(np.zeros((2, 50, 80, 3), np.uint8)).shape)
    (2, 4, 1280)
    >>> len(backbone.fingerprint())
    16
    """

    def __init__(self, network, *, weights="imagenet", size=224, **options):
        super().__init__(**options)
        self.network, self.size = network, size
        make, self.preprocess = _found(network)
        shape = (size, size, 3)
        try:
            self.layer = make(include_top=False, weights=weights, input_shape=shape)
        except Exception as error:  # what Keras raises depends on the way it fails
            raise ValueError(
                f"The weights {str(weights)!r} of {network} cannot be used: {error}. "
                'Give "imagenet" where there is a connection, a file with the weights '
                f"of {network} without its top, or `None` for random ones."
            ) from error
        self.layer.trainable = self.trainable = False

    def build(self, pictures_shape):
        """There is nothing to create: the network came with its weights."""
        self.built = True

    def call(self, pictures, training=None):
        """Return one vector a place; see the class for arguments and results."""
        check_pictures(self, pictures)
        x = ops.cast(pictures, self.compute_dtype)
        if tuple(x.shape[1:3]) != (self.size, self.size):
            x = ops.image.resize(x, (self.size, self.size), antialias=True)
        x = self.layer(self.preprocess(x), training=False)
        return ops.reshape(x, (ops.shape(x)[0], -1, x.shape[-1]))

    def places(self, height=None, width=None):
        """Return into how many rows and columns it divides a picture of any size."""
        return tuple(self.layer.output_shape[1:3])

    def compute_output_shape(self, pictures_shape):
        """Return `(batch, places, features)`."""
        return pictures_shape[0], math.prod(self.places()), self.layer.output_shape[3]

    def fingerprint(self):
        """Return 16 letters that another network, or other weights, do not have."""
        digest = hashlib.sha256(f"{self.network} {self.size}".encode())
        for weight in self.layer.get_weights():
            digest.update(np.ascontiguousarray(weight))
        return digest.hexdigest()[:16]

    def get_config(self):
        """Return the arguments of the constructor; the weights are saved beside it."""
        own = {"network": self.network, "weights": None, "size": self.size}
        return {**super().get_config(), **own}


def _found(name):
    """Return the class of a network and what prepares pictures for it."""
    networks = {
        known: (network, module.preprocess_input)
        for module in vars(keras.applications).values()
        if isinstance(module, types.ModuleType) and hasattr(module, "preprocess_input")
        for known, network in vars(module).items()
        if callable(network) and "include_top" in inspect.signature(network).parameters
    }
    if name not in networks:
        raise ValueError(
            f"`keras.applications` has no network {name!r}; it has "
            f"{', '.join(sorted(networks))}."
        )
    return networks[name]
