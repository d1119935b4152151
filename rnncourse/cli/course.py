"""`rnncourse course run`: the numbered notebooks, one after another."""

import argparse
import re
from pathlib import Path

from rnncourse.cli.errors import CommandError
from rnncourse.cli.surroundings import find_notebooks

EPILOG = """examples:
  rnncourse course run                          everything, on whatever data is here
  rnncourse course run --only "01 06"           two notebooks
  RNNCOURSE_DATA=generated rnncourse course run   without any corpus

Executed copies, pages and an index go to build/course/. A notebook that fails does
not stop the others; the exit status is then 1.
"""


def add_parser(subparsers):
    """Add the command `course` to the command line.

    Example:

    >>> commands = argparse.ArgumentParser().add_subparsers()
    >>> add_parser(commands)
    >>> sorted(commands.choices)
    ['course']
    """
    parser = subparsers.add_parser("course", help="run the notebooks")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    action = actions.add_parser(
        "run",
        help="run the numbered notebooks in order",
        description="Run the numbered notebooks in order and write them as pages.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    action.add_argument("--only", metavar='"01 06"', help="run these numbers only")
    action.add_argument(
        "--notebooks",
        type=Path,
        metavar="DIR",
        help="folder of the notebooks (default: the one of this checkout)",
    )
    action.add_argument(
        "--out",
        type=Path,
        default=Path("build/course"),
        metavar="DIR",
        help="where pages and executed copies go (default: build/course)",
    )
    action.add_argument(
        "--timeout",
        type=int,
        default=1800,
        metavar="SECONDS",
        help="longest time one cell may take (default: 1800)",
    )
    action.add_argument(
        "--in-place",
        action="store_true",
        help="store the outputs in the notebooks themselves, where all cells ran",
    )
    action.set_defaults(run=run)


def choose(notebooks, only):
    """Return those `notebooks` that `only` names by number, in order.

    Args:
        notebooks: Paths of numbered notebooks.
        only: Numbers, separated by spaces or commas; nothing for all of them.

    Raises:
        CommandError: If a number is not there.

    Example:

    >>> paths = [Path("00_start.ipynb"), Path("01_counting.ipynb")]
    >>> [path.name for path in choose(paths, "1")]
    ['01_counting.ipynb']
    """
    if not only:
        return notebooks
    there = {path.name[:2]: path for path in notebooks}
    wanted = {word.zfill(2) for word in re.split(r"[\s,]+", only.strip())}
    if strange := sorted(wanted - there.keys()):
        raise CommandError(
            f"There is no notebook {', '.join(strange)}; "
            f'there are {", ".join(there)}. Write the numbers like --only "01 06".',
            status=2,
        )
    return [there[number] for number in sorted(wanted)]


def run(arguments):
    """Run the notebooks, write what came of them, and return the exit status."""
    notebooks = find_notebooks(arguments.notebooks)
    if not notebooks:
        place = arguments.notebooks or "notebooks/ here or in a folder above"
        raise CommandError(
            f"No numbered notebooks in {place}. They are part of the repository and "
            "not of the package: change into a clone, or say --notebooks DIR."
        )
    notebooks = choose(notebooks, arguments.only)
    try:
        from rnncourse.cli.tour import tour
    except ImportError as error:  # the command line works without the notebook tools
        raise CommandError(
            f"{error.name} is missing: pip install 'rnncourse[notebooks]'"
        ) from error
    out = None if arguments.in_place else arguments.out
    return tour(notebooks, out=out, timeout=arguments.timeout)
