"""`rnncourse doctor`: is this machine ready, and if not, what to do about it."""

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass

import rnncourse
from rnncourse.cli.surroundings import find_corpora, find_notebooks
from rnncourse.datasets import DatasetError, load_catalog

NEEDED = ("tensorflow", "tensorflow-text", "keras", "numpy", "sentencepiece")
NOTEBOOKS = ("ipykernel", "jupyterlab", "nbclient", "nbconvert", "latex2mathml")
PEERS = ("kenlm", "nltk", "tensorboard")

# In a process of its own: TensorFlow prints on the way, and may even crash.
PROBE = """
import json, os
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow, tensorflow_text, keras
devices = tensorflow.config.list_physical_devices("GPU")
details = tensorflow.config.experimental.get_device_details
names = [details(device).get("device_name", device.name) for device in devices]
print(json.dumps({"backend": keras.backend.backend(), "gpus": names}))
"""


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    Attributes:
        subject: What was looked at.
        state: `"ok"`; `"note"` for what the course can do without; `"missing"`
            for what it cannot do without.
        text: What was found.
        remedy: What to do about it, if anything.

    Example:

    >>> Finding("Python", "ok", "3.12.4").remedy
    ''
    """

    subject: str
    state: str
    text: str
    remedy: str = ""


def add_parser(subparsers):
    """Add the command `doctor` to the command line.

    Example:

    >>> import argparse
    >>> commands = argparse.ArgumentParser().add_subparsers()
    >>> add_parser(commands)
    >>> sorted(commands.choices)
    ['doctor']
    """
    parser = subparsers.add_parser(
        "doctor",
        help="what is installed, which data is here, what is missing",
        description="Look at Python, packages, devices, data and notebooks. "
        "The exit status is 1 when something that the course needs is missing.",
    )
    parser.add_argument("--json", action="store_true", help="print it for programs")
    parser.set_defaults(run=run)


def run(arguments):
    """Print the report and return 0 if the course can run here, else 1."""
    findings = []
    for finding in examine():
        findings.append(finding)
        if not arguments.json:
            _print_line(finding)
    ready = all(finding.state != "missing" for finding in findings)
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1))
    elif ready:
        print("\nThis machine is ready.")
    else:
        print("\nSomething is missing: see the lines marked MISSING.")
    return 0 if ready else 1


def examine():
    """Yield the findings about this machine, in the order in which to read them.

    Example:

    >>> next(examine()).subject
    'Python'
    """
    yield _python()
    yield from _packages()
    yield from _devices()
    yield _machine()
    yield from _data()
    yield _notebooks()


def _python():
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    text = f"{platform.python_version()} at {sys.executable}"
    remedy = "" if fits else "TensorFlow needs Python 3.11, 3.12 or 3.13"
    return Finding("Python", "ok" if fits else "missing", text, remedy)


def _packages():
    yield Finding("rnncourse", "ok", rnncourse.__version__)
    groups = (
        ("packages", NEEDED, "missing", "pip install rnncourse"),
        ("notebooks need", NOTEBOOKS, "note", "pip install 'rnncourse[notebooks]'"),
        ("benchmarks use", PEERS, "note", "pip install 'rnncourse[test,bench]'"),
    )
    for subject, names, severity, remedy in groups:
        versions = {name: _version(name) for name in names}
        absent = [name for name, version in versions.items() if not version]
        text = ", ".join(f"{name} {versions[name] or '(absent)'}" for name in names)
        if absent:
            yield Finding(subject, severity, text, remedy)
        else:
            yield Finding(subject, "ok", text)


def _version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _devices():
    probe = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True
    )
    if probe.returncode:
        lines = probe.stderr.strip().splitlines() or ["no message"]
        remedy = "reinstall: pip install --force-reinstall tensorflow tensorflow-text"
        yield Finding("TensorFlow", "missing", f"does not import: {lines[-1]}", remedy)
        return
    seen = json.loads(probe.stdout.splitlines()[-1])
    yield Finding("backend", "ok", seen["backend"])
    if gpus := seen["gpus"]:
        yield Finding("GPU", "ok", f"{len(gpus)}: {', '.join(gpus)}")
    else:
        remedy = (
            "not needed; with an NVIDIA card: pip install 'tensorflow[and-cuda]', "
            "on Colab: Runtime, Change runtime type"
        )
        yield Finding("GPU", "note", "none seen, TensorFlow will use the CPU", remedy)


def _machine():
    if hasattr(os, "sched_getaffinity"):  # what this process may use, where known
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    text = f"{cores} cores, {memory:.0f} GiB of memory, {platform.platform()}"
    if memory < 4:
        return Finding("machine", "note", text, "4 GiB or more are comfortable")
    return Finding("machine", "ok", text)


def _data():
    setting = os.environ.get("RNNCOURSE_DATA")
    text = f"RNNCOURSE_DATA={setting}" if setting else "RNNCOURSE_DATA is not set"
    try:
        here = find_corpora()
    except DatasetError as error:
        yield Finding("data", "missing", text, str(error))
        return
    yield Finding("data", "ok", text)
    for folder in sorted({path.parent for path in here.values()}):
        names = [name for name, path in here.items() if path.parent == folder]
        yield Finding("corpora", "ok", f"in {folder}: {', '.join(names)}")
    absent = [name for name in load_catalog().names if name not in here]
    if absent and setting != "generated":
        remedy = "rnncourse data fetch NAME; without, notebooks generate their worlds"
        yield Finding("not here", "note", ", ".join(absent), remedy)


def _notebooks():
    found = find_notebooks()
    if not found:
        remedy = "they are in the repository: run this in a clone of it"
        return Finding("notebooks", "note", "none here", remedy)
    text = f"{len(found)} in {found[0].parent}"
    if not all(_version(name) for name in NOTEBOOKS):
        remedy = "pip install 'rnncourse[notebooks]'"
        return Finding(
            "notebooks", "missing", f"{text}, but nothing to run them", remedy
        )
    return Finding("notebooks", "ok", text)


def _print_line(finding):
    mark = {"ok": "ok", "note": "note", "missing": "MISSING"}[finding.state]
    print(f"{mark:<8} {finding.subject:<15} {finding.text}", flush=True)
    if finding.remedy:
        print(f"{'':24} → {finding.remedy}", flush=True)
