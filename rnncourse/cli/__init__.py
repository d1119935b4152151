"""The command line: `rnncourse`, or `python -m rnncourse`.

It stands on top of the house and only arranges what the rooms below can do:
`course run` executes the notebooks, `data` fetches and checks corpora, `doctor`
says what is installed and what is missing. It is a function too, and returns the
exit status: 0 when all went well, 1 when something failed, 2 for a command that
makes no sense, 130 after Ctrl-C:

>>> from rnncourse.cli import main
>>> main(["course", "run", "--notebooks", "nowhere"])
1
"""

from rnncourse.cli.main import main

__all__ = ["main"]
