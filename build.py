"""Builds the site: `python build.py`. Everything it does is in sitegen/."""

import contextlib
import os
import sys

from sitegen.cli import main

if __name__ == "__main__":
    code = main()
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    # Python would free everything piece by piece first.
    os._exit(code)
