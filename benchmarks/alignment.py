"""Word alignment by IBM model 1: error rates on Czech-English pairs linked by hand.

Run:
    python -m benchmarks.alignment           # every setting, well below a minute
    python -m benchmarks.alignment --tune    # what the last setting was chosen from

All 12,500 pairs are learned from, those with links among them: what is learned from is
text and never a link, and this is how such models are used.  The last setting is the
best of `--tune` on the valid part; those before it are what it is made of, with the
tension at which fast_align begins.  The test part chooses nothing.
Results go to `benchmarks/results/alignment.json`.  `--quick` takes some seconds on a
generated language and saves no result.
"""

import argparse
import dataclasses
import itertools
import time

from benchmarks import records
from rnncourse.datasets import word_alignment
from rnncourse.datasets.word_alignment import AlignedCorpus, AlignedPair
from rnncourse.datasets.worlds import translation_world
from rnncourse.metrics.alignment import alignment_error_rate
from rnncourse.models.alignment.ibm_model import IBMModel1
from rnncourse.models.alignment.positions import DiagonalPositions, UniformPositions
from rnncourse.models.alignment.symmetrization import METHODS, symmetrize, turned

ITERATIONS = 5


@dataclasses.dataclass(frozen=True)
class Setting:
    """What is learned from, and how.

    `stem` is how many letters of a word count, in lower case; all if it is 0. The
    endings of Czech words make one word into ten, of which each is seen too seldom.
    """

    stem: int = 0
    tension: float = 0.0
    null: float = 0.1
    dirichlet: float = 0.0
    method: str = "grow-diag-final-and"

    @property
    def positions(self):
        """Where a translation stands."""
        if not self.tension:
            return UniformPositions()
        return DiagonalPositions(self.tension, self.null)


SETTINGS = {
    "model 1": Setting(),
    "model 1 with diagonal": Setting(tension=4.0),
    "model 1 with diagonal, stems": Setting(stem=4, tension=4.0),
    "model 1 with diagonal, stems, Dirichlet prior": Setting(
        stem=4, tension=6.0, dirichlet=0.01, method="intersection"
    ),
}
GRID = {
    "stem": [3, 4, 5],
    "tension": [3.0, 4.0, 6.0],
    "dirichlet": [0.01, 0.001],
}


def encode(corpus, stem):
    """Return the parts of a corpus as pairs of lists of ids."""
    vocabularies = {}, {}

    def ids(words, vocabulary):
        stems = [word.lower()[:stem] if stem else word for word in words]
        return [vocabulary.setdefault(word, len(vocabulary)) for word in stems]

    return [
        [
            (ids(pair.source, vocabularies[0]), ids(pair.target, vocabularies[1]))
            for pair in part
        ]
        for part in (corpus.train, corpus.valid, corpus.test)
    ]


def align(train, parts, setting):
    """Learn both directions; return the links of each part, forward and backward."""
    learn = {
        "positions": setting.positions,
        "dirichlet": setting.dirichlet,
        "iterations": ITERATIONS,
    }
    backwards = [[(y, x) for x, y in pairs] for pairs in (train, *parts)]
    # one after the other, for a model of this text takes half a gigabyte to learn
    model = IBMModel1.fit(train, **learn)
    forward = [model.align(pairs) for pairs in parts]
    model = IBMModel1.fit(backwards[0], **learn)
    backward = [list(map(turned, model.align(pairs))) for pairs in backwards[1:]]
    return list(zip(forward, backward, strict=True))


def error_rate(part, forward, backward, method):
    """Return the alignment error rate of one part."""
    return alignment_error_rate(
        [pair.sure for pair in part],
        [pair.possible for pair in part],
        [symmetrize(f, b, method) for f, b in zip(forward, backward, strict=True)],
    )


def measure(corpus, system, setting):
    """Return the records of one setting, on valid and on test."""
    begin = time.perf_counter()
    train, *parts = encode(corpus, setting.stem)
    directions = align(train, parts, setting)
    seconds = round(time.perf_counter() - begin, 1)
    measured = []
    for split, links in zip(("valid", "test"), directions, strict=True):
        part = getattr(corpus, split)
        used = {
            system: (*links, setting.method),
            f"{system}, forward only": (links[0], links[0], "union"),
            f"{system}, backward only": (links[1], links[1], "union"),
        }
        for name, (forward, backward, method) in used.items():
            value = error_rate(part, forward, backward, method)
            print(f"{split:6} {name:62} {value:.4f}  {seconds:5.1f} s", flush=True)
            measured.append(
                records.make(
                    "alignment",
                    system=name,
                    metric="alignment_error_rate",
                    value=value,
                    corpus=corpus.name,
                    split=split,
                    seconds=seconds,
                    settings=dataclasses.asdict(setting) | {"iterations": ITERATIONS},
                )
            )
    return measured


def tune(corpus):
    """Print the error rates of a grid of settings on the valid part, all methods."""
    for values in itertools.product(*GRID.values()):
        setting = Setting(**dict(zip(GRID, values, strict=True)))
        train, valid, _ = encode(corpus, setting.stem)
        (links,) = align(train, [valid], setting)
        rates = {m: error_rate(corpus.valid, *links, m) for m in METHODS}
        best = min(rates, key=rates.get)
        shown = ", ".join(f"{k} {v}" for k, v in zip(GRID, values, strict=True))
        print(f"{shown:44} {rates[best]:.4f} {best}", flush=True)


def generated():
    """Return a small corpus of a generated language, every link of which is sure."""
    world = translation_world()
    pairs = [
        AlignedPair(
            pair.source.split(), pair.target.split(), sure=world.align(pair.source)
        )
        for pair in world.sample(1500, seed=0)
    ]
    return AlignedCorpus("world", pairs, pairs[:200], pairs[200:400], "generated")


def parse(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tune", action="store_true", help="a grid on the valid part")
    parser.add_argument("--quick", action="store_true", help="seconds, nothing saved")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Measure, print and save the records."""
    options = parse(arguments)
    corpus = generated() if options.quick else word_alignment.load()
    print(corpus)
    if options.tune:
        tune(corpus)
        return
    measured = []
    for system, setting in SETTINGS.items():
        measured += measure(corpus, system, setting)
    if not options.quick:
        print("written to", records.save("alignment", measured))


if __name__ == "__main__":
    main()
