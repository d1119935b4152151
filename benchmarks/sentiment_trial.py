"""One trial of the sentiment benchmark: a classifier of one fold, and what it said."""

import dataclasses
import pathlib
import time

import numpy as np

from benchmarks.recipes import checkpoint
from benchmarks.sentiment_systems import BASELINES, Recipe, fit_baseline, parts, scores
from benchmarks.sentiment_systems import train as train_recurrent
from rnncourse.training import PrintScores, load_checkpoint, save_checkpoint


@dataclasses.dataclass(frozen=True)
class Trial:
    """A classifier to be trained, and the file that says what came of it.

    Args:
        name: The kind of classifier.
        changes: What is special about its recipe, as a part of its name.
        recipe: How it is built and trained.
        seed: Of everything random; `None` where nothing is.
        fold: Which fold of the corpus.
        folder: Where its files go.
    """

    name: str
    changes: str
    recipe: Recipe
    seed: int | None
    fold: int
    folder: pathlib.Path

    @property
    def system(self):
        """The name under which results are recorded."""
        return self.name + self.changes

    @property
    def path(self):
        """The file of what the classifier said of every text."""
        return path_of(self.folder, self.system, self.seed, self.fold)

    def settings(self):
        """Return everything that a second run needs to come out the same."""
        settings = dataclasses.asdict(self.recipe)
        if self.name in BASELINES:
            return {name: settings[name] for name in ("characters", "order")}
        return settings | {"way": self.name}

    def result(self):
        """Return what came of the trial; `None` if it is still to be run."""
        if not self.path.exists():
            return None
        found = read_result(self.path)
        if found["facts"]["settings"] != self.settings():
            raise SystemExit(
                f"{self.path} was made with other settings: "
                f"{found['facts']['settings']}. Use another `--folder` or delete it."
            )
        return found

    def done(self, select):
        """Return whether it was run, on test, too, if it is not to select."""
        found = self.result()
        return found is not None and (select or "test" in found["log_probs"])

    def run(self, corpus, *, metric, select, minutes=None):
        """Train and score, on test only if it is not to select."""
        print(f"{self.system}, seed {self.seed}, fold {self.fold}", flush=True)
        texts, started = parts(corpus), time.monotonic()
        if self.name in BASELINES:
            model = fit_baseline(self.name, self.recipe, *texts["train"])
            facts = {"seconds": time.monotonic() - started}
        else:
            model, history = train_recurrent(
                dataclasses.replace(self.recipe, way=self.name),
                texts["train"],
                texts["valid"],
                metric=metric,
                seed=self.seed,
                checkpoint=checkpoint(
                    self.folder / "training",
                    f"{self.system}-{self.fold}",
                    self.seed,
                    self.settings(),
                ),
                minutes=minutes,
                callbacks=[PrintScores(metric)],
            )
            facts = {
                "seconds": sum(epoch["seconds"] for epoch in history),
                "epochs": len(history),
                "parameters": model.count_params(),
            }
        said = {
            split: [model.log_probs(texts[split][0]), model.targets(texts[split][1])]
            for split in (("valid",) if select else ("valid", "test"))
        }
        facts |= {"corpus": corpus.name, "labels": list(model.labels)}
        save_checkpoint(self.path, said, facts | {"settings": self.settings()})


def path_of(folder, system, seed, fold):
    """Return the file of a trial."""
    return pathlib.Path(folder) / f"{system}-{seed}-{fold}.npz"


def read_result(path):
    """Return facts, log-probabilities, targets and scores of a finished trial."""
    arrays, facts = load_checkpoint(path)
    return result_of(
        facts,
        {split: log_probs for split, (log_probs, _) in arrays.items()},
        {split: targets for split, (_, targets) in arrays.items()},
    )


def result_of(facts, log_probs, targets):
    """Return a result: what is known, what was said of each part, and its scores."""
    names = np.array(facts["labels"])
    return {
        "facts": facts,
        "log_probs": log_probs,
        "targets": targets,
        "scores": {
            split: scores(log_probs[split], names[targets[split]].tolist(), names)
            for split in log_probs
        },
    }
