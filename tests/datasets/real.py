"""Tests on a real corpus, left out where there is none."""

import os
from pathlib import Path

import pytest

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"))


def needs(name):
    """Leave a test out unless `RNNCOURSE_DATA` has this corpus."""
    reason = f"RNNCOURSE_DATA has no {name}"
    return pytest.mark.skipif(not (REAL / name).is_dir(), reason=reason)
