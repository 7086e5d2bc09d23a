"""The programs and packages that the audit measures with. What is missing is an error: nothing is skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sitegen.paths import HOME
from tests.browser import executable

PACKAGES = HOME / "tests" / "node_modules"
AXE, HTML_VALIDATE = "axe-core", "html-validate"
IBM, NU, LIGHTHOUSE = "accessibility-checker-engine", "vnu-jar", "lighthouse"
# What each tool is called, and its npm package.
QUICK = {"axe-core": AXE, "html-validate": HTML_VALIDATE}
SLOW = {"IBM Equal Access": IBM, "Nu Html Checker": NU, "Lighthouse": LIGHTHOUSE}


class ToolError(Exception):
    """A tool is missing or broke down; the message says what to do."""


def node() -> str:
    beside_python = str(Path(sys.executable).parent)
    found = shutil.which("node", path=os.pathsep.join([beside_python, os.environ["PATH"]]))
    if not found:
        raise ToolError("Node ontbreekt: make audit installeert het")
    return found


def java() -> str:
    found = shutil.which("java")
    if not found:
        raise ToolError("Java ontbreekt: sudo apt-get install default-jre-headless")
    return found


def package(name: str, file: str) -> Path:
    """A file of an npm package."""
    path = PACKAGES / name / file
    if not path.exists():
        raise ToolError(f"het npm-pakket {name} ontbreekt: make audit installeert het")
    return path


def version(name: str) -> str:
    return str(json.loads(package(name, "package.json").read_text("utf-8"))["version"])


def versions(is_quick: bool) -> dict[str, str]:
    """Every tool that will measure, with its version; the first that is missing stops the audit before it starts."""
    node()
    if not is_quick:
        java()
    chromium = answer("Chromium", executable(), "--version")
    packages = QUICK if is_quick else QUICK | SLOW
    return {
        "Chromium": chromium.split()[1],
        **{name: version(package) for name, package in packages.items()},
    }


def answer(name: str, *command: str | Path, seconds: int = 180, **environment: str) -> str:
    """What a program prints; its exit code only says that it found something."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            env=os.environ | environment,
        )
    except subprocess.TimeoutExpired:
        raise ToolError(f"{name} was na {seconds} s niet klaar") from None
    if not done.stdout.strip():
        raise ToolError(f"{name} geeft geen antwoord: {done.stderr.strip()[-500:]}")
    return done.stdout
