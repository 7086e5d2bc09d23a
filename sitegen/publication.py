"""The site on disk: its next version stands beside it until it is whole, then takes its place in one step.

A build that fails or is killed leaves the last good site as it was, never a mixture. What did not change is not
written: in the next version it is the same file, by a hard link. The version before this one stays in the cache as
a twin of the site: brought up to date, it is the next version, so that little is done when little changed.
"""

from __future__ import annotations

import contextlib
import errno
import marshal
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.digest import of_bytes
from sitegen.paths import HOME, Paths
from sitegen.tree import Stamp, Tree, folder_stamp

if TYPE_CHECKING:
    from sitegen.problems import UseError

# Lists what a build wrote, so that a build without memory knows what is its own. Hidden: hosts do not show it.
MANIFEST = ".bestanden"

# Folders of a project that no build may replace.
KEPT = (
    "data",
    "content",
    "templates",
    "static",
    "sitegen",
    "tests",
    "docs",
    "bench",
    "audit",
    "requirements",
    ".git",
    ".github",
    ".vscode",
    ".venv",
    ".cache",
)

DIGEST = 16


class Publication:
    """The next version of a site. What is neither `put` nor kept will not be in it.

    `known` is the site as the last build left it, without what somebody changed since; `exact` when there is nothing
    else in its folder. Raises UseError when something cannot be written; then the site is as it was.
    """

    def __init__(
        self, paths: Paths, cache: Path | None = None, known: Tree | None = None, exact: bool = False
    ) -> None:
        self.out = paths.out
        self.known = known or Tree({}, {})
        self.files: dict[str, Stamp] = {}
        # Only what is surely the site as we left it may become a twin.
        self._cache = cache if cache and exact and _links_between(self.out, cache / "nieuw") else None
        self._staged: dict[str, str] = {}
        self._written = 0
        self._made: set[str] = set()
        _sweep(self.out)
        self._twin = self._sound_twin()
        place = self._cache / "nieuw" if self._twin and self._cache else self._beside("nieuw")
        self._fresh = str(place)
        with self._told():
            _remove(place)
            place.mkdir(parents=True)

    def put(self, name: str, content: bytes) -> None:
        """A file as it will be; one that stands there already, byte for byte, is kept."""
        old = self.known.files.get(name)
        if old and old[0] == len(content) and _read(f"{self.out}/{name}") == content:
            self.keep(name)
            return
        with self._told():
            self._written += 1
            path = f"{self._fresh}/{self._written}" if self._twin else self._inside(self._fresh, name)
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
            try:
                view = memoryview(content)
                while view:
                    view = view[os.write(file, view) :]
                found = os.fstat(file)
            finally:
                os.close(file)
        self._staged[name] = path
        self.files[name] = (found.st_size, found.st_mtime_ns, found.st_ino)

    def can_keep(self, name: str) -> bool:
        return name in self.known.files

    def keep(self, name: str) -> None:
        """The file as the last build left it."""
        self._staged.pop(name, None)
        self.files[name] = self.known.files[name]

    def is_kept(self, name: str) -> bool:
        return name in self.files and name not in self._staged

    def content(self, name: str) -> bytes:
        """Of a file that was put or kept."""
        with self._told(), open(self._staged.get(name) or f"{self.out}/{name}", "rb", buffering=0) as file:
            return file.read()

    def publish(self) -> Tree:
        """The site as it is from now on."""
        listed = "\n".join([*sorted([*self.files, MANIFEST]), ""]).encode()
        self.put(MANIFEST, listed)
        with self._told():
            tree, place = (self._twin and self._in_twin(self._twin)) or self._in_fresh_folder()
            is_still_known = folder_stamp(str(self.out)) == self.known.folders.get("")
            left = _swap(place, self.out)
        # Some file systems (XFS) count the move as a change of the folder.
        tree.folders[""] = folder_stamp(str(self.out))
        if left and self._cache and is_still_known:
            self._keep_as_twin(self._cache / "vorige", left)
        else:
            if left:
                _remove(left)
            if self._cache:
                self._make_twin(self._cache / "vorige", tree)
        if self._twin:
            _remove(self._fresh)
        return tree

    def begin_again(self) -> None:
        """Nothing was put."""
        self.abandon()
        self.files, self._staged, self._made = {}, {}, set()
        with self._told():
            os.makedirs(self._fresh)

    def abandon(self) -> None:
        for place in (self._fresh, self._beside("nieuw")):
            _remove(place)

    def _in_twin(self, twin: Tree) -> tuple[Tree, Path] | None:
        """The twin brought up to date; None when it is not as it should be."""
        assert self._cache
        place = self._cache / "vorige"
        base, own = str(place), str(self.out)
        gone = twin.files.keys() - self.files.keys()
        changed = set(gone)
        try:
            _listing(place).unlink(missing_ok=True)
            for name in gone:
                os.unlink(f"{base}/{name}")
            touched = _folders(gone)
            _remove_empty(base, touched)
            self._made = {
                folder
                for folder in twin.folders
                if folder not in touched or os.path.isdir(f"{base}/{folder}")
            }
            for name, stamp in self.files.items():
                old = twin.files.get(name)
                if old == stamp:
                    continue
                target = self._inside(base, name)
                if old:
                    os.unlink(target)
                os.link(self._staged.get(name) or f"{own}/{name}", target)
                changed.add(name)
        except OSError:
            _remove(place)
            return None
        touched = _folders(changed)
        folders = {
            folder: folder_stamp(f"{base}/{folder}") if folder in touched else twin.folders[folder]
            for folder in _folders(self.files)
        }
        return Tree(self.files, folders), place

    def _in_fresh_folder(self) -> tuple[Tree, Path]:
        """A folder of its own beside the site, with links to what is kept."""
        place = self._beside("nieuw")
        if self._twin:
            self._made = set()
            place.mkdir(parents=True)
        base = str(place)
        for name, stamp in list(self.files.items()):
            staged = self._staged.get(name)
            if staged is None or self._twin:
                source, target = staged or f"{self.out}/{name}", self._inside(base, name)
                try:
                    os.link(source, target)
                except (OSError, AttributeError):
                    _copy(source, target)
                    found = os.stat(target)
                    stamp = (found.st_size, found.st_mtime_ns, found.st_ino)
                self.files[name] = stamp
        folders = {folder: folder_stamp(f"{base}/{folder}") for folder in _folders(self.files)}
        return Tree(self.files, folders), place

    def _sound_twin(self) -> Tree | None:
        """What is in the twin; None when that is not known, or when the site itself is not."""
        if not self._cache:
            return None
        place = self._cache / "vorige"
        content = _read(str(_listing(place)))
        if of_bytes(content[DIGEST:]) != content[:DIGEST]:
            return None
        twin = Tree(*marshal.loads(content[DIGEST:]))
        is_sound = all(folder_stamp(f"{place}/{name}") == when for name, when in twin.folders.items())
        return twin if is_sound else None

    def _keep_as_twin(self, place: Path, left: Path) -> None:
        """The version that the site had, for the next build."""
        try:
            listing = _listing(place)
            listing.unlink(missing_ok=True)
            if left != place:
                _remove(place)
                left.rename(place)
            folders = {**self.known.folders, "": folder_stamp(str(place))}
            _list_twin(place, Tree(self.known.files, folders))
        except OSError:
            _remove(left)

    def _make_twin(self, place: Path, tree: Tree) -> None:
        """A first one, of links: the next change, for which somebody waits, finds it there."""
        try:
            _listing(place).unlink(missing_ok=True)
            _remove(place)
            self._made = set()
            for name in tree.files:
                os.link(f"{self.out}/{name}", self._inside(str(place), name))
            folders = {folder: folder_stamp(f"{place}/{folder}") for folder in tree.folders}
            _list_twin(place, Tree(tree.files, folders))
        except (OSError, AttributeError):
            _remove(place)

    def _inside(self, base: str, name: str) -> str:
        """Where a file comes; the folders around it are there."""
        folder = _above(name)
        if folder not in self._made:
            os.makedirs(f"{base}/{folder}", exist_ok=True)
            while folder and folder not in self._made:
                self._made.add(folder)
                folder = _above(folder)
        return f"{base}/{name}"

    def _beside(self, name: str) -> Path:
        return self.out.with_name(f".{self.out.name}.{name}-{os.getpid()}")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        from sitegen.problems import UseError

        try:
            yield
        except OSError as error:
            self.abandon()
            raise UseError(f"de site kan niet geschreven worden in {self.out}: {reason(error)}") from error


def _listing(twin: Path) -> Path:
    """Says what is in the twin; not there while that changes."""
    return twin.with_suffix(".lijst")


def _list_twin(twin: Path, tree: Tree) -> None:
    content = marshal.dumps(tree.as_plain())
    _listing(twin).write_bytes(of_bytes(content) + content)


def _remove(folder: Path | str, ignore_errors: bool = True) -> None:
    # Not at the top: where nothing changed, nothing is removed.
    import shutil

    shutil.rmtree(folder, ignore_errors=ignore_errors)


def _copy(source: str, target: str) -> None:
    import shutil

    shutil.copyfile(source, target)


def _above(name: str) -> str:
    return name.rpartition("/")[0]


def _folders(names: Iterable[str]) -> set[str]:
    """Every folder that holds one of these, '' included."""
    found = {"", *(name.rpartition("/")[0] for name in names)}
    for folder in list(found):
        while (folder := _above(folder)) not in found:
            found.add(folder)
    return found


def _remove_empty(base: str, folders: Iterable[str]) -> None:
    """Remove those that hold nothing any more, the inner ones first; the site's own stays."""
    for folder in sorted(folders, key=len, reverse=True):
        if folder:
            with contextlib.suppress(OSError):
                os.rmdir(f"{base}/{folder}")


def _links_between(out: Path, place: Path) -> bool:
    """Can a file of the site have a second name there? Then a folder can move from one to the other as well."""
    with contextlib.suppress(OSError, AttributeError):
        _remove(place)
        place.mkdir()
        os.link(out / MANIFEST, place / MANIFEST)
        _remove(place, ignore_errors=False)
        return True
    return False


def _read(path: str) -> bytes:
    with contextlib.suppress(OSError), open(path, "rb", buffering=0) as file:
        return file.read()
    return b""


def _swap(fresh: Path, out: Path) -> Path | None:
    """Put the fresh folder in the place of the other; returns where that one is now."""
    if not out.exists():
        fresh.rename(out)
        return None
    if _exchange(fresh, out):
        return fresh
    # No atomic exchange on this system: for a moment there is no site, and _sweep repairs that.
    old = out.with_name(f".{out.name}.oud-{os.getpid()}")
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    return old


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step of the kernel; False where that cannot be done."""
    rename = _system_call()
    return rename is not None and rename(os.fsencode(one), os.fsencode(other)) == 0


def _system_call() -> Callable[[bytes, bytes], int] | None:
    at_cwd, exchange, swap = -100, 2, 2
    with contextlib.suppress(ImportError, OSError, AttributeError):
        if sys.platform == "linux":
            call = _c_library().renameat2
            return lambda one, other: call(at_cwd, one, at_cwd, other, exchange)
        if sys.platform == "darwin":
            call = _c_library().renamex_np
            return lambda one, other: call(one, other, swap)
    return None


def _c_library() -> Any:
    import ctypes

    return ctypes.CDLL(None)


def refuse_sources(paths: Paths) -> None:
    """Before anything else: is this no folder with sources? Raises UseError."""
    from sitegen.problems import UseError

    out = paths.out
    if holds_sources(out, paths.root):
        raise UseError(
            f"{paths.out} is geen map voor de site: daar staan de bronnen. Kies met --out een andere map"
        )
    if out.exists() and not out.is_dir():
        raise UseError(f"{paths.out} is een bestand: kies met --out een map")


def holds_sources(folder: Path, root: Path) -> bool:
    """Whether a folder is one of sources, or lies in one or around one."""
    kept = {base / name for base in (root, HOME) for name in KEPT}
    # A project may stand inside one of these folders, as the examples of the tests do.
    kept = {source for source in kept if not root.is_relative_to(source)}
    return any(folder.is_relative_to(source) for source in kept) or any(
        source.is_relative_to(folder) for source in (root, HOME, *kept)
    )


def refuse_foreign(paths: Paths, foreign: Iterable[str] | None = None) -> None:
    """Are there files of somebody else, which a build would remove? `foreign` are those that may be.

    The list in the site tells what is ours: a build that was killed after it published is remembered nowhere else.
    Raises UseError.
    """
    from sitegen.problems import UseError

    out = paths.out
    found = sorted({*(_files(out) if foreign is None else foreign)} - _manifest(out))
    if found:
        shown = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
        raise UseError(
            f"in {paths.out} staan bestanden die niet van de site zijn ({shown}). "
            "Kies met --out een lege map, of gebruik --force om alles in deze map te vervangen"
        )


def _manifest(folder: Path) -> set[str]:
    try:
        return {*(folder / MANIFEST).read_text(encoding="utf-8").split("\n")}
    except (OSError, UnicodeDecodeError):
        return set()


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _sweep(out: Path) -> None:
    """Remove what killed builds left; put an old site back that lost its place between two renames."""
    for left in _leftovers(out):
        if ".oud-" in left.name and not out.exists():
            left.rename(out)
        else:
            _remove(left)


def _leftovers(out: Path) -> Iterable[Path]:
    pattern = re.compile(rf"\.{re.escape(out.name)}\.(?:nieuw|oud)-(\d+)")
    if not out.parent.is_dir():
        return
    for path in sorted(out.parent.iterdir()):
        match = pattern.fullmatch(path.name)
        if match and not _alive(int(match[1])):
            yield path


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


def reason(error: OSError) -> str:
    return REASONS.get(error.errno or 0, f"het systeem weigert dit (fout {error.errno})")


def in_the_way(error: OSError) -> UseError:
    """What the system refused while the files of a project were read or written."""
    from sitegen.problems import UseError

    found = REASONS_TO_READ.get(error.errno or 0) or reason(error)
    return UseError(f"{error.filename} kan niet gelezen of geschreven worden: {found}")


REASONS = {
    errno.EACCES: "je mag hier niet schrijven",
    errno.EPERM: "je mag hier niet schrijven",
    errno.EBUSY: "een ander programma gebruikt deze map",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijf is vol",
    errno.EROFS: "deze schijf kan alleen gelezen worden",
    errno.ENOTDIR: "een deel van dit pad is een bestand, geen map",
    errno.EISDIR: "er staat al een map met die naam",
    errno.EEXIST: "er staat al een bestand met de naam van een map",
    errno.ENAMETOOLONG: "de naam van een bestand is te lang",
    errno.EFBIG: "een bestand is groter dan hier mag",
    errno.EIO: "de schijf geeft een fout",
    errno.EMFILE: "er zijn te veel bestanden open",
    errno.ENFILE: "er zijn te veel bestanden open",
}

REASONS_TO_READ = {
    errno.EACCES: "je hebt er de rechten niet voor",
    errno.EPERM: "je hebt er de rechten niet voor",
    errno.ENOENT: "het is er niet meer",
    errno.ELOOP: "de snelkoppeling leidt naar zichzelf",
}
