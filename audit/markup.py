"""Whether every page is right HTML, by two checkers: html-validate and Nu of the W3C."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audit import tools

RULES = Path(__file__).parent / "html-validate.json"

# What is wrong on each page, by its path.
Wrong = dict[str, list[str]]


def html_validate(site: Path) -> Wrong:
    said = tools.answer(
        "html-validate",
        tools.node(),
        tools.package(tools.HTML_VALIDATE, "bin/html-validate.mjs"),
        *("--config", RULES, "--formatter", "json", "--ext", "html"),
        site,
    )
    wrong: Wrong = defaultdict(list)
    for page in json.loads(said):
        for problem in page["messages"]:
            file = Path(page["filePath"]).relative_to(site).as_posix()
            wrong[file].append(f"{problem['ruleId']} op regel {problem['line']}: {problem['message']}")
    return wrong


def nu(site: Path) -> Wrong:
    said = tools.answer(
        "Nu",
        tools.java(),
        "-Xss2m",
        "-jar",
        tools.package(tools.NU, "build/dist/vnu.jar"),
        *("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"),
        site,
    )
    wrong: Wrong = defaultdict(list)
    for problem in json.loads(said)["messages"]:
        file = Path(unquote(urlsplit(problem["url"]).path)).relative_to(site).as_posix()
        wrong[file].append(f"regel {problem.get('lastLine', '?')}: {problem['message']}")
    return wrong
