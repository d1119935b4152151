"""Checkpoints that are whole or absent, and from which a run goes on as if unbroken."""

import json
import os
import pathlib
import zipfile

import numpy as np


def save_checkpoint(path, arrays, progress):
    """Write arrays and a JSON-able progress into one file, aside and then renamed.

    A run that is killed while writing leaves the previous checkpoint untouched.

    Args:
        path: Where to; the folder is made.
        arrays: Named groups of arrays of any shapes `(...)`, such as
            `{"variables": [...], "best": [...]}`.
        progress: Anything that `json` can write.

    Example:

    >>> import tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "run.npz"
    >>> save_checkpoint(path, {"variables": [np.ones(2)]}, {"epoch": 3})
    >>> arrays, progress = load_checkpoint(path)
    >>> arrays["variables"][0].tolist(), progress
    ([1.0, 1.0], {'epoch': 3})
    """
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    flat = {
        f"{group}/{index}": np.asarray(array)
        for group, members in arrays.items()
        for index, array in enumerate(members)
    }
    aside = path.with_name(path.name + ".part")
    with open(aside, "wb") as file:
        np.savez(file, progress=np.array(json.dumps(progress)), **flat)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def load_checkpoint(path):
    """Return `(arrays, progress)` as they were given to `save_checkpoint`.

    Args:
        path: A file written by `save_checkpoint`.

    Raises:
        ValueError: If the file is not a checkpoint or is damaged.

    Example:

    >>> load_checkpoint("/dev/null")
    Traceback (most recent call last):
    ...
    ValueError: '/dev/null' is not a readable checkpoint ...
    """
    try:
        # Opened here: NumPy leaves the file open when it is no archive.
        with open(path, "rb") as opened, np.load(opened) as file:
            progress = json.loads(str(file["progress"]))
            arrays = {}
            for name in sorted(set(file.files) - {"progress"}, key=_natural):
                arrays.setdefault(name.split("/")[0], []).append(file[name])
    except (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile) as error:
        raise ValueError(
            f"{str(path)!r} is not a readable checkpoint ({error}). "
            "Delete it to start afresh."
        ) from error
    return arrays, progress


def assign_all(variables, arrays, path):
    """Put `arrays` into `variables`, or say why they do not belong together.

    Args:
        variables: Keras variables.
        arrays: One array of shape `(...)` for each variable, in the same order.
        path: The checkpoint's name, for the error.

    Raises:
        ValueError: If the numbers or shapes differ.

    Example:

    >>> import keras
    >>> assign_all([keras.Variable([0.0, 0.0])], [np.ones(3)], "run.npz")
    Traceback (most recent call last):
    ...
    ValueError: The checkpoint 'run.npz' belongs to another model: ...
    """
    here = [tuple(variable.shape) for variable in variables]
    there = [np.shape(array) for array in arrays]
    if here != there:
        differing = [
            pair for pair in zip(here, there, strict=False) if pair[0] != pair[1]
        ]
        first = f"; first difference {differing[0]}" if differing else ""
        raise ValueError(
            f"The checkpoint {str(path)!r} belongs to another model: this one has "
            f"{len(here)} variables, the checkpoint {len(there)}{first}. "
            "Use the settings it was made with, or another file."
        )
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)


def _natural(name):
    group, index = name.split("/")
    return group, int(index)
