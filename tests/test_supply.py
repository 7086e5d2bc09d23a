"""What the project is made with: pinned to the byte, few, and named in the colofon."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sitegen.paths import HOME

PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
WANTED = {
    "site": PROJECT["dependencies"],
    "publiceren": [*PROJECT["dependencies"], *EXTRAS["publiceren"]],
    "test": [*PROJECT["dependencies"], *EXTRAS["publiceren"], *EXTRAS["test"]],
}
LICENCES = {"BSD": "BSD", "Apache": "Apache", "MIT": "MIT"}


def locked(name: str) -> dict[str, list[tuple[Requirement, list[str]]]]:
    """Each library with its versions (more than one where they differ by Python), and their digests."""
    text = (HOME / "requirements" / f"{name}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[tuple[Requirement, list[str]]]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        requirement, *digests = re.split(r"\s+--hash=", line)
        parsed = Requirement(requirement)
        found.setdefault(canonicalize_name(parsed.name), []).append((parsed, digests))
    return found


@pytest.mark.parametrize("name", WANTED)
def test_a_lock_holds_each_library_in_its_range_with_digests(name):
    found = locked(name)

    for wanted in map(Requirement, WANTED[name]):
        for one, _ in found[canonicalize_name(wanted.name)]:
            (exact,) = one.specifier
            assert exact.operator == "==" and wanted.specifier.contains(exact.version), wanted
    for versions in found.values():
        for one, digests in versions:
            assert digests and all(re.fullmatch("sha256:[0-9a-f]{64}", digest) for digest in digests), one


def test_what_makes_the_site_is_tested_in_the_same_version():
    site, test = locked("site"), locked("test")

    assert site.keys() < test.keys() and len(site) <= 12
    assert all(str(test[name][0][0].specifier) == str(site[name][0][0].specifier) for name in site)


def test_each_program_of_node_has_its_digest_and_no_address():
    lock = json.loads((HOME / "tests" / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((HOME / "tests" / "package.json").read_text(encoding="utf-8"))["dependencies"]

    assert lock["packages"][""]["dependencies"] == wanted
    for name, package in lock["packages"].items():
        assert not name or package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package


def test_the_colofon_names_every_library_with_its_licence():
    text = (HOME / "content" / "over.md").read_text(encoding="utf-8").partition("## Colofon")[2]
    listed = {
        canonicalize_name(name): licence
        for licence, names in re.findall(r"(?m)^- (\w+): (.+)$", text)
        for name in re.split(r", | en ", names)
    }

    # Of what publishing needs, this one makes files of the site.
    assert listed.keys() == locked("site").keys() | {"python", "brotli"}
    for name, licence in listed.items():
        if name == "python":
            continue
        told = metadata(name)
        said = [told["License-Expression"] or told["License"] or "", *told.get_all("Classifier", [])]
        assert any(LICENCES[licence] in line for line in said if "::" not in line or "License" in line), name
