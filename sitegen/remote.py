"""Releases on another computer, by rsync and ssh; and in Dutch what these say when they refuse."""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitegen.problems import UseError
from sitegen.publication import MANIFEST
from sitegen.release import RECORD, Found, Release, foreign, lingering, parsed, some
from sitegen.release_folder import FRESH, RELEASES, UNCHANGED, name_in_link, refuse_foreign

# As rsync reads it too: another port or key is told once to both.
SHELL, USUAL_SHELL = "RSYNC_RSH", "ssh -o ConnectTimeout=20"
# By content: each computer that builds the site writes its files at a moment of its own.
COPY = ("--recursive", "--checksum", "--omit-dir-times", "--chmod=D755,F644", "--timeout=300")
# What a shell reads as it stands. Older versions of rsync leave the rest to one.
PLAIN = re.compile(r"[\w@%+=:,./\[\]-]+", re.ASCII)
# Of those who give certificates, not of the site.
NEVER_OURS = ".well-known"


class RemoteReleases:
    """As `ReleaseFolder`, on a host where commands can be given."""

    def __init__(self, host: str, path: str) -> None:
        self.host = host
        self.path = path.rstrip("/")
        self.where = f"{host}:{self.path}"
        self._found = Found()

    def look(self) -> Found:
        """Raises UseError where somebody else has files, and when the host does not answer."""
        state, _, rest = self._ask(LOOK).partition("\n")
        if state == "leeg":
            return Found()
        if state == "nergens":
            raise UseError(
                f"de map waarin {self.where} moet komen, bestaat niet: maak ze eerst op {self.host}"
            )
        if state == "dicht":
            raise UseError(f"{self.where} is geen map, of je mag er niet in")
        link, *lines = rest.split("\n")
        if state != "map" or "" not in lines:
            raise UseError(f"{self.host} antwoordt iets anders dan verwacht: {state[:80]}")
        live, end = name_in_link(link), lines.index("")
        refuse_foreign(self.where, lines[:end], live)
        self._found = Found.of(filter(None, map(parsed, lines[end:])), live)
        return self._found

    def publish(self, site: Path, release: Release, most: int) -> None:
        self._ask(PREPARE)
        live = self._found.live
        linked = [f"--link-dest=../{live.name}"] if live else []
        target = f"{self.where}/{RELEASES}/{FRESH}{release.name}/"
        with _recorded(release) as record:
            sources = (f"{site}/", f"{record}/")
            _rsync([*COPY, "--perms", *linked], sources, target, self.host, UNCHANGED)
        found = Found.of([*self._found.kept, release], release.name)
        self._ask(
            PUBLISH,
            name=release.name,
            live=live.name if live else "",
            lingering="\n".join(lingering(live, release)),
            old=" ".join(old.name for old in found.surplus(most)),
            state=ONE_OF_TWO,
        )

    def go_back(self, release: Release) -> None:
        self._ask(GO_BACK, name=release.name, state=ONE_OF_TWO)

    def _ask(self, script: str, state: str = UNCHANGED, **values: str) -> str:
        """What a script says that is given these values, besides where the site is."""
        values |= {"path": self.path, "parent": posixpath.dirname(self.path) or "."}
        told = "\n".join(f"{key}={shlex.quote(value)}" for key, value in values.items())
        # All of it is read before any of it is done: a connection that breaks stops nothing halfway.
        text = f"{{\n{told}\n{script}\nexit 0\n}}\n"
        # Only rsync has an address of IPv6 in brackets.
        host = re.sub(r"[\[\]]", "", self.host)
        command = [*shlex.split(os.environ.get(SHELL) or USUAL_SHELL), host, "sh -s"]
        return _run(command, self.host, state, text)


class PlainFolder:
    """A folder that rsync can reach and no more: one release, file by file."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/") + "/"
        self.host = place.partition(":")[0] if _is_remote(place) else "deze computer"
        self._live: Release | None = None
        if place.startswith("rsync://"):
            self.host = place.split("/")[2]

    def look(self) -> Found:
        """Raises UseError when there are files that no release of ours wrote, and when the host does not answer."""
        with tempfile.TemporaryDirectory(prefix="digitaal-mee-") as folder:
            ours = [f"--include=/{name}" for name in (RECORD, MANIFEST)]
            try:
                _rsync(["--recursive", *ours, "--exclude=*"], [self.place], f"{folder}/", self.host)
            except _NotThereError:
                # rsync makes one folder, not those around it.
                parent = Path(self.place).parent
                if not _is_remote(self.place) and not parent.is_dir():
                    raise UseError(f"{parent} is geen map die bestaat: maak eerst die map") from None
                return Found()
            names = self._names(f"{folder}/leeg/")
            record, manifest = (_content(Path(folder, name)) for name in (RECORD, MANIFEST))
        if found := foreign(names, manifest):
            raise UseError(
                f"in {self.place} staan bestanden die niet van de site zijn ({some(found)}), en publiceren zou ze "
                "wissen. Maak die map eerst leeg, of kies een andere"
            )
        self._live = live = parsed(record)
        return Found.of([live], live.name) if live else Found(is_unknown=bool(names))

    def publish(self, site: Path, release: Release, most: int) -> None:
        with _recorded(release) as record:
            late = ["--delay-updates", "--delete-after"]
            kept = [f"--filter=protect /{name}" for name in (NEVER_OURS, *lingering(self._live, release))]
            _rsync([*COPY, *late, *kept], (f"{site}/", f"{record}/"), self.place, self.host, PERHAPS_HALF)

    def go_back(self, release: Release) -> None:
        raise UseError(f"in {self.place} staat maar één uitgave: er is geen vorige om naar terug te gaan")

    def _names(self, empty: str) -> list[str]:
        """Every file that stands there: those that a copy of it would bring."""
        told = ["--recursive", "--links", "--dry-run", "--8-bit-output", "--out-format=%n"]
        told.append(f"--exclude=/{NEVER_OURS}")
        lines = _rsync(told, [self.place], empty, self.host).split("\n")
        return [line for line in lines if line and not line.endswith("/")]


# A connection may break after the last step, before anybody hears of it.
ONE_OF_TWO = "Online staat de vorige uitgave of de nieuwe, en die helemaal: --list zegt welke."
PERHAPS_HALF = "Kijk na wat er online staat, en publiceer opnieuw: dan komt alles goed te staan."

# Each is given `path` and `parent`; in `name` and `live` stand releases, in `old` those that may go, and in `lingering`
# files of the one that is live, each on a line.
LOOK = f"""
if cd "$path" 2>/dev/null; then
  echo map
  {{ [ -L current ] && readlink current; }} || echo
  ls -A
  echo
  cat {RELEASES}/*/{RECORD} 2>/dev/null
elif [ -e "$path" ]; then echo dicht
elif [ -d "$parent" ]; then echo leeg
else echo nergens
fi"""
PREPARE = f"""
umask 022
mkdir -p "$path/{RELEASES}" || exit 1"""
# The first is of GNU and busybox, the second of BSD; without either, a link is never replaced in one step.
LEAD = f"""
ln -s "{RELEASES}/$name" ".current-$$" || exit 1
mv -fT ".current-$$" current || mv -fh ".current-$$" current 2>/dev/null || {{ rm -f ".current-$$"; exit 1; }}"""
GO_BACK = f"""
cd "$path" || exit 1
{LEAD}"""
PUBLISH = f"""
cd "$path" || exit 1
sync
printf '%s\\n' "$lingering" | while IFS= read -r each; do
  [ -n "$each" ] || continue
  mkdir -p "{RELEASES}/{FRESH}$name/$(dirname "$each")"
  ln "{RELEASES}/$live/$each" "{RELEASES}/{FRESH}$name/$each"
done 2>/dev/null
[ -d "{RELEASES}/$name" ] || mv "{RELEASES}/{FRESH}$name" "{RELEASES}/$name" || exit 1
{LEAD}
cd {RELEASES}
for each in $old; do mv "$each" ".weg-$each"; done
rm -rf .weg-* "{FRESH}$name"
find . -maxdepth 1 -name '{FRESH}*' -mtime +0 -exec rm -rf {{}} +"""


class _NotThereError(UseError):
    """The folder that rsync should read does not exist."""


@contextlib.contextmanager
def _recorded(release: Release) -> Iterator[str]:
    """A folder with what the release says of itself; rsync puts it with the files of the site."""
    with tempfile.TemporaryDirectory(prefix="digitaal-mee-") as folder:
        Path(folder, RECORD).write_bytes(release.record())
        yield folder


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _is_remote(place: str) -> bool:
    """As rsync sees it: a colon before any slash."""
    return ":" in place.partition("/")[0]


def _rsync(options: Sequence[str], sources: Sequence[str], target: str, host: str, state: str = "") -> str:
    odd = [place for place in (*sources, target) if _is_remote(place) and not PLAIN.fullmatch(place)]
    command = ["rsync", *options, *(["--protect-args"] if odd else []), "--", *sources, target]
    return _run(command, host, state)


def _run(command: Sequence[str], host: str, state: str, given: str = "") -> str:
    """What a program says. Raises UseError with the reason when it refuses, and how the site is then."""
    settings = {**os.environ, "LC_ALL": "C", SHELL: os.environ.get(SHELL) or USUAL_SHELL}
    try:
        done = subprocess.run(command, input=given.encode(), capture_output=True, check=False, env=settings)
    except OSError:
        raise UseError(f"{command[0]} staat niet op deze computer: installeer het eerst") from None
    said = done.stderr.decode(errors="replace")
    if not done.returncode:
        return done.stdout.decode(errors="replace")
    lines = said.split("\n")
    known = ((words, line) for pattern, words in REASONS for line in lines if re.search(pattern, line))
    why, line = next(known, ("dat lukt niet", next(filter(str.strip, lines), f"fout {done.returncode}")))
    error = _NotThereError if why is NOT_THERE else UseError
    told = f"{why.format(host=host)}. {command[0]} zegt: {line.strip()}"
    # What is not there now, is not there the next time either.
    raise error(f"{told}\n{state}" if state and why is not NOT_THERE else told)


NOT_THERE = "die map bestaat niet op {host}"
REASONS = (
    (
        r"Permission denied \((?!13)",
        "{host} laat je niet binnen: geef het je ssh-sleutel, en probeer eerst ssh {host}",
    ),
    (
        "Host key verification failed",
        "{host} is nog niet bekend, of is een ander: verbind eerst één keer met ssh {host}",
    ),
    ("Could not resolve hostname", "{host} bestaat niet: kijk de naam na"),
    ("Connection (?:refused|timed out|closed|reset)|No route to host|unreachable", "{host} antwoordt niet"),
    (
        "rsync: (?:command )?not found|rsync: No such file",
        "op {host} staat geen rsync: laat het daar installeren",
    ),
    ("Failed to exec", "het programma ssh ontbreekt: installeer het eerst"),
    (
        "is not rsync|not available|not allowed|restricted",
        "op {host} kan je geen opdrachten geven: publiceer met rsync: in plaats van ssh:",
    ),
    ("No space left on device|quota exceeded", "de schijf van {host} is vol"),
    ("Read-only file system", "de schijf van {host} kan alleen gelezen worden"),
    (r"Permission denied|Operation not permitted", "je mag dat niet op {host}"),
    ("Not a directory|File exists", "een deel van dat pad op {host} is een bestand, geen map"),
    ("No such file or directory", NOT_THERE),
)
