"""What benchmarks that train share: settings, an optimizer, files, processes."""

import dataclasses
import hashlib
import json
import multiprocessing
import pathlib

import rnncourse._quiet  # noqa: F401

import keras


def settings_of(kind, given, *, types=(int, float)):
    """Return what `--set NAME=VALUE …` asks for, as arguments of a recipe.

    Args:
        kind: The class of the recipe, a dataclass.
        given: Strings such as `"units=64"`.
        types: Of the fields that may be set.
    """
    fields = {field.name: field.type for field in dataclasses.fields(kind)}
    changes = {}
    for setting in given:
        name, _, value = setting.partition("=")
        try:
            if fields[name] not in types:
                raise TypeError(f"{name!r} is not set so")
            changes[name] = fields[name](value)
        except (KeyError, TypeError, ValueError) as error:
            raise SystemExit(
                f"--set {setting}: give the name of a setting of the recipe and its "
                f"value, such as units=64 ({error!r})."
            ) from error
    return changes


def adam(recipe, batches):
    """Return Adam with clipped gradients, its rate falling to zero along a cosine.

    Args:
        recipe: Has `epochs`, `learning_rate` and `clip_norm`.
        batches: The batches of an epoch, as many as of any other.
    """
    steps = recipe.epochs * int(batches.cardinality())
    rate = keras.optimizers.schedules.CosineDecay(recipe.learning_rate, steps)
    return keras.optimizers.Adam(rate, global_clipnorm=recipe.clip_norm)


def checkpoint(folder, name, seed, settings):
    """Return the file of a run: another one for other settings.

    So a run never goes on with what was trained in another way.

    Args:
        folder: Where checkpoints are.
        name: What is trained.
        seed: Of everything random.
        settings: Everything that a second run needs to come out the same, a dictionary.
    """
    text = json.dumps(settings, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return pathlib.Path(folder) / f"{name}-{seed}-{digest}.npz"


def apart(function, *arguments, **options):
    """Call a function in a process of its own and return what it returns.

    What XLA has compiled lives as long as its process, and after some dozens of
    trainings no memory can be mapped for more: each gets a process.

    Args:
        function: Of a module, or a method of something that can be pickled.
        arguments: Of the function, as they are given.
        options: Likewise.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments, options)
