"""`rnncourse data`: which corpora there are, where they are, and how they get here."""

import argparse
import os
import sys
from pathlib import Path

from rnncourse.datasets import DatasetError, fetch, find, load_catalog, verify
from rnncourse.datasets.places import GENERATED, how_to_get

EPILOG = """examples:
  rnncourse data list              all corpora, and which of them are on this machine
  rnncourse data fetch ptb         download one and check it
  rnncourse data verify            compare all files found with the catalogue
  cd "$(rnncourse data where ptb)"

A corpus is looked for in $RNNCOURSE_DATA/NAME, then in the cache ($RNNCOURSE_CACHE,
or the usual folder of this system). What is not there is downloaded into the cache.
"""


def add_parser(subparsers):
    """Add the command `data` to the command line.

    Args:
        subparsers: What `ArgumentParser.add_subparsers` returned.

    Example:

    >>> commands = argparse.ArgumentParser().add_subparsers()
    >>> add_parser(commands)
    >>> sorted(commands.choices)
    ['data']
    """
    parser = subparsers.add_parser(
        "data",
        help="list, fetch, verify and find corpora",
        description="The corpora of the course: list, fetch, verify and find them.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    _add(actions, "list", list_corpora, "show all corpora and where they are")

    fetching = _add(actions, "fetch", fetch_corpora, "download corpora, and check them")
    which = fetching.add_mutually_exclusive_group(required=True)
    which.add_argument("names", nargs="*", default=[], metavar="NAME", help="a corpus")
    which.add_argument(
        "--all", action="store_true", help="everything that can be downloaded"
    )
    fetching.add_argument("--quiet", action="store_true", help="no progress bars")

    verifying = _add(
        actions, "verify", verify_corpora, "compare files with the catalogue"
    )
    verifying.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="a corpus (default: all on this machine)",
    )

    finding = _add(actions, "where", print_folder, "print the folder of a corpus")
    finding.add_argument("name", metavar="NAME", help="a corpus")


def _add(actions, name, run, what):
    action = actions.add_parser(name, help=what, description=what.capitalize() + ".")
    action.add_argument(
        "--catalog",
        type=Path,
        metavar="FILE",
        help="another catalogue than the course's own",
    )
    action.set_defaults(run=run)
    return action


def list_corpora(arguments):
    """Print a table of all corpora, and return the exit status."""
    catalog = load_catalog(arguments.catalog)
    rows = [("name", "task", "size", "where", "licence")]
    for corpus in catalog:
        folder = find(corpus.name, catalog=catalog)
        size = f"{corpus.size / 1e6:,.1f} MB"
        place = _shortened(folder) if folder else "missing"
        rows.append((corpus.name, corpus.task, size, place, corpus.licence))
    _print_table(rows)
    if os.environ.get("RNNCOURSE_DATA") == GENERATED:
        print(f"\nRNNCOURSE_DATA={GENERATED}: real corpora are hidden.")
    return 0


def fetch_corpora(arguments):
    """Fetch the corpora that were asked for, and return the exit status."""
    catalog = load_catalog(arguments.catalog)
    corpora = [catalog[name] for name in arguments.names]  # a slip is seen at once
    if arguments.all:
        corpora = list(catalog)
    failed = 0
    for corpus in corpora:
        # Where everything is asked for, what must be got by hand is no failure.
        if arguments.all and not (
            _is_downloadable(corpus) or _is_here(corpus, catalog)
        ):
            print(f"{corpus.name}: left out. {corpus.manual}")
            continue
        try:
            folder = fetch(corpus.name, catalog=catalog, progress=not arguments.quiet)
        except DatasetError as error:
            print(f"rnncourse: {error}", file=sys.stderr)
            failed += 1
        else:
            print(f"{corpus.name}: {folder}")
            if not corpus.redistribution:
                print(f"  Licence: {corpus.licence}. {corpus.licence_note}")
    return int(failed > 0)


def verify_corpora(arguments):
    """Compare corpora with the catalogue, and return the exit status."""
    catalog = load_catalog(arguments.catalog)
    names = arguments.names or [
        corpus.name for corpus in catalog if find(corpus.name, catalog=catalog)
    ]
    if not names:
        print("No corpus is on this machine; `rnncourse data list` shows them all.")
    wrong = 0
    for name in names:
        checks = verify(name, catalog=catalog)
        problems = [check for check in checks if check.problem]
        wrong += len(problems)
        good = len(checks) - len(problems)
        print(f"{name}: {good} of {len(checks)} files are as in the catalogue")
        for check in problems:
            print(f"  {check.path or check.file} {check.problem}")
    if wrong:
        print(
            "Delete what is wrong and run `rnncourse data fetch NAME`.",
            file=sys.stderr,
        )
    return int(wrong > 0)


def print_folder(arguments):
    """Print where a corpus is, and return the exit status."""
    catalog = load_catalog(arguments.catalog)
    folder = find(arguments.name, catalog=catalog)
    if folder is None:
        print(f"rnncourse: {how_to_get(catalog[arguments.name])}", file=sys.stderr)
        return 1
    print(folder)
    return 0


def _is_downloadable(corpus):
    return all(file.sources for file in corpus.files)


def _is_here(corpus, catalog):
    return find(corpus.name, catalog=catalog) is not None


def _shortened(path):
    home = str(Path.home())
    text = str(path)
    return "~" + text.removeprefix(home) if text.startswith(home + os.sep) else text


def _print_table(rows):
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[2] = row[2].rjust(widths[2])  # numbers line up at the right
        print("  ".join(cells).rstrip())
