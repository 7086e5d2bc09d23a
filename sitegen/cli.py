"""The command line. Options are English, every printed word is Dutch.

Exit 0: fine, warnings allowed. 1: problems in the data. 2: wrong use.
"""

from __future__ import annotations

import io
import sys

from sitegen.outcome import unchanged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # The name of a file, or a console of Windows, may not know a character.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Most builds find nothing to do: they end before anything else is imported.
    if words := unchanged(given):
        print(words)
        return 0
    from importlib import import_module

    from sitegen.options import parsed
    from sitegen.problems import DataError, UseError, as_text, errors, summary

    try:
        args = parsed(given)
        # Each command is imported when it is asked for: start-up stays fast.
        code: int = import_module(f"sitegen.commands.{args.command}").run(args)
        return code
    except DataError as error:
        wrong = errors(error.problems)
        print(as_text(wrong), file=sys.stderr)
        print(f"\n{summary(wrong)}. Er is niets veranderd aan de site.", file=sys.stderr)
        return 1
    except UseError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # After `| head` nobody reads on. As a shell says it of a program that stops then.
        return 141
    except OSError as error:
        # Without a name it is no file of a project.
        if error.filename is None:
            raise
        from sitegen.publication import in_the_way

        print(f"build.py: {in_the_way(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
