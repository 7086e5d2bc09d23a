"""`schema`: writes what follows from the declarations: the schemas of the data files, and docs/gegevens.md."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sitegen.commands import today
from sitegen.editor_guide import guide
from sitegen.editor_schema import FOLDER, known_ids, schemas
from sitegen.paths import Paths
from sitegen.read import read
from sitegen.text import counted
from sitegen.validate import MEANT


def run(args: Namespace) -> int:
    paths = Paths.of(args.root)
    reading = read(paths, today(args))
    folder = paths.data / FOLDER
    files = schemas() | {"ids.json": known_ids({kind: reading.ids[kind] for kind in MEANT})}
    for name, text in files.items():
        _write(folder / name, text)
    page = paths.root / "docs" / "gegevens.md"
    _write(page, guide())
    print(f"{counted(len(files), 'schema', 'schema’s')} in {paths.name(folder)}/, en {paths.name(page)}")
    return 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
