"""`schema`: writes what follows from the declarations: the schemas of the data files, and docs/gegevens.md."""

from __future__ import annotations

from argparse import Namespace

from sitegen.commands import today
from sitegen.editor_guide import guide
from sitegen.editor_schema import FOLDER, known_ids, schemas
from sitegen.paths import Paths
from sitegen.problems import DataError, errors
from sitegen.read import read
from sitegen.text import counted
from sitegen.validate import MEANT
from sitegen.write import text_file


def run(args: Namespace) -> int:
    paths = Paths.of(args.root)
    reading = read(paths, today(args))
    if wrong := errors(reading.problems):
        # Ids of a file that cannot be read would vanish from what is proposed.
        raise DataError(wrong)
    folder = paths.data / FOLDER
    files = schemas() | {"ids.json": known_ids({kind: reading.ids[kind] for kind in MEANT})}
    for name, text in files.items():
        text_file(folder / name, text)
    page = paths.root / "docs" / "gegevens.md"
    text_file(page, guide())
    print(f"{counted(len(files), 'schema', 'schema’s')} in {paths.name(folder)}/, en {paths.name(page)}")
    return 0
