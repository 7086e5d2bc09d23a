"""`diff`: what a visitor will see change between a revision of git and the files as they are now.

Both sides are read and made by this code, with the templates of now and on the same day. Nothing is written.
"""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sitegen.change_formats import FORMATS, as_news
from sitegen.changes import Section, Version, changes, html_of, not_shown
from sitegen.commands import today
from sitegen.commands.rendering import read_and_render
from sitegen.git import LOOK, SOURCES, git, last_line
from sitegen.model import Site
from sitegen.pages import all_pages
from sitegen.paths import Paths
from sitegen.problems import DataError, UseError, errors
from sitegen.read import read_site
from sitegen.render import Output, render

TOO_OLD = (
    "je wijziging van feestdagen of uitzonderingen is nog niet te zien, want de gegevens zijn te oud. "
    'Zet bij "nagekeken:" de dag waarop je ze nakeek.'
)


def run(args: Namespace) -> int:
    day = today(args)
    found = compare(Paths.of(args.root), day, args.rev, args.base_url, args.base_url)
    if args.format == "nieuws":
        print(as_news(found.sections, found.now, day))
        return 0
    print(FORMATS[args.format](found.sections, found.look))
    if args.format == "text":
        for line in found.unseen:
            print(line)
    return 0


class Difference(NamedTuple):
    """What visitors see change, the files that change how it looks, and what an editor changed that nobody sees.

    `now` is the site as the files are now.
    """

    sections: list[Section]
    look: list[str]
    unseen: list[str]
    now: Version


def compare(paths: Paths, day: date, rev: str, old_address: str | None, address: str | None) -> Difference:
    """The files as they are now against a revision, each at the address of the site that is given, if one is.

    Raises DataError with what is wrong now, and UseError when there is nothing to compare with.
    """
    site, outputs, _ = read_and_render(paths, day, address)

    def make(other: Site, addresses: Collection[str] | None = None) -> list[Output]:
        """Pages of another site, in the look of this one."""
        pages = [page for page in all_pages(other, day) if addresses is None or page.address in addresses]
        return render(pages, other, paths, day)

    with tempfile.TemporaryDirectory(prefix="digitaal-mee-") as folder:
        root = extract(rev, paths.root, Path(folder).resolve())
        look = _differing_files(root, paths.root)
        try:
            old, _ = read_site(Paths.of(root), day)
            old = old.at(old_address)
            # A new address of the site is one change, not one of each page.
            before = Version.of(old, make(old.at(site.settings.webadres)))
        except (DataError, UseError) as error:
            raise UseError(_unreadable(rev, error)) from None
    after = Version.of(site, outputs)
    sections = changes(before, after, lambda other, wanted: html_of(make(other, wanted)), day)
    unseen = [f"{name}: {TOO_OLD}" for name in not_shown(old, site, day)]
    return Difference(sections, look, unseen, after)


def extract(rev: str, root: Path, folder: Path) -> Path:
    """Write the sources of a revision into `folder`, as a checkout would; returns their root.

    `root` may be a folder inside a repository. Its files and its index stay as they are: git works with an index of
    its own. Raises UseError when git cannot give the revision.
    """
    commit = _commit(rev, root)
    index = {"GIT_INDEX_FILE": str(folder / "index")}
    if git(root, "read-tree", commit, settings=index).returncode:
        raise UseError(f'"{rev}" is geen versie in deze repository.')
    names = git(root, "ls-files", "-z", "--", *SOURCES, *LOOK, settings=index).stdout
    if not any(name.startswith(b"data/") for name in names.split(b"\0")):
        raise UseError(f'in de versie "{rev}" staat geen map "data" op deze plaats: kies een latere versie')
    target = f"--prefix={folder}{os.sep}"
    written = git(root, "checkout-index", "--quiet", "-z", "--stdin", target, settings=index, given=names)
    if written.returncode:
        raise UseError(f'git kan de bestanden van "{rev}" niet geven: {last_line(written)}')
    inside = git(root, "rev-parse", "--show-prefix").stdout.decode().removesuffix("\n")
    return folder / inside


def _commit(rev: str, root: Path) -> str:
    if rev.startswith("-"):
        raise UseError(f'"{rev}" is geen versie: de naam van een versie begint niet met "-"')
    inside = git(root, "rev-parse", "--is-inside-work-tree")
    if inside.stdout.strip() != b"true":
        if b"safe.directory" in inside.stderr:
            raise UseError(
                f"git leest {root} niet, want die map is van een andere gebruiker: "
                f'doe eerst git config --global --add safe.directory "{root}"'
            )
        raise UseError(f"{root} staat niet in een git-repository: er is niets om mee te vergelijken")
    if found := _resolved(rev, root):
        return found
    hint = ""
    if _resolved(f"origin/{rev}", root):
        hint = f' Bedoelde je "origin/{rev}"?'
    elif git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        hint = (
            " Deze kopie heeft maar een deel van de geschiedenis: haal de rest op met "
            '"git fetch --unshallow", of zet in CI "fetch-depth: 0".'
        )
    raise UseError(f'"{rev}" is geen versie in deze repository.{hint}')


def _resolved(rev: str, root: Path) -> str:
    """The commit that a name stands for, or nothing."""
    name = rev
    for wanted in ("", "^{commit}"):
        done = git(root, "rev-parse", "--verify", "--quiet", f"{name}{wanted}")
        if done.returncode:
            return ""
        name = done.stdout.decode().strip()
    return name


def _unreadable(rev: str, error: DataError | UseError) -> str:
    """Old data may miss what the code needs now; there is nothing to compare with then."""
    first = str(error)
    if isinstance(error, DataError):
        wrong = errors(error.problems)
        more = len(wrong) - 1
        first = f"{wrong[0]}{f' (en nog {more})' if more else ''}"
    return (
        f'de versie "{rev}" kan niet meer gelezen worden zoals de site nu werkt. {first}\n'
        "Vergelijk met een latere versie."
    )


def _differing_files(old: Path, new: Path) -> list[str]:
    """The templates, styles, scripts and images that are not the same on both sides."""
    before, after = _look(old), _look(new)
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _look(root: Path) -> dict[str, bytes]:
    found = (path for folder in LOOK for path in (root / folder).rglob("*") if path.is_file())
    # Git may write other line ends than it keeps.
    return {path.relative_to(root).as_posix(): path.read_bytes().replace(b"\r\n", b"\n") for path in found}
