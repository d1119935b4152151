"""What is around the command: corpora on this machine, notebooks of the checkout."""

from pathlib import Path

import rnncourse
from rnncourse.datasets import find, load_catalog

NUMBERED = "[0-9][0-9]_*.ipynb"


def find_corpora():
    """Map the names of the corpora on this machine to their folders.

    Example:

    >>> import os
    >>> from unittest import mock
    >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
    ...     find_corpora()
    {}
    """
    found = {name: find(name) for name in load_catalog().names}
    return {name: folder for name, folder in found.items() if folder}


def data_in_words():
    """Return one phrase on the data that notebooks will use.

    Example:

    >>> import os
    >>> from unittest import mock
    >>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
    ...     data_in_words()
    'on generated worlds'
    """
    here = len(find_corpora())
    if not here:
        return "on generated worlds"
    return f"with {here} of {len(load_catalog())} corpora on this machine"


def find_notebooks(folder=None):
    """Return the numbered notebooks in order.

    Args:
        folder: Where they are; by default `notebooks` here, in a folder above, or
            beside the package in its checkout.

    Returns:
        Paths, none of them when there is no such folder.

    Example:

    >>> find_notebooks("nowhere")
    []
    """
    if folder is None:
        tops = [Path.cwd(), *Path.cwd().parents, Path(rnncourse.__file__).parents[1]]
        folders = [top / "notebooks" for top in tops]
    else:
        folders = [Path(folder)]
    for place in folders:
        if found := sorted(place.glob(NUMBERED)):
            return found
    return []
