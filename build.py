"""Builds the site: `python build.py`. Everything it does is in sitegen/."""

import sys

from sitegen.cli import main

if __name__ == "__main__":
    sys.exit(main())
