"""`publish`: make the site, show what changes where it is published, and with --yes put it there."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, date
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sitegen.branch import Branch
from sitegen.change_formats import as_text
from sitegen.commands import now, today
from sitegen.commands.build import built
from sitegen.commands.diff import compare
from sitegen.dates import in_words
from sitegen.git import state_of
from sitegen.hours import clock
from sitegen.paths import Paths
from sitegen.problems import UseError
from sitegen.publication import holds_sources
from sitegen.read import read_site
from sitegen.release import Changed, Found, Release, changed, release_of
from sitegen.release_folder import ReleaseFolder
from sitegen.remote import PlainFolder, RemoteReleases
from sitegen.schedule import BRUSSELS
from sitegen.text import counted, listed, number

# Files of a kind that are named; the rest is counted.
NAMED = 5
# As much of the name of a commit as git shows.
SHORT = 8


class Destination(Protocol):
    """A place where releases are put. Each method raises UseError when that cannot be done."""

    def look(self) -> Found: ...

    def publish(self, site: Path, release: Release, most: int) -> None: ...

    def go_back(self, release: Release) -> None: ...


def run(args: Namespace) -> int:
    paths = Paths.of(args.root, args.out)
    _refuse_wrong_use(args, paths)
    if args.list or args.rollback:
        destination = _destination(args, paths)
        found = destination.look()
        lines = _list(args, found) if args.list else _go_back(args, found, destination)
        print(*lines, sep="\n")
        return 0
    with built(args):
        settings = read_site(paths, today(args))[0].at(args.base_url).settings
        _refuse_example(settings.webadres)
        destination = _destination(args, paths, settings.webadres)
        found, state = destination.look(), state_of(paths.root)
        release = release_of(
            paths.out,
            now(args).astimezone(UTC),
            day=today(args).isoformat(),
            address=settings.webadres,
            revision=state.revision if state else "",
            uncommitted=state.changed if state else (),
            after=found.live.name if found.live else "",
        )
        for line in (
            *_for_visitors(args, paths, found, release),
            *_files(changed(found.live, release)),
            *_warnings(release),
        ):
            print(line)
        if release.is_same_site(found.live):
            print(f"Deze site staat al op {args.target}: er is niets te doen.")
        elif args.yes:
            destination.publish(paths.out, release, args.keep)
            print(*_published(args, found, release), sep="\n")
        else:
            print(
                "Er is nog niets gepubliceerd. Klopt het? Geef dezelfde opdracht met --yes (bij make: ZEKER=ja)."
            )
    return 0


def _refuse_wrong_use(args: Namespace, paths: Paths) -> None:
    target = args.target
    for option in ("push", "cname"):
        if getattr(args, option) and target.kind != "git":
            raise UseError(f"--{option} is er alleen voor een tak van git, zoals git:gh-pages")
    if not target.is_folder_here:
        return
    folder = Path(target.place)
    is_the_site = folder.is_relative_to(paths.out) or paths.out.is_relative_to(folder)
    if is_the_site or holds_sources(folder, paths.root):
        raise UseError(
            f"{folder} kan niet: daar staan de bronnen, of de site die gemaakt wordt. Kies een map daarbuiten"
        )


def _refuse_example(address: str) -> None:
    if (urlsplit(address).hostname or "").endswith(".example"):
        raise UseError(
            f'het webadres is nog dat van een voorbeeld ({address}). Vul bij "webadres:" in data/site.yaml in '
            "waar de site komt te staan, of zeg het met --base-url https://…"
        )


def _destination(args: Namespace, paths: Paths, address: str = "") -> Destination:
    target = args.target
    match target.kind:
        case "map":
            return ReleaseFolder(Path(target.place), lambda words: print(words, file=sys.stderr))
        case "ssh":
            return RemoteReleases(target.host, target.place)
        case "rsync":
            return PlainFolder(target.place)
    domain = _domain(address) if args.cname and address else ""
    return Branch(paths.root, target.place, args.push, domain)


def _domain(address: str) -> str:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.path != "/" or host.endswith((".github.io", ".gitlab.io")):
        raise UseError(
            f"--cname is er voor een naam die van jou is, zonder pad erachter; het webadres is {address}"
        )
    return host


def _for_visitors(args: Namespace, paths: Paths, found: Found, release: Release) -> Iterator[str]:
    """What changes in words, when that can be known."""
    live = found.live
    if not live:
        if found.is_unknown:
            yield f"Wat er op {args.target} staat, zegt niet wat het is: wat er verandert, kunnen we niet weten."
        else:
            yield f"Op {args.target} staat nog niets: alles is nieuw."
        return
    since = f"sinds de uitgave van {_when(live)}"
    if not live.revision or not release.revision:
        yield f"Wat bezoekers zien veranderen {since}, kunnen we niet weten: git kent die uitgave of deze map niet."
        return
    if _are_same_sources(live, release):
        yield f"Voor bezoekers verandert niets {since}: ze komt uit dezelfde versie in git."
    else:
        try:
            difference = compare(paths, today(args), live.revision, live.address, args.base_url)
        except UseError as error:
            yield f"Wat bezoekers zien veranderen {since}, kunnen we niet weten: {error}"
            return
        yield f"Wat bezoekers zien veranderen {since}:"
        told = "\n".join([as_text(difference.sections, difference.look), *difference.unseen])
        yield from (f"  {line}" for line in told.split("\n"))
    if live.uncommitted:
        yield f"  In die uitgave zaten ook wijzigingen die niet in git stonden: {_some(live.uncommitted)}."
    if live.day != release.day:
        then = in_words(date.fromisoformat(live.day))
        yield f"  Die uitgave toont de toestand van {then}. Wat alleen door de dag verandert, staat hier niet bij."


def _are_same_sources(live: Release, release: Release) -> bool:
    as_git_has_them = not live.uncommitted and not release.uncommitted
    return as_git_has_them and (live.revision, live.address) == (release.revision, release.address)


def _files(found: Changed) -> Iterator[str]:
    kinds = {"nieuw": found.new, "anders": found.other, "weg": found.gone}
    counts = [f"{number(len(names))} {kind}" for kind, names in kinds.items()]
    yield f"Bestanden: {listed([*counts, f'{number(found.same)} hetzelfde'])}"
    for kind, names in kinds.items():
        if names:
            yield f"  {kind}: {_some(names)}"


def _warnings(release: Release) -> Iterator[str]:
    if release.address.startswith("http:"):
        yield (
            f"Let op: {release.address} begint met http:. Zet https aan op de host en in het webadres: anders werkt de "
            'site niet zonder internet, en werkt "Gebruik mijn plaats" niet.'
        )
    if not release.revision:
        yield "Let op: git kent deze bestanden niet. Later weet niemand uit welke versie deze site komt."
    elif release.uncommitted:
        changes = _some(release.uncommitted)
        yield f"Let op: deze site is gemaakt met wijzigingen die nog niet in git staan: {changes}."


def _published(args: Namespace, found: Found, release: Release) -> Iterator[str]:
    target = args.target
    if target.kind == "git" and not args.push:
        yield (
            f'De tak "{target.place}" is klaar, maar staat nog niet online: '
            f"typ git push origin {target.place}, of publiceer met --push."
        )
    else:
        yield f"Gepubliceerd op {target}: uitgave {release.name}."
    if found.live and target.kind != "rsync":
        push = " --push" if args.push else ""
        yield f"Terug naar de vorige: python build.py publish {shlex.quote(str(target))}{push} --rollback --yes"


def _list(args: Namespace, found: Found) -> Iterator[str]:
    if not found.kept:
        yield f"Op {args.target} staat nog geen uitgave."
        return
    yield f"Op {args.target}: {counted(len(found.kept), 'uitgave', 'uitgaven')}, de nieuwste eerst. De pijl wijst naar die van nu."
    for release in found.kept:
        mark = "→" if release is found.live else " "
        version = f"versie {release.revision[:SHORT]}" if release.revision else "niet uit git"
        more = f", met wijzigingen in {_some(release.uncommitted)}" if release.uncommitted else ""
        yield f"{mark} {release.name}  {_when(release)}, {version}{more}"


def _go_back(args: Namespace, found: Found, destination: Destination) -> Iterator[str]:
    before = found.before()
    if not found.live or not before:
        raise UseError(f"op {args.target} staat geen uitgave van voordien om naar terug te gaan")
    yield f"Van de uitgave van {_when(found.live)} terug naar die van {_when(before)}."
    yield from _files(changed(found.live, before))
    if args.yes:
        destination.go_back(before)
        yield f"Op {args.target} staat nu de uitgave van {_when(before)}."
        yield "Verbeter ook de gegevens: anders komt de fout terug bij de volgende keer publiceren."
    else:
        yield "Er is nog niets veranderd. Klopt het? Geef dezelfde opdracht met --yes."


def _when(release: Release) -> str:
    moment = release.moment.astimezone(BRUSSELS)
    return f"{in_words(moment.date(), weekday=True)} om {clock(moment.hour * 60 + moment.minute)} uur"


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return listed([*names[:NAMED], f"nog {number(more)}"]) if more > 0 else listed(names)
