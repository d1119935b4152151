"""What was measured, one record a number, in `benchmarks/results/<name>.json`."""

import datetime
import importlib.metadata
import json
import os
import pathlib
import re
import resource
import shlex
import sys

RESULTS = pathlib.Path(__file__).parent / "results"
IDENTITY = ("benchmark", "corpus", "split", "system", "metric", "against", "seed")


def make(benchmark, *, system, metric, value, packages=("numpy",), **fields):
    """Return one record: the number, what it is a number of, and its circumstances.

    Args:
        benchmark: Name of the benchmark module.
        system: What was measured, e.g. `"lstm"`.
        metric: What the number is, e.g. `"perplexity"`.
        value: The number.
        packages: Distributions whose versions matter for the number.
        **fields: `corpus`, `split`, `seed`, `parameters`, `seconds`, `against`,
            `settings`, `peak_megabytes`; left out where they make no sense.
    """
    command = "python -m benchmarks." + benchmark
    if len(sys.argv) > 1:
        command += " " + shlex.join(sys.argv[1:])
    return {
        "benchmark": benchmark,
        "system": system,
        "metric": metric,
        "value": value,
        **fields,
        "command": command,
        "versions": {name: importlib.metadata.version(name) for name in packages},
        "machine": f"{os.cpu_count()} cores, no GPU",
        "date": datetime.date.today().isoformat(),
    }


def peak_megabytes():
    """Return the most memory that this process has had so far, in MiB."""
    # `resource` also knows what the parent took; Linux has the process's own peak.
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def save(benchmark, records, folder=RESULTS):
    """Merge `records` into the benchmark's file; each replaces its older self."""
    path = pathlib.Path(folder) / f"{benchmark}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {_identity(record): record for record in load(benchmark, folder)}
    kept.update({_identity(record): record for record in records})
    aside = path.with_suffix(".json.part")
    aside.write_text(json.dumps(list(kept.values()), indent=1) + "\n")
    aside.replace(path)
    return path


def load(benchmark, folder=RESULTS):
    """Return the records of `benchmark`, oldest first; empty if there are none."""
    path = pathlib.Path(folder) / f"{benchmark}.json"
    return json.loads(path.read_text()) if path.exists() else []


def _identity(record):
    settings = json.dumps(record.get("settings", {}), sort_keys=True)
    return (*(record.get(name) for name in IDENTITY), settings)
