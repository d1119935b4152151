"""Mutants: a line of the source replaced by a wrong one while a check runs.

The wrong lines stand in `wrong_cells.py` and `wrong_engines.py`, each beside the check
that must reject it.
"""

import dataclasses
import functools
import importlib
import inspect
import linecache
import textwrap
from collections.abc import Callable

from tests.layers.cases import case


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A wrong line: what it gets wrong, where it stands, which check rejects it."""

    wrong: str
    place: str  # module:function or module:Class.method
    old: str
    new: str
    check: Callable
    room: str = "rnncourse.layers"

    def __str__(self):
        return self.wrong.replace(" ", "_")

    def apply(self, patch):
        """Replace the line for as long as the patch lives."""
        module_name, _, path = self.place.partition(":")
        module = importlib.import_module(f"{self.room}.{module_name}")
        *owners, name = path.split(".")
        owner = functools.reduce(getattr, owners, module)
        source = textwrap.dedent(inspect.getsource(getattr(owner, name)))
        assert source.count(self.old) == 1, f"{self.old!r} in {self.place}"
        mutated = source.replace(self.old, self.new)
        for kind in owners:  # a function outside its class must say whose it is
            mutated = mutated.replace("super()", f"super({kind}, self)")
        file = f"<{self.wrong}>"
        linecache.cache[file] = len(mutated), None, mutated.splitlines(True), file
        made = {}
        exec(compile(mutated, file, "exec"), vars(module), made)
        patch.setattr(owner, name, made[name])


def on(check, name):
    """Return a check of one row of the table."""

    def checked():
        check(case(name))

    checked.__name__ = f"{check.__name__} of {name}"
    return checked
