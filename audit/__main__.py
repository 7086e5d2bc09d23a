"""`python -m audit`: what is missing is said in words."""

import sys

try:
    from audit.command import main
except ModuleNotFoundError as error:
    print(f"de Python-bibliotheek {error.name} ontbreekt: make audit installeert haar", file=sys.stderr)
    sys.exit(2)

sys.exit(main())
