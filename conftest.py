"""What holds for the examples in docstrings and for tests; the latter have more."""

import os
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent / "rnncourse"

os.environ.setdefault("MPLBACKEND", "agg")  # figures without a screen


@pytest.fixture(scope="module", autouse=True)
def examples_use_no_corpus(request):
    """Give the examples in docstrings the same generated data on every machine."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.path.is_relative_to(PACKAGE):
            patch.setenv("RNNCOURSE_DATA", "generated")
        yield


@pytest.fixture(autouse=True)
def figures_are_closed():
    """Close what an example has drawn: pyplot keeps every figure and soon warns."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
