"""The site on disk: written whole beside the old one, then swapped in.

A build that fails or is killed leaves the last good site as it was, never a mixture.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sitegen.paths import HOME, Paths
from sitegen.problems import UseError

# Lists what a build wrote, so that the next one knows what is its own. Hidden: hosts do not show it.
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
    ".git",
    ".github",
    ".vscode",
    ".venv",
    ".cache",
)


def write(files: Mapping[str, bytes], paths: Paths, force: bool = False) -> None:
    """Replace the output folder by these files and the static ones.

    Raises UseError when the folder holds files of somebody else (unless `force`), or sources.
    """
    out = paths.out
    refuse_foreign(paths, force)
    if twice := sorted(files.keys() & set(static_files(paths))):
        raise UseError(f"static/{twice[0]} krijgt hetzelfde adres als een pagina: geef het een andere naam")
    _sweep(out)
    fresh = out.with_name(f".{out.name}.nieuw-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(paths.static, fresh, copy_function=_copy)
        for name, content in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _write_manifest(fresh)
        _swap(fresh, out)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise UseError(f"de site kan niet geschreven worden in {out}: {_reason(error)}") from error


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Another content for a file, in one step; a UseError when it is no longer what was read."""
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.nieuw-{os.getpid()}")
    try:
        if target.read_bytes() != old:
            raise UseError(f"{path.name} is intussen veranderd: probeer het opnieuw")
        fresh.write_bytes(new)
        shutil.copymode(target, fresh)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UseError(f"{path.name} kan niet geschreven worden: {_reason(error)}") from error


def new_file(path: Path, content: bytes) -> None:
    """A file that is not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise UseError(f"{path.name} kan niet geschreven worden: {_reason(error)}") from error


def text_file(path: Path, text: str) -> None:
    """A file beside the site, made again each time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UseError(f"{path.name} kan niet geschreven worden: {_reason(error)}") from error


def static_files(paths: Paths) -> list[str]:
    """The files that come from `static/`, as paths inside the site."""
    found = (path for path in paths.static.rglob("*") if path.is_file())
    return sorted(path.relative_to(paths.static).as_posix() for path in found)


def _copy(source: str, target: str) -> None:
    """A file as it is; scripts and style sheets without their comments and blanks, for phones with little data."""
    import rcssmin
    import rjsmin

    path = Path(source)
    shorten = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}.get(path.suffix)
    if shorten:
        Path(target).write_text(shorten(path.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(source, target)


def refuse_foreign(paths: Paths, force: bool) -> None:
    """Before anything is rendered: is this a folder that a build may replace?"""
    out = paths.out
    kept = {root / name for root in (paths.root, HOME) for name in KEPT}
    # A project may stand inside one of these folders, as the examples of the tests do.
    kept = {folder for folder in kept if not paths.root.is_relative_to(folder)}
    if any(out == folder or out.is_relative_to(folder) for folder in kept) or any(
        source.is_relative_to(out) for source in (paths.root, HOME, *kept)
    ):
        raise UseError(
            f"{paths.out} is geen map voor de site: daar staan de bronnen. Kies met --out een andere map"
        )
    if out.exists() and not out.is_dir():
        raise UseError(f"{paths.out} is een bestand: kies met --out een map")
    if force or not out.exists():
        return
    foreign = sorted(_files(out) - _manifest(out))
    if foreign:
        shown = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise UseError(
            f"in {paths.out} staan bestanden die niet van de site zijn ({shown}). "
            "Kies met --out een lege map, of gebruik --force om alles in deze map te vervangen"
        )


def _write_manifest(folder: Path) -> None:
    names = sorted(_files(folder) | {MANIFEST})
    (folder / MANIFEST).write_text("\n".join(names) + "\n", encoding="utf-8")


def _manifest(folder: Path) -> set[str]:
    try:
        return {*(folder / MANIFEST).read_text(encoding="utf-8").split("\n")}
    except (OSError, UnicodeDecodeError):
        return set()


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _swap(fresh: Path, out: Path) -> None:
    if not out.exists():
        fresh.rename(out)
    elif _exchange(fresh, out):
        shutil.rmtree(fresh, ignore_errors=True)
    else:
        # No atomic exchange on this system: for a moment there is no site, and _sweep repairs that.
        old = out.with_name(f".{out.name}.oud-{os.getpid()}")
        out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step of the kernel; False where that cannot be done."""
    rename = _system_call()
    return rename is not None and rename(os.fsencode(one), os.fsencode(other)) == 0


def _system_call() -> Callable[[bytes, bytes], int] | None:
    at_cwd, exchange, swap = -100, 2, 2
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            call = libc.renameat2
            return lambda one, other: call(at_cwd, one, at_cwd, other, exchange)
        if sys.platform == "darwin":
            call = libc.renamex_np
            return lambda one, other: call(one, other, swap)
    except (OSError, AttributeError):
        pass
    return None


def _sweep(out: Path) -> None:
    """Remove what killed builds left; put an old site back that lost its place between two renames."""
    for left in _leftovers(out):
        if ".oud-" in left.name and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left, ignore_errors=True)


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


def _reason(error: OSError) -> str:
    return REASONS.get(error.errno or 0, f"het systeem weigert dit (fout {error.errno})")


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
}
