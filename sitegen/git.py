"""git, asked about a folder: the same whatever the settings of whoever asks, or the hook that runs us."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sitegen.paths import BESIDE
from sitegen.problems import UseError

# Of a project: what a page is made from.
SOURCES = ("data", "content")
LOOK = ("templates", "static")
GENERATOR = ("sitegen", "pyproject.toml")
# What git sets for a hook: the folder that is asked about may be in another repository.
OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


class State(NamedTuple):
    """The last commit, and the files a site is made from that are not as they are in it."""

    revision: str
    changed: tuple[str, ...]


def state_of(root: Path) -> State | None:
    """None where git knows nothing of the folder, or is not there."""
    try:
        head = git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        inside = git(root, "rev-parse", "--show-prefix").stdout.decode().removesuffix("\n")
        asked = ("status", "--porcelain", "--no-renames", "-z", "--untracked-files=all")
        found = git(root, *asked, "--", *SOURCES, *LOOK, *GENERATOR)
    except UseError:
        return None
    if head.returncode or found.returncode:
        return None
    names = [os.fsdecode(entry[3:]).removeprefix(inside) for entry in found.stdout.split(b"\0") if entry]
    kept = (name for name in names if not BESIDE.match(posixpath.basename(name)))
    return State(head.stdout.decode().strip(), tuple(sorted(kept)))


def git(
    root: Path, *arguments: str, settings: Mapping[str, str] | None = None, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=root,
            env={**environment(), **(settings or {})},
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise UseError("git staat niet op deze computer: installeer het om te vergelijken") from None
    except ValueError:
        raise UseError("de naam van een versie kan dit teken niet hebben") from None


@contextmanager
def contents(root: Path) -> Iterator[Callable[[str], bytes | None]]:
    """Gives the content that git knows by a name, as long as one asks; None when it is not at hand."""
    # A clone without all files must not fetch them now.
    settings = {**environment(), "GIT_NO_LAZY_FETCH": "1"}
    command = ["git", "cat-file", "--batch"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, cwd=root, env=settings, stdin=pipe, stdout=pipe, stderr=nowhere) as asked:
        asking, answers = asked.stdin, asked.stdout
        assert asking and answers

        def content(name: str) -> bytes | None:
            asking.write(f"{name}\n".encode())
            asking.flush()
            head = answers.readline().split()
            # Otherwise it says that the name is missing.
            if len(head) != 3:
                return None
            found = answers.read(int(head[2]))
            answers.read(1)
            return found

        yield content


def environment() -> dict[str, str]:
    """English messages, no question for a password, and no lock on the index."""
    always = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    return {**{name: value for name, value in os.environ.items() if name not in OF_A_HOOK}, **always}


def last_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a program said last about what went wrong."""
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"fout {done.returncode}"
