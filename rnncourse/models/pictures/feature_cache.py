"""What a frozen encoder sees in pictures, computed once and kept on disk."""

import hashlib
import json
import pathlib
import zipfile

import numpy as np
from tqdm import tqdm

from rnncourse.layers.engine import graph
from rnncourse.pipelines.pictures import stacked

ABOUT = "about.json"


class CachedFeatures:
    """Features of pictures, as a sequence whose items are read when asked for.

    Thousands of pictures cost no memory: an item is a file, and is read anew each time.

    Args:
        files: A file for each picture, written by `cache_features`.
        shape: Of the features of a picture, `(places, features)`.

    Example:

    >>> len(CachedFeatures([], (49, 512)))
    0
    """

    def __init__(self, files, shape):
        self.files, self.shape = list(files), tuple(shape)

    def __len__(self):
        """Return the number of pictures."""
        return len(self.files)

    def __getitem__(self, number):
        """Return the features of a picture, `(places, features)` float32.

        Raises:
            ValueError: If the file is damaged or missing; the message names it.
        """
        return _read(self.files[number], self.shape).astype(np.float32)


def cache_features(backbone, pictures, folder, *, batch_size=32, progress=True):
    """Let a frozen encoder look at pictures, once; keep on disk what it saw.

    Each picture has a file of its own, written aside and renamed, whose name is the
    checksum of its pixels: the same picture is never looked at twice, and another one
    of the same name is not taken for it.  A run that was killed goes on where it
    stopped.  A folder belongs to one backbone with one set of weights.

    Features are stored as float16; their files have checksums, which are looked at when
    they are read.

    Args:
        backbone: A `Backbone`, or another layer from pictures to features with a
            method `fingerprint`.
        pictures: Any sequence of `(height, width, 3)` uint8 arrays of one size, which
            may be made when asked for, such as `rnncourse.pipelines.DecodedPictures`.
        folder: Where to; it is made.
        batch_size: Pictures that are looked at together.
        progress: Whether to show a bar.

    Returns:
        `CachedFeatures`, item for item those of the pictures.

    Raises:
        ValueError: If the folder belongs to another backbone or other weights, or
            pictures have different sizes.

    Example:

    An encoder that sees one place and says how red, green and blue it is:

    >>> import keras, tempfile
    >>> class Mean(keras.layers.Layer):
    ...     def call(self, pictures):
    ...         pictures = keras.ops.cast(pictures, "float32")
    ...         return keras.ops.mean(pictures, axis=(1, 2))[:, None]
    ...     def compute_output_shape(self, shape):
    ...         return shape[0], 1, 3
    ...     def fingerprint(self):
    ...         return "mean"
    >>> pictures = np.full((3, 8, 8, 3), [[[40, 9, 7]]], np.uint8)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     features = cache_features(Mean(), pictures, folder, progress=False)
    ...     len(features), features[2].tolist()
    (3, [[40.0, 9.0, 7.0]])
    """
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    shape = tuple(backbone.compute_output_shape((1, None, None, 3))[1:])
    _claim(folder, backbone.fingerprint(), shape)
    look = graph(backbone)
    files, waiting = [], {}

    def work():
        if not waiting:
            return
        pixels = stacked(list(waiting.values()))
        # Filled up, so that all batches have one shape.
        missing = batch_size - len(pixels)
        filled = np.concatenate([pixels, np.repeat(pixels[-1:], missing, axis=0)])
        seen = np.asarray(look(filled)).astype(np.float16)
        for file, features in zip(waiting, seen, strict=False):
            _write(file, features)
        waiting.clear()

    numbers = range(len(pictures))
    for number in tqdm(numbers, desc="features", unit="", disable=not progress):
        pixels = np.asarray(pictures[number])
        file = folder / f"{_checksum(pixels)}.npz"
        files.append(file)
        if not _is_whole(file, shape):
            waiting[file] = pixels
        if len(waiting) == batch_size:
            work()
    work()
    return CachedFeatures(files, shape)


def _claim(folder, fingerprint, shape):
    """See whose the folder is; write it down if it is new."""
    about = {"backbone": fingerprint, "shape": list(shape)}
    path = folder / ABOUT
    if not path.exists():
        aside = path.with_suffix(".part")
        aside.write_text(json.dumps(about))
        aside.replace(path)
    try:
        found = json.loads(path.read_text())
    except ValueError as error:
        raise ValueError(
            f"{path} is damaged ({error}). Delete the folder; its features are made "
            "again."
        ) from error
    if found != about:
        raise ValueError(
            f"The folder {folder} holds features of another backbone, or of one with "
            f"other weights: {found}, where {about} is wanted. Take another folder, or "
            "delete this one."
        )


def _checksum(pixels):
    digest = hashlib.sha256(str((pixels.shape, pixels.dtype.str)).encode())
    digest.update(np.ascontiguousarray(pixels))
    return digest.hexdigest()[:32]


def _write(file, features):
    aside = file.with_suffix(".part")
    with open(aside, "wb") as opened:
        np.savez(opened, features=features)
    aside.replace(file)


def _is_whole(file, shape):
    if not file.exists():
        return False
    try:
        return _read(file, shape) is not None
    except ValueError:
        return False  # damaged: it is made again


def _read(file, shape):
    try:
        # NumPy looks at the checksum that a zip has of its content.
        with open(file, "rb") as opened, np.load(opened) as archive:
            features = archive["features"]
        if features.shape != shape:
            raise ValueError(f"it has the shape {features.shape}, not {shape}")
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(
            f"{file} holds no features any more ({error}). `cache_features` makes them "
            "again."
        ) from error
    return features
