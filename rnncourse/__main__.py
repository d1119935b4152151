"""`python -m rnncourse` is `rnncourse`."""

import sys

from rnncourse.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
