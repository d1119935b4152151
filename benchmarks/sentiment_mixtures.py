"""Mixtures of what the trials of the sentiment benchmark said."""

import dataclasses

import numpy as np

from benchmarks.sentiment_systems import BASELINES
from benchmarks.sentiment_trial import path_of, read_result, result_of
from rnncourse.models import fit_logarithm_weights, mix_logarithms


@dataclasses.dataclass(frozen=True)
class Mixed:
    """A mixture on one fold; it has what a trial has once it was run."""

    system: str
    seed: int | None
    outcome: dict

    def result(self):
        """Return what came of it."""
        return self.outcome


def mixtures(folder, *, seeds, folds):
    """Return the mixtures of what was trained: for each of them a list, one a fold.

    Every recurrent classifier is mixed with NB-SVM, with weights fitted on valid; with
    several seeds, which share the weight equally, also alone and so mixed.
    """
    made = []
    for system in _systems(folder, seeds, folds):
        runs = {seed: _results(folder, system, seed, folds) for seed in seeds}
        linear = _results(folder, "nbsvm", None, folds)
        if linear:
            for seed, results in runs.items():
                made.append(_fitted(f"{system} + nbsvm", seed, results, linear))
        if len(seeds) > 1:
            together = f"{system} x{len(seeds)}"
            equal = [
                _mixed(list(of_fold), np.full(len(seeds), 1 / len(seeds)))
                for of_fold in zip(*runs.values(), strict=True)
            ]
            made.append([Mixed(together, None, result) for result in equal])
            if linear:
                made.append(_fitted(f"{together} + nbsvm", None, equal, linear))
    return made


def _systems(folder, seeds, folds):
    """Return the recurrent systems that have been run with all seeds and folds."""
    ending = f"-{seeds[0]}-0.npz"
    names = sorted(path.name.removesuffix(ending) for path in folder.glob(f"*{ending}"))
    return [
        name
        for name in names
        if name.split(",")[0] not in BASELINES
        and all(_results(folder, name, seed, folds) for seed in seeds)
    ]


def _results(folder, system, seed, folds):
    """Return the results of a system, one a fold; none where a fold is missing."""
    paths = [path_of(folder, system, seed, fold) for fold in range(folds)]
    if not all(path.exists() for path in paths):
        return []
    return [read_result(path) for path in paths]


def _fitted(system, seed, some, others):
    """Mix two systems fold by fold, with the weights that suit valid best."""
    made = []
    for pair in zip(some, others, strict=True):
        valid = [result["log_probs"]["valid"] for result in pair]
        weights = fit_logarithm_weights(valid, pair[0]["targets"]["valid"])
        made.append(Mixed(system, seed, _mixed(pair, weights)))
    return made


def _mixed(results, weights):
    """Return the result of a mixture on all parts that all of its members know."""
    first = results[0]
    splits = [
        s for s in first["log_probs"] if all(s in r["log_probs"] for r in results)
    ]
    log_probs = {
        split: mix_logarithms(
            np.stack([result["log_probs"][split] for result in results]), weights
        )
        for split in splits
    }
    facts = {
        "corpus": first["facts"]["corpus"],
        "labels": first["facts"]["labels"],
        "seconds": sum(result["facts"]["seconds"] for result in results),
        "settings": {},
        "weights": [round(float(weight), 3) for weight in weights],
    }
    return result_of(facts, log_probs, first["targets"])
