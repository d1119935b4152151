"""`rnncourse`: the parser, the exit status, and no traceback for what users do."""

import argparse
import os
import sys

import rnncourse
from rnncourse.cli import course, data, doctor
from rnncourse.cli.errors import CommandError
from rnncourse.datasets import DatasetError

EPILOG = """examples:
  rnncourse doctor                    is this machine ready, and which data is here
  rnncourse course run                run all notebooks, write pages to build/course
  rnncourse course run --only "01 06" run two of them
  rnncourse data list                 the corpora of the course
  rnncourse data fetch ptb            download one and check it

RNNCOURSE_DATA=DIR says where corpora lie, one folder a corpus; the word "generated"
in its place uses none, and every notebook then generates a world of its own.
Exit status: 0 all well, 1 something failed, 2 a command that makes no sense.
"""


def build_parser():
    """Return the parser of the whole command line.

    Example:

    >>> build_parser().parse_args(["course", "run", "--only", "01 06"]).only
    '01 06'
    """
    parser = argparse.ArgumentParser(
        prog="rnncourse",
        description="A course on recurrent neural networks for language.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    version = f"rnncourse {rnncourse.__version__}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    course.add_parser(commands)
    data.add_parser(commands)
    doctor.add_parser(commands)
    return parser


def main(argv=None):
    """Run a command and return its exit status.

    Args:
        argv: Words of the command; those of the process when left out.

    Returns:
        0, 1, 2, or 130 after Ctrl-C.

    Example:

    >>> main(["course", "run", "--notebooks", "nowhere"])
    1
    """
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return 2
    try:
        return arguments.run(arguments)
    except CommandError as error:
        print(f"rnncourse: {error}", file=sys.stderr)
        return error.status
    except (DatasetError, OSError) as error:
        if isinstance(error, BrokenPipeError):  # `rnncourse data list | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        print(f"rnncourse: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nrnncourse: stopped", file=sys.stderr)
        return 130
