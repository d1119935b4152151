"""Import TensorFlow once without the lines its C++ side prints on the way.

TensorFlow 2.21 writes to file descriptor 2 before Python can configure it, and
no environment variable silences that. Notebook outputs would carry those lines,
different on every machine. Rooms that need TensorFlow or Keras import this first.
"""

import contextlib
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow 2.20 obeys this


@contextlib.contextmanager
def silent_stderr():
    """Send what C++ code writes to file descriptor 2 nowhere for a while."""
    sys.stderr.flush()
    saved = os.dup(2)
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 2)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(saved, 2)
        os.close(saved)
        os.close(sink)


if "tensorflow" not in sys.modules:
    with silent_stderr():
        import tensorflow  # noqa: F401
