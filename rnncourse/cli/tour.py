"""All chosen notebooks, one after another: a line each, pages, and a summary."""

import datetime
import json
import os
import sys
from dataclasses import asdict

import nbformat
from tqdm import tqdm

import rnncourse
from rnncourse.cli.pages import index_page, notebook_page
from rnncourse.cli.runner import (
    Outcome,
    cells_to_run,
    kernel_environment,
    run_notebook,
    title_of,
)
from rnncourse.cli.surroundings import data_in_words


def tour(notebooks, *, out, timeout):
    """Run `notebooks`, go on past one that fails, and return the exit status.

    Args:
        notebooks: Paths, in order.
        out: Folder for executed copies, pages and the index; None to store the
            outputs in the notebooks themselves, in those that ran to their end.
        timeout: Seconds a cell may take.

    Returns:
        0 if every notebook ran to its end, else 1.

    Example:

    >>> tour([], out=None, timeout=60)  # doctest: +ELLIPSIS
    0 notebooks, ...
    <BLANKLINE>
    0 of 0 ok in 0 s
    0
    """
    environment = kernel_environment(os.environ.get("RNNCOURSE_DATA"))
    data = data_in_words()
    print(f"{len(notebooks)} notebook{'s' * (len(notebooks) != 1)}, {data}", flush=True)
    outcomes = []
    for path in notebooks:
        notebook, outcome = _run(path, timeout, environment, data)
        outcomes.append(outcome)
        _print_line(outcome)
        if out:
            _write_pages(notebook, outcome, out)
        elif outcome.ok:
            _write(path, nbformat.writes(notebook) + "\n")
    return _summary(outcomes, out)


def _run(path, timeout, environment, data):
    notebook = nbformat.read(path, as_version=4)
    title = title_of(notebook, path.stem)
    with tqdm(
        total=len(cells_to_run(notebook)),
        desc=f"{path.name[:2]}  {title[:36]}",
        bar_format="{desc}: cell {n_fmt} of {total_fmt} {bar:20} {elapsed}",
        disable=not sys.stderr.isatty(),
        leave=False,
        mininterval=0,  # a cell may take minutes: show each as it begins
    ) as bar:
        seconds, message = run_notebook(
            notebook,
            path.resolve().parent,
            timeout=timeout,
            environment=environment,
            on_cell=lambda number: bar.update(number - bar.n),
        )
    now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    return notebook, Outcome(path.stem, title, round(seconds, 1), message, data, now)


def _print_line(outcome):
    title = f"{outcome.number}  {outcome.title[:44]:<44}"
    result = "ok" if outcome.ok else f"FAILED in {outcome.message}"
    print(f"{title} {outcome.seconds:7.1f} s  {result}", flush=True)


def _summary(outcomes, out):
    failed = [outcome for outcome in outcomes if not outcome.ok]
    seconds = sum(outcome.seconds for outcome in outcomes)
    print(f"\n{len(outcomes) - len(failed)} of {len(outcomes)} ok in {seconds:.0f} s")
    for outcome in failed:
        print(f"failed: {outcome.stem}, {outcome.message}")
    if out:
        print(f"pages: {out / 'index.html'}")
    return 1 if failed else 0


def _write_pages(notebook, outcome, out):
    _write(out / f"{outcome.stem}.ipynb", nbformat.writes(notebook) + "\n")
    _write(out / f"{outcome.stem}.html", notebook_page(notebook, outcome.title))
    known = _remember(out / "results.json", outcome)
    _write(out / "index.html", index_page(known, rnncourse.__version__))


def _remember(path, outcome):
    """Add an outcome to those of earlier runs, so that the index shows them all."""
    try:
        known = [Outcome(**fields) for fields in json.loads(path.read_text())]
    except (OSError, ValueError, TypeError):  # a first run, or an older version's
        known = []
    by_stem = {entry.stem: entry for entry in [*known, outcome]}
    known = [by_stem[stem] for stem in sorted(by_stem)]
    _write(path, json.dumps([asdict(entry) for entry in known], indent=1) + "\n")
    return known


def _write(path, text):
    """Write aside and rename: a page is never half there under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, path)
